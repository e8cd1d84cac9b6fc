import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { silentLog } from "../../src/core/log.ts";
import { attachArtifact, REPORT_ARTIFACT } from "../../src/publish/index.ts";
import { openRepository } from "../../src/registry/index.ts";
import { type Report, renderReportFile } from "../../src/report/index.ts";
import { pullRequestOpened, push } from "../e2e/support/events.ts";
import { makeDockerArchive, makeSampleLayer, makeTar } from "../support/archives.ts";
import { nixesToTestWith } from "../support/nix.ts";
import { freePort } from "../support/ports.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { flakeFiles, type Job, type JobRun, memoryStore, runJob } from "./baseline-machine.ts";
import { type CommitName, makeProject, type Project } from "./baseline-project.ts";

const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);

let project: Project;
let registry: Registry;
let guarded: Registry;
before(async () => {
  project = await makeProject(await flakeFiles());
  registry = await startRegistry();
  guarded = await startRegistry({ auth: "htpasswd" });
});
after(() => Promise.all([project.remove(), registry.stop(), guarded.stop()]));

/** An image that some step of the job has made. */
const archive =
  (size: number, config: Readonly<Record<string, unknown>> = {}) =>
  async (workspace: string) => {
    const layers = [await makeSampleLayer(), await makeTar([{ name: "data", content: Buffer.alloc(size, "x") }])];
    await writeFile(join(workspace, "image.tar"), await makeDockerArchive({ layers, config }));
  };

const READY = { image: "./image.tar" };

const publish = (commit: CommitName, inputs: Job["inputs"], prepare?: Job["prepare"]): Promise<JobRun> =>
  runJob(project, nix, {
    checkout: { commit, ref: "refs/heads/main", depth: "shallow" },
    event: push({ before: project.commits.root, created: false, forced: false }),
    inputs: { ...inputs, push: "true" },
    ...(prepare === undefined ? {} : { prepare }),
  });

/** Pull request 1, which starts from base. */
const review = (inputs: Job["inputs"], more: Partial<Job> = {}): Promise<JobRun> =>
  runJob(project, nix, {
    checkout: { commit: "merge", ref: "refs/pull/1/merge", depth: "shallow" },
    event: pullRequestOpened({ pull_request: { head: { sha: project.commits.head } } }),
    ...{ inputs: inputs ?? {}, ...more },
  });

const outcome = ({ reports }: JobRun) => {
  const comparison = reports[0]?.comparison;
  if (comparison?.kind !== "compared") return comparison?.reason;
  const { source, exact, revision, name } = comparison.baseline;
  return { source, exact, name, commit: project.nameOf(revision) };
};

const FOUND = { source: "registry", exact: true, commit: "base" };

