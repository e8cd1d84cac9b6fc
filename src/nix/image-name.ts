import type { Log } from "../core/log.ts";
import { evaluationArguments } from "./arguments.ts";
import { NixError } from "./errors.ts";
import type { Nix } from "./run.ts";

export interface ImageNameOptions {
  readonly cwd: string;
  /** Arguments of the build; those that bear on evaluation are used. */
  readonly args: readonly string[];
  readonly log: Log;
}

/** What is to be built: an installable, or an attribute of a Nix file. */
export type Buildable =
  | { readonly kind: "flake"; readonly installable: string }
  | { readonly kind: "file"; readonly file: string; readonly attribute: string };

/**
 * What an image will call itself, which dockerTools and nix2container tell as the attribute `imageName`; `undefined` where
 * the derivation does not say it, or cannot be evaluated, which the build will tell better.
 */
export const queryImageName = async (
  nix: Nix,
  buildable: Buildable,
  { cwd, args, log }: ImageNameOptions,
): Promise<string | undefined> => {
  const about = "the image's name";
  try {
    const evaluation = ["eval", "--raw", ...evaluationArguments(args), ...attributeArguments(buildable)];
    const name = (await nix.run(evaluation, { cwd, about })).trim();
    return name === "" ? undefined : name;
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    log.debug(`${about}: ${error.message.split("\n")[0]}`);
    return undefined;
  }
};

const attributeArguments = (buildable: Buildable): readonly string[] => {
  if (buildable.kind === "file") return ["--file", buildable.file, "--", `${buildable.attribute}.imageName`];
  const plain = buildable.installable.replace(/\^[^#]*$/, "");
  const [flakeRef = "", attribute = ""] = plain.split("#");
  return ["--", `${flakeRef}#${attribute === "" ? "default" : attribute}.imageName`];
};
