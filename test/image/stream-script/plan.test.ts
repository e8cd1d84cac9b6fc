import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sha256 } from "../../../src/core/hash.ts";
import { parseStorePath, type StorePath } from "../../../src/core/store-path.ts";
import { type PublishedLayers, planTrim, type StreamScript, type TrimPlan } from "../../../src/image/index.ts";

/** A letter stands for a store path, a word for a layer. */
const pathsOf = (word: string): readonly StorePath[] =>
  [...word].map((letter) => parseStorePath(`/nix/store/${"0".repeat(32)}-${letter}`) as StorePath);

const KEY = sha256("key");

const aScript = (...words: readonly string[]): StreamScript => ({
  file: "stream-app",
  layerKey: KEY,
  layers: words.map(pathsOf),
  fromImage: undefined,
  customisationLayer: "/nix/store/00000000000000000000000000000000-app-customisation-layer",
  program: "/nix/store/00000000000000000000000000000000-stream",
  conf: "",
});

interface Row {
  readonly comment?: string | null;
  readonly empty_layer?: boolean;
}

const commentOf = (word: string): string =>
  `store paths: [${pathsOf(word)
    .map((path) => `'${path}'`)
    .join(", ")}]`;

const row = (word: string): Row => ({ comment: commentOf(word) });

/** A blob is the larger the longer its comment. */
const publish = (history: readonly Row[] | null, overrides: Partial<PublishedLayers> = {}): PublishedLayers => {
  const layers = (history ?? []).filter(({ empty_layer }) => empty_layer !== true);
  const diffIds = layers.map(({ comment }) => sha256(comment ?? ""));
  const blobs = layers.map(({ comment }, index) => ({
    diffId: diffIds[index] ?? KEY,
    mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
    digest: sha256(`blob of ${comment}`),
    size: (comment ?? "").length,
  }));
  const config = { architecture: "amd64", os: "linux", rootfs: { diff_ids: diffIds }, history };
  return { layerKey: KEY, config: config as PublishedLayers["config"], blobs, ...overrides };
};

/** `w` for the witness, `-` for a layer that is left out, `+` for one that is made. */
const draw = (script: StreamScript, plan: TrimPlan | undefined): string | undefined =>
  plan &&
  script.layers.map((_, place) => (plan.leftOut.has(place) ? "-" : plan.witness.place === place ? "w" : "+")).join("");

describe("layers are left out by the store paths that they have", () => {
  const rows: readonly {
    readonly name: string;
    readonly script: readonly string[];
    readonly published: readonly string[];
    readonly plan: string | undefined;
  }[] = [
    { name: "all of them, but for the smallest", script: ["ab", "c", "de"], published: ["ab", "c", "de"], plan: "-w-" },
    { name: "in any order", script: ["a", "bc", "d"], published: ["d", "bc", "a"], plan: "w--" },
    { name: "not the new ones", script: ["ab", "x", "c"], published: ["ab", "c"], plan: "-+w" },
    { name: "the first is the witness among equals", script: ["a", "b"], published: ["a", "b"], plan: "w-" },
    {
      name: "not with the paths in another order",
      script: ["ab", "cd", "e"],
      published: ["ba", "cd", "e"],
      plan: "+-w",
    },
    { name: "not with a path more or less", script: ["ab", "c", "d"], published: ["abc", "b", "c", "d"], plan: "+w-" },
    { name: "twice where they are twice", script: ["bb", "a", "bb"], published: ["bb", "a", "bb"], plan: "-w-" },
    { name: "none when one alone is known", script: ["a", "b"], published: ["a", "c"], plan: undefined },
    { name: "none when nothing is known", script: ["a", "b"], published: ["c", "d"], plan: undefined },
    { name: "none of none", script: [], published: ["a"], plan: undefined },
  ];
  for (const { name, script: words, published, plan } of rows) {
    test(name, () => {
      const script = aScript(...words);
      assert.equal(draw(script, planTrim(script, publish(published.map(row)))), plan);
    });
  }
});

test("a plan has the blob of each layer that is left out, and what the witness must hash to", () => {
  const published = publish([row("a"), row("bc")]);
  assert.deepEqual(planTrim(aScript("bc", "a"), published), {
    leftOut: new Map([[0, published.blobs[1]]]),
    witness: { place: 1, diffId: published.blobs[0]?.diffId },
  });
});

describe("a published image is not relied upon", () => {
  const script = aScript("a", "b", "c");
  const rows = [row("a"), row("b"), row("c")];
  const whole = publish(rows);

  test("though one as it should be is", () => assert.equal(draw(script, planTrim(script, whole)), "w--"));

  test("when it has another layer key", () => {
    assert.equal(planTrim(script, { ...whole, layerKey: sha256("another") }), undefined);
    assert.equal(planTrim(script, { ...whole, layerKey: "" }), undefined);
  });

  test("when it has no history", () => {
    assert.equal(planTrim(script, { ...whole, config: { ...whole.config, history: null } }), undefined);
  });

  test("when its history tells of more or fewer layers than it has", () => {
    const withHistory = (history: readonly Row[]): PublishedLayers =>
      ({ ...whole, config: { ...whole.config, history } }) as PublishedLayers;
    assert.equal(planTrim(script, withHistory([...rows, row("d")])), undefined);
    assert.equal(planTrim(script, withHistory(rows.slice(1))), undefined);
    assert.equal(planTrim(script, withHistory([])), undefined);
  });

  test("for a layer that the history tells of in two ways", () => {
    const { config } = whole;
    const history = [...rows, row("a")] as PublishedLayers["config"]["history"];
    const diffIds = [...config.rootfs.diff_ids, sha256("another a")];
    const blobs = [...whole.blobs, { ...whole.blobs[0], diffId: sha256("another a") }] as PublishedLayers["blobs"];
    const twofold = { ...whole, blobs, config: { ...config, history, rootfs: { diff_ids: diffIds } } };
    assert.equal(draw(script, planTrim(script, twofold)), "+w-");
  });

  test("for a layer whose blob is not to be had", () => {
    assert.equal(draw(script, planTrim(script, { ...whole, blobs: whole.blobs.slice(0, 2) })), "w-+");
    assert.equal(planTrim(script, { ...whole, blobs: [] }), undefined);
  });
});

test("entries of the history without a layer, and layers without a comment, are passed over", () => {
  const script = aScript("a", "b");
  const empty = { ...row("b"), empty_layer: true };
  const published = publish([empty, { comment: null }, row("b"), empty, {}, row("a"), empty]);
  assert.equal(draw(script, planTrim(script, published)), "w-");
  assert.equal(planTrim(script, published)?.leftOut.get(1)?.diffId, sha256(commentOf("b")));
});
