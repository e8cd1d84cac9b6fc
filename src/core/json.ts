import * as v from "valibot";
import { visible } from "./visible.ts";

/** Values that come with a message are untrusted and of any length. */
const LONGEST_MESSAGE = 200;

/** V8 quotes the text around the fault, which may be a credential: `…, "auth":"c2Vj"... is not valid JSON`. */
const withoutExcerpt = (message: string): string => message.replace(/, (?:\.\.\.)?".*is not valid JSON$/s, "");

/** Where a parsed value broke its schema, one line per problem: `rootfs.diff_ids.0: Expected string but received 5`. */
export const describeIssues = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues
    .slice(0, 5)
    .map((issue) => visible(`${v.getDotPath(issue) ?? "(top)"}: ${issue.message}`).slice(0, LONGEST_MESSAGE))
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
    return { kind: "bad", problem: `not JSON (${withoutExcerpt((error as Error).message)})` };
  }
  // The first problem is told: of a hostile document there may be millions, each an object.
  const result = v.safeParse(schema, value, { abortEarly: true });
  return result.success
    ? { kind: "ok", value: result.output }
    : { kind: "bad", problem: describeIssues(result.issues) };
};
