import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { silentLog } from "../../../src/core/log.ts";
import { identifySource, inspectImage, readImages } from "../../../src/image/index.ts";
import { type Entry, makeDockerArchive, makeTar } from "../../support/archives.ts";

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "distribution-"));
});
after(() => rm(dir, { recursive: true }));

/** What is read of an image with these layers, oldest first. */
const distributionOf = async (...layers: readonly (readonly Entry[])[]) => {
  const file = path.join(dir, "image.tar");
  await writeFile(file, await makeDockerArchive({ layers: await Promise.all(layers.map(makeTar)) }));
  const [image] = await readImages(await identifySource(file), { log: silentLog, env: {} });
  assert.ok(image);
  return inspectImage(image).distribution;
};

const file = (name: string, content: string): Entry => ({ name, content });

const status = (name: string, version: string): string =>
  `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n\n`;

const packagesOf = async (...layers: readonly (readonly Entry[])[]): Promise<readonly string[] | undefined> =>
  (await distributionOf(...layers))?.packages.map(({ name, version }) => `${name} ${version}`);

test("dpkg's database is the one of the last layer that wrote it", async () => {
  const before = [file("var/lib/dpkg/status", status("a", "1") + status("b", "1"))];
  const after = [file("./var/lib/dpkg/status", status("a", "2"))];
  assert.deepEqual(await packagesOf(before, after), ["a 2"]);
  assert.deepEqual(await packagesOf(before, [file("var/lib/dpkg/.wh.status", "")]), undefined);
  assert.deepEqual(await packagesOf(before, [file("var/lib/.wh..wh..opq", "")], after), ["a 2"]);
});

test("a distroless image has a file for each package, with checksums beside it that are none", async () => {
  const sums = "d41d8cd98f00b204e9800998ecf8427e  usr/share/doc/base-files/README\n";
  const found = await distributionOf([
    file("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4\nInstalled-Size: 341\nArchitecture: amd64"),
    file("var/lib/dpkg/status.d/base.md5sums", sums),
    file("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2024a\nArchitecture: all\n"),
    file("var/lib/dpkg/status.d/tzdata.md5sums", `${sums}\nPackage: none\nVersion: 1\n`),
    file("usr/lib/os-release", 'PRETTY_NAME="Distroless"\nID=debian\nVERSION_ID="12"\n'),
    { name: "etc/os-release", type: "symlink", linkname: "../usr/lib/os-release" },
  ]);
  assert.deepEqual(found, {
    ...{ id: "debian", version: "12", name: "Distroless" },
    packages: [
      { manager: "dpkg", name: "base-files", version: "12.4", architecture: "amd64", installedSize: 341 * 1024 },
      { manager: "dpkg", name: "tzdata", version: "2024a", architecture: "all" },
    ],
  });
});

test("apk's database is found in /lib, in a merged /usr, and through a link between the two", async () => {
  const installed = "P:musl\nV:1.2.5-r0\n\n";
  assert.deepEqual(await packagesOf([file("lib/apk/db/installed", installed)]), ["musl 1.2.5-r0"]);
  const merged = [file("usr/lib/apk/db/installed", installed)];
  assert.deepEqual(await packagesOf(merged), ["musl 1.2.5-r0"]);
  assert.deepEqual(await packagesOf([{ name: "lib", type: "symlink", linkname: "usr/lib" }], merged), [
    "musl 1.2.5-r0",
  ]);
});

const RELEASES: readonly (readonly [line: string, name: string | undefined])[] = [
  ["PRETTY_NAME=Alpine", "Alpine"],
  ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"', "Debian GNU/Linux 12 (bookworm)"],
  ["PRETTY_NAME='Fedora $40'", "Fedora $40"],
  ['PRETTY_NAME="a \\"b\\" \\$c \\`d\\` \\\\ e\\f"', 'a "b" $c `d` \\ e\\f'],
  ["PRETTY_NAME=a\\$b", "a$b"],
  ['PRETTY_NAME="one"\nPRETTY_NAME="two"', "two"],
  ['PRETTY_NAME="open', "open"],
  ['PRETTY_NAME=""', undefined],
  ["PRETTY_NAME=", undefined],
  ["#PRETTY_NAME=x\nOTHER_PRETTY_NAME=y", undefined],
  ['PRETTY_NAME="Windows"\r', "Windows"],
];

for (const [line, name] of RELEASES) {
  test(`os-release with ${JSON.stringify(line)} names ${name}`, async () => {
    const found = await distributionOf([
      file("etc/os-release", `NAME=x\n${line}\nID=y\n`),
      file("lib/apk/db/installed", "P:a\nV:1\n"),
    ]);
    assert.equal(found?.name, name);
    assert.equal(found?.id, "y");
  });
}

test("an image without packages has no distribution, whatever it calls itself", async () => {
  assert.equal(
    await distributionOf([file("etc/os-release", "ID=nixos\n"), file("var/lib/dpkg/status", "")]),
    undefined,
  );
});
