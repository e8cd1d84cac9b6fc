import assert from "node:assert/strict";
import { lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { lookup } from "../../../src/image/tree/lookup.ts";
import { replayLayers } from "../../../src/image/tree/replay.ts";
import { packEntries } from "../../support/pack-entries.ts";
import { seeded } from "../../support/random.ts";

test("`..` behind a link is the folder above where the link leads", () => {
  const tree = replayLayers([
    packEntries("/x/lib -> ../y/lib64", "/x/bin/app:1", "/y/lib64/", "/y/bin/app:2", "/start -> x/lib/../bin/app"),
  ]);
  const found = lookup(tree, "/start");
  assert.deepEqual(found, { kind: "file", path: "/y/bin/app", id: found.kind === "file" ? found.id : -1 });
});

test("merged roots, links to links, links in a ring and paths above the root end where they should", () => {
  const tree = replayLayers([
    packEntries(
      "/bin -> usr/bin",
      "/usr/bin/sh -> dash",
      "/usr/bin/dash:5",
      "/a -> b",
      "/b -> a",
      "/up -> ../../bin/sh",
    ),
  ]);
  const ends = ["/bin/sh", "/bin/../bin/./sh", "/../up", "/bin/", "/", "/bin/dash/x", "/a", "/no"].map((text) => {
    const { kind, path: end } = lookup(tree, text);
    return `${kind} ${end}`;
  });
  assert.deepEqual(ends, [
    ...["file /usr/bin/dash", "file /usr/bin/dash", "file /usr/bin/dash", "directory /usr/bin", "directory /"],
    ...["missing /usr/bin/dash", "missing /a", "missing /no"],
  ]);
});

test("a way that ends is put down to the link that leads there, and not to one that was passed", () => {
  const tree = replayLayers([
    packEntries("/bin -> usr/bin", "/usr/bin/sh:1", "/usr/bin/gone -> /nix/gone", "/a -> bin/none", "/r -> r"),
  ]);
  const linkOf = (path: string): string | undefined => {
    const found = lookup(tree, path);
    assert.ok(found.kind === "missing", path);
    return found.link;
  };
  assert.equal(linkOf("/bin/bash"), undefined);
  assert.equal(linkOf("/bin/gone"), "/usr/bin/gone");
  assert.equal(linkOf("/a"), "/a");
  assert.equal(linkOf("/r"), "/r");
  assert.equal(linkOf("/none"), undefined);
});

/** Deep enough that no link of the test climbs out of it. */
const DEEP = "/deep".repeat(12);

test("random links lead where the kernel follows them to", () => {
  const random = seeded(7);
  const names = ["a", "b", "c"];
  const parts = [...names, "..", "."];
  const some = (most: number, from: readonly string[]): string =>
    Array.from({ length: 1 + random.below(most) }, () => random.pick(from)).join("/");
  for (let round = 0; round < 60; round++) {
    const root = realpathSync(mkdtempSync(path.join(tmpdir(), "lookup-")));
    try {
      mkdirSync(root + DEEP, { recursive: true });
      const entries: string[] = [];
      for (const name of ["a", "b", "c", "a/a", "a/b", "b/c", "b/a", "c/c", "c/b/a"]) {
        const file = `${DEEP}/${name}`;
        const target = some(4, parts);
        const made = attempt(() => {
          const folder = path.dirname(root + file);
          if (realpathSync(folder) !== folder) return false;
          if (random.chance(0.4)) mkdirSync(root + file);
          else if (random.chance(0.7)) symlinkSync(target, root + file);
          else writeFileSync(root + file, "", { flag: "wx" });
          return true;
        });
        if (made === true) entries.push(entryFor(root, file, target));
      }
      const tree = replayLayers([packEntries(`${DEEP}/`, ...entries)]);
      for (let i = 0; i < 40; i++) {
        const text = `${DEEP}/${some(5, parts)}`;
        const real = attempt(() => realpathSync.native(root + text).slice(root.length));
        const found = lookup(tree, text);
        assert.equal(found.kind === "missing" ? undefined : found.path, real, `${text} among ${entries.join(", ")}`);
      }
    } finally {
      rmSync(root, { recursive: true });
    }
  }
});

const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

const entryFor = (root: string, file: string, target: string): string => {
  const stat = lstatSync(root + file);
  if (stat.isSymbolicLink()) return `${file} -> ${target}`;
  return stat.isDirectory() ? `${file}/` : file;
};
