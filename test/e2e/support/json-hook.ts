import { registerHooks } from "node:module";

/**
 * From now on JSON modules load without `with { type: "json" }`. Needed before `@actions/workflow-parser`, which
 * imports its schemas in the older way. It holds for the whole process.
 */
export function allowPlainJsonImports(): void {
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith(".json")) return next(url, context);
      return next(url, { ...context, importAttributes: { ...context.importAttributes, type: "json" } });
    },
  });
}
