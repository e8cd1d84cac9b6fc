const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes in SI units (powers of 1000) with one decimal from kB upwards: `38.4 MB`. */
export const formatBytes = (bytes: number): string => {
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const sign = bytes < 0 ? "−" : "";
  return `${sign}${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
};

/** A limit as people write it: without a decimal that says nothing, `200 MB`, `67.1 MB`. */
export const formatLimit = (bytes: number): string => formatBytes(bytes).replace(".0 ", " ");

/** A change in bytes with its sign always shown: `+38.4 MB`, `−1.2 kB`, `±0 B`. */
export const formatChange = (bytes: number): string =>
  bytes === 0 ? "±0 B" : bytes > 0 ? `+${formatBytes(bytes)}` : formatBytes(bytes);

/** A change in percent of the baseline: `+21 %`, `+0.4 %`; `undefined` when there is nothing to compare with. */
export const formatPercentChange = (baseline: number, current: number): string | undefined => {
  if (baseline === 0) return undefined;
  const percent = ((current - baseline) / baseline) * 100;
  const digits = Math.abs(percent) >= 9.95 ? 0 : 1;
  const text = Math.abs(percent).toFixed(digits);
  return Number(text) === 0 ? "±0 %" : `${percent > 0 ? "+" : "−"}${text} %`;
};

/** `1 layer`, `2 layers`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Bytes of the units that sizes may be given in; powers of 1000 and, with an `i`, of 1024. */
const FACTORS: ReadonlyMap<string, bigint> = new Map([
  ["", 1n],
  ["b", 1n],
  ...["k", "m", "g", "t"].flatMap((prefix, index): [string, bigint][] => [
    [`${prefix}b`, 1000n ** BigInt(index + 1)],
    [`${prefix}ib`, 1024n ** BigInt(index + 1)],
  ]),
]);

const SIZE = /^(\d{1,20})(?:\.(\d{1,20}))?\s*([a-z]*)$/i;

/**
 * The bytes that a text such as `200 MB`, `64 MiB`, `1.5GB` or `1000` means, without the part of a byte that may be
 * left; `undefined` for anything else, also for `200M`, of which nobody knows which unit it is. No rounding on the way.
 */
export const parseBytes = (text: string): number | undefined => {
  const [, whole = "", decimals = "", unit = ""] = SIZE.exec(text.trim()) ?? [];
  const factor = FACTORS.get(unit.toLowerCase());
  if (whole === "" || factor === undefined) return undefined;
  const bytes = (BigInt(whole + decimals) * factor) / 10n ** BigInt(decimals.length);
  return bytes <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bytes) : undefined;
};
