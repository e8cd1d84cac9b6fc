export { buildSbom, type SbomOptions } from "./build.ts";
export type { Distribution, DistributionPackage } from "./distribution-component.ts";
