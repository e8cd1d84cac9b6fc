import { GLOBAL_EXPRESSIONS, parseText, type Text } from "./expressions.ts";
import { splitFields } from "./fields.ts";

/** What docker/metadata-action calls flavor: what all rules have in common. */
export interface Flavor {
  readonly latest: "auto" | "true" | "false";
  readonly prefix: Affix;
  readonly suffix: Affix;
}

interface Affix {
  readonly text: Text;
  /** `latest` gets it too. */
  readonly onLatest: boolean;
}

const PLAIN_FLAVOR: Flavor = {
  latest: "auto",
  prefix: { text: [], onLatest: false },
  suffix: { text: [], onLatest: false },
};

/** The flavor that lines of `latest=`, `prefix=`, `suffix=` and `onlatest=` make, and what is wrong with them. */
export function parseFlavor(lines: readonly string[]): {
  readonly flavor: Flavor;
  readonly problems: readonly string[];
} {
  let flavor = PLAIN_FLAVOR;
  const problems: string[] = [];
  for (const line of lines) {
    const parsed = extend(flavor, line);
    if (typeof parsed === "string") problems.push(`flavor: ${JSON.stringify(line)}: ${parsed}`);
    else flavor = parsed;
  }
  return { flavor, problems };
}

/** `onlatest=` belongs to the prefix or suffix before it on its line. */
function extend(start: Flavor, line: string): Flavor | string {
  let flavor = start;
  let affix: "prefix" | "suffix" | undefined;
  for (const field of splitFields(line) ?? []) {
    const [, name = "", value = ""] = /^([^=]*?)\s*=\s*(.*)$/s.exec(field) ?? [];
    const key = name.toLowerCase();
    if (key === "latest" && isLatest(value)) flavor = { ...flavor, latest: value };
    else if (key === "prefix" || key === "suffix") {
      const text = parseText(value, GLOBAL_EXPRESSIONS);
      if (typeof text === "string") return text;
      affix = key;
      flavor = { ...flavor, [key]: { text, onLatest: false } };
    } else if (key === "onlatest" && affix !== undefined && ["true", "false"].includes(value)) {
      flavor = { ...flavor, [affix]: { ...flavor[affix], onLatest: value === "true" } };
    } else return "expected latest=auto|true|false, prefix=TEXT or suffix=TEXT, the last two also with ,onlatest=true";
  }
  return splitFields(line) === undefined ? "the quotes do not match" : flavor;
}

const isLatest = (text: string): text is Flavor["latest"] => ["auto", "true", "false"].includes(text);
