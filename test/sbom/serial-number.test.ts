import assert from "node:assert/strict";
import { test } from "node:test";
import { serialNumberFor } from "../../src/sbom/serial-number.ts";

test("a serial number is the UUID that every implementation of version 5 gives for the URL", () => {
  // python3 -c 'import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, "https://example.com/"))'
  assert.equal(serialNumberFor("https://example.com/"), "urn:uuid:dd2c1780-811a-5296-81c5-178a0ef488bc");
});
