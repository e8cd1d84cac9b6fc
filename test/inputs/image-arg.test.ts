import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../src/core/errors.ts";
import { formatImageArg, type ImageArg, parseImageArg } from "../../src/inputs/index.ts";

const INSTALLABLES = [
  ".#image",
  ".",
  ".#",
  "./sub#image",
  "/abs/flake#packages.x86_64-linux.image",
  "nixpkgs#hello",
  "github:o/r",
  "github:o/r/v1#image",
  "gitlab:o/r",
  "sourcehut:~o/r",
  "git+https://example.org/r?ref=main",
  "git+ssh://git@example.org/r#image",
  "git:///srv/r",
  "hg+https://example.org/r",
  "path:/abs",
  "tarball+https://example.org/r.tar.gz",
  "file+https://example.org/f",
  "https://example.org/r.tar.gz#image",
  "flake:nixpkgs",
];

const PATHS: readonly (readonly [string, ImageArg])[] = [
  ["result", { kind: "path", path: "result" }],
  ["./images/app.tar.gz", { kind: "path", path: "./images/app.tar.gz" }],
  [
    "/nix/store/00000000000000000000000000000000-app.tar.gz",
    { kind: "path", path: "/nix/store/00000000000000000000000000000000-app.tar.gz" },
  ],
  ["with blank.tar", { kind: "path", path: "with blank.tar" }],
  ["ocilot", { kind: "path", path: "ocilot" }],
  ["docker-archive:app.tar", { kind: "path", path: "app.tar" }],
  ["oci-archive:a:b.tar", { kind: "path", path: "a:b.tar" }],
  ["oci:layout", { kind: "path", path: "layout" }],
  ["oci:layout:v1", { kind: "path", path: "layout", tag: "v1" }],
  ["oci:/a:b/layout", { kind: "path", path: "/a:b/layout" }],
  ["oci:/a:b/layout:v1", { kind: "path", path: "/a:b/layout", tag: "v1" }],
];

test("what has a # or a flake scheme is an installable", () => {
  for (const text of INSTALLABLES) assert.deepEqual(parseImageArg(text), { kind: "installable", text });
});

test("everything else is a path, behind skopeo's transports too", () => {
  for (const [text, arg] of PATHS) assert.deepEqual(parseImageArg(text), arg, text);
});

test("with a Nix file every line is an attribute of it", () => {
  for (const text of ["image", "images.app", "docker://x"]) {
    assert.deepEqual(parseImageArg(text, "default.nix"), { kind: "attribute", file: "default.nix", attribute: text });
  }
});

test("an image that lies elsewhere is refused with the command that brings it here", () => {
  for (const transport of ["docker", "docker-daemon", "podman", "containers-storage", "dir"]) {
    const text = `${transport}://app:1`;
    assert.throws(
      () => parseImageArg(text),
      (error) =>
        error instanceof InputError &&
        error.code === "UNSUPPORTED_TRANSPORT" &&
        error.message.startsWith(`image "${text}": images at ${transport}: are not read`) &&
        error.message.endsWith(`skopeo copy ${text} oci:DIR:TAG`),
      text,
    );
  }
});

test("arguments that differ are written differently", () => {
  const all = [...INSTALLABLES, ...PATHS.map(([text]) => text)].map((text) => parseImageArg(text));
  const written = [...all, parseImageArg("image", "a.nix"), parseImageArg("image", "b.nix")].map(formatImageArg);
  assert.equal(new Set(written).size, written.length);
  assert.equal(formatImageArg(parseImageArg("oci:layout:v1")), "layout:v1");
  assert.equal(formatImageArg(parseImageArg("image", "a.nix")), "a.nix#image");
});
