import assert from "node:assert/strict";
import { test } from "node:test";
import { type Derivation, parseDerivations } from "../../src/nix/derivation.ts";
import { openNix } from "../../src/nix/run.ts";
import { needsRecordings, RECORDED_VERSIONS, readRecording } from "./recorded.ts";

/** For error messages of the parser; it is never run. */
const nixOf = (version: string) =>
  openNix({ program: "/none/nix", version, run: () => Promise.reject(new Error("no parser runs a program")) });

const recorded = (version: (typeof RECORDED_VERSIONS)[number], name: string): readonly Derivation[] =>
  parseDerivations(nixOf(version), readRecording(version, name).stdout);

test("every version of Nix shows the same derivations", needsRecordings, () => {
  for (const name of ["derivation-show-old", "derivation-show-stream"]) {
    const [oldest, ...newer] = RECORDED_VERSIONS.map((version) => recorded(version, name));
    assert.equal(oldest?.length, 1);
    for (const derivations of newer) {
      const sorted = (all: readonly Derivation[] | undefined) =>
        all?.map((it) => ({ ...it, attributes: new Map([...it.attributes].sort()) }));
      assert.deepEqual(sorted(derivations), sorted(oldest));
    }
  }
});

test("a derivation has its inputs with the outputs that are used, and its own outputs", needsRecordings, () => {
  const [derivation] = recorded("2.34.8", "derivation-show");
  assert.equal(derivation?.name, "App.tar.gz");
  assert.equal(derivation.path, "/nix/store/hi1v18f0k6igda6vhy118bvfiiqlbjj8-App.tar.gz.drv");
  assert.deepEqual(
    [...derivation.outputs],
    [["out", { path: "/nix/store/dskidv8kx578rmaj1j9j6svb0l9fg8y0-App.tar.gz" }]],
  );
  assert.deepEqual(derivation.inputDrvs.get("/nix/store/vfaxfg8l8m3s3gjgpfvdj5krhspx8x96-bash-5.2p15.drv"), ["out"]);
  assert.equal(derivation.inputDrvs.size, 4);
  assert.deepEqual(derivation.inputSrcs, [
    "/nix/store/l622p70vy8k5sh7y5wizi5f2mic6ynpg-source-stdenv.sh",
    "/nix/store/shkw4qm9qcw5sc5n1k5jznc83ny02r39-default-builder.sh",
  ]);
  assert.equal(derivation.attributes.get("imageName"), "ghcr.io/example/app");
});

test("entries that make no sense are left out, and text that is no JSON is an error", () => {
  const good = { system: "x", builder: "/b", args: [], outputs: {}, inputs: { drvs: {}, srcs: ["/etc/passwd"] } };
  const name = "hi1v18f0k6igda6vhy118bvfiiqlbjj8-a.drv";
  const shown = { [name]: good, "hi1v18f0k6igda6vhy118bvfiiqlbjj8-b.drv": { system: 5 }, "../c.drv": good };
  const parse = (value: unknown) => parseDerivations(nixOf("9.9"), JSON.stringify(value));
  for (const value of [shown, { derivations: shown, version: 4 }]) {
    assert.deepEqual(
      parse(value).map((it) => [it.name, it.inputSrcs]),
      [["a", []]],
    );
  }
  assert.throws(() => parseDerivations(nixOf("9.9"), "oops"), {
    code: "UNEXPECTED_OUTPUT",
    message: /^nix derivation show: Nix 9\.9 printed JSON of a shape that is not known here \(not JSON/,
  });
});
