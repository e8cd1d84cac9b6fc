import type { Progress } from "./log.ts";
import { formatBytes } from "./units.ts";

/** How far a piece of work has come. */
export interface ProgressState {
  readonly title: string;
  readonly bytes: number;
  /** Absent where nobody knows the end. */
  readonly total: number | undefined;
  /** Bytes a second, over the last seconds. */
  readonly rate: number;
  /** Untrusted text. */
  readonly doing: string;
}

export interface ProgressOptions {
  readonly title: string;
  readonly total: number | undefined;
  /** Milliseconds since any moment. */
  readonly now: () => number;
  /** Milliseconds before the first showing, and between two of them. Quick work shows nothing. */
  readonly first: number;
  readonly every: number;
  readonly show: (state: ProgressState) => void;
  /** Called once, when something had been shown. */
  readonly clear?: () => void;
}

/** A progress that is shown now and then, whenever work reports some. */
export const openProgress = (options: ProgressOptions): Progress => {
  const { title, total, now, every, show } = options;
  let bytes = 0;
  let doing = (): string => "";
  let due = now() + options.first;
  let shown = false;
  const rateOf = openRate(now);
  return {
    advance: (count) => {
      bytes += count;
      const time = now();
      if (time < due) return;
      due = time + every;
      shown = true;
      show({ title, bytes, total, rate: rateOf(bytes), doing: doing() });
    },
    doing: (what) => {
      doing = what;
    },
    done: () => {
      if (shown) options.clear?.();
      shown = false;
    },
  };
};

const WINDOW_MS = 3000;

/** Rate of a growing number over the last seconds: short enough to follow, long enough to be read. */
const openRate = (now: () => number): ((bytes: number) => number) => {
  const samples = [{ time: now(), bytes: 0 }];
  return (bytes) => {
    const time = now();
    while (samples.length > 1 && (samples[1]?.time ?? time) <= time - WINDOW_MS) samples.shift();
    const oldest = samples[0] ?? { time, bytes };
    samples.push({ time, bytes });
    return time === oldest.time ? 0 : ((bytes - oldest.bytes) / (time - oldest.time)) * 1000;
  };
};

/** Part of the work that is done, 0 to 1: a file may grow while it is read. */
export const shareDone = ({ bytes, total }: ProgressState): number | undefined =>
  total === undefined || total === 0 ? undefined : Math.min(1, bytes / total);

/** One line for a log: `app.tar.gz: 1.2 GB of 4.5 GB (27 %), 812.0 MB/s, at openssl-3.0.14`. */
export const renderQuietProgress = (state: ProgressState): string => {
  const { title, bytes, total, rate, doing } = state;
  const share = shareDone(state);
  const of = total === undefined ? "" : ` of ${formatBytes(total)}`;
  const percent = share === undefined ? "" : ` (${Math.floor(share * 100)} %)`;
  const at = doing === "" ? "" : `, at ${doing}`;
  return `${title}: ${formatBytes(bytes)}${of}${percent}, ${formatBytes(Math.round(rate))}/s${at}`;
};
