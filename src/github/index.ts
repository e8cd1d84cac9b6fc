export { openApi } from "./api.ts";
export * from "./baseline-store.ts";
export * from "./comment.ts";
export * from "./commits.ts";
export * from "./context.ts";
export * from "./errors.ts";
export * from "./labels.ts";
