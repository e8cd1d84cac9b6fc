import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { runProgram } from "../../src/run-program.ts";
import { copiedFor, makePlatform, type PlatformImage } from "../cli/support/platforms.ts";
import { commitAll, write } from "../nix/rig.ts";
import { makePodman } from "../support/podman.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { runOnReadyImages } from "./scenario/ready-images.ts";
import { push } from "./support/events.ts";
import type { JobRun } from "./support/job.ts";
import { runAction, runJob } from "./support/runner.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const ACTION = resolve(import.meta.dirname, "../..");
const WORKFLOW = join(ACTION, "examples/nixpkgs/.github/workflows/multi-platform.yml");
/** What the example's steps use; artifacts are carried by the test. */
const ACTIONS = {
  "actions/checkout": "skip",
  "cachix/install-nix-action": "skip",
  "actions/upload-artifact": "skip",
  "actions/download-artifact": "skip",
  "nix-image-action/nix-image-action": ACTION,
};

describe("an image of several platforms", () => {
  let registry: Registry;
  /** A clone with one commit that each job starts from. */
  let origin: string;
  let revision: string;
  let images: readonly PlatformImage[];
  before(async () => {
    registry = await startRegistry({ auth: "token" });
    origin = temporaryFolder("origin");
    await write(origin, { tracked: "1", ".gitignore": "*\n!tracked\n" });
    revision = await commitAll(origin, "first");
    images = [await makePlatform(origin, "amd64"), await makePlatform(origin, "arm64")];
  });
  after(() => registry.stop());

  const login = () => ({ "registry-username": registry.username, "registry-password": registry.password });

  /** The example, with a ready image in the place of the flake's, and this registry in that of ghcr.io. */
  const workflowFor = (image: string): string => {
    const given = { destination: `${registry.host}/{owner}/{name}`, ...login() };
    const lines = Object.entries(given).map(([name, value]) => `          ${name}: ${JSON.stringify(value)}\n`);
    const edited = readFileSync(WORKFLOW, "utf8")
      .replace("          image: .#dockerImage\n", `          image: ${image}\n${lines.join("")}`)
      .replace("          digests: digests\n", `          digests: digests\n${lines.join("")}`);
    const file = join(temporaryFolder("workflow"), "multi-platform.yml");
    writeFileSync(file, edited);
    return file;
  };

  const run = (
    job: string,
    workspace: string,
    more: { readonly image?: string; readonly arch?: string; readonly env?: Readonly<Record<string, string>> },
  ): Promise<JobRun> =>
    runJob({
      ...{ workflowFile: workflowFor(more.image ?? ""), job, actions: ACTIONS, workspace, token: "job-token" },
      event: push({ after: revision }),
      github: { sha: revision },
      env: { ...(more.arch === undefined ? {} : { RUNNER_ARCH: more.arch }), ...more.env },
    });

  const logOf = ({ steps }: JobRun): string => steps.map(({ log }) => log).join("\n");

  test("is built by two runners, pushed by digest, and joined by the example's second job", async () => {
    const digests = temporaryFolder("digests");
    for (const [image, arch] of [
      [images[0], "X64"],
      [images[1], "ARM64"],
    ] as const) {
      const workspace = temporaryFolder("workspace");
      cpSync(origin, workspace, { recursive: true });
      const ran = await run("image", workspace, { image: image?.file ?? "", arch });
      assert.equal(ran.conclusion, "success", logOf(ran));
      assert.equal(ran.steps.find(({ id }) => id === "image")?.outputs["tags"], "");
      cpSync(join(workspace, "digests"), digests, { recursive: true });
    }
    assert.deepEqual(readdirSync(digests).toSorted(), ["ARM64", "X64"]);
    assert.deepEqual(await registry.tags("octo/app"), []);

    const workspace = temporaryFolder("workspace");
    cpSync(digests, join(workspace, "digests"), { recursive: true });
    const artifacts = join(temporaryFolder("artifacts"), "list");
    const ran = await run("merge", workspace, { env: { GITHUB_ARTIFACTS: artifacts } });
    assert.equal(ran.conclusion, "success", logOf(ran));
    const outputs = ran.steps.find(({ id }) => id === "merge")?.outputs ?? {};
    const [rev, image] = [revision.slice(0, 9), `${registry.host}/octo/app`];
    assert.deepEqual(await registry.tags("octo/app"), [rev, "latest"].toSorted());
    const index = await registry.manifest("octo/app", rev);
    assert.ok(index !== undefined);
    assert.equal(readFileSync(artifacts, "utf8"), `oci://${image}:${rev}@${index.digest}\n`);
    const { metadata = "", ...others } = outputs;
    assert.deepEqual(others, {
      ...{ digest: index.digest, image, reference: `${image}@${index.digest}`, tags: `${rev}\nlatest` },
      platforms: "linux/amd64\nlinux/arm64",
    });
    const { manifests, annotations } = index.json as {
      readonly manifests: unknown;
      readonly annotations: Record<string, string>;
    };
    assert.deepEqual(JSON.parse(metadata), {
      ...{ digest: index.digest, images: [image], tags: [rev, "latest"], annotations, manifests },
    });
    const { "org.opencontainers.image.created": created = "", ...told } = annotations;
    assert.match(created, /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual(told, {
      "org.opencontainers.image.revision": revision,
      "org.opencontainers.image.source": "https://github.com/octo/demo",
      "org.opencontainers.image.title": "app",
    });
    assert.match(logOf(ran), /Published .*@sha256:[0-9a-f]{64} for linux\/amd64 linux\/arm64/);
    assert.ok(!ran.steps.some(({ rawLog }) => rawLog.includes(registry.password)));
    await readBack(rev);
  });

  /** By skopeo, out of a registry that it needs no login for. */
  const readBack = async (tag: string): Promise<void> => {
    await using open = await startRegistry();
    const from = `docker://${registry.host}/octo/app:${tag}`;
    const credentials = ["--src-creds", `${registry.username}:${registry.password}`];
    const checks = ["--insecure-policy", "--src-tls-verify=false", "--dest-tls-verify=false", ...credentials];
    const copied = await runProgram("skopeo", ["copy", "--all", ...checks, from, `docker://${open.host}/octo/app:1`]);
    assert.equal(copied.status, 0, copied.stderr);
    for (const image of images)
      assert.deepEqual(await copiedFor(temporaryFolder("copied"), `${open.host}/octo/app:1`, image), image.content);
  };

  const merge = (inputs: Readonly<Record<string, string>>, workspace = temporaryFolder("workspace")) =>
    runAction({
      ...{ actionDir: ACTION, subfolder: "merge", workspace, token: "job-token", event: push(), inputs },
      github: { sha: revision },
    });

  test("is not made of what is no digest; the step fails with one error that says so", async () => {
    const workspace = temporaryFolder("workspace");
    mkdirSync(join(workspace, "digests"));
    writeFileSync(join(workspace, "digests/X64"), "");
    const { outcome, annotations } = await merge({ digests: "digests", destination: "ghcr.io/octo/app" }, workspace);
    assert.equal(outcome, "failure");
    assert.deepEqual(
      annotations.map(({ level, message }) => `${level}: ${message.split(" (")[0]}`),
      ["error: digests: digests/X64: an empty file whose name is no digest"],
    );
  });

  test("needs a place to go to, and does not give a password to one that nobody named", async () => {
    const digest = `sha256:${"1".repeat(64)}`;
    const nowhere = await merge({ digests: digest });
    assert.match(nowhere.annotations[0]?.message ?? "", /^destination: empty, and the digests name no repository/);
    const unnamed = await merge({ digests: `${registry.host}/octo/app@${digest}`, ...login() });
    assert.match(unnamed.annotations[0]?.message ?? "", /which does not get registry-password/);
  });
});

describe("`load: true`", () => {
  test("leaves the image in the runner's Podman, by the digest of its config", async () => {
    const podman = await makePodman(temporaryFolder("podman"));
    const env = Object.fromEntries(Object.entries(podman.env).map(([name, value]) => [name, value ?? ""]));
    const step = await runOnReadyImages({
      ...{ images: [{ name: "api" }], token: "job-token", env },
      inputs: { load: "true", comment: "never", "upload-report": "false" },
    });
    assert.equal(step.outcome, "success", step.log);
    const args = ["image", "inspect", "--format", "{{.Id}}", "localhost/api:1"];
    const { stdout } = await runProgram("podman", args, { env });
    assert.equal(`sha256:${stdout.trim()}`, step.outputs["image-id"]);
    await podman.remove();
  });

  test("runs a stream script once, and loads all of an image that the registry has already", async () => {
    await using registry = await startRegistry();
    const podman = await makePodman(temporaryFolder("podman"));
    const env = Object.fromEntries(Object.entries(podman.env).map(([name, value]) => [name, value ?? ""]));
    const workspace = temporaryFolder("workspace");
    await write(workspace, { tracked: "1", ".gitignore": "*\n!tracked\n" });
    await commitAll(workspace, "first");
    const { file, content } = await makePlatform(workspace, "amd64");
    writeFileSync(join(workspace, "stream"), `#!/bin/sh\necho run >> "$PWD/runs"\ncat "$PWD/${file}"\n`, {
      mode: 0o755,
    });
    const inputs = {
      ...{ image: "./stream", load: "true", push: "true", destination: `${registry.host}/acme/app` },
      ...{ comment: "never", "upload-report": "false", baseline: "none" },
    };
    for (const runs of ["run\n", "run\nrun\n"]) {
      const options = { actionDir: ACTION, workspace, token: "job-token", event: push(), inputs, env };
      const step = await runAction(options);
      assert.equal(step.outcome, "success", step.log);
      assert.equal(readFileSync(join(workspace, "runs"), "utf8"), runs);
      const { stdout } = await runProgram("podman", ["images", "--no-trunc", "--quiet"], { env });
      assert.equal(stdout.trim(), content.config);
      await runProgram("podman", ["rmi", "--all", "--force"], { env });
    }
    await podman.remove();
  });

  test("fails before anything is built where there is no engine", async () => {
    const step = await runOnReadyImages({
      ...{ images: [{ name: "api" }], token: "job-token", env: { PATH: "/nonexistent" } },
      inputs: { load: "true" },
    });
    assert.equal(step.outcome, "failure");
    assert.match(step.annotations[0]?.message ?? "", /tried docker: not on PATH; podman: not on PATH/);
    assert.deepEqual(step.outputs, {});
  });
});
