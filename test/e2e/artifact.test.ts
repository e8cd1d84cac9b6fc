import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { runOnReadyImages } from "./scenario/ready-images.ts";
import { type CacheService, startCacheService } from "./support/cache-service.ts";
import { pullRequestOpened, push } from "./support/events.ts";
import { type GitHub, SAME_REPO, startGitHub } from "./support/github.ts";
import { filesIn, unpackArtifacts } from "./support/unpack-artifact.ts";

const HEAD = "a".repeat(40);

describe("the report as an artifact", () => {
  let github: GitHub;
  let service: CacheService;
  let env: Readonly<Record<string, string>>;
  let token: string;
  before(async () => {
    [github, service] = await Promise.all([startGitHub(), startCacheService()]);
    token = await github.token(SAME_REPO);
    env = { ...service.env, GITHUB_API_URL: github.url };
  });
  after(() => Promise.all([github.stop(), service.stop()]));

  const event = pullRequestOpened({ pull_request: { head: { sha: HEAD } } });
  const api = [{ name: "api" }];

  test("is the report file byte for byte, with what the run is, and the comment leads to it", async () => {
    const github_ = { run_id: "77", run_attempt: "2", job: "image" };
    const { outcome, outputs, annotations, log } = await runOnReadyImages({
      ...{ images: api, token, env, event, github: github_ },
      inputs: { comment: "always" },
    });
    assert.equal(outcome, "success", log);
    assert.deepEqual(annotations, []);
    const [artifact, ...more] = service.artifacts;
    assert.ok(artifact !== undefined);
    assert.deepEqual(more, []);
    assert.equal(artifact.name, "nix-image-report-image-api-linux-amd64");
    const folder = join(await unpackArtifacts([artifact]), artifact.name);
    assert.deepEqual(filesIn(folder), ["report.html", "report.json", "run.json"]);
    assert.deepEqual(readFileSync(join(folder, "report.html")), readFileSync(outputs["html-report"] ?? ""));
    assert.deepEqual(readFileSync(join(folder, "report.json")), readFileSync(outputs["report"] ?? ""));
    assert.deepEqual(JSON.parse(readFileSync(join(folder, "run.json"), "utf8")), {
      ...{ schemaVersion: 1, pullRequest: 1, headSha: HEAD, job: "image", runId: 77, runAttempt: 2, comment: "always" },
    });
    const url = `https://github.com/octo/demo/actions/runs/77/artifacts/${artifact.id}`;
    assert.equal(outputs["artifact-url"], url);
    const [comment] = await github.comments();
    assert.match(comment?.body ?? "", /<sub>\[report\]\(https:/);
    assert.ok(comment?.body.includes(`[report](${url}) · [run](https://github.com/octo/demo/actions/runs/77)`));
  });

  test("of the same image in another step or leg has a number, and one of a push no pull request", async () => {
    const earlier = service.artifacts.length;
    const job = { images: [...api, { name: "web" }], token, env, event: push({ after: HEAD }) };
    for (const _ of [1, 2]) assert.equal((await runOnReadyImages(job)).outcome, "success");
    const [first, second] = service.artifacts.slice(earlier);
    assert.ok(first !== undefined && second !== undefined);
    assert.equal(first.name, "nix-image-report-image-api-linux-amd64-2");
    assert.equal(second.name, "nix-image-report-image-api-linux-amd64-3");
    const folder = join(await unpackArtifacts([first]), first.name);
    const facts = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
    assert.deepEqual([facts.pullRequest, facts.headSha], [undefined, HEAD]);
    assert.equal(JSON.parse(readFileSync(join(folder, "report.json"), "utf8")).length, 2);
  });

  test("has a name that GitHub takes, whatever the job and the image are called", async () => {
    const earlier = service.artifacts.length;
    const images = [{ name: "ghcr.io/acme/a_b", architecture: "arm64" as const }];
    const { outcome, log } = await runOnReadyImages({
      images,
      token,
      env,
      event,
      github: { job: 'a: "b"\n/\\é<>|*?' },
    });
    assert.equal(outcome, "success", log);
    assert.deepEqual(
      service.artifacts.slice(earlier).map(({ name }) => name),
      ["nix-image-report-a-b--a_b-linux-arm64"],
    );
  });

  test("is not made where nobody wants it, or where nobody takes it, and nothing fails", async () => {
    const earlier = service.artifacts.length;
    const unwanted = await runOnReadyImages({ images: api, token, env, event, inputs: { "upload-report": "false" } });
    const noService = await runOnReadyImages({ images: api, token, env: { GITHUB_API_URL: github.url }, event });
    const server = { GITHUB_SERVER_URL: "https://github.acme.example" };
    const enterprise = await runOnReadyImages({ images: api, token, env: { ...env, ...server }, event });
    for (const { outcome, annotations, outputs, log } of [unwanted, noService, enterprise]) {
      assert.equal(outcome, "success", log);
      // The cache of such a server speaks a version that the stand-in does not.
      assert.deepEqual(
        annotations.filter(({ message }) => !message.startsWith("Failed to restore: ")),
        [],
      );
      assert.equal(outputs["artifact-url"] ?? "", "");
    }
    assert.match(enterprise.log, /^GitHub Enterprise Server takes no artifacts/m);
    assert.doesNotMatch(unwanted.log + noService.log, /artifact/i);
    assert.equal(service.artifacts.length, earlier);
  });

  test("that a full quota refuses is one warning", async () => {
    const full = await startCacheService({ refuseArtifacts: "insufficient usage to create artifact" });
    try {
      const { outcome, annotations, outputs, log } = await runOnReadyImages({
        ...{ images: api, token, env: { ...full.env, GITHUB_API_URL: github.url }, event },
      });
      assert.equal(outcome, "success", log);
      assert.deepEqual(
        annotations.map(({ level }) => level),
        ["warning"],
      );
      assert.match(
        annotations[0]?.message ?? "",
        /could not be uploaded as an artifact: .*quota has been hit.*summary/,
      );
      assert.equal(outputs["artifact-url"] ?? "", "");
    } finally {
      await full.stop();
    }
  });
});
