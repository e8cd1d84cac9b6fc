import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { nixesToTestWith, runWith } from "../support/nix.ts";
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

  test("a ready image is broken down all the same, without the reasons that Nix alone knows", async () => {
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
    assert.ok(storePaths.every(({ references, whyChain }) => references === undefined && whyChain === undefined));
    assert.match(summary, /Largest by unpacked size/);
  });
});
