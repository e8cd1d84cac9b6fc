import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { nixesToTestWith } from "../support/nix.ts";
import { type ExampleOrigin, makeExampleOrigin } from "./scenario/example.ts";
import { git } from "./scenario/git.ts";
import { makeMachine } from "./scenario/machine.ts";
import { theComparison, theReport } from "./scenario/reports.ts";
import { FORK, SAME_REPO } from "./support/github.ts";
import { isWrite } from "./support/request-recorder.ts";
import { type Services, startServices } from "./support/services.ts";

const CHATTER = 130;
const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);

describe("the comment on a pull request", () => {
  let services: Services;
  let origin: ExampleOrigin;
  let token: string;
  let forkToken: string;
  before(async () => {
    [services, origin] = await Promise.all([startServices(), makeExampleOrigin()]);
    [token, forkToken] = await Promise.all([services.github.token(SAME_REPO), services.github.token(FORK)]);
    await services.github.addChatter(CHATTER);
  });
  after(() => services.stop());

  /** Each workflow has a comment of its own, so tests keep out of each other's way by its name. */
  const machineOf = (workflow: string) => makeMachine({ nix, env: services.env, workflow });
  const commentsOf = async (workflow: string) =>
    (await services.github.comments()).filter(({ body }) => body.includes(`wf=${workflow} -->`));
  const pullRequest = (head = origin.revision2) => origin.pullRequest({ base: origin.revision1, head });

  describe("where no report is stored", () => {
    const machine = () => machineOf("empty-cache");

    test("compares with the base commit, which is fetched and built, and says so", async () => {
      const checkout = await pullRequest();
      await assert.rejects(
        git(checkout.workspace, "cat-file", "-e", origin.revision1),
        "the clone has the base commit",
      );
      const { outcome, annotations, outputs, reports, log } = await machine().run({ checkout, token });
      assert.equal(outcome, "success", log);
      assert.deepEqual(annotations, []);
      await git(checkout.workspace, "cat-file", "-e", origin.revision1);

      const compared = theComparison(reports);
      assert.deepEqual(compared.baseline, { name: "api", revision: origin.revision1, source: "build", exact: true });
      assert.equal(compared.layers.reused, 4);
      assert.equal(outputs["changed"], "true");
      const [comment] = await commentsOf("empty-cache");
      assert.match(comment?.body ?? "", /\*\*Why:\*\* `imaging` 7\.1 is new .* via `api → imaging`/);
      const base = origin.revision1.slice(0, 7);
      assert.ok(comment?.body.includes(`baseline: exact base commit \`${base}\`, built for this comparison`));
      assert.deepEqual(services.cache.entries, []);
    });

    test("is found among 130 others on the second page and updated, not written twice", async () => {
      const [comment] = await commentsOf("empty-cache");
      const all = await services.github.comments();
      assert.ok(all.findIndex(({ id }) => id === comment?.id) >= 100, "the comment is on the first page");
      const { revision1, revision2 } = origin;
      const head = await origin.commit({ treeOf: revision1, parents: [revision2], message: "Draw no badges" });
      const earlier = services.github.requests.length;
      const { outcome, outputs, log } = await machine().run({ checkout: await pullRequest(head), token });
      assert.equal(outcome, "success", log);
      const updated = await commentsOf("empty-cache");
      assert.deepEqual(
        updated.map(({ id }) => id),
        [comment?.id],
      );
      assert.match(updated[0]?.body ?? "", /^### 📦 `api` unchanged/m);
      assert.equal(outputs["changed"], "false");
      const requests = services.github.requests.slice(earlier);
      assert.deepEqual(
        requests.filter(isWrite).map(({ method }) => method),
        ["PATCH"],
      );
    });
  });

  test("is not written with a token of a fork: the step succeeds, says why, and has its summary", async () => {
    const checkout = await origin.pullRequest({
      base: origin.revision1,
      head: origin.revision2,
      fork: "stranger/demo",
    });
    const ran = await machineOf("fork").run({ checkout, token: forkToken });
    assert.equal(ran.outcome, "success", ran.log);
    assert.equal(ran.annotations.length, 1);
    assert.equal(ran.annotations[0]?.level, "warning");
    assert.match(ran.annotations[0]?.message ?? "", /may not comment .*status 403.*forks get a read-only token/);
    assert.match(ran.summary, /\*\*Why:\*\* `imaging` 7\.1 is new/);
    assert.equal(ran.outputs["comment-url"] ?? "", "");
    assert.deepEqual(await commentsOf("fork"), []);
  });

  test("that the permissions of the job do not allow is a warning that names the line to add", async () => {
    const ran = await machineOf("read-only").run({ checkout: await pullRequest(), token: forkToken });
    assert.equal(ran.outcome, "success", ran.log);
    assert.equal(ran.annotations.length, 1);
    assert.equal(ran.annotations[0]?.level, "warning");
    assert.match(ran.annotations[0]?.message ?? "", /permissions:\n {2}contents: read\n {2}pull-requests: write/);
    assert.match(ran.summary, /\*\*Why:\*\* `imaging` 7\.1 is new/);
    assert.deepEqual(await commentsOf("read-only"), []);
  });

  test("is not written with `comment: never`, and GitHub is not asked for any", async () => {
    const earlier = services.github.requests.length;
    const ran = await machineOf("never").run({ checkout: await pullRequest(), token, inputs: { comment: "never" } });
    assert.equal(ran.outcome, "success", ran.log);
    assert.match(ran.summary, /\*\*Why:\*\* `imaging` 7\.1 is new/);
    assert.deepEqual(services.github.requests.slice(earlier), []);
    assert.deepEqual(await commentsOf("never"), []);
  });

  test("with `baseline: none` has nothing to say, unless it is asked for always", async () => {
    const inputs = { baseline: "none" };
    const silent = await machineOf("none").run({ checkout: await pullRequest(), token, inputs });
    assert.equal(silent.outcome, "success", silent.log);
    assert.deepEqual(theReport(silent.reports).comparison, { kind: "no-baseline", reason: "not-asked" });
    assert.match(silent.summary, /no baseline was asked for/);
    assert.equal(silent.outputs["changed"] ?? "", "");
    assert.deepEqual(await commentsOf("none"), []);

    const always = { ...inputs, comment: "always" };
    const spoken = await machineOf("none").run({ checkout: await pullRequest(), token, inputs: always });
    assert.equal(spoken.outcome, "success", spoken.log);
    const [comment, ...more] = await commentsOf("none");
    assert.match(comment?.body ?? "", /no baseline was asked for/);
    assert.deepEqual(more, []);
  });

  test("with `comment: always` is written although nothing changes, and says so", async () => {
    const { revision1 } = origin;
    const head = await origin.commit({ treeOf: revision1, parents: [revision1], message: "Change nothing" });
    const checkout = await pullRequest(head);
    const quiet = await machineOf("same").run({ checkout, token });
    assert.equal(quiet.outcome, "success", quiet.log);
    assert.deepEqual(await commentsOf("same"), []);
    const ran = await machineOf("same").run({ checkout, token, inputs: { comment: "always" } });
    assert.equal(ran.outcome, "success", ran.log);
    const [comment, ...more] = await commentsOf("same");
    assert.match(comment?.body ?? "", /^### 📦 `api` unchanged · /m);
    assert.match(comment?.body ?? "", /^<!-- section image=api platform=\S+ job=image run=\d+ head=[0-9a-f]{40} -->$/m);
    assert.deepEqual(more, []);
  });

  test("by somebody else that quotes our marker is left alone", async () => {
    const forged = "<!-- nix-image-action v1 wf=forged -->\n\nMine.";
    await services.github.admin("POST", "/issues/1/comments", { body: forged });
    const ran = await machineOf("forged").run({ checkout: await pullRequest(), token });
    assert.equal(ran.outcome, "success", ran.log);
    const comments = await commentsOf("forged");
    assert.deepEqual(
      comments.map(({ author, body }) => [author, body === forged]),
      [
        ["octo", true],
        ["github-actions[bot]", false],
      ],
    );
  });

  test("never asks GitHub for anything that its own description of the API forbids", () => {
    assert.ok(services.github.requests.some(isWrite));
    assert.deepEqual(services.github.violations(), []);
  });
});
