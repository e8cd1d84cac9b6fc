import * as v from "valibot";
import type { Log } from "../core/log.ts";
import { parseStorePath, type StorePath } from "../core/store-path.ts";
import { lockArguments } from "./arguments.ts";
import { NixError } from "./errors.ts";
import { type Nix, parseNixJson } from "./run.ts";

export interface BuildResult {
  /** Absent when a store path was given, which needs no plan. */
  readonly drvPath?: StorePath;
  readonly outPath: StorePath;
}

export interface BuildOptions {
  readonly cwd: string;
  /** Further arguments for `nix build`. */
  readonly args?: readonly string[];
  /** Absolute path of a symlink to make, which keeps the result from garbage collection. */
  readonly outLink?: string;
  readonly log: Log;
}

/**
 * Builds an installable of a flake, its log shown line by line; of several outputs `out` is the image.
 */
export const buildInstallable = (
  nix: Nix,
  { installable, ...options }: BuildOptions & { readonly installable: string },
): Promise<BuildResult> =>
  build(nix, { ...options, what: installable, target: [...lockArguments(options.args ?? []), "--", installable] });

/**
 * Builds the attribute path `attribute` of a Nix file by `nix-build FILE -A ATTRIBUTE`, its log shown line by line.
 * The plan is what the store remembers as the result's deriver. The log format names the derivation on each line, by
 * which an error finds its log.
 */
export const buildFile = async (
  nix: Nix,
  { file, attribute, cwd, args = [], outLink, log }: BuildOptions & FileTarget,
): Promise<BuildResult> => {
  const what = `${file} -A ${attribute}`;
  const link = outLink === undefined ? ["--no-out-link"] : ["--out-link", outLink];
  const stdout = await log.group(`nix-build ${what}`, () =>
    nix.runSibling("nix-build", ["--log-format", "bar-with-logs", ...link, ...args, "-A", attribute, "--", file], {
      cwd,
      about: what,
      onStderrLine: (line) => log.foreign(line),
    }),
  );
  const outPath = parseStorePath(stdout.split("\n")[0] ?? "");
  if (outPath === undefined) throw noOutput(nix, what, "name one output, as in image.out");
  const deriver = await nix.runSibling("nix-store", ["--query", "--deriver", outPath]);
  const drvPath = parseStorePath(deriver.trim());
  return { ...(drvPath && { drvPath }), outPath };
};

interface FileTarget {
  readonly file: string;
  readonly attribute: string;
}

interface Target {
  readonly what: string;
  /** The arguments that name it; they come last, behind `--`, so that no name is taken for a flag. */
  readonly target: readonly string[];
}

const build = async (nix: Nix, { cwd, args = [], outLink, log, what, target }: BuildOptions & Target) => {
  const link = outLink === undefined ? ["--no-link"] : ["--out-link", outLink];
  const stdout = await log.group(`nix build ${what}`, () =>
    nix.run(["build", "--json", "--print-build-logs", ...link, ...args, ...target], {
      cwd,
      about: what,
      onStderrLine: (line) => log.foreign(line),
    }),
  );
  return parseBuildResult(nix, stdout, what);
};

const Built = v.array(
  v.union([
    v.string(),
    v.object({
      drvPath: v.optional(v.string()),
      path: v.optional(v.string()),
      outputs: v.optional(v.record(v.string(), v.nullable(v.string()))),
    }),
  ]),
);

/** The image's paths in what `nix build --json` printed; `what` is named when there are none. */
export const parseBuildResult = (nix: Nix, stdout: string, what: string): BuildResult => {
  // Each installable comes once or twice, depending on the version; here there is one.
  const [first] = parseNixJson(Built, { nix, stdout, command: "build --json" });
  const entry = typeof first === "string" ? { path: first } : (first ?? {});
  const outputs = "outputs" in entry ? entry.outputs : undefined;
  const outPath = parseStorePath(outputs?.["out"] ?? Object.values(outputs ?? {})[0] ?? entry.path ?? "");
  const drvPath = "drvPath" in entry ? parseStorePath(entry.drvPath ?? "") : undefined;
  if (outPath !== undefined) return { ...(drvPath && { drvPath }), outPath };
  throw noOutput(nix, what, `name one (\`${what}^out\`)`);
};

const noOutput = (nix: Nix, what: string, advice: string): NixError =>
  new NixError(
    "UNEXPECTED_OUTPUT",
    `${what}: Nix ${nix.version} built it but named no output in /nix/store; ${advice}`,
  );
