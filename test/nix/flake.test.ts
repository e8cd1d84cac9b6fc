import assert from "node:assert/strict";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { readFlakeMetadata, shortRev, withRevision } from "../../src/nix/index.ts";
import { commitAll, detectedNixes, flakeNix, folderWith, foretell, git, write } from "./rig.ts";

const IMAGE = flakeNix(`image = make "image" "echo \${rev} > $out";`);
const NOTHING = "{ outputs = { self }: { }; }\n";

const made: string[] = [];
after(() => Promise.all(made.map((dir) => rm(dir, { recursive: true, force: true }))));

const temporary = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const dir = await folderWith(files);
  made.push(dir);
  return dir;
};

for (const { nix, version, remove } of await detectedNixes()) {
  describe(`Nix ${version}`, () => {
    after(remove);
    let dir = "";
    let head = "";
    before(async () => {
      dir = await temporary({ "flake.nix": NOTHING, "sub/flake.nix": NOTHING });
      head = await commitAll(dir, "First");
    });

    test("a clean tree has its commit as revision, also with untracked files", async () => {
      await write(dir, { untracked: "x" });
      const { lastModified, ...metadata } = await readFlakeMetadata(nix, ".", { cwd: dir });
      assert.deepEqual(metadata, {
        url: `git+file://${dir}`,
        dirty: false,
        revision: head,
        localDirectory: dir,
        lockedRef: `git+file://${dir}?shallow=1&rev=${head}`,
        lockOutdated: false,
        inputs: [],
      });
      assert.equal(lastModified, Number(await git(dir, "log", "-1", "--format=%ct")));
      assert.equal(shortRev(metadata), head.slice(0, 9));
    });

    test("a flake in a folder is found there, and at another commit", async () => {
      const metadata = await readFlakeMetadata(nix, "./sub", { cwd: dir });
      assert.deepEqual([metadata.localDirectory, metadata.revision], [join(dir, "sub"), head]);
      const url = withRevision(metadata.url, head) ?? "";
      assert.equal(url, `git+file://${dir}?shallow=1&rev=${head}&dir=sub`);
      const again = await readFlakeMetadata(nix, url, { cwd: "/" });
      assert.deepEqual([again.localDirectory, again.revision], [join(dir, "sub"), head]);
    });

    test("a changed tracked file makes the tree dirty, which has no revision", async () => {
      const own = await temporary({ "flake.nix": NOTHING, file: "1" });
      await commitAll(own, "First");
      await write(own, { file: "2" });
      const metadata = await readFlakeMetadata(nix, ".", { cwd: own });
      assert.deepEqual([metadata.dirty, metadata.revision, shortRev(metadata)], [true, undefined, "dev"]);
    });

    test("a folder without Git is not dirty and has no revision", async () => {
      const own = await temporary({ "flake.nix": NOTHING });
      const metadata = await readFlakeMetadata(nix, "path:.", { cwd: own });
      assert.deepEqual([metadata.dirty, metadata.revision, metadata.localDirectory], [false, undefined, own]);
      assert.equal(withRevision(metadata.url, head), undefined);
    });

    test("a missing lock file is reported and not written", async () => {
      const input = await temporary({ file: "1" });
      const flake = `{ inputs.x = { url = "path:${input}"; flake = false; }; outputs = { self, x }: { }; }`;
      const own = await temporary({ "flake.nix": flake });
      await commitAll(own, "First");
      assert.equal((await readFlakeMetadata(nix, ".", { cwd: own })).lockOutdated, true);
      await assert.rejects(stat(join(own, "flake.lock")), { code: "ENOENT" });
      const frozen = { cwd: own, args: ["--no-update-lock-file"] };
      await assert.rejects(readFlakeMetadata(nix, ".", frozen), { code: "LOCK_OUTDATED", message: /`nix flake lock`/ });
    });

    test("a shallow clone has its revision, and an older one once that was fetched", async () => {
      const origin = await temporary({ "flake.nix": IMAGE });
      const first = await commitAll(origin, "First");
      await git(origin, "config", "uploadpack.allowAnySHA1InWant", "true");
      await write(origin, { "flake.nix": `${IMAGE}# second\n` });
      const second = await commitAll(origin, "Second");
      const clone = await temporary({});
      await git(clone, "clone", "--quiet", "--depth=1", `file://${origin}`, ".");

      const metadata = await readFlakeMetadata(nix, ".", { cwd: clone });
      assert.deepEqual([metadata.revision, metadata.dirty], [second, false]);

      const installable = `${withRevision(metadata.url, first)}#image`;
      await assert.rejects(foretell(nix, clone, "--impure", installable), { code: "REVISION_MISSING" });
      await git(clone, "fetch", "--quiet", "--no-tags", "--depth=1", "origin", first);
      const older = await foretell(nix, clone, "--impure", installable);
      const inOrigin = await foretell(nix, "/", "--impure", `git+file://${origin}?rev=${first}#image`);
      assert.deepEqual(older, inOrigin);
      assert.notEqual(older.outPath, (await foretell(nix, clone, "--impure", ".#image")).outPath);
    });

    test("a folder that is no flake is said to be none", async () => {
      const own = await temporary({ file: "1" });
      await assert.rejects(readFlakeMetadata(nix, ".", { cwd: own }), { code: "NOT_A_FLAKE", message: /^\.: neither/ });
    });

    test("a flake.nix that Git does not know is said to be untracked", async () => {
      const own = await temporary({ file: "1" });
      await commitAll(own, "First");
      await write(own, { "flake.nix": NOTHING });
      await assert.rejects(readFlakeMetadata(nix, ".", { cwd: own }), {
        code: "UNTRACKED_FILE",
        message: /run `git add flake\.nix`/,
      });
    });
  });
}
