import * as v from "valibot";
import { parseStorePath, type StorePath } from "../core/store-path.ts";
import { evaluationArguments, lockArguments } from "./arguments.ts";
import { NixError } from "./errors.ts";
import { type Nix, parseNixJson } from "./run.ts";

export interface EvalOptions {
  readonly cwd: string;
  /** Arguments of the build; those that bear on evaluation are used. */
  readonly args?: readonly string[];
  /** A Nix function to put the value through. A set with an `outPath` would come out as that path alone. */
  readonly apply?: string;
  /** A Nix file, of which `target` then is an attribute path. */
  readonly file?: string;
}

/** The value of an installable without outputs (`.#image.imageName`), or of an attribute path of `file`. Builds nothing. */
export const evalJson = async (nix: Nix, target: string, options: EvalOptions): Promise<unknown> => {
  const { cwd, args = [], apply, file } = options;
  const from = file === undefined ? lockArguments(args) : ["--file", file];
  const through = apply === undefined ? [] : ["--apply", apply];
  const stdout = await nix.run(["eval", "--json", ...evaluationArguments(args), ...from, ...through, "--", target], {
    cwd,
    about: target,
  });
  return parseNixJson(v.unknown(), { nix, stdout, command: "eval --json" });
};

export interface Derivation {
  readonly drvPath: StorePath;
  readonly outPath: StorePath;
}

/** The plan of an image and the path its build will have. Equal paths mean equal images, without any build. */
export const evalOutPath = async (
  nix: Nix,
  target: string,
  options: Omit<EvalOptions, "apply">,
): Promise<Derivation> => {
  const apply = "d: [ d.drvPath (d.out or d).outPath ]";
  const paths = v.safeParse(v.tuple([v.string(), v.string()]), await evalJson(nix, target, { ...options, apply }));
  const [drvPath, outPath] = paths.success ? paths.output.map(parseStorePath) : [];
  if (drvPath !== undefined && outPath !== undefined) return { drvPath, outPath };
  throw new NixError(
    "NOT_A_DERIVATION",
    `${target}: has no output path in /nix/store; name an attribute that builds an image`,
  );
};
