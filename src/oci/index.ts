export * from "./descriptor.ts";
export * from "./image-config.ts";
export * from "./image-ref.ts";
export * from "./manifest.ts";
export * from "./media-type.ts";
