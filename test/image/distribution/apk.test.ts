import assert from "node:assert/strict";
import { test } from "node:test";
import { parseApkInstalled } from "../../../src/image/distribution/apk.ts";

/** As apk-tools 2 writes it: fields of the package, then its folders (F, M) and files (R, a, Z). */
const INSTALLED = `C:Q1HmGBGwXO1AkHCLGQnRuQXyMHFqc=
P:musl
V:1.2.5-r0
A:x86_64
S:408117
I:667648
T:the musl c library (libc) implementation
U:https://musl.libc.org/
L:MIT
o:musl
m:Timo Teräs <timo.teras@iki.fi>
t:1709742437
c:c0ff0ed56b5ab4ff9c1d4cd4bb25d0aa5cf2e2b6
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1WR0GDdUnC8zcXWq0JFbJ2D0x1PY=
R:libc.musl-x86_64.so.1
a:0:0:777
Z:Q17yJ3JFNypA4mxhJJr0ou6CzsJVI=

C:Q1hDqvg8X8sRk4zJzHVMmGuDL3kVw=
P:ssl_client
V:1.36.1-r28
A:x86_64
S:4792
I:28672
T:EXternal ssl_client for busybox wget
U:https://busybox.net/
L:GPL-2.0-only
o:busybox
m:Sören Tempel <soeren+alpine@soeren-tempel.net>
t:1710352121
c:f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff00010203
D:so:libc.musl-x86_64.so.1 so:libcrypto.so.3 so:libssl.so.3
p:cmd:ssl_client=1.36.1-r28
i:busybox libssl3
r:busybox-initscripts
F:usr
F:usr/bin
R:ssl_client
a:0:0:755
Z:Q1R3nqYIHNBnL6Wn5YB0w9R/Bj2nE=

C:Q1v4bJ1Q3RZ3V0Z6Jz0kA5nYH5bZQ=
P:.build-deps
V:20240313.120000
A:noarch
S:0
I:0
T:virtual meta package
U:
L:
D:gcc musl-dev

`;

test("the packages of apk's database are those that it lists, in its order", () => {
  assert.deepEqual(parseApkInstalled(INSTALLED), [
    {
      ...{ manager: "apk", name: "musl", version: "1.2.5-r0", architecture: "x86_64" },
      ...{ source: "musl", licence: "MIT", installedSize: 667648 },
    },
    {
      ...{ manager: "apk", name: "ssl_client", version: "1.36.1-r28", architecture: "x86_64" },
      ...{ source: "busybox", licence: "GPL-2.0-only", installedSize: 28672 },
    },
    { manager: "apk", name: ".build-deps", version: "20240313.120000", architecture: "noarch", installedSize: 0 },
  ]);
});

test("files never speak for the package, whatever they are called", () => {
  const text = "P:a\nV:1\nF:lib\nP:b\nV:2\nI:5\n";
  assert.deepEqual(parseApkInstalled(text), [{ manager: "apk", name: "a", version: "1" }]);
});
