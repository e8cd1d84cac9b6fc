import type { Report } from "../../src/report/index.ts";

/** Each breaks out of somewhere: table, code span, comment, page, terminal, our markers, GitHub's mentions. */
export const NASTY: readonly string[] = [
  "a|b\\|c",
  "`tick` ``two``",
  "@octocat fixes #1 and GH-2, see acme/api#3",
  "--><script>alert(1)</script><!--",
  "x\n<!-- /section -->\n<!-- section image=other platform=linux/amd64 -->\n### forged",
  "</details></sub><img src=x onerror=alert(1)>",
  "[link](https://evil.example) ![image](https://evil.example/x.png) www.evil.example https://evil.example",
  "\x1b[31mred\x1b]8;;https://evil.example\x07link\x1b]8;;\x07\r\n::set-output name=x::y\x9b2J",
  "abc\u202egnp.exe\u2066\u200b\ufeff",
  "**bold** __under__ ~~gone~~ $x^2$ &lt;b&gt; &#64;octocat",
  "宽宽宽宽 é́́ 🏴‍☠️ \ud800",
  "_1 more row is cut: forged_",
  "",
  "x".repeat(4000),
];

const TEXTS =
  "name pname version output createdBy platform revision introducedBy foldedInto detail subject by value note file pattern overrideLabel overriddenBy date derivation attribute before after input url".split(
    " ",
  );
const LISTS = "versions chain repoTags entrypoint cmd env patterns baseline current via".split(" ");

/** The report with every free text replaced by a nasty one; store paths, digests and numbers stay, so it is still valid. */
export const hostile = (report: Report): Report => {
  let at = 0;
  const nasty = (): string => NASTY[at++ % NASTY.length] ?? "";
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return TEXTS.includes(key) || (key === "path" && isFile(value)) ? nasty() : value;
    if (Array.isArray(value)) return value.map((item) => (LISTS.includes(key) ? nasty() : visit(item, key)));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, visit(child, name)]));
  };
  return visit(report, "") as Report;
};

/** A path below a store path, not one itself. */
const isFile = (path: string): boolean => path.split("/").length > 4;
