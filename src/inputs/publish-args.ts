import type { ParseArgsConfig } from "node:util";
import { defined } from "../core/defined.ts";
import { one, parse, usage } from "./argv.ts";

export interface MergeArgs {
  readonly destination: string;
  /** Digests, references with a digest, files and folders of them. */
  readonly digests: readonly string[];
  readonly tags: readonly string[];
  readonly revLength: string;
  /** `KEY=VALUE` each. */
  readonly annotations: readonly string[];
  readonly username?: string;
  readonly passwordFromStdin: boolean;
  /** Registries that are spoken to in plain HTTP. */
  readonly insecure: readonly string[];
  /** Files with certificates of authorities, PEM. */
  readonly registryCa: readonly string[];
}

export interface LoadArgs {
  readonly image: string;
  readonly file?: string;
  /** `docker`, `podman`, or `auto` for the first that answers. */
  readonly engine: string;
  readonly platform: string;
  /** Registries that are spoken to in plain HTTP. */
  readonly insecure: readonly string[];
  /** Files with certificates of authorities, PEM. */
  readonly registryCa: readonly string[];
  /** Passed on to the Nix build. */
  readonly buildArgs: readonly string[];
}

const MERGE = {
  tag: { type: "string", multiple: true },
  "rev-length": { type: "string", default: "9" },
  annotation: { type: "string", multiple: true },
  username: { type: "string" },
  "password-stdin": { type: "boolean", default: false },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true },
} as const satisfies ParseArgsConfig["options"];

const LOAD = {
  file: { type: "string" },
  engine: { type: "string", default: "auto" },
  platform: { type: "string", default: "" },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true },
} as const satisfies ParseArgsConfig["options"];

/** Arguments of `nix-image merge`. */
export const parseMergeArgs = (rest: readonly string[]): MergeArgs => {
  const { values, positionals } = parse(rest, MERGE);
  const [destination, ...digests] = positionals;
  if (destination === undefined || digests.length === 0) throw usage("merge needs DESTINATION and at least one DIGEST");
  return {
    ...{ destination, digests, tags: values.tag ?? ["{rev}"], revLength: values["rev-length"] },
    ...{ annotations: values.annotation ?? [], passwordFromStdin: values["password-stdin"] },
    ...{ insecure: values.insecure ?? [], registryCa: values["registry-ca"] ?? [] },
    ...defined({ username: values.username }),
  };
};

/** Arguments of `nix-image load`. */
export const parseLoadArgs = (rest: readonly string[]): LoadArgs => {
  const { values, positionals, buildArgs } = parse(rest, LOAD);
  const { file, engine, platform, insecure = [], "registry-ca": registryCa = [] } = values;
  const image = one("load", "IMAGE", positionals);
  return { image, engine, platform, insecure, registryCa, buildArgs, ...defined({ file }) };
};
