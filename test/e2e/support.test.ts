import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../support/ports.ts";
import { type Registry, startRegistry } from "../support/registry.ts";
import { answers } from "../support/server-process.ts";
import type { CacheOperation } from "./support/cache-client.ts";
import { type CacheService, startCacheService } from "./support/cache-service.ts";
import { pullRequestOpened, push } from "./support/events.ts";
import { parseKeyValues } from "./support/file-commands.ts";
import { FORK, type GitHub, SAME_REPO, startGitHub } from "./support/github.ts";
import type { Annotation } from "./support/log-reader.ts";
import { isWrite } from "./support/request-recorder.ts";
import { runAction, runJob } from "./support/runner.ts";
import { startServices } from "./support/services.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { validateAction, validateWorkflow } from "./support/validate.ts";

describe("GitHub's API", () => {
  let github: GitHub;
  before(async () => {
    github = await startGitHub();
  });
  after(() => github.stop());

  interface Call {
    readonly token: string;
    readonly path?: string;
    readonly body?: unknown;
  }
  const call = async (method: string, { token, path, body }: Call): Promise<number> => {
    const url = `${github.url}/repos/octo/demo${path ?? `/issues/${github.pullRequest}/comments`}`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(url, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
    await response.arrayBuffer();
    return response.status;
  };

  test("requests that GitHub's own description forbids are refused and named", async () => {
    const token = await github.token(SAME_REPO);
    const check = { name: "n", head_sha: github.sha, status: "completed", conclusion: "fine" };
    const statuses = [
      await call("POST", { token, body: {} }),
      await call("POST", { token, body: { body: 5 } }),
      await call("POST", { token, body: { body: "x".repeat(65_537) } }),
      await call("POST", { token, body: { body: "x".repeat(65_536) } }),
      await call("POST", { token, path: "/isues/1/comments", body: { body: "x" } }),
      await call("POST", { token, path: "/check-runs", body: check }),
    ];
    assert.deepEqual(statuses, [422, 422, 422, 201, 404, 422]);
    const violations = github.violations();
    assert.equal(violations.length, 5, violations.join("\n"));
    assert.match(violations[0] ?? "", /^POST \/repos\/octo\/demo\/issues\/1\/comments: UNPROCESSABLE_ENTITY: .*'body'/);
    assert.match(violations[3] ?? "", /isues.*: NO_PATH_MATCHED_ERROR/);
  });

  test("commits can be read and compared", async () => {
    const token = await github.token(SAME_REPO);
    assert.equal(await call("GET", { token, path: `/commits/${github.sha}` }), 200);
    assert.equal(await call("GET", { token, path: "/compare/main...feature" }), 200);
    assert.equal(await call("GET", { token, path: "/pulls?head=octo:feature" }), 200);
    assert.equal(await call("GET", { token, path: "/commits/main?page=one" }), 422);
  });

  test("a fork's token reads comments and gets 403 on writing one", async () => {
    const token = await github.token(FORK);
    assert.equal(await call("GET", { token }), 200);
    assert.equal(await call("POST", { token, body: { body: "from a fork" } }), 403);
  });

  test("requests are recorded in order, writes told from reads", async () => {
    const token = await github.token(SAME_REPO);
    const earlier = github.requests.length;
    await call("GET", { token });
    await call("POST", { token, body: { body: "a comment" } });
    const recorded = github.requests.slice(earlier);
    assert.deepEqual(
      recorded.map((request) => [request.method, request.status, isWrite(request)]),
      [
        ["GET", 200, false],
        ["POST", 201, true],
      ],
    );
  });

  test("comments are listed past the first page, those of a token as github-actions[bot]", async () => {
    const token = await github.token(SAME_REPO);
    const count = (await github.comments()).length;
    await github.addChatter(101);
    await call("POST", { token, body: { body: "the last one" } });
    const comments = await github.comments();
    assert.equal(comments.length, count + 102);
    assert.deepEqual([comments.at(-1)?.author, comments.at(-1)?.body], ["github-actions[bot]", "the last one"]);
  });
});

describe("the cache service under the real client", () => {
  let writable: CacheService;
  let readOnly: CacheService;
  before(async () => {
    [writable, readOnly] = await Promise.all([startCacheService(), startCacheService({ writable: false })]);
  });
  after(() => Promise.all([writable.stop(), readOnly.stop()]));

  const folder = temporaryFolder("cache-client");
  const data = join(folder, "data");
  mkdirSync(data);

  const client = async (service: CacheService, operation: Omit<CacheOperation, "paths">) => {
    const program = join(import.meta.dirname, "support/cache-client.ts");
    const env = { PATH: process.env["PATH"], ...service.env, RUNNER_TEMP: folder, GITHUB_WORKSPACE: folder };
    const argument = JSON.stringify({ paths: [data], ...operation });
    const { stdout } = await promisify(execFile)(process.execPath, [program, argument], { env, cwd: folder });
    const lines = stdout.trimEnd().split("\n");
    return { answer: JSON.parse(lines.at(-1) ?? "") as unknown, stdout };
  };

  test("what is saved comes back by its key and by a prefix; another key misses; a taken key is refused", async () => {
    writeFileSync(join(data, "file"), "content");
    const missed = await client(writable, { kind: "restore", key: "demo-1" });
    assert.equal(missed.answer, null);
    assert.equal((await client(writable, { kind: "save", key: "demo-1" })).answer, 1);
    assert.deepEqual(
      writable.entries.map(({ id, key }) => [id, key]),
      [[1, "demo-1"]],
    );

    rmSync(join(data, "file"));
    assert.equal((await client(writable, { kind: "restore", key: "demo-1" })).answer, "demo-1");
    assert.equal(readFileSync(join(data, "file"), "utf8"), "content");

    const byPrefix: Omit<CacheOperation, "paths"> = { kind: "restore", key: "demo-2", restoreKeys: ["demo-"] };
    assert.equal((await client(writable, byPrefix)).answer, "demo-1");
    assert.equal((await client(writable, { kind: "restore", key: "other" })).answer, null);

    assert.equal((await client(writable, { kind: "save", key: "demo-1" })).answer, -1);
    assert.equal(writable.entries.length, 1);
    assert.deepEqual(writable.calls.at(-1), { method: "CreateCacheEntry", status: 409 });
  });

  test("a read-only token saves nothing", async () => {
    const { answer, stdout } = await client(readOnly, { kind: "save", key: "demo-1" });
    assert.equal(answer, -1);
    assert.match(stdout, /cache write denied/);
    assert.deepEqual(readOnly.entries, []);
  });

  test("a field that the contract does not know is a 400", async () => {
    const url = `${writable.env["ACTIONS_RESULTS_URL"]}twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry`;
    const authorization = `Bearer ${writable.env["ACTIONS_RUNTIME_TOKEN"]}`;
    const body = JSON.stringify({ key: "k", version: "v", scope: "main" });
    const response = await fetch(url, { method: "POST", headers: { authorization }, body });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /scope/);
  });
});