describe("the image that was published for the base commit", () => {
  test("is the baseline of an image that no flake builds", async () => {
    const inputs = { ...READY, destination: `${registry.host}/octo/ready` };
    await publish("base", inputs, archive(100_000));
    const ran = await review(inputs, { prepare: archive(300_000) });
    assert.deepEqual(outcome(ran), { ...FOUND, name: "app" });
    const comparison = ran.reports[0]?.comparison;
    assert.ok(comparison?.kind === "compared");
    const { baseline = 0, current = 0 } = comparison.totals.contentSize;
    assert.equal(current - baseline, 200_000);
    assert.deepEqual([comparison.layers.reused, comparison.layers.new.length], [1, 1]);
    assert.equal(ran.outputs["update-pull-size"], String(ran.reports[0]?.layers.at(-1)?.compressedSize));
    assert.match(ran.log, /^Read the published image of [0-9a-f]{9}: \d+(\.\d)? k?B\.$/m);
  });

  test("is compared with its relative budgets, and is preferred to a build", async () => {
    const inputs = { destination: `${registry.host}/octo/flake`, tags: "build-{rev}\n{branch}" };
    await publish("base", inputs);
    const ran = await review({ ...inputs, "max-increase": "1 GB" });
    assert.deepEqual(outcome(ran), { ...FOUND, name: "image" });
    assert.deepEqual(ran.builds, [".#image"]);
    assert.equal(ran.outputs["verdict"], "pass");
    assert.deepEqual(await registry.tags("octo/flake"), [`build-${project.commits.base.slice(0, 9)}`, "main"]);
  });

  test("is not downloaded when a report of this version is attached to it", async () => {
    const inputs = { ...READY, destination: `${registry.host}/octo/reported` };
    const { reports } = await publish("base", inputs, archive(100_000));
    await attachReport("octo/reported", reports);
    const earlier = registry.requests().length;
    const ran = await review(inputs, { prepare: archive(300_000) });
    assert.deepEqual(outcome(ran), { ...FOUND, name: "app" });
    const comparison = ran.reports[0]?.comparison;
    assert.ok(comparison?.kind === "compared");
    const { baseline = 0, current = 0 } = comparison.totals.contentSize;
    assert.equal(current - baseline, 200_000);
    assert.match(ran.log, /^Took the report that is attached to the published image of [0-9a-f]{9}\.$/m);
    const blobs = registry.requests().slice(earlier);
    assert.equal(blobs.filter(({ method, path }) => method === "GET" && path.includes("/blobs/")).length, 1);
  });

  test("is read where the attached report is of another version, of another image or broken", async () => {
    const inputs = { ...READY, destination: `${registry.host}/octo/misreported` };
    const { reports } = await publish("base", inputs, archive(100_000));
    const [report] = reports;
    assert.ok(report !== undefined);
    const strange = { ...report, image: { ...report.image, configDigest: `sha256:${"0".repeat(64)}` as const } };
    for (const attached of [[{ ...report, toolVersion: "0.0.1" }], [strange], "{"]) {
      await attachReport("octo/misreported", attached);
      const ran = await review(inputs, { prepare: archive(300_000) });
      assert.deepEqual(outcome(ran), { ...FOUND, name: "app" });
      assert.match(ran.log, /^Read the published image of [0-9a-f]{9}: /m);
    }
  });

  test("is found under a tag of docker/metadata-action's that the commit alone decides", async () => {
    const inputs = { ...READY, destination: `${registry.host}/octo/rules`, tags: "type=sha\ntype=ref,event=branch" };
    await publish("base", inputs, archive(10));
    assert.deepEqual(await registry.tags("octo/rules"), ["main", `sha-${project.commits.base.slice(0, 7)}`]);
    assert.deepEqual(outcome(await review(inputs, { prepare: archive(20) })), { ...FOUND, name: "app" });
  });

  test("is read with the credentials that publishing uses", async () => {
    const { host, username, password } = guarded;
    const login = { "registry-username": username, "registry-password": password };
    const inputs = { ...READY, destination: `${host}/octo/ready` };
    await publish("base", { ...inputs, ...login }, archive(10));
    assert.deepEqual(outcome(await review({ ...inputs, ...login }, { prepare: archive(20) })), {
      ...{ ...FOUND, name: "app" },
    });
    const refused = await review(inputs, { prepare: archive(20), store: memoryStore() });
    assert.equal(outcome(refused), "first-run");
    assert.match(refused.log, /^No published image to compare with: .*127\.0\.0\.1/m);
    assert.ok(!refused.log.includes(password));
  });

  test("is passed over when it says that it is of another commit", async () => {
    const destination = `${registry.host}/octo/strayed`;
    await publish("fork", { destination, tags: project.commits.base.slice(0, 9) });
    const ran = await review({ destination });
    assert.deepEqual(outcome(ran), { source: "build", exact: true, name: "image", commit: "base" });
    assert.ok(ran.log.includes(`is passed over: it says that it is of ${project.commits.fork}.`), ran.log);
  });

  test("is not looked for where no tag follows from the commit", async () => {
    const earlier = registry.requests().length;
    const destination = `${registry.host}/octo/ready`;
    const ran = await review({ ...READY, destination, tags: "{branch}\nstable" }, { prepare: archive(10) });
    assert.equal(outcome(ran), "first-run");
    assert.deepEqual(registry.requests().slice(earlier), []);
  });

  test("is done without when the registry is not there, or has no such image", async () => {
    for (const [host, words] of [
      [`127.0.0.1:${await freePort()}`, /^No published image to compare with: 127\.0\.0\.1:\d+\/octo\/none: /m],
      [registry.host, /^No published image to compare with: .*: the registry has no such image/m],
    ] as const) {
      const ran = await review({ destination: `${host}/octo/none` });
      assert.deepEqual(outcome(ran), { source: "build", exact: true, name: "image", commit: "base" });
      assert.match(ran.log, words);
    }
  });

  test("of several platforms is compared platform by platform", async () => {
    const multi = "octo/multi";
    const destination = `${registry.host}/${multi}`;
    for (const architecture of ["amd64", "arm64"]) {
      await publish("base", { ...READY, destination, tags: architecture }, archive(10, { architecture }));
      await publish("base", { ...READY, destination, tags: `${architecture}-new` }, archive(30, { architecture }));
    }
    await putIndex(multi, project.commits.base.slice(0, 9), ["amd64", "arm64"]);
    await putIndex(multi, "current", ["amd64-new", "arm64"]);
    const ran = await review({ image: `docker://${destination}:current`, destination, platform: "all" });
    assert.deepEqual(
      ran.reports.map(({ image, comparison }) => [
        image.platform,
        comparison?.kind === "compared" && [comparison.baseline.source, comparison.identical],
      ]),
      [
        ["linux/amd64", ["registry", false]],
        ["linux/arm64", ["registry", true]],
      ],
    );
  });

  test("is looked for in every registry that is published to", async () => {
    await publish("base", { destination: `${registry.host}/octo/second` });
    const destination = `${registry.host}/octo/none\n${registry.host}/octo/second`;
    assert.deepEqual(outcome(await review({ destination })), { ...FOUND, name: "image" });
  });
});

/** Attaches reports to the image of the base commit. */
const attachReport = async (name: string, reports: readonly Report[] | string): Promise<void> => {
  const tag = project.commits.base.slice(0, 9);
  const repository = openRepository({ registry: registry.host, repository: name, fetch, log: silentLog });
  const stored = await repository.getManifest(tag);
  assert.ok(stored !== undefined);
  const bytes = Buffer.from(typeof reports === "string" ? reports : renderReportFile(reports));
  await attachArtifact({
    repository,
    subject: { mediaType: stored.mediaType, digest: stored.digest, size: stored.bytes.byteLength },
    artifactType: REPORT_ARTIFACT,
    document: { mediaType: "application/json", bytes, title: "report.json" },
    pace: { sleep: async () => {}, random: () => 0, now: Date.now },
  });
};

/** Makes an index of images that are there. */
const putIndex = async (repository: string, tag: string, members: readonly string[]): Promise<void> => {
  const manifests = await Promise.all(
    members.map(async (member) => {
      const found = await registry.manifest(repository, member);
      assert.ok(found !== undefined);
      const platform = { os: "linux", architecture: member.replace("-new", "") };
      return { mediaType: found.mediaType, digest: found.digest, size: found.bytes.byteLength, platform };
    }),
  );
  const mediaType = "application/vnd.oci.image.index.v1+json";
  const answer = await fetch(`${registry.url}/v2/${repository}/manifests/${tag}`, {
    method: "PUT",
    headers: { "content-type": mediaType },
    body: JSON.stringify({ schemaVersion: 2, mediaType, manifests }),
  });
  assert.equal(answer.status, 201);
};
