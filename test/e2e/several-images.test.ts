import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { nixesToTestWith } from "../support/nix.ts";
import { parseSbom } from "../support/sbom.ts";
import { builderFlake, makeBuilderOrigin } from "./scenario/example.ts";
import { type Machine, makeMachine } from "./scenario/machine.ts";
import type { OriginWith } from "./scenario/origin.ts";
import { SAME_REPO } from "./support/github.ts";
import { isWrite } from "./support/request-recorder.ts";
import { type Services, startServices } from "./support/services.ts";

const UNKNOWN_COMMIT = "1".repeat(40);
const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);

/** `twin` has the name of `shell` and another content; the second revision changes `shell` and `tools`. */
const REVISIONS = [
  builderFlake(`
    shell = image "shell" [ programs.bash ];
    tools = image "tools" [ programs.busybox ];
    twin = image "shell" [ programs.busybox ];`),
  builderFlake(`
    shell = image "shell" [ programs.bash programs.busybox ];
    tools = image "tools" [ programs.busybox programs.bash ];
    twin = image "shell" [ programs.busybox ];`),
];

interface ImageOutputs {
  readonly name: string;
  readonly rev: string;
  readonly image?: string;
  readonly digest?: string;
  readonly changed?: string;
  readonly sbom?: string;
}

describe("several images in one step", () => {
  let services: Services;
  let origin: OriginWith;
  let machine: Machine;
  let token: string;
  before(async () => {
    [services, origin] = await Promise.all([startServices(), makeBuilderOrigin(REVISIONS)]);
    machine = makeMachine({ nix, env: services.env });
    token = await services.github.token(SAME_REPO);
  });
  after(() => services.stop());

  const commits = () => {
    const [first = "", second = ""] = origin.revisions;
    return { first, second };
  };
  const push = (inputs: Readonly<Record<string, string>>) =>
    origin
      .pushed({ before: UNKNOWN_COMMIT, after: commits().first })
      .then((checkout) => machine.run({ checkout, token, inputs }));
  const review = async (image: string) => {
    const { first: base, second: head } = commits();
    const earlier = services.github.requests.length;
    const ran = await machine.run({ checkout: await origin.pullRequest({ base, head }), token, inputs: { image } });
    assert.equal(ran.outcome, "success", ran.log);
    return { ...ran, writes: services.github.requests.slice(earlier).filter(isWrite) };
  };
  const metadataOf = (outputs: Readonly<Record<string, string>>): readonly ImageOutputs[] =>
    JSON.parse(outputs["metadata"] ?? "");

  test("share a comment, with a section for each, and all are in `metadata` in the order of the input", async () => {
    const image = ".#tools\n.#shell";
    const base = await push({ image });
    assert.equal(base.outcome, "success", base.log);
    const { outputs, writes } = await review(image);
    assert.deepEqual(
      writes.map(({ method }) => method),
      ["POST"],
    );
    const comments = await services.github.comments();
    assert.equal(comments.length, 1);
    const headings = comments[0]?.body.match(/^### .*$|^\*\*Why:.*(?= \()/gm) ?? [];
    assert.deepEqual(
      headings.map((line) => line.replace(/ \*\*\+.*/, "")),
      ["### 📦 `shell`", "**Why:** `busybox` is new", "### 📦 `tools`", "**Why:** `bash-static` is new"],
    );
    const metadata = metadataOf(outputs);
    assert.deepEqual(
      metadata.map(({ name, changed }) => [name, changed]),
      [
        ["tools", "true"],
        ["shell", "true"],
      ],
    );
    assert.deepEqual((await review(image)).writes, []);
  });

  test("of one name are each compared with their own baseline, in a section of their own", async () => {
    const image = ".#shell\n.#twin";
    assert.equal((await push({ image })).outcome, "success");
    const { outputs } = await review(image);
    const [comment] = await services.github.comments();
    assert.match(comment?.body ?? "", /^### 📦 <code>shell &#40;&#46;&#35;shell&#41;<\/code> \*\*\+/m);
    assert.match(comment?.body ?? "", /^### 📦 <code>shell &#40;&#46;&#35;twin&#41;<\/code> unchanged/m);
    assert.deepEqual((await review(image)).writes, []);
    assert.deepEqual(
      metadataOf(outputs).map(({ name, changed }) => [name, changed]),
      [
        ["shell", "true"],
        ["shell", "false"],
      ],
    );
  });

  test("are published each under its own name, with their digests in `metadata`", async () => {
    const { registry } = services;
    const destination = `${registry.host}/{owner}/{name}`;
    const ran = await push({ image: ".#tools\n.#shell", push: "true", destination });
    assert.equal(ran.outcome, "success", ran.log);
    const tag = commits().first.slice(0, 9);
    const metadata = metadataOf(ran.outputs);
    assert.deepEqual(
      metadata.map(({ name, rev, image }) => ({ name, rev, image })),
      ["tools", "shell"].map((name) => ({ name, rev: tag, image: `${registry.host}/octo/${name}` })),
    );
    for (const { name, digest } of metadata)
      assert.equal((await registry.manifest(`octo/${name}`, tag))?.digest, digest);
    assert.equal(ran.outputs["digest"], metadata[0]?.digest);
  });

  test("have a bill of materials each, whose paths are in the outputs, and none when it is not asked for", async () => {
    const ran = await push({ image: ".#tools\n.#shell", sbom: "true" });
    assert.equal(ran.outcome, "success", ran.log);
    assert.deepEqual(ran.annotations, []);
    const metadata = metadataOf(ran.outputs);
    assert.equal(ran.outputs["sbom"], metadata[0]?.sbom);
    const boms = await Promise.all(metadata.map(async ({ sbom = "" }) => parseSbom(await readFile(sbom, "utf8"))));
    assert.deepEqual(
      boms.map((bom) => [bom.metadata.component.name, bom.components.some(({ name }) => name === "bash-static")]),
      [
        ["tools", false],
        ["shell", true],
      ],
    );
    assert.deepEqual(
      boms.map((bom) => bom.components.map((component) => component["bom-ref"])),
      ran.reports.map(({ storePaths }) => storePaths.map(({ path }) => path)),
    );
    const without = await push({ image: ".#tools" });
    assert.ok(!("sbom" in without.outputs));
  });

  test("that would take each other's tag are refused before any of them is published", async () => {
    const { registry } = services;
    const destination = `${registry.host}/taken/{name}`;
    const ran = await push({ image: ".#shell\n.#twin", push: "true", destination });
    assert.equal(ran.outcome, "failure", ran.log);
    const tag = commits().first.slice(0, 9);
    const [error, ...others] = ran.annotations;
    assert.deepEqual([error?.level, others], ["error", []]);
    assert.ok(error?.message.includes(`${registry.host}/taken/shell:${tag}`), error?.message);
    assert.match(error?.message ?? "", /\.#shell.*\.#twin/);
    assert.deepEqual(await registry.tags("taken/shell"), []);
  });
});
