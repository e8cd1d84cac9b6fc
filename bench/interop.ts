import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { makeDockerArchive, makeTar } from "../test/support/archives.ts";
import { isThere, peerPath } from "./measure.ts";
import { startRegistry } from "./push.ts";

/**
 * Shows that tools of others take what is published: `node bench/interop.ts`, after `bench/install-peers`. The image is made
 * up, the registry is Debian's docker-registry. Ends with status 1 when one of them does not.
 */

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "..");

interface Check {
  readonly tool: string;
  readonly what: string;
  readonly args: (image: string, digest: string) => readonly string[];
  /** Must be in what the tool prints. */
  readonly wanted: (digest: string) => string;
}

const CHECKS: readonly Check[] = [
  {
    tool: "crane",
    what: "validates manifest, config and every layer",
    args: (image) => ["validate", "--insecure", "--remote", `${image}:v1`],
    wanted: () => "PASS",
  },
  {
    tool: "crane",
    what: "lists both platforms of a merged image",
    args: (image) => ["manifest", "--insecure", `${image}:both`],
    wanted: () => '"arm64"',
  },
  {
    tool: "oras",
    what: "finds the attached bill of materials",
    args: (image, digest) => [
      "discover",
      "--plain-http",
      "--distribution-spec",
      "v1.1-referrers-tag",
      `${image}@${digest}`,
    ],
    wanted: () => "application/vnd.cyclonedx+json",
  },
  {
    tool: "skopeo",
    what: "reads the same digest under the tag",
    args: (image) => ["--insecure-policy", "inspect", "--tls-verify=false", `docker://${image}:v1`],
    wanted: (digest) => digest,
  },
];

const cli = async (dir: string, ...args: readonly string[]): Promise<string> => {
  const { stdout } = await run(process.execPath, [path.join(ROOT, "dist/cli.js"), ...args, "--allow-dirty"], {
    cwd: dir,
  });
  return stdout.trim();
};

/** Publishes an image with an attached document, and one of two platforms; the digest of the first. */
const publish = async (dir: string, image: string): Promise<string> => {
  const layers = [
    await makeTar([{ name: "a", content: "a".repeat(5_000_000) }]),
    await makeTar([{ name: "b", content: "b" }]),
  ];
  const digests: string[] = [];
  for (const architecture of ["amd64", "arm64"]) {
    await writeFile(
      path.join(dir, `${architecture}.tar`),
      await makeDockerArchive({ layers, config: { architecture } }),
    );
    digests.push((await cli(dir, "push", `${architecture}.tar`, image, "--by-digest")).split("@")[1] ?? "");
  }
  await run(process.execPath, [path.join(ROOT, "dist/cli.js"), "merge", image, ...digests, "--tag", "both"], {
    cwd: dir,
  });
  const reference = await cli(dir, "push", "amd64.tar", image, "--tag", "v1", "--attach", "sbom");
  return reference.split("@")[1] ?? "";
};

const dir = await mkdtemp(path.join(os.tmpdir(), "interop-"));
const registry = await startRegistry();
let failed = 0;
try {
  const image = `${registry.host}/interop/app`;
  const digest = await publish(dir, image);
  for (const { tool, what, args, wanted } of CHECKS) {
    if (!isThere(tool)) {
      console.log(`not shown  ${tool} ${what}: it is not installed`);
      continue;
    }
    const { stdout, stderr } = await run(tool, [...args(image, digest)], { env: { ...process.env, PATH: peerPath } });
    const fine = (stdout + stderr).includes(wanted(digest));
    if (!fine) failed += 1;
    console.log(`${fine ? "fine      " : "FAILED    "} ${tool} ${what}`);
    if (!fine) console.log(stdout, stderr);
  }
} finally {
  await registry.stop();
  await rm(dir, { recursive: true });
}
process.exitCode = failed > 0 ? 1 : 0;
