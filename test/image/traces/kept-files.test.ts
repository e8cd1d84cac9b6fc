import assert from "node:assert/strict";
import { test } from "node:test";
import { FileKeeper } from "../../../src/image/traces/kept-files.ts";

const BASE = { kind: "file", sparse: false, target: undefined, mode: 0o644, uid: 0, gid: 0 } as const;

test("of a path that stands twice in a layer the last file counts, also when it is too large or a link", () => {
  const keeper = new FileKeeper();
  for (const path of ["/etc/passwd", "/etc/group", "/etc/os-release"]) {
    keeper.entry({ ...BASE, path, stored: 3, size: 3 });
    keeper.body(Buffer.from("old"));
  }
  keeper.entry({ ...BASE, path: "/etc/passwd", stored: 1 << 25, size: 1 << 25 });
  keeper.entry({ ...BASE, path: "/etc/group", kind: "symlink", target: "x", stored: 0, size: 0 });
  keeper.entry({ ...BASE, path: "/etc/os-release", stored: 3, size: 3 });
  keeper.body(Buffer.from("new"));
  const { kept, cut } = keeper.finish();
  assert.deepEqual(
    [...kept].map(([path, bytes]) => `${path} ${bytes}`),
    ["/etc/os-release new"],
  );
  assert.equal(cut, true);
});

test("a kept file has its content under each of its names", () => {
  const keeper = new FileKeeper();
  keeper.entry({ ...BASE, path: "/usr/lib/os-release", stored: 4, size: 4 });
  keeper.body(Buffer.from("ID=a"));
  keeper.entry({
    ...BASE,
    kind: "hardLink",
    path: "/etc/os-release",
    target: "usr/lib/os-release",
    stored: 0,
    size: 0,
  });
  assert.equal(String(keeper.finish().kept.get("/etc/os-release")), "ID=a");
});
