import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { END, paxRecord, rawEntry, rawTar } from "./raw-tar.ts";

const A = "nix/store/00000000000000000000000000000000-alpha-1.0";
const B = "nix/store/11111111111111111111111111111111-beta-2.3-lib";

/** Plain layer tars that use what tars can do; the same bytes in each run. `scratch` is a folder for the time of the call. */
export const makeLayers = (scratch: string): ReadonlyMap<string, Buffer> => {
  const dir = mkdtempSync(path.join(scratch, "tree-"));
  try {
    makeTree(dir);
    return new Map([
      ...Object.entries(WRITTEN),
      ...Object.entries(GNU_TAR).map(([name, flags]) => [name, runTar(dir, flags)] as const),
    ]);
  } finally {
    rmSync(dir, { recursive: true });
  }
};

const WRITTEN: Readonly<Record<string, Buffer>> = {
  empty: END,
  store: rawTar([
    { name: "./", type: "5" },
    { name: "./nix/store/", type: "5" },
    { name: `./${A}/`, type: "5" },
    { name: `./${A}/five`, content: "12345" },
    { name: `./${A}/bin/app`, content: "#!/bin/sh\n".repeat(80), mode: 0o755 },
    { name: `/${B}`, content: "1234567" },
    { name: "./etc/link", type: "2", linkname: `/${A}` },
    { name: "./etc/hard", type: "1", linkname: `${A}/five` },
  ]),
  whiteouts: rawTar([
    { name: "etc/", type: "5" },
    { name: "etc/.wh.link" },
    { name: `${A}/.wh..wh..opq` },
    { name: `${A}/six`, content: "123456" },
    { name: "dev/null", type: "3" },
    { name: "dev/sda", type: "4" },
    { name: "run/pipe", type: "6" },
    { name: "caf\xe9/\xff\xfe", content: "latin1" },
    { name: "caf\xc3\xa9", content: "utf8" },
  ]),
  pax: Buffer.concat([
    rawEntry({ name: "pax_global_header", type: "g", content: paxRecord("comment", "all of it") }),
    rawEntry({
      name: "x",
      type: "x",
      content: paxRecord("path", `${B}/${"long/".repeat(60)}name`) + paxRecord("size", "3"),
    }),
    rawEntry({ name: "short", content: "abc" }),
    rawEntry({ name: "x", type: "x", content: paxRecord("linkpath", "t".repeat(300)) }),
    rawEntry({ name: "link", type: "2", linkname: "t" }),
    rawEntry({ name: "././@LongLink", type: "L", content: `${"deep/".repeat(50)}end\0` }),
    rawEntry({ name: "deep", content: "z".repeat(700) }),
    END,
  ]),
};

const makeTree = (dir: string): void => {
  mkdirSync(path.join(dir, A, "d".repeat(90), "e".repeat(90)), { recursive: true });
  writeFileSync(path.join(dir, A, "d".repeat(90), "e".repeat(90), "long"), "long");
  for (const holes of [1, 30]) {
    const fd = openSync(path.join(dir, `sparse-${holes}`), "w");
    ftruncateSync(fd, 8192 * (holes + 2));
    for (let hole = 1; hole <= holes; hole++) writeSync(fd, "data", hole * 8192);
    closeSync(fd);
  }
  execFileSync("ln", ["sparse-1", "hard"], { cwd: dir });
  execFileSync("ln", ["-s", `../${"t".repeat(150)}`, "soft"], { cwd: dir });
};

const COMMON = [
  "--create",
  "--file=-",
  "--sort=name",
  "--mtime=@1",
  "--owner=0",
  "--group=0",
  "--numeric-owner",
  "--mode=u+rw",
];
const PAX = ["--format=pax", "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime"];
const SPARSE = ["--sparse", "--hole-detection=raw"];

const GNU_TAR: Readonly<Record<string, readonly string[]>> = {
  gnu: ["--format=gnu"],
  "gnu-sparse": ["--format=gnu", ...SPARSE],
  "pax-sparse-0.0": [...PAX, ...SPARSE, "--sparse-version=0.0"],
  "pax-sparse-0.1": [...PAX, ...SPARSE, "--sparse-version=0.1"],
  "pax-sparse-1.0": [...PAX, ...SPARSE, "--sparse-version=1.0"],
};

const runTar = (dir: string, flags: readonly string[]): Buffer =>
  execFileSync("tar", [...COMMON, "--blocking-factor=2", ...flags, "."], { cwd: dir });
