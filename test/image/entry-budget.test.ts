import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../src/core/hash.ts";
import { openEntryBudget } from "../../src/image/entry-budget.ts";
import type { BareLayer, LayerTraces } from "../../src/image/index.ts";
import { filesOf, NO_TRACES } from "../support/layer-files.ts";

const layer = (traces: Partial<LayerTraces>): BareLayer => {
  const content = { files: filesOf([]), traces: { ...NO_TRACES, ...traces } };
  return { member: "layer.tar", diffId: sha256("layer"), ...content };
};

const TOO_MUCH =
  /^app\.tar: found more than 805306368 bytes of package databases, programs and names of store paths; make an image/;

const spendUntilRefused = (traces: Partial<LayerTraces>): number => {
  const spend = openEntryBudget("app.tar");
  for (let layers = 0; layers < 1000; layers++) {
    try {
      spend(layer(traces));
    } catch (error) {
      assert.match(String((error as Error).message), TOO_MUCH);
      return layers;
    }
  }
  return 1000;
};

test("layers that each keep within their limits may not exhaust the memory together", () => {
  const mentions = Array.from({ length: 200_000 }, () => ({ hash: "0".repeat(32), file: "/x" }));
  const program = { kind: "script", interpreter: "/bin/sh" } as const;
  const names = Array.from({ length: 5000 }, (_, i) => [`/${"x".repeat(8000)}${i}`, program] as const);
  assert.equal(spendUntilRefused({ mentions }), 20);
  assert.equal(spendUntilRefused({ programs: new Map(names) }), 19);
  assert.equal(spendUntilRefused({ kept: new Map([["/var/lib/dpkg/status", new Uint8Array(32 << 20)]]) }), 24);
  assert.equal(spendUntilRefused({}), 1000);
});
