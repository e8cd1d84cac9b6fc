import { setImmediate } from "node:timers/promises";

/** What a process waits for: that GitHub gets its request (`calls`), or that time passes (`sleeps`). */
interface Waiting {
  readonly kind: "calls" | "sleeps";
  readonly process: number;
  readonly name: string;
  readonly go: () => void;
}

export interface Process {
  call<T>(name: string, apply: () => T): Promise<T>;
  sleep(): Promise<void>;
}

/** Chooses one of `count` ways to go on. */
export type Choose = (count: number) => number;

const MOST_STEPS = 2000;

/**
 * Runs the processes to their end, one request at a time in the order that `choose` says, and tells that order. A sleep is
 * longer than any request: somebody wakes only when nobody is between two requests; who, and how many at once, is chosen too.
 */
export const interleave = async (
  bodies: readonly ((process: Process) => Promise<unknown>)[],
  choose: Choose,
): Promise<readonly string[]> => {
  const waiting: Waiting[] = [];
  const order: string[] = [];
  const wait = (kind: Waiting["kind"], process: number, name: string): Promise<void> =>
    new Promise((go) => waiting.push({ kind, process, name, go }));
  let failure: unknown;
  const all = bodies.map((body, process) =>
    body({
      call: async (name, apply) => {
        await wait("calls", process, name);
        return apply();
      },
      sleep: () => wait("sleeps", process, "wake"),
    }).catch((error) => {
      failure ??= error;
    }),
  );
  await setImmediate();
  while (waiting.length > 0 && failure === undefined) {
    for (const next of chooseNext(waiting, choose)) {
      waiting.splice(waiting.indexOf(next), 1);
      order.push(`${next.process} ${next.name}`);
      next.go();
    }
    await setImmediate();
    if (order.length > MOST_STEPS) throw new Error(`no end after ${MOST_STEPS} steps`);
  }
  if (failure !== undefined) throw failure;
  await Promise.all(all);
  return order;
};

const byProcess = (a: Waiting, b: Waiting): number => a.process - b.process;

const chooseNext = (waiting: readonly Waiting[], choose: Choose): readonly Waiting[] => {
  const calls = waiting.filter(({ kind }) => kind === "calls").toSorted(byProcess);
  if (calls.length > 0) return calls.slice(...one(choose(calls.length)));
  const sleepers = waiting.toSorted(byProcess);
  // Every set of sleepers but the empty one may wake together.
  const set = 1 + choose(2 ** sleepers.length - 1);
  return sleepers.filter((_, index) => (set & (1 << index)) !== 0);
};

const one = (index: number): [number, number] => [index, index + 1];

/** Every way to choose, one `Choose` each, until `most` have been tried; the body is run with each. */
export const everyChoice = async (body: (choose: Choose) => Promise<void>, most: number): Promise<number> => {
  let prefix: number[] | undefined = [];
  let count = 0;
  while (prefix !== undefined && count < most) {
    const taken: { chosen: number; of: number }[] = [];
    const fixed: readonly number[] = prefix;
    await body((of) => {
      const chosen = fixed[taken.length] ?? 0;
      taken.push({ chosen, of });
      return chosen;
    });
    count += 1;
    while (taken.length > 0 && (taken.at(-1)?.chosen ?? 0) + 1 === taken.at(-1)?.of) taken.pop();
    const last = taken.at(-1);
    prefix = last === undefined ? undefined : [...taken.slice(0, -1).map(({ chosen }) => chosen), last.chosen + 1];
  }
  return count;
};
