import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { sha256 } from "../../../src/core/hash.ts";
import { makeConfig, makeDockerArchive, makeTar } from "../../support/archives.ts";
import { complaintOf, runCli } from "./run-cli.ts";

const run = promisify(execFile);

export interface PlatformImage {
  /** In the folder: `arm-v7.tar`. */
  readonly file: string;
  readonly architecture: string;
  readonly variant?: string;
  /** What a runtime must find: the very config and layers of the archive. */
  readonly content: { readonly config: string; readonly diffIds: readonly string[] };
}

/** A docker-archive for a platform: a layer that all of them share, and one of its own. */
export const makePlatform = async (
  folder: string,
  text: string,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<PlatformImage> => {
  const [architecture = "", variant] = text.split("/");
  const own = await makeTar([{ name: "bin/app", content: `for ${text}` }]);
  const layers = [await makeTar([{ name: "etc/shared", content: "the same everywhere" }]), own];
  const config = { architecture, ...(variant === undefined ? {} : { variant }), ...extra };
  const file = `${text.replace("/", "-")}.tar`;
  await writeFile(path.join(folder, file), await makeDockerArchive({ layers, config }));
  const content = { config: sha256(makeConfig(layers, config)), diffIds: layers.map((layer) => sha256(layer)) };
  return { file, architecture, ...(variant === undefined ? {} : { variant }), content };
};

/** Publishes an image without a tag, and gives back its reference. */
export const pushByDigest = async (cwd: string, file: string, repository: string): Promise<string> => {
  const ran = await runCli(["push", file, repository, "--by-digest", "--allow-dirty"], { cwd });
  if (ran.status !== 0) throw new Error(complaintOf(ran));
  return ran.stdout.trim();
};

/** What skopeo takes for a platform, once it has checked every blob. */
export const copiedFor = async (
  folder: string,
  reference: string,
  { architecture, variant }: Pick<PlatformImage, "architecture" | "variant">,
): Promise<PlatformImage["content"]> => {
  const to = await mkdtemp(path.join(folder, "copied-"));
  const platform = ["--override-os", "linux", "--override-arch", architecture];
  const override = variant === undefined ? platform : [...platform, "--override-variant", variant];
  const checks = ["--insecure-policy", "--src-tls-verify=false"];
  await run("skopeo", [...override, "copy", ...checks, `docker://${reference}`, `dir:${to}`]);
  const manifest = JSON.parse(await readFile(path.join(to, "manifest.json"), "utf8"));
  const config = await readFile(path.join(to, manifest.config.digest.slice("sha256:".length)), "utf8");
  return { config: manifest.config.digest, diffIds: JSON.parse(config).rootfs.diff_ids };
};
