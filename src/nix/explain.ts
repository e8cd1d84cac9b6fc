import type { NixErrorCode } from "./errors.ts";
import { RULES } from "./explain-rules.ts";

export interface Explanation {
  readonly code: NixErrorCode;
  readonly found: string;
  /** What to do about it. */
  readonly advice: string;
  /** Store path of the derivation whose build failed. */
  readonly drvPath?: string;
}

/**
 * What a failed Nix command means, from the messages on its standard error (builders' lines taken out).
 * `fallback` is the code for an error that no rule knows.
 */
export const explainNix = (text: string, fallback: NixErrorCode): Explanation => {
  for (const { code, when, found, advice } of RULES) {
    const match = when.exec(text);
    if (match === null) continue;
    const drvPath = match.groups?.["drv"];
    return { code, found: fill(found, match), advice: fill(advice, match), ...(drvPath && { drvPath }) };
  }
  const cause = lastError(text) ?? "Nix gave no reason";
  return fallback === "EVAL_FAILED"
    ? { code: fallback, found: cause, advice: "add `--show-trace` to the build arguments to see where it comes from" }
    : { code: fallback, found: cause, advice: "Nix's last lines are below" };
};

const fill = (template: string, match: RegExpExecArray): string =>
  template.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "");

/** The last "error:" that carries text is the innermost, hence the cause; the outer ones only lead to it. */
const lastError = (text: string): string | undefined =>
  [...text.matchAll(/^\s*error: *(\S.*)$/gm)].at(-1)?.[1]?.replace(/[.:;]$/, "");
