import type { Log } from "../core/log.ts";
import { GitHubError } from "./errors.ts";
import { type FinalTrouble, type PassingTrouble, type Trouble, troubleOf } from "./trouble.ts";

/** Time and chance. */
export interface ApiPace {
  readonly sleep: (ms: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
}

const FIRST_BACKOFF_MS = 1000;
const MOST_TROUBLES = 4;
/** As long as GitHub's limits are waited for, all in all. */
const PATIENCE_MS = 60_000;

/** The trouble that an error stands for; what is none of GitHub's is thrown on. */
export const toTrouble = (error: unknown): Trouble => {
  if (error instanceof GitHubError) return { kind: "passing", problem: error.message };
  const trouble = troubleOf(error);
  if (trouble === undefined) throw error;
  return trouble;
};

export interface Patience {
  /** Waits until the trouble may have passed; what it comes to when it is not worth to wait any longer. */
  endure(trouble: PassingTrouble): Promise<FinalTrouble | undefined>;
}

/** The patience of one piece of work: so many troubles, and so long altogether. */
export const openPatience = (what: string, { pace, log }: { readonly pace: ApiPace; readonly log: Log }): Patience => {
  let [left, troubles] = [PATIENCE_MS, 0];
  return {
    endure: async ({ problem, waitMs }) => {
      const backoff = FIRST_BACKOFF_MS * 2 ** troubles * (0.5 + pace.random() / 2);
      const wait = Math.ceil(waitMs ?? backoff);
      troubles += 1;
      left -= wait;
      if (troubles > MOST_TROUBLES || left < 0) return { kind: "failed", problem };
      log.info(`${what}: ${problem}; trying again in ${(wait / 1000).toFixed(1)} s`);
      await pace.sleep(wait);
      return undefined;
    },
  };
};