const ACTION_YML = `
name: Sample
description: Says what it was given
inputs:
  github-token: { description: token, default: "\${{ github.token }}" }
  pull-request: { description: number, default: "\${{ github.event.pull_request.number }}" }
  old: { description: old, deprecationMessage: use new }
  mode: { description: what to do, default: fine }
outputs:
  given: { description: what came in }
runs: { using: node24, main: dist/main.js, post: dist/post.js, post-if: success() }
`;

const MAIN_JS = `
const { appendFileSync, existsSync, readdirSync } = require("node:fs");
const { env } = process;
const given = { ...env };
appendFileSync(env.GITHUB_OUTPUT, "given<<END\\n" + JSON.stringify(given) + "\\nEND\\nplain=a=b\\n");
appendFileSync(env.GITHUB_STATE, "secret-number=7\\n");
appendFileSync(env.GITHUB_ENV, "LATER=yes\\n");
appendFileSync(env.GITHUB_PATH, "/added/bin\\n");
appendFileSync(env.GITHUB_STEP_SUMMARY, "# Result for " + env["INPUT_GITHUB-TOKEN"] + "\\n");
console.log("::add-mask::hunter2");
console.log("the password is hunter2");
console.log("::warning title=Careful,file=a%2Cb::one%0Atwo hunter2");
console.error("::error::on standard error");
// Two pipes have no order between them: what was said on the one has to arrive before the other stops commands.
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
console.log("::stop-commands::pause-1");
console.log("::error::printed by a build");
console.log("nix says ##[set-env name=X]y");
console.log("::pause-1::");
for (let i = 0; i < 12; i++) console.log("::notice::" + i);
console.log("here: " + readdirSync(".").join() + " " + existsSync(__dirname + "/../node_modules"));
if (env.INPUT_MODE === "fail") process.exitCode = 3;
if (env.INPUT_MODE === "old command") console.log("##[set-env name=X]y");
if (env.INPUT_MODE === "bad file") appendFileSync(env.GITHUB_OUTPUT, "no equals sign\\n");
if (env.INPUT_MODE === "long summary") appendFileSync(env.GITHUB_STEP_SUMMARY, "x".repeat(1024 * 1024));
if (env.INPUT_MODE === "hang") setInterval(() => {}, 1000);
`;

