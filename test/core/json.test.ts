import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { parseJson } from "../../src/core/json.ts";

const schema = v.object({ rootfs: v.object({ diff_ids: v.array(v.string()) }) });

test("JSON that fits the schema is returned parsed", () => {
  assert.deepEqual(parseJson(schema, '{"rootfs":{"diff_ids":["a"]},"more":1}'), {
    kind: "ok",
    value: { rootfs: { diff_ids: ["a"] } },
  });
});

test("what does not fit is named by its place", () => {
  const result = parseJson(schema, '{"rootfs":{"diff_ids":["a",5]}}');
  assert.equal(
    result.kind === "bad" && result.problem,
    "rootfs.diff_ids.1: Invalid type: Expected string but received 5",
  );
});

test("text that is not JSON is not quoted, since it may be a credential", () => {
  const result = parseJson(schema, "hunter2 hunter2");
  assert.deepEqual(result, { kind: "bad", problem: "not JSON (Unexpected token 'h')" });
});

test("a value of any length makes a message of limited length", () => {
  const result = parseJson(v.object({ size: v.number() }), JSON.stringify({ size: "x".repeat(100_000) }));
  assert.ok(result.kind === "bad" && result.problem.length < 250);
});
