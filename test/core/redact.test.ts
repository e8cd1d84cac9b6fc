import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../src/core/errors.ts";
import { redact } from "../../src/core/redact.ts";

test("credentials of every shape that we meet are blanked out", () => {
  const table: readonly (readonly [string, string])[] = [
    ["https://user:secret@ghcr.io/v2/", "https://***@ghcr.io/v2/"],
    ["https://user:p@ss@ghcr.io/v2/", "https://***@ghcr.io/v2/"],
    ["git+https://ghtoken@github.com/o/r", "git+https://***@github.com/o/r"],
    ["docker://user:secret@host:5000/a", "docker://***@host:5000/a"],
    ["Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.x", "Authorization: Bearer ***"],
    ["authorization: basic dXNlcjpwYXNz", "authorization: basic ***"],
    ["token ghp_0123456789abcdef", "token ghp_***"],
    ["github_pat_11ABCDEFG0_x", "github_pat_***"],
    ["https://blob.example/x?sig=aB%2F9&se=1", "https://blob.example/x?sig=***&se=1"],
    ["?a=b&X-Amz-Signature=0f0f", "?a=b&X-Amz-Signature=***"],
  ];
  for (const [text, expected] of table) assert.equal(redact(text), expected);
});

test("ordinary text passes unchanged", () => {
  const texts = [
    "ghcr.io wants basic authentication",
    "https://example.com/@scope/package",
    "https://example.com/?mail=someone@example.com",
    "ssh://git@github.com/o/r",
    "ghcr.io/acme/api@sha256:0123",
  ];
  for (const text of texts) assert.equal(redact(text), text);
});

test("an error's message is redacted wherever it is made", () => {
  assert.equal(new InputError("X", "https://u:p@host: refused").message, "https://***@host: refused");
});

test("the time is in proportion to the text, whatever an image's environment holds", () => {
  const start = performance.now();
  for (const part of ["a.", "a-", "a://", "http://a@", "Bearer a", "?token="])
    redact(part.repeat(200_000 / part.length));
  assert.ok(performance.now() - start < 3000); // half a minute when each letter may start a scheme
});
