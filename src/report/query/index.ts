export { buildDominators, type DominatorNode, type DominatorTree, type Rest } from "./dominators.ts";
export { findStorePaths, suggestNames } from "./find-store-path.ts";
export { openReferences, type References } from "./references.ts";
export { findRepeatedPackages, type RepeatedPackage } from "./repeated-packages.ts";
export { collectGraph, type Edge, type TreeRow, walkReferences } from "./tree.ts";
export { explainPaths, type WeighedPath, type WhyAnswer, weighPath } from "./why.ts";
