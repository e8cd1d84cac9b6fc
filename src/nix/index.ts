export { type BuildOptions, type BuildResult, buildFile, buildInstallable } from "./build.ts";
export { type NixEnvironment, nixCandidates } from "./candidates.ts";
export { type DetectOptions, detectNix } from "./detect.ts";
export { NixError, type NixErrorCode } from "./errors.ts";
export { type FlakeMetadata, type FlakeOptions, readFlakeMetadata, shortRev } from "./flake.ts";
export { type Installable, parseInstallable } from "./installable.ts";
export { closureOf, queryPathInfo } from "./path-info.ts";
export { withRevision } from "./revision.ts";
export type { Nix, NixOptions } from "./run.ts";
