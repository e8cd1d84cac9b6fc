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
  ["oci-archive:b.tar:v1", { kind: "path", path: "b.tar", tag: "v1" }],
  ["docker-archive:b.tar:r.example:5000/app:1", { kind: "path", path: "b.tar", tag: "r.example:5000/app:1" }],
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

test("docker:// names an image in a registry, Docker Hub's when it names none", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const references: readonly (readonly [string, object])[] = [
    ["ghcr.io/acme/api:1.0", { registry: "ghcr.io", repository: "acme/api", tag: "1.0" }],
    [`localhost:5000/app@${digest}`, { registry: "localhost:5000", repository: "app", digest }],
    ["debian", { registry: "docker.io", repository: "debian" }],
    [`acme/api:1@${digest}`, { registry: "docker.io", repository: "acme/api", tag: "1", digest }],
  ];
  for (const [text, reference] of references) {
    assert.deepEqual(parseImageArg(`docker://${text}`), { kind: "registry", reference }, text);
  }
  assert.equal(formatImageArg(parseImageArg("docker://debian:12")), "docker://docker.io/debian:12");
});

test("what names no image in a registry or an engine is refused", () => {
  for (const text of [
    "docker://",
    "docker://Upper/case",
    "docker://a:b:c",
    "docker://a@sha256:1",
    "podman:-x",
    "docker-daemon:",
  ]) {
    assert.throws(
      () => parseImageArg(text),
      (error) =>
        error instanceof InputError && error.code === "BAD_REFERENCE" && error.message.startsWith(`image "${text}": `),
      text,
    );
  }
});

test("an engine's images have its transport", () => {
  assert.deepEqual(parseImageArg("docker-daemon:app:1"), { kind: "daemon", engine: "docker", reference: "app:1" });
  assert.deepEqual(parseImageArg("podman://localhost/app"), {
    kind: "daemon",
    engine: "podman",
    reference: "localhost/app",
  });
  assert.equal(formatImageArg(parseImageArg("containers-storage:app")), "podman:app");
});

test("a folder of loose files is refused with the command that makes an image of it", () => {
  assert.throws(
    () => parseImageArg("dir:x"),
    (error) =>
      error instanceof InputError &&
      error.code === "UNSUPPORTED_TRANSPORT" &&
      error.message.endsWith("skopeo copy dir:x oci:DIR:TAG"),
  );
});

test("arguments that differ are written differently", () => {
  const all = [...INSTALLABLES, ...PATHS.map(([text]) => text)].map((text) => parseImageArg(text));
  const written = [...all, parseImageArg("image", "a.nix"), parseImageArg("image", "b.nix")].map(formatImageArg);
  assert.equal(new Set(written).size, written.length);
  assert.equal(formatImageArg(parseImageArg("oci:layout:v1")), "layout:v1");
  assert.equal(formatImageArg(parseImageArg("image", "a.nix")), "a.nix#image");
});
