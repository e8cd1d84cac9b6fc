import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { runCli } from "../cli/support/run-cli.ts";
import { buildImages } from "../findings/built-images.ts";
import { nixesToTestWith, runWith } from "../support/nix.ts";
import { startRegistry } from "../support/registry.ts";
import { type ExampleOrigin, makeExampleOrigin } from "./scenario/example.ts";
import { theReport } from "./scenario/reports.ts";
import { runWithoutNix, whyNixCannotBeHidden } from "./scenario/without-nix.ts";

const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);
const skip = whyNixCannotBeHidden() ?? false;

describe("on a machine without Nix", { skip }, () => {
  let origin: ExampleOrigin;
  before(async () => {
    origin = await makeExampleOrigin();
  });
  const checkOut = () => origin.pushed({ before: "1".repeat(40), after: origin.revision1 });

  test("building fails with one message that says how to get it", async () => {
    const { outcome, annotations, log } = runWithoutNix({ checkout: await checkOut() });
    assert.equal(outcome, "failure", log);
    assert.equal(annotations.length, 1);
    assert.equal(annotations[0]?.level, "error");
    assert.match(annotations[0]?.message ?? "", /^nix: .*add a step that installs it before this one/);
  });

  test("a ready image is broken down all the same, with the reasons that its own bytes show", async () => {
    const checkout = await checkOut();
    const build = ["nix", "build", "--impure", "--no-link", "--json", ".#image"];
    const [built] = JSON.parse(await runWith(nix, build, checkout.workspace));
    copyFileSync(built.outputs.out, join(checkout.workspace, "image.tar.gz"));
    const { outcome, outputs, reports, summary, log } = runWithoutNix({ checkout, inputs: { image: "image.tar.gz" } });
    assert.equal(outcome, "success", log);
    assert.equal(outputs["nix-version"] ?? "", "");
    assert.equal(outputs["rev"], origin.revision1.slice(0, 9));
    const { storePaths, totals } = theReport(reports);
    assert.equal(totals.storePaths, 8);
    assert.deepEqual(storePaths.map(({ pname, whyChain }) => `${pname} ${whyChain?.length}`).sort(), [
      ...["api 1", "api-site 2", "bash-static 1", "busybox 1"],
      ...["greeting-templates 3", "libgreet 3", "time-zones 2", "unicode-names 4"],
    ]);
    assert.match(summary, /Largest by retained size/);
  });

  test("an image in a registry is explained: store paths, chains with the file behind each, findings", async () => {
    await using registry = await startRegistry();
    const images = await buildImages();
    const script = images.script("build-tool-in-runtime.has");
    const pushed = await runCli(["push", script, `${registry.host}/acme/leaky`, "--tag", "1", "--allow-dirty"], {
      cwd: "/",
    });
    assert.equal(pushed.status, 0, pushed.stderr);
    const known = await images.report("build-tool-in-runtime.has");
    const inputs = { image: `docker://${registry.host}/acme/leaky:1` };
    const { outcome, outputs, reports, summary, log } = runWithoutNix({ checkout: await checkOut(), inputs });
    assert.equal(outcome, "success", log);
    assert.equal(outputs["nix-version"] ?? "", "");
    const { storePaths, findings } = theReport(reports);
    const facts = ({ path, narSize, retainedSize, whyChain, evidence }: (typeof storePaths)[number]) =>
      JSON.stringify([path, narSize, retainedSize, whyChain, evidence]);
    assert.deepEqual(storePaths.map(facts), known.storePaths.map(facts));
    assert.deepEqual(findings, known.findings);
    assert.match(
      summary,
      /`gcc-13\.2\.0` is needed to build, not to run; `app-1\.0` refers to it in `app-1\.0\/bin\/app`/,
    );
    assert.match(summary, /Why it is there: `app-1\.0 → gcc-13\.2\.0`/);
  });
});
