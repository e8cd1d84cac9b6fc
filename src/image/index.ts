export * from "./errors.ts";
export * from "./layer-files.ts";
export type { WorkerSettings } from "./layer-scanner.ts";
export * from "./model.ts";
export type * from "./packer.ts";
export { readImages } from "./read-image.ts";
export { type ImageSource, identifySource } from "./source.ts";
export { type ContentFacts, summarizeContent } from "./tree/content.ts";
