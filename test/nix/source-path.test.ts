import assert from "node:assert/strict";
import { test } from "node:test";
import { sourcePath } from "../../src/nix/index.ts";
import { needsRecordings, RECORDED_VERSIONS, recordings } from "./recorded.ts";

test("the store path of a source tree follows from its hash, as Nix has it", needsRecordings, () => {
  for (const version of RECORDED_VERSIONS) {
    const shown = recordings(version, "metadata-")
      .filter(({ status, stdout }) => status === 0 && stdout.startsWith("{"))
      .map(({ stdout }) => JSON.parse(stdout));
    assert.ok(shown.length > 5);
    for (const { locked, path } of shown) assert.equal(sourcePath(locked.narHash), path);
  }
});

test("a hash of another kind has none", () => {
  for (const hash of ["", "sha512-aaaa", "sha256:0123", "sha256-too/short="]) assert.equal(sourcePath(hash), undefined);
});
