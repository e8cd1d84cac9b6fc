import { parseTrend, type TrendPoint } from "../report/index.ts";
import type { ActionRun } from "./action-run.ts";

/** What the images weighed at the commits of the default branch before this one, oldest first. */
export const pastTrend = async ({ store }: ActionRun): Promise<readonly TrendPoint[]> =>
  store === undefined ? [] : parseTrend(await store.trend());
