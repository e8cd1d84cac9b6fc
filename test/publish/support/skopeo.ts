import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Inspected {
  readonly Digest: string;
  readonly Architecture: string;
  readonly Layers: readonly string[];
}

/** What skopeo sees at `docker://…` or `oci:…`. */
export async function inspect(reference: string): Promise<Inspected> {
  const { stdout } = await run("skopeo", ["inspect", "--tls-verify=false", "--no-tags", reference]);
  return JSON.parse(stdout);
}

/** Copies an image with every blob checked against its digest; rejects when one is not what it should be. */
export const copy = (from: string, to: string): Promise<unknown> =>
  run("skopeo", ["copy", "--insecure-policy", "--src-tls-verify=false", "--dest-tls-verify=false", from, to]);
