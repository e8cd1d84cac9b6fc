import { compareText } from "../core/compare-text.ts";
import { nameOf, type StorePath } from "../core/store-path.ts";
import type { Closure } from "./closure.ts";
import { buildDigraph, type Digraph } from "./digraph.ts";

/** A closure whose paths are numbered by name, so that ties between numbers are ties between names. */
export interface NumberedClosure {
  readonly paths: readonly StorePath[];
  readonly graph: Digraph;
  /** NAR sizes. */
  readonly weights: Float64Array;
  readonly declaredRoots: readonly number[];
}

/** Order of store paths by name, then by hash; the same in every locale. */
export const compareStorePaths = (a: StorePath, b: StorePath): number =>
  compareText(nameOf(a), nameOf(b)) || compareText(a, b);

/** The closure as numbers; references and roots that it does not hold are left out. */
export const numberClosure = (closure: Closure): NumberedClosure => {
  const infos = [...closure.paths.values()].sort((a, b) => compareStorePaths(a.path, b.path));
  const numbers = new Map(infos.map((info, number) => [info.path, number]));
  const numbersOf = (paths: readonly StorePath[]): number[] =>
    paths.flatMap((path) => numbers.get(path) ?? []).sort((a, b) => a - b);
  return {
    paths: infos.map((info) => info.path),
    graph: buildDigraph(infos.map((info) => numbersOf(info.references))),
    weights: Float64Array.from(infos, (info) => info.narSize),
    declaredRoots: numbersOf(closure.roots),
  };
};
