import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { after, before, describe, test } from "node:test";
import type { Report } from "../../src/report/index.ts";
import { argumentsWithoutNix, whyNixCannotBeHidden } from "../e2e/scenario/without-nix.ts";
import { buildImages } from "../findings/built-images.ts";
import { makePodman, type Podman, whyPodmanCannotBuild } from "../support/podman.ts";
import { runCli, SOURCES } from "./support/run-cli.ts";

const CASE = "expensive-edge.has";

/** All that is said of the graph, by store path. */
const graphOf = ({ storePaths }: Report) =>
  storePaths
    .map(({ path, contentSize, narSize, closureSize, retainedSize, references, whyChain, dominator }) => ({
      ...{ path, contentSize, narSize, closureSize, retainedSize, whyChain, dominator },
      references: references?.toSorted(),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));

const idsOf = ({ findings = [] }: Report): readonly string[] =>
  findings.filter(({ severity }) => severity !== "info").map(({ id }) => id);

describe("a closure that a Dockerfile copies into scratch", { skip: whyPodmanCannotBuild() ?? false }, () => {
  let dir: string;
  let podman: Podman;
  /** Of the image that Nix built, as Nix explains it. */
  let known: Report;

  const report = async (...args: readonly string[]): Promise<Report> => {
    const { status, stdout, stderr } = await runCli(["report", ...args, "--json", "-"], { cwd: dir });
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  };

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), "dockerfile-closure-"));
    podman = await makePodman(path.join(dir, "podman"));
    const images = await buildImages();
    const stream = spawn(images.script(CASE), { stdio: ["ignore", "pipe", "ignore"] });
    await pipeline(stream.stdout, createWriteStream(path.join(dir, "nix.tar")));
    known = await report("nix.tar");
    await makeContext(path.join(dir, "context"));
    const { user, entrypoint } = known.image.config;
    await podman.build(
      path.join(dir, "context"),
      [
        ...["FROM scratch AS builder", "COPY closure /tmp/closure"],
        ...["FROM scratch", "ENV PATH=/bin", "COPY --from=builder /tmp/closure /nix/store"],
        ...["LABEL org.opencontainers.image.source=https://example.org/app", "COPY root /"],
        ...[`USER ${user}`, `ENTRYPOINT ${JSON.stringify(entrypoint)}`],
      ].join("\n"),
    );
    await podman.save(path.join(dir, "copied.tar"), "docker-archive");
    await podman.save(path.join(dir, "copied-oci.tar"), "oci-archive");
  });
  after(() => rm(dir, { recursive: true, force: true }));

  /** The closure as `nix-store --query --requisites` lists it, and what the Nix image has outside the store. */
  const makeContext = async (context: string): Promise<void> => {
    await mkdir(path.join(context, "closure"), { recursive: true });
    for (const entry of known.storePaths) {
      const target = path.join(context, "closure", path.basename(entry.path));
      await cp(entry.path, target, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    }
    const archive = path.join(dir, "nix.tar");
    execFileSync("tar", ["-xf", archive, "-C", dir]);
    const [manifest] = JSON.parse(await readFile(path.join(dir, "manifest.json"), "utf8"));
    await mkdir(path.join(context, "root"));
    execFileSync("tar", ["-xf", path.join(dir, manifest.Layers.at(-1)), "-C", path.join(context, "root")]);
  };

  test("has the bytes of the Nix image, in layers with their instructions", async () => {
    const copied = await report("copied.tar");
    assert.equal(copied.totals.contentSize, known.totals.contentSize);
    assert.equal(copied.root.contentSize, known.root.contentSize);
    assert.deepEqual(
      copied.layers.map(({ createdBy, storePaths }) => [createdBy, storePaths.length]),
      [
        ["COPY … /nix/store", known.storePaths.length],
        ["COPY … /", 0],
      ],
    );
  });

  test("is explained without Nix as Nix explains its own image", {
    skip: whyNixCannotBeHidden() ?? false,
  }, async () => {
    const args = [process.execPath, SOURCES, "report", "copied.tar", "--json", "-"];
    const { status, stdout, stderr } = spawnSync("unshare", argumentsWithoutNix(args), {
      ...{ cwd: dir, encoding: "utf8", maxBuffer: 1 << 26 },
    });
    assert.equal(status, 0, stderr);
    const copied: Report = JSON.parse(stdout);
    assert.deepEqual(graphOf(copied), graphOf(known));
    assert.ok(known.storePaths.some(({ references = [] }) => references.length > 1));
  });

  test("has the findings of the closure, and none that its files do not deserve", async () => {
    const copied = await report("copied.tar");
    assert.deepEqual(idsOf(copied), ["expensive-edge"]);
    assert.deepEqual(
      copied.findings?.find(({ id }) => id === "expensive-edge"),
      known.findings?.find(({ id }) => id === "expensive-edge"),
    );
  });

  test("differs from the Nix image in nothing but its layers, either way round", async () => {
    for (const [baseline, current] of [
      ["copied.tar", "nix.tar"],
      ["nix.tar", "copied-oci.tar"],
    ] as const) {
      const { comparison } = await report(current, "--baseline", baseline);
      assert.ok(comparison?.kind === "compared");
      assert.deepEqual(comparison.packages, []);
      assert.equal(comparison.identical, false);
      assert.equal(comparison.layers.reused, 0);
      assert.equal(comparison.totals.contentSize.baseline, comparison.totals.contentSize.current);
    }
  });

  test("reads the same from a docker-archive and an OCI archive", async () => {
    const [docker, oci] = [await report("copied.tar"), await report("copied-oci.tar")];
    const neutral = ({ layers }: Report) => layers.map(({ digest, mediaType, compressedSize, ...layer }) => layer);
    assert.deepEqual(neutral(oci), neutral(docker));
    assert.deepEqual(graphOf(oci), graphOf(docker));
    assert.ok((oci.totals.compressedSize ?? 0) > 0);
  });
});
