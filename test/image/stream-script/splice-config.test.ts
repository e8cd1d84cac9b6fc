import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";
import { sha256 } from "../../../src/core/hash.ts";
import { silentLog } from "../../../src/core/log.ts";
import { type BareImage, identifySource, readImages } from "../../../src/image/index.ts";
import { type ConfigLayer, spliceConfig } from "../../../src/image/stream-script/splice-config.ts";
import { fixturePath, withoutFixtures } from "../../support/fixtures.ts";

const CREATED = "1970-01-01T00:00:01+00:00";

const aLayer = (comment: string): ConfigLayer => ({ diffId: sha256(comment), comment });

/** What Python's own json module makes of a config. */
const printByPython = (config: string, layers: readonly ConfigLayer[]): string => {
  const rootfs = { diff_ids: layers.map(({ diffId }) => diffId), type: "layers" };
  const history = layers.map(({ comment }) => ({ created: CREATED, comment }));
  const head = `{"created":"${CREATED}","config":${config}`;
  const input = `${head},"rootfs":${JSON.stringify(rootfs)},"history":${JSON.stringify(history)}}`;
  const script = "import json, sys; sys.stdout.write(json.dumps(json.load(sys.stdin), indent=4))";
  return execFileSync("python3", ["-c", script], { input: Buffer.from(input) }).toString("latin1");
};

const printed = [aLayer("store paths: ['/nix/store/b']"), aLayer("store paths: ['customisation']")];
const wanted = [aLayer("store paths: ['/nix/store/a']"), ...printed];

describe("a config is completed as Python would print it", () => {
  const configs = {
    "with nothing in it": "{}",
    "with numbers that JavaScript cannot keep": '{"a":1.0,"b":12345678901234567890,"c":1e-7,"d":NaN}',
    "with keys that JavaScript sorts": '{"ExposedPorts":{"8080":{},"443":{}}}',
    "with characters that are escaped": JSON.stringify({ Cmd: ['é"\\\u007f\u2028', "🎉\ud800", "\u0000\b\f\n\r\t"] }),
    "with what looks like its end": JSON.stringify({ Cmd: ['"rootfs": {\n    },\n    "history": []\n}'] }),
    "with empty lists": '{"Env":[],"Volumes":{}}',
  };
  for (const [name, config] of Object.entries(configs)) {
    test(name, () => {
      const text = printByPython(config, printed);
      assert.equal(spliceConfig({ text, created: CREATED, printed, wanted }), printByPython(config, wanted));
    });
  }

  test("with base layers whose names are no plain text", () => {
    const base = aLayer(`store paths: ["d\u00e9j\u00e0/it's \u{1f389}\u007f.tar"]`);
    const text = printByPython("{}", [base, ...printed]);
    const completed = spliceConfig({ text, created: CREATED, printed: [base, ...printed], wanted: [base, ...wanted] });
    assert.equal(completed, printByPython("{}", [base, ...wanted]));
  });
});

describe("a config is not completed", () => {
  const text = printByPython("{}", printed);
  const texts = {
    "when it is on one line": JSON.stringify(JSON.parse(text)),
    "when it is indented otherwise": JSON.stringify(JSON.parse(text), null, 2),
    "when another key comes last": text.replace(/\n\}$/, ',\n    "variant": "v8"\n}'),
    "when a layer is another": text.replace("/nix/store/b", "/nix/store/c"),
    "when it ends with a line break": `${text}\n`,
    "when there are more layers": printByPython("{}", wanted),
  };
  for (const [name, other] of Object.entries(texts)) {
    test(name, () => assert.equal(spliceConfig({ text: other, created: CREATED, printed, wanted }), undefined));
  }
});

/** Layered images of two releases, recorded. */
const RECORDED = [
  "stream/stream-small.stdout.tar",
  ...["app-rev-a", "layered-from-dup-small", "layered-from-pulled", "layered-now", "layered-uid"],
  ...["np2405-image", "np2405-layered-fakeroot", "np2405-layered-from-small"],
].map((name) => (name.includes("/") ? name : `images/${name}.tar.gz`));

describe("recorded configs", { skip: withoutFixtures }, () => {
  const readOne = async (file: string): Promise<BareImage> => {
    const [image] = await readImages(await identifySource(fixturePath(file)), { log: silentLog, env: {} });
    return image as BareImage;
  };

  for (const file of RECORDED) {
    test(`${file}: cut by every layer and completed again, the config has the recorded bytes`, async () => {
      const { config, configBytes } = await readOne(file);
      const { created } = config;
      const layers = config.rootfs.diff_ids.map((diffId, index) => ({
        diffId,
        comment: config.history?.[index]?.comment ?? "",
      }));
      const text = Buffer.from(configBytes).toString("latin1");
      assert.ok(typeof created === "string" && layers.length > 1);
      for (const missing of layers) {
        const fewer = layers.filter((layer) => layer !== missing);
        const cut = spliceConfig({ text, created, printed: layers, wanted: fewer });
        assert.ok(cut !== undefined && cut.length < text.length);
        assert.equal(spliceConfig({ text: cut, created, printed: fewer, wanted: layers }), text);
      }
    });
  }
});