const POST_JS = `
const { env } = process;
require("node:fs").appendFileSync(env.GITHUB_STEP_SUMMARY, "post\\n");
console.log(JSON.stringify({ state: env["STATE_secret-number"], later: env.LATER, path: env.PATH.split(":")[0] }));
`;

describe("the runner", () => {
  const actionDir = temporaryFolder("sample-action");
  const workspace = temporaryFolder("workspace");
  mkdirSync(join(actionDir, "dist"));
  mkdirSync(join(actionDir, "node_modules"));
  writeFileSync(join(actionDir, "action.yml"), ACTION_YML);
  writeFileSync(join(actionDir, "dist/main.js"), MAIN_JS);
  writeFileSync(join(actionDir, "dist/post.js"), POST_JS);
  writeFileSync(join(workspace, "flake.nix"), "");
  const sample = (inputs: Readonly<Record<string, string>> = {}, timeoutMs?: number) =>
    runAction({
      ...{ actionDir, inputs, event: pullRequestOpened(), workspace, token: "ghs_secret-token" },
      env: { ACTIONS_RESULTS_URL: "http://127.0.0.1:1/", GITHUB_API_URL: "http://127.0.0.1:2", RUNNER_DEBUG: "1" },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });

  test("an action sees its inputs, defaults evaluated, and GitHub's environment without the token", async () => {
    const run = await sample({ Mode: `x \${{ github.event_name }}` });
    assert.equal(run.outcome, "success", run.log);
    const given: Record<string, string> = JSON.parse(run.outputs["given"] ?? "");
    assert.equal(given["INPUT_GITHUB-TOKEN"], "ghs_secret-token");
    assert.equal(given["INPUT_PULL-REQUEST"], "1");
    assert.equal(given["INPUT_MODE"], "x pull_request");
    assert.equal(given["INPUT_OLD"], "");
    assert.equal(given["GITHUB_REF"], "refs/pull/1/merge");
    assert.equal(given["GITHUB_API_URL"], "http://127.0.0.1:2");
    assert.equal(given["GITHUB_REPOSITORY"], "octo/demo");
    assert.equal(given["ACTIONS_RESULTS_URL"], "http://127.0.0.1:1/");
    assert.equal(given["RUNNER_DEBUG"], "1");
    assert.equal(given["GITHUB_TOKEN"], undefined);
    assert.equal(given["GITHUB_WORKSPACE"], workspace);
    assert.equal(run.outputs["plain"], "a=b");
    const event = JSON.parse(readFileSync(given["GITHUB_EVENT_PATH"] ?? "", "utf8"));
    assert.equal(event.pull_request.head.repo.full_name, "octo/demo");
    assert.match(run.log, /^here: flake\.nix false$/m);
  });

  test("state, environment and path reach the post stage, which writes a summary of its own", async () => {
    const { post, summary } = await sample();
    assert.deepEqual(JSON.parse(post?.log ?? ""), { state: "7", later: "yes", path: "/added/bin" });
    assert.equal(post?.summary, "post\n");
    assert.equal(summary, "# Result for ***\n");
  });

  test("masks hide what was printed, and the raw log tells that it was", async () => {
    const { log, rawLog } = await sample();
    assert.match(log, /^the password is \*\*\*$/m);
    assert.doesNotMatch(log, /hunter2/);
    assert.match(rawLog, /^the password is hunter2$/m);
    assert.doesNotMatch(rawLog, /add-mask/);
  });

  test("commands become annotations, ten of a level, none while commands are stopped", async () => {
    const { annotations, droppedAnnotations } = await sample();
    const of = (wanted: Annotation["level"]) => annotations.filter(({ level }) => level === wanted);
    const properties = { title: "Careful", file: "a,b" };
    assert.deepEqual(of("warning"), [{ level: "warning", message: "one\ntwo ***", properties }]);
    assert.deepEqual(of("error"), [{ level: "error", message: "on standard error", properties: {} }]);
    assert.deepEqual(
      of("notice").map(({ message }) => message),
      ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    );
    assert.equal(droppedAnnotations, 2);
  });

  test("unknown and deprecated inputs are warnings", async () => {
    const { outcome, annotations } = await sample({ bogus: "1", old: "1" });
    assert.equal(outcome, "success");
    assert.deepEqual(
      annotations.slice(0, 2).map(({ level, message }) => `${level} ${message}`),
      ["warning Unexpected input(s) 'bogus'", "warning Input 'old' has been deprecated with message: use new"],
    );
  });

  test("an exit status, a disabled command and an unreadable file fail the step, and post-if is asked", async () => {
    const failed = await sample({ mode: "fail" });
    assert.deepEqual([failed.outcome, failed.exitCode, failed.post?.outcome], ["failure", 3, "skipped"]);
    const old = await sample({ mode: "old command" });
    assert.deepEqual([old.outcome, old.exitCode], ["failure", 0]);
    const bad = await sample({ mode: "bad file" });
    assert.deepEqual([bad.outcome, bad.exitCode], ["failure", 0]);
    assert.match(bad.annotations.at(-1)?.message ?? "", /Invalid format 'no equals sign'/);
  });

  test("a summary over 1 MiB is dropped with an error while the step stays green", async () => {
    const { outcome, summary, annotations } = await sample({ mode: "long summary" });
    assert.deepEqual([outcome, summary], ["success", ""]);
    assert.match(annotations.at(-1)?.message ?? "", /upload aborted/);
  });

  test("an action that hangs is killed", async () => {
    const { outcome, exitCode } = await sample({ mode: "hang" }, 1000);
    assert.deepEqual([outcome, exitCode], ["failure", 137]);
  });

  test("a job of a workflow file runs its steps by their conditions, post stages last", async () => {
    const workflowFile = join(actionDir, "ci.yml");
    writeFileSync(workflowFile, WORKFLOW);
    const actions = { "me/sample": actionDir, "actions/checkout": "skip" };
    const job = await runJob({ workflowFile, job: "image", actions, event: push(), workspace, token: "ghs_token" });
    assert.deepEqual(
      job.steps.map(({ id, outcome, post }) => `${id} ${outcome} ${post?.outcome ?? "-"}`),
      ["step-1 success -", "first success -", "sample failure skipped", "step-4 skipped -", "last success -"],
    );
    assert.equal(job.conclusion, "failure");
    assert.deepEqual(job.outputs, { shown: "main hello from-job" });
    assert.equal(job.steps[4]?.log, "cleaning up after failure\n");
  });
});

