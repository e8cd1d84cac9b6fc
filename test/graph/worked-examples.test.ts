import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf } from "../../src/core/store-path.ts";
import { analyseClosure, LONGEST_CHAIN, restrictClosure, rootsOf } from "../../src/graph/index.ts";
import { aClosure, aStorePath, type ClosureSketch } from "../support/images.ts";

interface Row {
  readonly closure: number;
  readonly retained: number;
  readonly dominator: string | undefined;
  readonly why: string;
}

/** Facts by short name, as a person would write them down. */
const tableOf = (sketch: ClosureSketch, roots: readonly string[] = []): Record<string, Row> =>
  Object.fromEntries(
    [...analyseClosure(aClosure(sketch, roots))].map(([path, facts]) => [
      nameOf(path),
      {
        closure: facts.closureSize,
        retained: facts.retainedSize,
        dominator: facts.dominator && nameOf(facts.dominator),
        why: (facts.whyChain ?? []).map(nameOf).join(" → "),
      },
    ]),
  );

const rootNames = (sketch: ClosureSketch, roots: readonly string[] = []): readonly string[] =>
  rootsOf(aClosure(sketch, roots)).map(nameOf);

test("what two users share is retained by neither of them but by the path above both", () => {
  const sketch: ClosureSketch = {
    app: [1, "left", "right"],
    left: [10, "shared", "left-only"],
    right: [20, "shared"],
    shared: [100, "glibc"],
    "left-only": [1000],
    glibc: [10000],
  };
  assert.deepEqual(tableOf(sketch), {
    app: { closure: 11131, retained: 11131, dominator: undefined, why: "app" },
    left: { closure: 11110, retained: 1010, dominator: "app", why: "app → left" },
    right: { closure: 10120, retained: 20, dominator: "app", why: "app → right" },
    shared: { closure: 10100, retained: 10100, dominator: "app", why: "app → left → shared" },
    "left-only": { closure: 1000, retained: 1000, dominator: "left", why: "app → left → left-only" },
    glibc: { closure: 10000, retained: 10000, dominator: "shared", why: "app → left → shared → glibc" },
  });
});

test("a path that two roots reach is retained by the image alone", () => {
  const sketch: ClosureSketch = { bash: [5, "glibc"], coreutils: [7, "glibc"], glibc: [100, "glibc"] };
  assert.deepEqual(tableOf(sketch), {
    bash: { closure: 105, retained: 5, dominator: undefined, why: "bash" },
    coreutils: { closure: 107, retained: 7, dominator: undefined, why: "coreutils" },
    glibc: { closure: 100, retained: 100, dominator: undefined, why: "bash → glibc" },
  });
});

test("a declared root keeps what another path references", () => {
  const sketch: ClosureSketch = { app: [1, "bash"], bash: [10] };
  assert.equal(tableOf(sketch)["bash"]?.dominator, "app");
  assert.deepEqual(rootNames(sketch, ["bash"]), ["app", "bash"]);
  assert.deepEqual(tableOf(sketch, ["bash"])["bash"], { closure: 10, retained: 10, dominator: undefined, why: "bash" });
  assert.equal(tableOf(sketch, ["bash"])["app"]?.retained, 1);
});

test("a reference of a path to itself makes no difference", () => {
  assert.deepEqual(rootNames({ app: [1, "app"] }), ["app"]);
  assert.deepEqual(tableOf({ app: [1, "app"] }), tableOf({ app: [1] }));
});

test("references and roots outside the closure do not count", () => {
  assert.deepEqual(tableOf({ app: [1, "elsewhere"] }, ["nowhere"]), tableOf({ app: [1] }));
});

test("a cycle that nothing leads to is entered at its first name", () => {
  const sketch: ClosureSketch = { b: [2, "c"], c: [4, "a", "leaf"], a: [1, "b"], leaf: [8] };
  assert.deepEqual(rootNames(sketch), ["a"]);
  assert.deepEqual(tableOf(sketch), {
    a: { closure: 15, retained: 15, dominator: undefined, why: "a" },
    b: { closure: 15, retained: 14, dominator: "a", why: "a → b" },
    c: { closure: 15, retained: 12, dominator: "b", why: "a → b → c" },
    leaf: { closure: 8, retained: 8, dominator: "c", why: "a → b → c → leaf" },
  });
});

test("a cycle that a path leads to, or that holds a declared root, gets no further root", () => {
  assert.deepEqual(rootNames({ top: [1, "b"], a: [1, "b"], b: [1, "a"] }), ["top"]);
  assert.deepEqual(rootNames({ a: [1, "b"], b: [1, "a"] }, ["b"]), ["b"]);
});

test("of two shortest chains the one that is first by name is told", () => {
  const sketch: ClosureSketch = { root: [1, "z", "m", "a"], z: [1, "deep"], m: [1, "deep"], a: [1], deep: [1] };
  assert.equal(tableOf(sketch)["deep"]?.why, "root → m → deep");
});

test("the order in which paths and references are listed changes nothing", () => {
  const one: ClosureSketch = { r: [1, "a", "b"], a: [2, "c"], b: [4, "c"], c: [8] };
  const other: ClosureSketch = { c: [8], b: [4, "c"], a: [2, "c"], r: [1, "b", "a", "b"] };
  assert.deepEqual(tableOf(one), tableOf(other));
});

test("no paths give no facts", () => {
  assert.deepEqual(analyseClosure({ paths: new Map(), roots: [] }), new Map());
});

test("a restricted closure has only edges between the paths that are kept", () => {
  const closure = aClosure({ image: [1, "app"], app: [2, "conf"], conf: [4] }, ["image", "conf"]);
  const kept = restrictClosure(closure, new Set([aStorePath("app"), aStorePath("conf"), aStorePath("unknown")]));
  assert.deepEqual(kept, aClosure({ app: [2, "conf"], conf: [4] }, ["conf"]));
});

test("a chain of 20,000 references neither overflows the stack nor fills the memory with chains", () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `link${String(i).padStart(5, "0")}`);
  const sketch = Object.fromEntries(names.map((name, i) => [name, [1, ...names.slice(i + 1, i + 2)]]));
  const facts = analyseClosure(aClosure(sketch as unknown as ClosureSketch));
  assert.equal(facts.get(aStorePath("link00000"))?.closureSize, 20_000);
  assert.equal(facts.get(aStorePath("link19990"))?.retainedSize, 10);
  assert.equal(facts.get(aStorePath(`link000${LONGEST_CHAIN - 1}`))?.whyChain?.length, LONGEST_CHAIN);
  assert.equal(facts.get(aStorePath("link00100"))?.whyChain, undefined);
});
