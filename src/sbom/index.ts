export { buildSbom, type SbomOptions } from "./build.ts";
