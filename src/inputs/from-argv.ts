import type { ParseArgsConfig } from "node:util";
import { defined } from "../core/defined.ts";
import { beforeBorder, isHelp, one, parse, usage } from "./argv.ts";
import type { BudgetInput } from "./budgets.ts";
import { type LoadArgs, type MergeArgs, parseLoadArgs, parseMergeArgs } from "./publish-args.ts";
import { type PushArgs, parsePushArgs } from "./push-args.ts";
import { QUERY_PARSERS, type QueryCommand } from "./query-args.ts";

export type CliCommand =
  | { readonly kind: "help" | "version" }
  | { readonly kind: "report"; readonly options: ReportArgs }
  | { readonly kind: "push"; readonly options: PushArgs }
  | { readonly kind: "merge"; readonly options: MergeArgs }
  | { readonly kind: "load"; readonly options: LoadArgs }
  | { readonly kind: "render"; readonly file: string; readonly format: string }
  | QueryCommand;

export interface ReportArgs {
  readonly image: string;
  readonly file?: string;
  readonly baseline?: string;
  readonly platform: string;
  /** Registries that are spoken to in plain HTTP. */
  readonly insecure: readonly string[];
  /** Files with certificates of authorities, PEM. */
  readonly registryCa?: readonly string[];
  /** Count what the layers are when compressed. */
  readonly compressed: boolean;
  readonly compression: string;
  /** Files to write, `-` for standard output. */
  readonly json?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly sbom?: string;
  /** `ID` or `ID GLOB` each. */
  readonly ignoreFindings: readonly string[];
  /** As they were given, "" where none was. */
  readonly budgets: Readonly<Record<BudgetInput, string>>;
  /** Passed on to the Nix build. */
  readonly buildArgs: readonly string[];
}

const REPORT = {
  file: { type: "string" },
  baseline: { type: "string" },
  platform: { type: "string", default: "" },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true },
  compressed: { type: "boolean", default: false },
  compression: { type: "string", default: "gzip" },
  json: { type: "string" },
  html: { type: "string" },
  markdown: { type: "string" },
  sbom: { type: "string" },
  "ignore-finding": { type: "string", multiple: true },
  "max-size": { type: "string", default: "" },
  "max-unpacked-size": { type: "string", default: "" },
  "max-increase": { type: "string", default: "" },
  "max-increase-percent": { type: "string", default: "" },
  "max-update-pull": { type: "string", default: "" },
  "max-layers": { type: "string", default: "" },
  "forbid-package": { type: "string", multiple: true },
  "budget-mode": { type: "string", default: "fail" },
} as const satisfies ParseArgsConfig["options"];

const RENDER = { format: { type: "string", default: "terminal" } } as const satisfies ParseArgsConfig["options"];

/** The command that the arguments (without node and script) ask for; InputError USAGE when they are none. */
export const parseArgv = (argv: readonly string[]): CliCommand => {
  const [command, ...rest] = argv;
  if (command === undefined || command === "help" || isHelp(command)) return { kind: "help" };
  if (command === "--version" || command === "version") return { kind: "version" };
  if (beforeBorder(rest).some(isHelp)) return { kind: "help" };
  switch (command) {
    case "report":
      return parseReportArgs(rest);
    case "push":
      return { kind: "push", options: parsePushArgs(rest) };
    case "merge":
      return { kind: "merge", options: parseMergeArgs(rest) };
    case "load":
      return { kind: "load", options: parseLoadArgs(rest) };
    case "render":
      return parseRenderArgs(rest);
    case "why":
    case "ls":
    case "tree":
    case "dominators":
    case "duplicates":
      return QUERY_PARSERS[command](rest);
    default:
      throw usage(`${JSON.stringify(command)} is no command`);
  }
};

const parseReportArgs = (rest: readonly string[]): CliCommand => {
  const { values, positionals, buildArgs } = parse(rest, REPORT);
  const image = one("report", "IMAGE", positionals);
  const { file, baseline, platform, insecure = [], compressed, compression, ...others } = values;
  const { json, html, markdown, sbom, "registry-ca": registryCa, ...given } = others;
  const { "forbid-package": forbidden = [], "ignore-finding": ignoreFindings = [], ...budgets } = given;
  return {
    kind: "report",
    options: {
      ...{ image, platform, insecure, compressed, compression, ignoreFindings, buildArgs },
      ...defined({ file, baseline, json, html, markdown, sbom, registryCa }),
      budgets: { ...budgets, "forbid-packages": forbidden.join("\n") },
    },
  };
};

const parseRenderArgs = (rest: readonly string[]): CliCommand => {
  const { values, positionals } = parse(rest, RENDER);
  return { kind: "render", file: one("render", "REPORT.json", positionals), format: values.format };
};
