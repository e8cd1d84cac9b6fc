import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type ExampleRepo, makeExampleRepo } from "../support/example-flake.ts";
import { nixesToTestWith, runWith } from "../support/nix.ts";
import { parseDot } from "../support/parse-dot.ts";
import { runCli } from "./support/run-cli.ts";

interface Weighed {
  readonly path: string;
  readonly name: string;
  readonly ownSize: number;
  readonly closureSize: number;
  readonly retainedSize: number;
}

interface WhyData {
  readonly storePaths: readonly (Weighed & {
    readonly chain: readonly Weighed[];
    readonly referrers: readonly Weighed[];
    readonly cut?: { readonly from: string; readonly frees: number };
  })[];
}

interface TreeData {
  readonly starts: readonly string[];
  readonly storePaths: readonly (Weighed & { readonly references: readonly string[] })[];
}

interface Node extends Weighed {
  readonly children: readonly Node[];
}

for (const nix of await nixesToTestWith()) {
  describe(`questions to an image that Nix ${nix.version} has built`, () => {
    let repo: ExampleRepo;
    let scratch: string;
    let tree: TreeData;
    before(async () => {
      repo = await makeExampleRepo();
      await repo.commitRevision2();
      scratch = await mkdtemp(path.join(os.tmpdir(), "cli-queries-nix-"));
      tree = await data("tree", ".#image");
    });
    after(async () => {
      await repo.remove();
      await rm(scratch, { recursive: true, force: true });
    });

    const ask = async (...args: readonly string[]): Promise<string> => {
      const env = { ...nix.env, HOME: scratch };
      const { status, stdout, stderr } = await runCli([...args, "--", "--impure"], { cwd: repo.dir, env });
      assert.equal(status, 0, stderr);
      return stdout;
    };
    const data = async <T>(...args: readonly string[]): Promise<T> => JSON.parse(await ask(...args, "--json"));

    /** What nix-store says of a store path, the path itself left out. */
    const query = async (what: string, storePath: string): Promise<readonly string[]> => {
      const lines = (await runWith(nix, ["nix-store", "--query", what, storePath])).trim().split("\n");
      return lines.filter((line) => line !== "" && line !== storePath);
    };

    test("tree has the references, sizes and closure sizes of nix-store", async () => {
      assert.ok(tree.storePaths.length >= 10);
      const sizes = new Map<string, number>();
      for (const { path: at, ownSize } of tree.storePaths) {
        sizes.set(at, Number((await query("--size", at))[0]));
        assert.equal(ownSize, sizes.get(at), at);
      }
      for (const { path: at, references, closureSize } of tree.storePaths) {
        assert.deepEqual([...references].sort(), [...(await query("--references", at))].sort());
        const closure = [at, ...(await query("--requisites", at))];
        assert.equal(
          closureSize,
          closure.reduce((sum, one) => sum + (sizes.get(one) ?? Number.NaN), 0),
          at,
        );
      }
    });

    test("why has the referrers of nix-store, a chain of references, and what a cut frees", async () => {
      const { storePaths } = await data<WhyData>("why", ".#image", "codec-tables");
      const [found] = storePaths;
      assert.ok(found !== undefined && storePaths.length === 1);
      const held = new Set(tree.storePaths.map((one) => one.path));
      const referrers = (await query("--referrers", found.path)).filter((one) => held.has(one));
      assert.deepEqual(found.referrers.map((one) => one.path).sort(), [...referrers].sort());
      assert.equal(found.chain[0]?.path, tree.starts[0]);
      for (const [index, link] of found.chain.slice(1).entries()) {
        assert.ok((await query("--references", found.chain[index]?.path ?? "")).includes(link.path));
      }
      assert.deepEqual([found.cut?.from, found.cut?.frees], [referrers[0], found.ownSize]);
      const text = await ask("why", ".#image", "codec-tables");
      assert.match(text, /^ {2}Cut the reference imaging-7\.1 → codec-tables-3\.2 to free 3\.6 MB\.$/m);
    });

    test("dominators free what nix-store's references reach through them alone", async () => {
      const { children, retainedSize } = await data<{ children: Node[]; retainedSize: number }>(
        "dominators",
        ".#image",
        "--depth",
        "50",
        "--limit",
        "500",
      );
      const nodes = (list: readonly Node[]): readonly Node[] => list.flatMap((node) => [node, ...nodes(node.children)]);
      const all = nodes(children);
      assert.equal(all.length, tree.storePaths.length);
      assert.equal(
        retainedSize,
        tree.storePaths.reduce((sum, one) => sum + one.ownSize, 0),
      );
      const references = new Map(tree.storePaths.map((one) => [one.path, one.references]));
      for (const node of all) {
        const reached = new Set(tree.starts.filter((one) => one !== node.path));
        for (const one of reached)
          for (const next of references.get(one) ?? []) if (next !== node.path) reached.add(next);
        const left = tree.storePaths.filter((one) => reached.has(one.path)).reduce((sum, one) => sum + one.ownSize, 0);
        assert.equal(node.retainedSize, retainedSize - left, node.name);
      }
    });

    test("tree --dot is a graph of the same references", async () => {
      const { nodes, edges } = parseDot(await ask("tree", ".#image", "--dot"));
      assert.deepEqual([...nodes.keys()].sort(), tree.storePaths.map((one) => one.path).sort());
      const expected = tree.storePaths.flatMap((one) => one.references.map((to) => `${one.path} ${to}`));
      assert.deepEqual(edges.map((edge) => edge.join(" ")).sort(), expected.sort());
    });

    test("tree of a name starts there", async () => {
      const text = await ask("tree", ".#image", "imaging", "--depth", "1");
      assert.deepEqual(
        text
          .split("\n")
          .slice(3, -1)
          .map((line) => line.slice(32)),
        ["imaging-7.1", "├ codec-tables-3.2", "├ bash-static", "└ color-profiles-1.0"],
      );
    });

    test("ls finds the same files as the store path on this machine", async () => {
      const start = tree.storePaths.find((one) => one.name.startsWith("codec-tables"));
      const { entries } = await data<{ entries: { path: string; contentSize: number }[] }>(
        "ls",
        ".#image",
        start?.path ?? "",
      );
      const names = (await runWith(nix, ["ls", "-A", start?.path ?? ""])).trim().split("\n");
      assert.deepEqual(entries.map((one) => one.path).sort(), names.map((name) => `${start?.path}/${name}`).sort());
    });
  });
}
