export * from "./analyse.ts";
export * from "./closure.ts";
export { compareStorePaths } from "./numbered.ts";
export { LONGEST_CHAIN } from "./why-chain.ts";
