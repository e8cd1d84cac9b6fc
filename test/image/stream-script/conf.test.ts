import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Conf, parseConf, replaceStoreLayers } from "../../../src/image/stream-script/conf.ts";
import { layerKeyOf } from "../../../src/image/stream-script/layer-key.ts";
import { STORE_A, STORE_B } from "../../support/archives.ts";
import { readFixture, withoutFixtures } from "../../support/fixtures.ts";

const CUSTOMISATION = "/nix/store/33f11pdwwyks1ipcmzbm47d1pp4xarc4-App-customisation-layer";
const PROGRAM = "/nix/store/va6ygwyznh9586xmmr3r3xp2h40zzj0q-stream";

const aConf = (overrides: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  architecture: "amd64",
  config: { Cmd: ["/bin/app"] },
  os: "linux",
  store_dir: "/nix/store",
  from_image: null,
  store_layers: [[STORE_A], [STORE_B, STORE_A]],
  customisation_layer: CUSTOMISATION,
  repo_tag: "app:1",
  created: "1970-01-01T00:00:01+00:00",
  mtime: "1970-01-01T00:00:01+00:00",
  uid: "0",
  gid: "0",
  uname: "root",
  gname: "root",
  ...overrides,
});

/** As jq prints it. */
const print = (conf: unknown): string => `${JSON.stringify(conf, null, 2)}\n`;

const parse = (overrides?: Readonly<Record<string, unknown>>): Conf | undefined => parseConf(print(aConf(overrides)));

describe("a conf.json is understood", () => {
  test("with every key of today", () => {
    assert.deepEqual(parse()?.store_layers, [[STORE_A], [STORE_B, STORE_A]]);
  });

  const older = {
    "without a time for files alone": { mtime: undefined },
    "without owners": { mtime: undefined, uid: undefined, gid: undefined, uname: undefined, gname: undefined },
    "without the store's folder": { mtime: undefined, uid: undefined, gid: undefined, store_dir: undefined },
  };
  for (const [name, missing] of Object.entries(older))
    test(`${name}, as in older releases`, () => assert.ok(parse(missing)));

  const more = {
    "without store layers": { store_layers: [] },
    "with a base image": { from_image: "/nix/store/33f11pdwwyks1ipcmzbm47d1pp4xarc4-base.tar.gz" },
    "made now, with a time for files": { created: "now" },
    "made in a time zone": { created: "2026-05-01T10:00:00+02:00" },
  };
  for (const [name, part] of Object.entries(more)) test(name, () => assert.ok(parse(part)));

  test("as recorded", { skip: withoutFixtures }, () => {
    const counts = ["stream", "stream-small", "large-stream"].map(
      (name) => parseConf(readFixture(`stream/${name}.conf.json`))?.store_layers.length,
    );
    assert.deepEqual(counts, [5, 1, 61]);
  });
});

describe("a conf.json is not understood", () => {
  const parts = {
    "with a key that nobody knows": { layer_compression: "zstd" },
    "as in the first releases, where files kept their owner": { from_image: undefined },
    "for another system": { os: "windows" },
    "for another store": { store_dir: "/gnu/store" },
    "with a time for files that is now": { mtime: "now" },
    "made now, without a time for files": { created: "now", mtime: undefined },
    "with a time without a zone": { mtime: "1970-01-01T00:00:01" },
    "with a time that is none": { created: "yesterday" },
    "with a name for a user": { uid: "root" },
    "with a fraction for a user": { uid: 0.5 },
    "with a layer that is a text": { store_layers: [STORE_A] },
    "with a layer outside the store": { store_layers: [["/etc/passwd"]] },
    "with a layer that leads out of the store": { store_layers: [[`${STORE_A}/../../../etc`]] },
    "with a layer inside a store path": { store_layers: [[`${STORE_A}/bin`]] },
    "with a customisation layer outside the store": { customisation_layer: "/tmp/layer" },
    "with a base image outside the store": { from_image: "/tmp/base.tar" },
    "without a config": { config: undefined },
  };
  for (const [name, part] of Object.entries(parts)) test(name, () => assert.equal(parse(part), undefined));

  const nested = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const texts = {
    "when it is empty": "",
    "when it is a list": "[]",
    "when it is cut": print(aConf()).slice(0, -10),
    "when it is on one line, as jq does not write it": JSON.stringify(aConf()),
    "when its layers stand in it twice": print(aConf()).replace(/ {2}"store_layers": \[.*?\n {2}\],\n/s, "$&$&"),
    "when it is nested too deep to be real": print(aConf()).replace('"amd64"', nested),
  };
  for (const [name, text] of Object.entries(texts)) test(name, () => assert.equal(parseConf(text), undefined));
});

describe("store layers are replaced in the text", () => {
  const replace = (text: string, kept: Conf["store_layers"]): string | undefined => {
    const conf = parseConf(text);
    assert.ok(conf !== undefined);
    return replaceStoreLayers(text, conf.store_layers, kept);
  };

  test("as jq would print them", () => {
    const [kept] = parse()?.store_layers ?? [];
    assert.ok(kept !== undefined);
    assert.equal(replace(print(aConf()), [kept]), print(aConf({ store_layers: [[STORE_A]] })));
    assert.equal(replace(print(aConf()), []), print(aConf({ store_layers: [] })));
  });

  test("with numbers and keys left as they stand that JavaScript would change", () => {
    const config = '{\n    "Volumes": {\n      "443": 1.0,\n      "10": 12345678901234567890\n    }\n  }';
    const withConfig = (text: string): string => text.replace(/"config": \{.*?\n {2}\}/s, `"config": ${config}`);
    assert.equal(replace(withConfig(print(aConf())), []), withConfig(print(aConf({ store_layers: [] }))));
  });

  test("not in a config that has the same words", () => {
    const config = { store_layers: [[STORE_A], [STORE_B, STORE_A]], Cmd: ['\n  "store_layers": []'] };
    assert.equal(replace(print(aConf({ config })), []), print(aConf({ config, store_layers: [] })));
  });
});

describe("the layer key", () => {
  const keyOf = (overrides?: Readonly<Record<string, unknown>>, program = PROGRAM): string => {
    const conf = parse(overrides);
    assert.ok(conf !== undefined);
    return layerKeyOf(program, conf);
  };

  test("is the same whatever does not reach into a store layer", () => {
    const other = { created: "now", repo_tag: "app:2", config: {}, store_layers: [], architecture: "arm64" };
    assert.equal(keyOf(other), keyOf());
  });

  test("is the same where a release has no key yet for what was always so", () => {
    const older = { mtime: undefined, uid: undefined, gid: undefined, uname: undefined, gname: undefined };
    assert.equal(keyOf(older), keyOf());
  });

  test("differs by program, time and owner", () => {
    const keys = [
      keyOf(),
      keyOf({}, PROGRAM.replace("va6", "va7")),
      keyOf({ mtime: "1970-01-01T00:00:02+00:00" }),
      keyOf({ mtime: undefined, created: "1970-01-01T00:00:03+00:00" }),
      keyOf({ uid: "1" }),
      keyOf({ gid: "1" }),
      keyOf({ uname: "app" }),
      keyOf({ gname: "app" }),
    ];
    assert.equal(new Set(keys).size, keys.length);
  });
});
