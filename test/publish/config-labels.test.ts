import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { packManifest, withLabels } from "../../src/publish/index.ts";
import { findMember } from "../../src/publish/json-span.ts";
import { seeded } from "../support/random.ts";
import { anImage } from "./support/an-image.ts";

const DIFF = `sha256:${"a".repeat(64)}`;

/** The text of a config after labels have been put into that of `config`. */
const relabel = async (config: string, labels: Record<string, string>): Promise<string> => {
  await using it = await anImage();
  const parsed = JSON.parse(config);
  const image = { ...it.image, config: parsed, configBytes: Buffer.from(config) };
  return Buffer.from(withLabels(image, labels).configBytes).toString();
};

const around = (config: string): string =>
  `{ "z":1e3, "architecture":"amd64","os":"linux",${config}"rootfs":{"type":"layers","diff_ids":["${DIFF}"]},\n "big":12345678901234567890, "1":"\\u003c{" }\n`;

test("labels replace those of their name and come behind the others; every other byte stays", async () => {
  const before = around(`"config" : {"Env":["Labels={\\"a\\":1}"],"Labels": {"b":"old","a\\"q":"kept"} ,"User":"0"}, `);
  const after = around(
    `"config" : {"Env":["Labels={\\"a\\":1}"],"Labels": {"b":"new\\n","a\\"q":"kept","__proto__":"x"} ,"User":"0"}, `,
  );
  const labels = JSON.parse('{"b":"new\\n","__proto__":"x"}');
  assert.equal(await relabel(before, labels), after);
});

test("a config without labels, or with none at all, gets them", async () => {
  for (const [config, wanted] of [
    [`"config":{},`, `"config":{"Labels":{"a":"b"}},`],
    [`"config":{"Labels":null},`, `"config":{"Labels":{"a":"b"}},`],
    [`"config":{"User":"0"},`, `"config":{"Labels":{"a":"b"},"User":"0"},`],
    [`"config":null,`, `"config":{"Labels":{"a":"b"}},`],
  ] as const) {
    assert.equal(await relabel(around(config), { a: "b" }), around(wanted));
  }
  assert.equal(await relabel(around(""), { a: "b" }), around("").replace("{", `{"config":{"Labels":{"a":"b"}},`));
});

test("an image with labels has another ID, which its manifest names; without them it keeps its own", async () => {
  await using it = await anImage();
  const labelled = withLabels(it.image, { team: "imaging" });
  assert.equal(labelled.configDigest, sha256(labelled.configBytes));
  assert.notEqual(labelled.configDigest, it.image.configDigest);
  assert.deepEqual(labelled.config.config?.Labels, { team: "imaging" });
  assert.equal(packManifest(labelled).config.descriptor.digest, labelled.configDigest);
  assert.equal(withLabels(it.image, {}), it.image);
});

test("a member is found by its name alone, the last one where there are two", () => {
  const json = `{"a":{"b":1},"\\u0062":[{"b":2},"}"],"c":"b","b":3}`;
  const span = findMember(json, 0, "b");
  assert.equal(json.slice(span?.start, span?.end), "3");
  assert.equal(findMember(json, 0, "d"), undefined);
  assert.equal(findMember("{}", 0, "b"), undefined);
});

test("whatever the config is like, the labels are merged into it and nothing else changes", async () => {
  await using it = await anImage();
  const random = seeded(20250131);
  const word = (): string => random.pick(["config", "Labels", 'a"}', "{[,", "\\", "é\u2028", "1", "x y", ":"]);
  const value = (depth: number): unknown => {
    if (depth === 0) return random.pick([word(), 1e21, -0.5, true, null, "", []]);
    const children = Array.from({ length: random.below(4) }, () => [word(), value(depth - 1)] as const);
    return random.chance(0.5) ? Object.fromEntries(children) : children.map(([, child]) => child);
  };
  for (let round = 0; round < 300; round++) {
    const Labels = Object.fromEntries(Array.from({ length: random.below(3) }, () => [word(), word()]));
    const own = { [word()]: value(2), ...(random.chance(0.7) ? { Labels } : { Labels: undefined }), Env: [word()] };
    const document = {
      [word()]: value(3),
      config: own,
      architecture: "amd64",
      os: "linux",
      rootfs: { diff_ids: [DIFF] },
    };
    const json = JSON.stringify(document, null, random.pick([0, 1, "\t"]));
    const image = { ...it.image, config: JSON.parse(json), configBytes: Buffer.from(json) };
    const added = { [word()]: word(), new: "1" };
    const after = JSON.parse(Buffer.from(withLabels(image, added).configBytes).toString());
    const before = JSON.parse(json);
    assert.deepEqual(after, { ...before, config: { ...before.config, Labels: { ...before.config.Labels, ...added } } });
  }
});
