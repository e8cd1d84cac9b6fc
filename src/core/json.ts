import * as v from "valibot";

/** Where a parsed value broke its schema, one line per problem: `rootfs.diff_ids.0: Expected string but received 5`. */
export const describeIssues = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues
    .slice(0, 5)
    .map((issue) => `${v.getDotPath(issue) ?? "(top)"}: ${issue.message}`)
    .join("; ");

export type JsonResult<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "bad"; readonly problem: string };

/** `text` as JSON that fits `schema`; what is wrong with it otherwise. Never throws. */
export const parseJson = <S extends v.GenericSchema>(schema: S, text: string): JsonResult<v.InferOutput<S>> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: "bad", problem: `not JSON (${(error as Error).message})` };
  }
  const result = v.safeParse(schema, value);
  return result.success
    ? { kind: "ok", value: result.output }
    : { kind: "bad", problem: describeIssues(result.issues) };
};
