import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf, type StorePath } from "../../src/core/store-path.ts";
import { analyseClosure, type Closure, rootsOf } from "../../src/graph/index.ts";
import { aClosure, aStorePath } from "../support/images.ts";
import { type Random, seeded } from "../support/random.ts";

/** Small graphs are enough: every shape of sharing and every cycle of up to five paths comes up many times. */
const randomClosure = (random: Random, { cyclic }: { readonly cyclic: boolean }): Closure => {
  const names = Array.from({ length: 1 + random.below(14) }, (_, i) => `n${String.fromCharCode(97 + i)}`);
  const edges = random.below(names.length * 3);
  const references: string[][] = names.map(() => []);
  for (let i = 0; i < edges; i += 1) {
    const [a, b] = [random.below(names.length), random.below(names.length)];
    const [from, to] = cyclic ? [a, b] : [Math.min(a, b), Math.max(a, b)];
    references[from]?.push(names[to] as string);
  }
  const declared = names.filter(() => random.chance(0.1));
  return aClosure(
    Object.fromEntries(names.map((name, i) => [name, [1 + random.below(1000), ...(references[i] ?? [])] as const])),
    declared,
  );
};

/** What is reached from `starts` without entering `cut`, by the plainest walk there is. */
const reach = (closure: Closure, starts: readonly StorePath[], cut?: StorePath): ReadonlySet<StorePath> => {
  const reached = new Set(starts.filter((path) => path !== cut));
  for (const path of reached)
    for (const next of closure.paths.get(path)?.references ?? []) if (next !== cut) reached.add(next);
  return reached;
};

const weigh = (closure: Closure, paths: Iterable<StorePath>): number =>
  [...paths].reduce((sum, path) => sum + (closure.paths.get(path)?.narSize ?? 0), 0);

/** The dominator by definition: of the other paths that cut `path` off, the one that all the others cut off too. */
const dominatorByDefinition = (
  closure: Closure,
  roots: readonly StorePath[],
  path: StorePath,
): StorePath | undefined => {
  const cuts = [...closure.paths.keys()].filter((cut) => cut !== path && !reach(closure, roots, cut).has(path));
  return cuts.find((cut) => cuts.every((other) => other === cut || !reach(closure, roots, other).has(cut)));
};

/** Number of paths on a shortest way from a root, by growing a ball around the roots. */
const depthByDefinition = (closure: Closure, roots: readonly StorePath[], path: StorePath): number => {
  let ball = new Set(roots);
  let depth = 1;
  while (!ball.has(path)) {
    ball = new Set([...ball].flatMap((inside) => [inside, ...(closure.paths.get(inside)?.references ?? [])]));
    depth += 1;
  }
  return depth;
};

const checkClosure = (closure: Closure, label: string): void => {
  const roots = rootsOf(closure);
  const facts = analyseClosure(closure);
  const total = weigh(closure, closure.paths.keys());
  assert.equal(weigh(closure, reach(closure, roots)), total, `${label}: every path is reached from a root`);
  for (const [path, fact] of facts) {
    const where = `${label}: ${nameOf(path)}`;
    assert.equal(fact.closureSize, weigh(closure, reach(closure, [path])), `${where}: closureSize`);
    assert.equal(fact.retainedSize, total - weigh(closure, reach(closure, roots, path)), `${where}: retainedSize`);
    assert.equal(fact.dominator, dominatorByDefinition(closure, roots, path), `${where}: dominator`);
    const chain = fact.whyChain ?? [];
    assert.equal(chain.length, depthByDefinition(closure, roots, path), `${where}: length of the chain`);
    assert.ok(roots.includes(chain[0] as StorePath) && chain.at(-1) === path, `${where}: ends of the chain`);
    for (const [i, link] of chain.slice(1).entries())
      assert.ok(closure.paths.get(chain[i] as StorePath)?.references.includes(link), `${where}: link ${i}`);
  }
};

test("1,000 random acyclic graphs with several roots agree with the definitions", () => {
  for (let seed = 1; seed <= 1000; seed += 1)
    checkClosure(randomClosure(seeded(seed), { cyclic: false }), `seed ${seed}`);
});

test("1,000 random graphs with cycles agree with the definitions", () => {
  for (let seed = 1; seed <= 1000; seed += 1)
    checkClosure(randomClosure(seeded(seed), { cyclic: true }), `seed ${seed}`);
});

test("top-level retained sizes add up to the whole closure", () => {
  const closure = randomClosure(seeded(7), { cyclic: true });
  const tops = [...analyseClosure(closure).values()].filter((fact) => fact.dominator === undefined);
  assert.equal(
    tops.reduce((sum, fact) => sum + fact.retainedSize, 0),
    weigh(closure, closure.paths.keys()),
  );
});

/** References as Nix has them: to older paths, most of them to a few that everybody uses. */
const bigClosure = (random: Random, size: number, references: number): Closure => {
  const names = Array.from({ length: size }, (_, i) => `package${i}-1.0`);
  const edgesOf = (i: number): string[] =>
    i === 0 ? [] : Array.from({ length: references }, () => names[random.below(1 + random.below(i))] as string);
  return aClosure(
    Object.fromEntries(names.map((name, i) => [name, [random.below(1_000_000), ...edgesOf(i)] as const])),
  );
};

test("20,000 paths with 100,000 references take well under a second", () => {
  const closure = bigClosure(seeded(1), 20_000, 5);
  const started = performance.now();
  const facts = analyseClosure(closure);
  const seconds = (performance.now() - started) / 1000;
  const some = aStorePath("package15000-1.0");
  assert.equal(facts.get(some)?.closureSize, weigh(closure, reach(closure, [some])));
  assert.equal(
    facts.get(some)?.retainedSize,
    weigh(closure, closure.paths.keys()) - weigh(closure, reach(closure, rootsOf(closure), some)),
  );
  // Three times what it takes on two slow, shared cores; a quadratic slip takes minutes.
  assert.ok(seconds < 3, `took ${seconds.toFixed(2)} s`);
});