const WORKFLOW = `
name: ci
on: push
env: { SHARED: from-job }
jobs:
  image:
    runs-on: ubuntu-24.04
    outputs:
      shown: \${{ steps.first.outputs.said }}
      hidden: the \${{ github.token }}
    steps:
      - uses: actions/checkout@v7
      - id: first
        env: { WORD: hello }
        run: echo "said=$GITHUB_REF_NAME $WORD $SHARED" >> "$GITHUB_OUTPUT"
      - id: sample
        uses: me/sample@v1
        with: { mode: fail }
      - run: echo never
      - id: last
        if: failure() && github.ref_name == 'main'
        run: echo "cleaning up after \${{ steps.sample.outcome }}"
`;

test("key-value files: both forms, and what cannot be read", () => {
  assert.deepEqual(parseKeyValues("a=1\nb<<X\n1\n=2\nX\nc=x<<y\n"), { a: "1", b: "1\n=2", c: "x<<y" });
  assert.throws(() => parseKeyValues("b<<X\n1\n"), /Matching delimiter not found 'X'/);
});

test("GitHub's language service names what is wrong in an action.yml and in a workflow", async () => {
  assert.deepEqual(await validateAction(ACTION_YML), []);
  const broken = ACTION_YML.replace("main: dist/main.js,", "");
  assert.deepEqual(await validateAction(broken), ["11: 'main' is required for Node.js actions (using: node24)"]);
  const actions = { "me/sample": ACTION_YML };
  assert.deepEqual(await validateWorkflow(WORKFLOW, actions), []);
  const wrong = await validateWorkflow(WORKFLOW.replace("mode: fail", "mood: fail"), actions);
  assert.deepEqual(wrong, ["18: Invalid action input 'mood'"]);
});

