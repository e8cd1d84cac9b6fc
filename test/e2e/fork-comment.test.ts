import assert from "node:assert/strict";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { Marked } from "marked";
import { startFaultProxy } from "../registry/support/fault-proxy.ts";
import { hostile } from "../support/hostile-report.ts";
import { grown, SAMPLES } from "../support/sample-reports.ts";
import { type ReadyImage, runOnReadyImages } from "./scenario/ready-images.ts";
import { type CacheService, startCacheService } from "./support/cache-service.ts";
import { type Payload, pullRequestOpened, workflowRun } from "./support/events.ts";
import { FORK, type ForkPull, type GitHub, startGitHub } from "./support/github.ts";
import { isWrite } from "./support/request-recorder.ts";
import { runAction, runJob } from "./support/runner.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { unpackArtifacts } from "./support/unpack-artifact.ts";

const ACTION = resolve(import.meta.dirname, "../..");
/** As in `examples/nixpkgs/.github/workflows/comment-from-forks.yml`. */
const COMMENTER = { actions: "read", pull_requests: "write" } as const;
const RUN = 77;
const FOLDER = "nix-image-report";

describe("the comment on a pull request from a fork", () => {
  let github: GitHub;
  let service: CacheService;
  let readOnly: string;
  let writing: string;
  let pull: ForkPull;
  /** What the run for that pull request has uploaded, as actions/download-artifact leaves it. */
  let honest: string;
  before(async () => {
    [github, service] = await Promise.all([startGitHub(), startCacheService()]);
    [readOnly, writing] = await Promise.all([github.token(FORK), github.token(COMMENTER)]);
    pull = await github.openFromFork("honest");
    honest = (await build(pull, [{ name: "api" }])).folder;
  });
  after(() => Promise.all([github.stop(), service.stop()]));

  /** The run on `pull_request`, which may not comment, and its artifacts. */
  const build = async ({ number, sha, repository }: ForkPull, images: readonly ReadyImage[], job = "image") => {
    const earlier = service.artifacts.length;
    const head = { sha, repo: { full_name: repository } };
    const step = await runOnReadyImages({
      ...{ images, token: readOnly, env: { ...service.env, GITHUB_API_URL: github.url } },
      event: pullRequestOpened({ number, pull_request: { number, head } }),
      github: { run_id: String(RUN), job },
    });
    assert.equal(step.outcome, "success", step.log);
    return { step, folder: await unpackArtifacts(service.artifacts.slice(earlier)) };
  };

  const eventFor = ({ sha, branch, repository }: ForkPull, more: Payload = {}) =>
    workflowRun({
      workflow_run: {
        ...{ id: RUN, head_sha: sha, head_branch: branch, head_repository: { full_name: repository } },
        ...more,
      },
    });

  /** The run on `workflow_run`, with these artifacts downloaded. */
  const comment = (
    folder: string,
    event = eventFor(pull),
    inputs: Readonly<Record<string, string>> = {},
    url = github.url,
  ) => {
    const workspace = temporaryFolder("workspace");
    cpSync(folder, join(workspace, FOLDER), { recursive: true, verbatimSymlinks: true });
    return runAction({
      ...{ actionDir: ACTION, subfolder: "comment", workspace, event, token: writing },
      inputs: { comment: "always", ...inputs },
      env: { GITHUB_API_URL: url },
    });
  };

  test("is made by the second workflow out of what the first, which may not, has uploaded", async () => {
    const { step } = await build(pull, [{ name: "api" }]);
    assert.match(step.annotations[0]?.message ?? "", /forks get a read-only token/);
    assert.deepEqual(await github.comments(pull.number), []);

    const { outcome, annotations, outputs, log } = await comment(honest);
    assert.equal(outcome, "success", log);
    assert.deepEqual(annotations, []);
    const [made, ...more] = await github.comments(pull.number);
    assert.ok(made !== undefined);
    assert.deepEqual(more, []);
    assert.equal(made.author, "github-actions[bot]");
    assert.match(outputs["comment-url"] ?? "", new RegExp(`-${made.id}$`));
    const run = `https://github.com/octo/demo/actions/runs/${RUN}`;
    const expected = `<!-- nix-image-action v1 wf=ci -->

<!-- section image=api platform=linux/amd64 job=image run=${RUN} head=${pull.sha} -->
### 📦 \`api\` `;
    assert.equal(made.body.slice(0, expected.length), expected);
    assert.ok(
      made.body.includes(
        `<sub>[report](${run}#artifacts) · [run](${run}) · updated for \`${pull.sha.slice(0, 7)}\`</sub>`,
      ),
    );
    assert.match(made.body, /^\| Store paths \| 2 \|$/m);
  });

  test("is the same comment for every artifact, job and run, and left alone when nothing is new", async () => {
    assert.match((await comment(honest)).log, /Comment unchanged: /);
    const { folder } = await build(pull, [{ name: "web" }, { name: "worker", architecture: "arm64" }], "others");
    cpSync(honest, folder, { recursive: true });
    const { outcome, log } = await comment(folder);
    assert.equal(outcome, "success", log);
    assert.match(log, /Comment updated: /);
    const [made, ...more] = await github.comments(pull.number);
    assert.deepEqual(more, []);
    assert.deepEqual(
      [...(made?.body ?? "").matchAll(/^<!-- section image=(\S+) platform=(\S+) job=(\S+) /gm)].map((it) =>
        it.slice(1),
      ),
      [
        ["api", "linux/amd64", "image"],
        ["web", "linux/amd64", "others"],
        ["worker", "linux/arm64", "others"],
      ],
    );
  });

  test("takes one report file as well as a folder", async () => {
    const [name = ""] = service.artifacts.map((artifact) => artifact.name);
    for (const report of [join(FOLDER, name), join(FOLDER, name, "report.json")]) {
      const { outcome, log } = await comment(honest, eventFor(pull), { report });
      assert.equal(outcome, "success", log);
    }
  });

  test("is not made where it is not asked for, where nothing was uploaded, and where nobody waits for it", async () => {
    const quiet = await comment(edited((facts) => ({ ...facts, comment: "never" })));
    assert.match(quiet.log, /wanted no comment/);
    const none = await comment(temporaryFolder("none"));
    assert.match(none.log, /uploaded no report/);
    const closed = await github.openFromFork("closed");
    const { folder } = await build(closed, [{ name: "api" }]);
    await github.admin("PATCH", `/pulls/${closed.number}`, { state: "closed" });
    const late = await comment(folder, eventFor(closed));
    assert.match(late.log, /No comment: pull request \d+ is closed/);
    for (const { outcome, annotations } of [quiet, none, late]) {
      assert.equal(outcome, "success");
      assert.deepEqual(annotations, []);
    }
    assert.deepEqual(await github.comments(closed.number), []);
  });

  test("is left to the newer run when the pull request has moved on", async () => {
    const moving = await github.openFromFork("moving");
    const older = { ...moving, sha: "e".repeat(40) };
    const { folder } = await build(older, [{ name: "api" }]);
    const { outcome, annotations, log } = await comment(folder, eventFor(older));
    assert.equal(outcome, "success", log);
    assert.deepEqual(annotations, []);
    assert.match(log, new RegExp(`No comment: pull request ${moving.number} has a newer commit, ${moving.sha}`));
    assert.deepEqual(await github.comments(moving.number), []);
  });

  /** The honest artifacts with run.json, or report.json, made into something else. */
  const edited = (
    facts: (facts: Payload) => unknown = (it) => it,
    report: (report: Payload) => unknown = (it) => it,
  ): string => {
    const [folder, name] = [temporaryFolder("tampered"), theName()];
    cpSync(honest, folder, { recursive: true });
    for (const [file, edit] of [
      ["run.json", facts],
      ["report.json", report],
    ] as const) {
      const path = join(folder, name, file);
      const text = edit(JSON.parse(readFileSync(path, "utf8")));
      writeFileSync(path, typeof text === "string" ? text : JSON.stringify(text));
    }
    return folder;
  };
  const theName = (): string => service.artifacts[0]?.name ?? "";

  /** A step that fails with one error, which names the file, and that has written nothing. */
  const assertRefused = async (folder: string, wanted: RegExp, event = eventFor(pull)): Promise<void> => {
    const earlier = github.requests.length;
    const started = performance.now();
    const { outcome, annotations, log } = await comment(folder, event);
    assert.equal(outcome, "failure", log);
    assert.equal(annotations.length, 1);
    assert.equal(annotations[0]?.level, "error");
    assert.match(annotations[0]?.message ?? "", wanted);
    assert.deepEqual(github.requests.slice(earlier).filter(isWrite), []);
    assert.ok(performance.now() - started < 20_000, "it took too long");
  };

  describe("is refused, and the file named, when it", () => {
    test("is for the pull request of somebody else", async () => {
      const other = await github.openFromFork("other");
      const file = `${FOLDER}/${theName()}/report\\.json: names pull request`;
      const wanted = new RegExp(`^${file} ${other.number}, whose head is ${other.sha} \\(expected ${pull.sha}`);
      await assertRefused(
        edited((facts) => ({ ...facts, pullRequest: other.number })),
        wanted,
      );
      const own = /names pull request 1, whose head repository is octo\/demo \(expected mona\/demo/;
      await assertRefused(
        edited((facts) => ({ ...facts, pullRequest: 1 })),
        own,
      );
      await assertRefused(
        edited((facts) => ({ ...facts, pullRequest: 999 })),
        /pull request 999, which octo\/demo does not have/,
      );
    });

    test("has the head of a pull request, and lies about its fork", async () => {
      const event = eventFor({ ...pull, repository: "mallory/demo" });
      await assertRefused(honest, /whose head repository is mona\/demo \(expected mallory\/demo/, event);
      await assertRefused(
        honest,
        /head repository is mona\/demo \(expected none/,
        eventFor(pull, { head_repository: null }),
      );
    });

    test("is for another commit, another run, or no pull request", async () => {
      const sha = "0".repeat(40);
      await assertRefused(
        edited((facts) => ({ ...facts, headSha: sha })),
        new RegExp(`is for commit ${sha} \\(expected ${pull.sha}\\)`),
      );
      await assertRefused(
        honest,
        new RegExp(`is for commit ${pull.sha} \\(expected ${sha}\\)`),
        eventFor({ ...pull, sha }),
      );
      await assertRefused(
        edited((facts) => ({ ...facts, runId: 78 })),
        /is of run 78 \(expected 77\)/,
      );
      await assertRefused(
        edited(({ pullRequest: _, ...facts }) => facts),
        /is for no pull request/,
      );
    });

    test("is beside one for another pull request", async () => {
      const folder = edited((facts) => ({ ...facts, pullRequest: 1 }));
      cpSync(join(honest, theName()), join(folder, "nix-image-report-a"), { recursive: true });
      await assertRefused(
        folder,
        /report\.json: is for pull request 1 \(expected pull request \d+, as .*nix-image-report-a/,
      );
    });

    test("is of a run that was not for a pull request, or comes on another event", async () => {
      await assertRefused(honest, /was on push \(expected pull_request\)/, eventFor(pull, { event: "push" }));
      await assertRefused(honest, /runs on workflow_run, not on pull_request/, pullRequestOpened());
    });

    test("is not what the schema says", async () => {
      await assertRefused(
        edited(
          (facts) => facts,
          () => "{",
        ),
        /report\.json: .*not JSON/,
      );
      await assertRefused(
        edited(() => '{"schemaVersion": 1,'),
        /run\.json: not JSON/,
      );
      await assertRefused(
        edited((facts) => ({ ...facts, pullRequest: "1; rm" })),
        /run\.json: pullRequest: .*Expected number/,
      );
      await assertRefused(
        edited((facts) => ({ ...facts, pullRequest: -1 })),
        /run\.json: pullRequest: /,
      );
      await assertRefused(
        edited(
          (it) => it,
          (report) => ({ ...report, layers: 5 }),
        ),
        /report\.json: not a report: layers/,
      );
      await assertRefused(
        edited(
          (it) => it,
          (report) => ({ ...report, schemaVersion: 2 }),
        ),
        /schemaVersion is 2/,
      );
      await assertRefused(
        edited(
          (it) => it,
          () => [],
        ),
        /holds 0 reports/,
      );
      await assertRefused(
        edited(
          (it) => it,
          (report) => Array(51).fill(report),
        ),
        /holds 51 reports/,
      );
      await assertRefused(
        edited(
          (it) => it,
          () => "[".repeat(5_000_000),
        ),
        /report\.json: .*not JSON/,
      );
      const nested = "[".repeat(4_000_000) + "]".repeat(4_000_000);
      await assertRefused(
        edited(
          (it) => it,
          () => nested,
        ),
        /report\.json: not a /,
      );
      await assertRefused(
        edited(
          (it) => it,
          () => `{"schemaVersion":1,"__proto__":{"layers":[]},"x":${nested}}`,
        ),
        /not a report/,
      );
      await assertRefused(
        edited(
          (it) => it,
          () => `[${"0,".repeat(9_000_000)}0]`,
        ),
        /not a list of reports/,
      );
    });

    test("is too large, too many, or no plain file", async () => {
      const huge = edited();
      truncateSync(join(huge, theName(), "report.json"), 20_000_001);
      await assertRefused(huge, /report\.json: has 20000001 bytes \(expected 20000000 at most\)/);
      const facts = edited((it) => ({ ...it, more: "x".repeat(30_000) }));
      await assertRefused(facts, /run\.json: has \d+ bytes \(expected 20000 at most\)/);
      const many = temporaryFolder("many");
      for (let at = 0; at < 257; at++) mkdirSync(join(many, `nix-image-report-${at}`));
      await assertRefused(many, /holds more than 256 artifacts/);
      const heavy = edited(
        (it) => it,
        (report) => JSON.stringify(report).replace("{", `{${" ".repeat(19_900_000)}`),
      );
      for (const copy of ["1", "2", "3"]) cpSync(join(heavy, theName()), join(heavy, copy), { recursive: true });
      await assertRefused(heavy, /nix-image-report: holds reports of more than 60000000 bytes/);
      const linked = edited();
      const secret = join(temporaryFolder("secret"), "report.json");
      copyFileSync(join(honest, theName(), "report.json"), secret);
      writeFileSync(join(linked, theName(), "report.json"), "");
      const folder = temporaryFolder("links");
      mkdirSync(join(folder, "a"));
      symlinkSync(secret, join(folder, "a", "report.json"));
      copyFileSync(join(honest, theName(), "run.json"), join(folder, "a", "run.json"));
      await assertRefused(folder, /report\.json: cannot be read: ELOOP/);
      const outer = temporaryFolder("outer");
      symlinkSync(honest, join(outer, "a"));
      await assertRefused(outer, /outer|a: is no folder/);
    });
  });

  test("shows hostile names as names: no markup, no mention, no link and no marker comes out of an artifact", async () => {
    const hostilePull = await github.openFromFork("hostile");
    const { folder } = await build(hostilePull, [{ name: "api" }]);
    const [artifact = ""] = readdirSync(folder);
    const reports = Object.values(SAMPLES).map((sample) => hostile(sample()));
    writeFileSync(join(folder, artifact, "report.json"), JSON.stringify(reports));
    const facts = JSON.parse(readFileSync(join(folder, artifact, "run.json"), "utf8"));
    const job = "x --><script>alert(1)</script> run=1 head=2";
    writeFileSync(join(folder, artifact, "run.json"), JSON.stringify({ ...facts, job }));
    const { outcome, log } = await comment(folder, eventFor(hostilePull));
    assert.equal(outcome, "success", log);
    const [made, ...more] = await github.comments(hostilePull.number);
    assert.deepEqual(more, []);
    const body = made?.body ?? "";
    assert.equal(body.match(/<!--/g)?.length, 1 + 2 * reports.length);
    assert.doesNotMatch(body.replaceAll(/<!--.*?-->/g, ""), /<script|<img|javascript:/);
    const page = new Marked({ gfm: true }).parse(body, { async: false });
    const links = new Set([...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address = ""]) => address));
    const ours =
      /^https:\/\/github\.com\/(nix-image-action\/nix-image-action\/blob|octo\/demo\/actions\/runs\/77(#artifacts)?$)/;
    assert.deepEqual(
      [...links].filter((address) => !ours.test(address)),
      [],
    );
    assert.doesNotMatch(page.replace(/<code[^>]*>.*?<\/code>/gs, ""), /@octocat|forged/);
    // The keys of two artifacts never meet: what they have in common is one section.
    cpSync(join(folder, artifact), join(folder, "nix-image-report-copy"), { recursive: true });
    assert.match((await comment(folder, eventFor(hostilePull))).log, /Comment unchanged: /);
  });

  test("is made in seconds of the largest report that is taken", async () => {
    const { findings = [], ...report } = grown();
    const [finding] = findings;
    assert.ok(finding !== undefined);
    const count = Math.floor(19_900_000 / (JSON.stringify(finding).length + 1));
    const large = JSON.stringify({ ...report, findings: Array(count - 200).fill(finding) });
    assert.ok(large.length > 19_000_000 && large.length < 20_000_000, String(large.length));
    const started = performance.now();
    const { outcome, log } = await comment(
      edited(
        (it) => it,
        () => large,
      ),
    );
    assert.equal(outcome, "success", log);
    assert.ok(performance.now() - started < 60_000, "it took too long");
    const [made] = await github.comments(pull.number);
    assert.ok((made?.body.length ?? 0) <= 65_000);
  });

  test("is written by the example's workflow as it stands", async () => {
    const example = await github.openFromFork("example");
    const { folder } = await build(example, [{ name: "api" }]);
    const [artifact = ""] = readdirSync(folder);
    writeFileSync(join(folder, artifact, "report.json"), JSON.stringify(grown()));
    const workspace = temporaryFolder("workspace");
    cpSync(folder, join(workspace, FOLDER), { recursive: true });
    const { conclusion, steps } = await runJob({
      workflowFile: join(ACTION, "examples/nixpkgs/.github/workflows/comment-from-forks.yml"),
      job: "comment",
      actions: { "actions/download-artifact": "skip", "nix-image-action/nix-image-action": ACTION },
      ...{ workspace, event: eventFor(example), token: writing, env: { GITHUB_API_URL: github.url } },
    });
    assert.equal(conclusion, "success", steps.at(-1)?.log);
    const [made, ...more] = await github.comments(example.number);
    assert.match(made?.body ?? "", /^### 📦 `api` \*\*\+/m);
    assert.deepEqual(more, []);
  });

  for (const [what, line, status, told] of [
    [
      "a missing permission",
      /^POST /,
      403,
      /may not comment .*status 403.*\npermissions:\n {2}actions: read\n {2}pull-requests: write/,
    ],
    ["a token that may not read the pull request", /\/pulls\//, 403, /may not comment .*status 403/],
    ["a GitHub that stays down", /\/pulls\//, 503, /could not be asked for the comment: .*status 503/],
  ] as const) {
    test(`${what} is one warning, and the job succeeds`, async () => {
      await using proxy = await startFaultProxy(github.url, ({ line: asked, request, response, pass }) => {
        if (!line.test(asked)) return pass();
        const headers = { "content-type": "application/json" };
        request.resume().on("end", () => response.writeHead(status, headers).end('{"message":"No"}'));
      });
      const quiet = await github.openFromFork(`trouble-${status}-${line.source.length}`);
      const { folder } = await build(quiet, [{ name: "api" }]);
      const { outcome, annotations, log } = await comment(folder, eventFor(quiet), {}, proxy.url);
      assert.equal(outcome, "success", log);
      assert.deepEqual(
        annotations.map(({ level }) => level),
        ["warning"],
      );
      assert.match(annotations[0]?.message ?? "", told);
      assert.deepEqual(await github.comments(quiet.number), []);
    });
  }

  test("is made although GitHub has to be asked twice", async () => {
    let left = 1;
    await using proxy = await startFaultProxy(github.url, ({ line, request, response, pass }) => {
      if (!line.includes("/pulls/") || left-- <= 0) return pass();
      request.socket.destroy();
      response.destroy();
    });
    const { outcome, annotations, log } = await comment(honest, eventFor(pull), {}, proxy.url);
    assert.equal(outcome, "success", log);
    assert.deepEqual(annotations, []);
    assert.match(log, /Pull request: .*trying again in/);
  });

  test("never asks GitHub for anything that its own description of the API forbids", () => {
    assert.deepEqual(github.violations(), []);
  });
});
