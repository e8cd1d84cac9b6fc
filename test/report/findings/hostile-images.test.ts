import assert from "node:assert/strict";
import { test } from "node:test";
import { entriesOf, type Image, LayerFilesWriter, type ProgramFact } from "../../../src/image/index.ts";
import { WORDS } from "../../../src/report/findings/index.ts";
import type { Report } from "../../../src/report/index.ts";
import { aLayer, anImage } from "../../support/images.ts";
import { filesOf, NO_TRACES } from "../../support/layer-files.ts";
import { packEntries } from "../../support/pack-entries.ts";
import { reportOn } from "../../support/report-on.ts";

const configOf = (config: Image["config"]["config"], architecture = "amd64"): Image["config"] => ({
  ...{ architecture, os: "linux", rootfs: { diff_ids: [] } },
  config,
});

const report = (image: Partial<Image>): Report =>
  reportOn({ image: anImage(image), provenance: { source: ".#image", dirty: false } });

test("a PATH that names a large folder a hundred thousand times costs no more than one that names it once", () => {
  const files = filesOf(Array.from({ length: 20_000 }, (_, i) => [`/d/${i}`, 1] as const));
  for (const folders of [
    "/d:".repeat(100_000),
    Array.from({ length: 100_000 }, (_, i) => `/d/../d/./${i}/..`).join(":"),
  ]) {
    const start = performance.now();
    report({ layers: [aLayer({}, { files })], config: configOf({ Cmd: ["api"], Env: [`PATH=${folders}`] }) });
    assert.ok(performance.now() - start < 5000); // memory runs out when all are listed
  }
});

test("a processor that is called as something every object has is one that nobody knows", () => {
  const elf: ProgramFact = { kind: "elf", machine: 183, debugSize: 0, isGo: false, isProgram: true };
  const layer = aLayer(
    {},
    { files: packEntries("/bin/api:9"), traces: { ...NO_TRACES, programs: new Map([["/bin/api", elf]]) } },
  );
  const idsOn = (architecture: string) =>
    report({
      layers: [layer],
      platform: { os: "linux", architecture },
      config: configOf({ Cmd: ["/bin/api"] }, architecture),
    }).findings?.map(({ id }) => id) ?? [];
  for (const architecture of ["constructor", "toString", "__proto__"])
    assert.ok(!idsOn(architecture).includes("foreign-platform"));
  assert.ok(idsOn("amd64").includes("foreign-platform"));
});

test("names beyond ASCII are told as people read them, and no snippet overrides files outside of the store", () => {
  const debugged: ProgramFact = { kind: "elf", machine: 62, debugSize: 9_000_000, isGo: false, isProgram: true };
  const path = Buffer.from("/größe").toString("latin1");
  const first = packEntries(`${path}:9000000#7`);
  const second = new LayerFilesWriter();
  for (const entry of entriesOf(first)) second.add({ ...entry, mode: 0o600 });
  const traces = { ...NO_TRACES, programs: new Map([[path, debugged]]) };
  const layers = [aLayer({}, { files: first }), aLayer({}, { files: second.finish(), traces })];
  const { findings = [] } = report({ layers });
  assert.equal(findings.find(({ id }) => id === "rewritten-in-layer")?.file, "/größe");
  const unstripped = findings.find(({ id }) => id === "unstripped");
  assert.ok(unstripped !== undefined);
  assert.match(WORDS.get("unstripped")?.fix(unstripped).nix ?? "", /^ {2}app = prev\.app\.overrideAttrs/m);
});
