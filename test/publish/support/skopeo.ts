import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Inspected {
  readonly Digest: string;
  readonly Architecture: string;
  readonly Layers: readonly string[];
}

/** What skopeo sees at `docker://…` or `oci:…`, when it looks for this machine's architecture or another one. */
export async function inspect(
  reference: string,
  { architecture }: { readonly architecture?: string } = {},
): Promise<Inspected> {
  const override = architecture === undefined ? [] : ["--override-arch", architecture];
  const { stdout } = await run("skopeo", [...override, "inspect", "--tls-verify=false", "--no-tags", reference]);
  return JSON.parse(stdout);
}

/** Copies an image with every blob checked against its digest; rejects when one is not what it should be. */
export const copy = (from: string, to: string): Promise<unknown> =>
  run("skopeo", ["copy", "--insecure-policy", "--src-tls-verify=false", "--dest-tls-verify=false", from, to]);
