import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { nixesToTestWith, runWith } from "../support/nix.ts";
import { builderFlake, makeBuilderOrigin } from "./scenario/example.ts";
import { type Machine, makeMachine } from "./scenario/machine.ts";
import type { OriginWith } from "./scenario/origin.ts";
import { theComparison, theReport } from "./scenario/reports.ts";
import { wrapPrograms } from "./scenario/wrappers.ts";
import { SAME_REPO } from "./support/github.ts";
import { isWrite } from "./support/request-recorder.ts";
import { type Services, startServices } from "./support/services.ts";

const UNKNOWN_COMMIT = "1".repeat(40);
const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);

/** The commit is not in the image, so that what leaves its content alone leaves its output path alone. */
const flakeOf = (contents: string) =>
  builderFlake(`image = builder.buildLayeredImage {
    name = "api"; tag = "latest"; contents = [ ${contents} ]; config = { };
  };`);

describe("the baseline of a pull request", () => {
  let services: Services;
  let origin: OriginWith;
  let token: string;
  before(async () => {
    const revisions = [flakeOf("programs.busybox"), { "README.md": "Read me.\n" }, flakeOf("programs.bash")];
    [services, origin] = await Promise.all([startServices(), makeBuilderOrigin(revisions)]);
    token = await services.github.token(SAME_REPO);
  });
  after(() => services.stop());

  const commits = () => {
    const [base = "", documented = "", changed = ""] = origin.revisions;
    return { base, documented, changed };
  };
  const newMachine = (workflow: string, env = {}): Machine =>
    makeMachine({ nix, env: { ...services.env, ...env }, workflow });
  const pushBase = (machine: Machine, inputs = {}) =>
    origin
      .pushed({ before: UNKNOWN_COMMIT, after: commits().base })
      .then((checkout) => machine.run({ checkout, token, inputs }));
  const review = async (machine: Machine, head: string, inputs = {}) => {
    const earlier = services.github.requests.length;
    const ran = await machine.run({
      checkout: await origin.pullRequest({ base: commits().base, head }),
      token,
      inputs,
    });
    assert.equal(ran.outcome, "success", ran.log);
    assert.deepEqual(ran.annotations, []);
    return { ...ran, writes: services.github.requests.slice(earlier).filter(isWrite) };
  };

  test("is its own stored report when the output path is the same, and nothing is built or commented", async () => {
    const wrappers = wrapPrograms(["nix"], nix.env["PATH"] ?? "");
    const machine = newMachine("unchanged", { PATH: `${wrappers.binDir}:${nix.env["PATH"]}` });
    const before = theReport((await pushBase(machine)).reports);
    const outPath = before.image.outPath ?? "";
    await runWith(nix, ["nix-store", "--delete", outPath]);
    const calls = wrappers.recorded().length;

    const { reports, outputs, summary, writes, log, post } = await review(machine, commits().documented, {
      "max-increase": "0",
      comment: "changes",
    });
    assert.equal(existsSync(outPath), false);
    assert.doesNotMatch(wrappers.recorded().slice(calls), /^build$/m);
    assert.match(log, /has the same output path as at [0-9a-f]{9}\. Its stored report stands, and nothing is built\./);
    assert.deepEqual(theComparison(reports).baseline, {
      ...{ revision: commits().base, source: "output-path", exact: true, name: "api" },
    });
    assert.deepEqual([outputs["size-change"], outputs["update-pull-size"], outputs["changed"]], ["0", "0", "false"]);
    assert.equal(outputs["image-id"], before.image.configDigest);
    assert.equal(outputs["verdict"], "pass");
    assert.match(summary, /^### 📦 `api` unchanged · /m);
    const at = commits().base.slice(0, 7);
    assert.ok(summary.includes(`baseline: exact base commit \`${at}\`, same output path, so not built again`), summary);
    assert.deepEqual(writes, []);
    assert.equal(post?.outcome, "success");
  });

  test("is a comment brought up to date when the image is back at what it was", async () => {
    const machine = newMachine("back");
    await pushBase(machine);
    const changed = await review(machine, commits().changed, { comment: "always" });
    assert.equal(theComparison(changed.reports).baseline.source, "cache");
    const back = await review(machine, commits().documented);
    assert.deepEqual(
      back.writes.map(({ method, status }) => [method, status]),
      [["PATCH", 200]],
    );
    const bodies = (await services.github.comments())
      .map(({ body }) => body)
      .filter((body) => body.includes("wf=back"));
    assert.equal(bodies.length, 1);
    assert.match(bodies[0] ?? "", /^### 📦 `api` unchanged · /m);
  });

  test("is the image that was published for the base commit where no report is stored", async () => {
    const destination = `${services.registry.host}/{owner}/{name}`;
    const published = await pushBase(newMachine("publish"), { push: "true", destination });
    assert.equal(published.outcome, "success", published.log);
    // Another machine has other folders, and finds nothing in the cache.
    const { reports, outputs, summary, log } = await review(newMachine("review"), commits().changed, {
      ...{ destination, "max-increase": "1 GB" },
    });
    const compared = theComparison(reports);
    assert.deepEqual(compared.baseline, { revision: commits().base, source: "registry", exact: true, name: "api" });
    assert.equal(compared.totals.compressedSize.baseline, Number(published.outputs["compressed-size"]));
    assert.deepEqual([outputs["changed"], outputs["verdict"]], ["true", "pass"]);
    assert.match(log, /Read the published image of [0-9a-f]{9}: /);
    assert.equal(log.match(/nix build /g)?.length, 1);
    assert.ok(summary.includes("from the registry"), summary);
  });

  test("GitHub is asked for nothing that its own description of the API forbids", () => {
    assert.deepEqual(services.github.violations(), []);
  });
});
