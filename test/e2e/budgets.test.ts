import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { nixesToTestWith } from "../support/nix.ts";
import { builderFlake, type ExampleOrigin, makeBuilderOrigin, makeExampleOrigin } from "./scenario/example.ts";
import { type Machine, makeMachine, type Ran, type RunRequest } from "./scenario/machine.ts";
import type { Checkout, FilesByName } from "./scenario/origin.ts";
import { theReport } from "./scenario/reports.ts";
import { SAME_REPO } from "./support/github.ts";
import { type Services, startServices } from "./support/services.ts";

const UNKNOWN_COMMIT = "1".repeat(40);
const LABEL = "size-increase-ok";

const nixes = await nixesToTestWith();
const [nix] = nixes;
assert.ok(nix !== undefined);

describe("budgets of a step", () => {
  let services: Services;
  let origin: ExampleOrigin;
  let token: string;
  before(async () => {
    [services, origin] = await Promise.all([startServices(), makeExampleOrigin()]);
    token = await services.github.token(SAME_REPO);
  });
  after(() => services.stop());

  /** Each workflow has a comment of its own, and a machine, since what is in the cache belongs to a machine's folders. */
  const machines = new Map<string, Machine>();
  const run = (workflow: string, request: RunRequest, by = nix): Promise<Ran> => {
    const machine = machines.get(workflow) ?? makeMachine({ nix: by, env: services.env, workflow });
    machines.set(workflow, machine);
    return machine.run({ token, ...request });
  };
  const pullRequest = (): Promise<Checkout> => origin.pullRequest({ base: origin.revision1, head: origin.revision2 });
  const commentOf = async (workflow: string): Promise<string> => {
    const bodies = (await services.github.comments()).map(({ body }) => body);
    const found = bodies.filter((body) => body.includes(`wf=${workflow} -->`));
    assert.equal(found.length, 1, bodies.join("\n"));
    return found[0] ?? "";
  };
  const publishing = (more: Readonly<Record<string, string>>) => ({
    ...{ push: "true", destination: `${services.registry.host}/{owner}/{name}`, "oci-layout": "layout" },
    ...more,
  });

  test("one that is broken fails the step when everything has been told, and nothing is published", async () => {
    const checkout = await pullRequest();
    const inputs = publishing({ "max-size": "1 MB", "max-layers": "100", "forbid-packages": "ima*-7.?" });
    const ran = await run("broken", { checkout, inputs });
    assert.match(ran.outputs["comment-url"] ?? "", /#issuecomment-\d+$/);
    const message = theError(ran);
    assert.deepEqual(
      ran.annotations.map(({ properties }) => properties),
      [{ file: "flake.nix", line: "13" }],
    );
    assert.match(message, /^api: max-size: \d+\.\d MB \(wanted: at most 1 MB; \d+\.\d MB too much\)$/m);
    assert.match(
      message,
      /^api: forbid-packages: imaging-7\.1 is in the image, via api \(wanted: nothing that fits ima\*-7\.\?\)$/m,
    );
    assert.match(
      message,
      /or raise the limit, or put the label "size-increase-ok" on the pull request and run the job again\.$/,
    );

    const comment = await commentOf("broken");
    assert.match(comment, /^### 📦 `api` .* · budget 1 MB ❌ /m);
    assert.match(comment, /<details open><summary>💰 Budgets: 2 failed, 1 ok<\/summary>/);
    assert.match(comment, /^\| imaging-7\.1 \| .* \| api \|$/m);
    assert.match(ran.summary, /💰 Budgets: 2 failed, 1 ok/);
    assert.equal(ran.outputs["verdict"], "fail");
    assert.equal(theReport(ran.reports).budgets?.verdict, "fail");
    assert.equal(JSON.parse(ran.outputs["metadata"] ?? "")[0].verdict, "fail");

    // Layers may have gone ahead; no manifest and no tag leads to them.
    assert.deepEqual(await services.registry.tags("octo/api"), []);
    const writes = services.registry
      .requests()
      .filter(({ method, path }) => method === "PUT" && /\/manifests\//.test(path));
    assert.deepEqual(writes, []);
    assert.ok(!existsSync(join(checkout.workspace, "layout")));
    assert.equal(ran.outputs["digest"] ?? "", "");
  });

  test("the label, put on the pull request since, makes it a warning when the job is run again", async () => {
    const request = { checkout: await pullRequest(), inputs: { "max-increase": "1 kB", "max-increase-percent": "0" } };
    theError(await run("label", request));
    assert.match(await commentOf("label"), /The label `size-increase-ok` on the pull request makes this a warning/);

    await services.github.admin("POST", "/issues/1/labels", { labels: ["bug", LABEL] });
    const again = await run("label", request);
    await services.github.admin("DELETE", `/issues/1/labels/${LABEL}`);
    assert.equal(again.outcome, "success", again.log);
    assert.equal(again.outputs["verdict"], "warn");
    assert.match(theWarning(again), /^api: max-increase: .*\n.*\nThe pull request has the label "size-increase-ok"/);
    assert.match(await commentOf("label"), /The pull request has the label `size-increase-ok`, so this is a warning/);
    assert.equal(theReport(again.reports).budgets?.overriddenBy, LABEL);

    theError(await run("label", request));
  });

  test("without a token the labels of the event count", async () => {
    const { event, ...checkout } = await pullRequest();
    const pull_request = { ...(event.payload["pull_request"] as object), labels: [{ name: LABEL }] };
    const labelled = { ...checkout, event: { ...event, payload: { ...event.payload, pull_request } } };
    const ran = await run("no-token", { checkout: labelled, token: "", inputs: { "max-layers": "1" } });
    assert.equal(ran.outcome, "success", ran.log);
    assert.equal(ran.outputs["verdict"], "warn");
    theWarning(ran);
  });

  test("with `budget-mode: warn` the step passes with a warning and publishes", async () => {
    const inputs = publishing({ "max-layers": "1", "budget-mode": "warn" });
    const ran = await run("warn", { checkout: await pullRequest(), inputs });
    assert.equal(ran.outcome, "success", ran.log);
    assert.match(
      theWarning(ran),
      /^api: max-layers: 12 layers \(wanted: at most 1 layer; 11 too many\)\nbudget-mode is warn/,
    );
    assert.match(await commentOf("warn"), /· 1 of 1 budget ⚠️ /);
    assert.equal(ran.outputs["verdict"], "warn");
    assert.deepEqual(await services.registry.tags("octo/api"), [ran.outputs["rev"]]);
  });

  test("one that is kept says so and is no news", async () => {
    const ran = await run("kept", { checkout: await pullRequest(), inputs: { "max-size": "1 GB" } });
    assert.equal(ran.outcome, "success", ran.log);
    assert.deepEqual(ran.annotations, []);
    assert.equal(ran.outputs["verdict"], "pass");
    assert.match(ran.summary, /· budget 1 GB ✅ /);
  });

  test("the report of a branch's commit is stored although the commit breaks a budget", async () => {
    const { revision1 } = origin;
    const checkout = await origin.pushed({ before: UNKNOWN_COMMIT, after: revision1 });
    const inputs = { "max-layers": "1", "max-increase": "1 kB" };
    const message = theError(await run("branch", { checkout, inputs }));
    assert.doesNotMatch(message, /max-increase|label/);
    assert.deepEqual(
      services.cache.entries.map(({ key }) => key.slice(-40)),
      [revision1],
    );
    const ran = await run("branch", { checkout: await pullRequest(), inputs: { "max-layers": "100" } });
    assert.equal(ran.outcome, "success", ran.log);
    const { comparison } = theReport(ran.reports);
    assert.ok(comparison?.kind === "compared");
    assert.deepEqual([comparison.baseline.source, comparison.brokenBudgets], ["cache", ["max-layers"]]);
    assert.match(await commentOf("branch"), /<details><summary>💰 Budgets: 1 ok</);
  });

  test("limits on the change with `baseline: none` are refused before anything is built", async () => {
    const inputs = { baseline: "none", "max-increase": "1 MB" };
    const ran = await run("none", { checkout: await pullRequest(), inputs });
    assert.equal(
      theError(ran),
      "max-increase limits a change, and nothing is compared; set baseline, or take max-increase away",
    );
    assert.doesNotMatch(ran.log, /nix build/);
  });

  // Each Nix has its own words for what is missing.
  for (const it of nixes) {
    describe(`a limit on the change where the base commit has no image, with Nix ${it.version}`, () => {
      const image = 'image = image "image" [ programs.bash ];';
      const broken = 'image = throw "the base is broken";';
      const onTopOf = async (base: FilesByName): Promise<Ran> => {
        const builder = await makeBuilderOrigin([base, builderFlake(image)]);
        const [before = "", head = ""] = builder.revisions;
        const checkout = await builder.pullRequest({ base: before, head });
        const inputs = { "max-increase": "1 MB", "max-size": "1 GB" };
        return run(`first-${it.version}`, { checkout, token: "", inputs }, it);
      };

      test("is not judged in the pull request that brings the image, or the flake", async () => {
        for (const base of [builderFlake(""), { "README.md": "Nothing is built here yet.\n" }]) {
          const ran = await onTopOf(base);
          assert.equal(ran.outcome, "success", ran.log);
          assert.deepEqual(ran.annotations, []);
          assert.deepEqual(theReport(ran.reports).comparison, { kind: "no-baseline", reason: "first-run" });
          assert.match(ran.summary, /^\| `max-increase` \| \+1 MB \| – \| ➖ not judged: first report \|$/m);
          assert.equal(ran.outputs["verdict"], "pass");
        }
      });

      test("is broken when the base commit cannot be built, and says why", async () => {
        const ran = await onTopOf(builderFlake(broken));
        assert.equal(ran.outcome, "failure", ran.log);
        assert.deepEqual(
          ran.annotations.map(({ level }) => level),
          ["warning", "error"],
        );
        const message = ran.annotations[1]?.message ?? "";
        assert.match(
          message,
          /^image: max-increase: not judged: the baseline's size is missing, since .* \(.*\) \(wanted: at most \+1 MB\); make the base/,
        );
        assert.match(
          ran.summary,
          /^\| `max-increase` \| \+1 MB \| \*\*–\*\* \| ❌ not judged: the baseline's size is missing/m,
        );
      });
    });
  }

  test("GitHub is asked for nothing that its own description of the API forbids", () => {
    assert.ok(services.github.requests.some(({ path }) => path.endsWith("/issues/1/labels?per_page=100")));
    assert.deepEqual(services.github.violations(), []);
  });
});

/** The message of the one annotation of a step that failed as it should. */
function theError({ outcome, exitCode, annotations, log }: Ran): string {
  assert.deepEqual([outcome, exitCode], ["failure", 1], log);
  return theOnly("error", annotations);
}

function theWarning({ annotations }: Ran): string {
  return theOnly("warning", annotations);
}

function theOnly(level: string, annotations: Ran["annotations"]): string {
  assert.deepEqual(
    annotations.map((annotation) => annotation.level),
    [level],
    annotations.map(({ message }) => message).join("\n"),
  );
  return annotations[0]?.message ?? "";
}