describe("the registry", () => {
  const blob = Buffer.from("{}");
  const digest = `sha256:${createHash("sha256").update(blob).digest("hex")}`;
  const manifest = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest, size: blob.length },
    layers: [],
  };

  /** The status of every request that a push makes, up to the first refusal. */
  const pushImage = async (url: string, headers: Record<string, string>): Promise<readonly number[]> => {
    const start = await fetch(`${url}/v2/octo/demo/blobs/uploads/`, { method: "POST", headers });
    await start.arrayBuffer();
    if (!start.ok) return [start.status];
    const target = `${start.headers.get("location")}&digest=${digest}`;
    const upload = await fetch(target, { method: "PUT", headers, body: blob });
    const manifestHeaders = { ...headers, "content-type": manifest.mediaType };
    const body = JSON.stringify(manifest);
    const put = await fetch(`${url}/v2/octo/demo/manifests/v1`, { method: "PUT", headers: manifestHeaders, body });
    return [start.status, upload.status, put.status];
  };

  const tokenFor = async (
    { tokens, username, password }: Registry,
    actions: string,
  ): Promise<Record<string, string>> => {
    const url = `${tokens?.realm}?service=${tokens?.service}&scope=repository:octo/demo:${actions}`;
    const basic = Buffer.from(`${username}:${password}`).toString("base64");
    const response = await fetch(url, { headers: { authorization: `Basic ${basic}` } });
    const { token } = (await response.json()) as { token: string };
    return { authorization: `Bearer ${token}` };
  };

  test("without authentication anyone pushes, and what was pushed can be read back", async () => {
    await using registry = await startRegistry();
    assert.deepEqual(await registry.tags("octo/demo"), []);
    assert.deepEqual(await pushImage(registry.url, {}), [202, 201, 201]);
    assert.deepEqual(await registry.catalog(), ["octo/demo"]);
    assert.deepEqual(await registry.tags("octo/demo"), ["v1"]);
    const stored = await registry.manifest("octo/demo", "v1");
    assert.deepEqual([stored?.mediaType, stored?.json], [manifest.mediaType, manifest]);
    assert.equal(stored?.digest, `sha256:${createHash("sha256").update(JSON.stringify(manifest)).digest("hex")}`);
    assert.equal(await registry.manifest("octo/demo", "v2"), undefined);
    const uploads = registry.requests().filter(({ method }) => method === "PUT");
    assert.deepEqual(
      uploads.map(({ status, path }) => [status, path.replace(/uploads\/.*/, "uploads/…")]),
      [
        [201, "/v2/octo/demo/blobs/uploads/…"],
        [201, "/v2/octo/demo/manifests/v1"],
      ],
    );
  });

  test("with htpasswd the right password pushes and a wrong one does not", async () => {
    await using registry = await startRegistry({ auth: "htpasswd" });
    const basic = (password: string) => Buffer.from(`${registry.username}:${password}`).toString("base64");
    assert.deepEqual(await pushImage(registry.url, { authorization: `Basic ${basic("wrong")}` }), [401]);
    const right = { authorization: `Basic ${basic(registry.password)}` };
    assert.deepEqual(await pushImage(registry.url, right), [202, 201, 201]);
    assert.deepEqual(await registry.tags("octo/demo"), ["v1"]);
  });

  test("a right token pushes; a token cut down to pull, a changed one and none at all are refused", async () => {
    await using registry = await startRegistry({ auth: "token" });
    const right = await tokenFor(registry, "pull,push");
    assert.deepEqual(await pushImage(registry.url, right), [202, 201, 201]);
    registry.tokens?.grantOnly(["pull"]);
    assert.deepEqual(await pushImage(registry.url, await tokenFor(registry, "pull,push")), [401]);
    assert.deepEqual(await pushImage(registry.url, { authorization: `${right["authorization"]}x` }), [401]);
    assert.deepEqual(await pushImage(registry.url, {}), [401]);
    assert.deepEqual(await registry.tags("octo/demo"), ["v1"]);
    const granted = registry.tokens?.requests.map((request) => [request.username, request.granted]);
    assert.deepEqual(granted, [
      ["octo", [{ type: "repository", name: "octo/demo", actions: ["pull", "push"] }]],
      ["octo", [{ type: "repository", name: "octo/demo", actions: ["pull"] }]],
    ]);
  });

  test("a token server refuses a wrong password and lets an anonymous client pull", async () => {
    await using registry = await startRegistry({ auth: "token" });
    assert.equal((await tokenFor({ ...registry, password: "wrong" }, "pull"))["authorization"], "Bearer undefined");
    const url = `${registry.tokens?.realm}?service=${registry.tokens?.service}&scope=repository:a/b:pull,push`;
    await (await fetch(url)).arrayBuffer();
    const [refused, anonymous] = registry.tokens?.requests ?? [];
    assert.deepEqual([refused?.username, refused?.status], ["octo", 401]);
    assert.deepEqual([anonymous?.username, anonymous?.granted[0]?.actions], [undefined, ["pull"]]);
  });
});

test("all services start together and are gone after they are stopped", async () => {
  const services = await startServices();
  const urls = [services.github.url, services.env["ACTIONS_RESULTS_URL"] ?? "", services.registry.url];
  assert.deepEqual(await Promise.all(urls.map(answers)), [true, true, true]);
  await services.stop();
  assert.deepEqual(await Promise.all(urls.map(answers)), [false, false, false]);
});

test("a server dies with a test process that is killed", async () => {
  const url = `http://127.0.0.1:${await freePort()}/`;
  const child = spawn(process.execPath, [join(import.meta.dirname, "support/hold-server.ts"), url]);
  await once(child.stdout, "data");
  assert.equal(await answers(url), true);
  child.kill("SIGKILL");
  for (let i = 0; i < 100 && (await answers(url)); i++) await sleep(20);
  assert.equal(await answers(url), false);
});
