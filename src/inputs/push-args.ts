import type { ParseArgsConfig } from "node:util";
import { defined } from "../core/defined.ts";
import { parse, usage } from "./argv.ts";

export interface PushArgs {
  readonly image: string;
  readonly destinations: readonly string[];
  readonly file?: string;
  readonly tags: readonly string[];
  /** Publish without any tag. */
  readonly byDigest: boolean;
  readonly revLength: string;
  /** `KEY=VALUE` each. */
  readonly annotations: readonly string[];
  readonly labels: readonly string[];
  readonly compression: string;
  readonly mediaTypes: string;
  readonly username?: string;
  readonly passwordFromStdin: boolean;
  /** Tags of the destination, or images of the same registry. */
  readonly reuseFrom: readonly string[];
  /** Repositories of the same registry. */
  readonly mountFrom: readonly string[];
  /** Documents that registries keep beside the image, `report` and `sbom`. */
  readonly attach: readonly string[];
  readonly allowDirty: boolean;
  readonly insecure: readonly string[];
  readonly registryCa?: readonly string[];
  readonly platform: string;
  readonly buildArgs: readonly string[];
}

const PUSH = {
  file: { type: "string" },
  tag: { type: "string", multiple: true },
  "by-digest": { type: "boolean", default: false },
  "rev-length": { type: "string", default: "9" },
  annotation: { type: "string", multiple: true },
  label: { type: "string", multiple: true },
  compression: { type: "string", default: "gzip" },
  "media-types": { type: "string", default: "oci" },
  username: { type: "string" },
  "password-stdin": { type: "boolean", default: false },
  "reuse-from": { type: "string", multiple: true },
  "mount-from": { type: "string", multiple: true },
  attach: { type: "string", multiple: true },
  "allow-dirty": { type: "boolean", default: false },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true },
  platform: { type: "string", default: "" },
} as const satisfies ParseArgsConfig["options"];

/** Arguments of `nix-image push`. */
export const parsePushArgs = (rest: readonly string[]): PushArgs => {
  const { values, positionals, buildArgs } = parse(rest, PUSH);
  const [image, ...destinations] = positionals;
  if (image === undefined || destinations.length === 0) throw usage("push needs IMAGE and at least one DESTINATION");
  const byDigest = values["by-digest"];
  if (byDigest && values.tag !== undefined) throw usage("--by-digest publishes without a tag; give it or --tag");
  const { file, username, compression, platform, insecure = [], "registry-ca": registryCa } = values;
  return {
    ...{ image, destinations, byDigest, compression, platform, insecure, buildArgs },
    ...{ tags: values.tag ?? ["{rev}"], revLength: values["rev-length"], mediaTypes: values["media-types"] },
    ...{ annotations: values.annotation ?? [], labels: values.label ?? [] },
    ...{ reuseFrom: values["reuse-from"] ?? [], mountFrom: values["mount-from"] ?? [] },
    ...{ attach: values.attach ?? [], allowDirty: values["allow-dirty"], passwordFromStdin: values["password-stdin"] },
    ...defined({ file, username, registryCa }),
  };
};
