/** Dates in the letters of moment.js, which docker/metadata-action takes: https://momentjs.com/docs/#/displaying/format/ */

/** The same reading of a text as moment's: what is in brackets, known runs of a letter, then single characters. */
const TOKEN =
  /\[[^\]]*\]|LTS|LT|LL?L?L?|l{1,4}|[HhkmsMDdwWQN]o|Hmmss|Hmm|hmmss|hmm|DDDo|M{1,4}|D{1,4}|d{1,4}|w{1,2}|W{1,2}|Y{1,6}|y{1,4}|g{1,5}|G{1,5}|N{1,5}|Q|e|E|a|A|H{1,2}|h{1,2}|k{1,2}|m{1,2}|s{1,2}|S{1,9}|x|X|z{1,2}|Z{1,2}|[\s\S]/g;

/** A letter that moment reads as part of a date. */
const MEANS_SOMETHING = /^[LlMDdwWQNYygGeEaAHhkmsSxXzZ]/;

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const DAY_MS = 86_400_000;

/** A moment on the clocks of a time zone: `local` has their reading in its UTC fields. */
interface Clock {
  readonly instant: Date;
  readonly local: Date;
}

const two = (value: number): string => String(value).padStart(2, "0");

const TOKENS: Readonly<Record<string, (clock: Clock) => string>> = {
  YYYY: ({ local }) => String(local.getUTCFullYear()).padStart(4, "0"),
  YY: ({ local }) => two(local.getUTCFullYear() % 100),
  Q: ({ local }) => String(Math.floor(local.getUTCMonth() / 3) + 1),
  MMMM: ({ local }) => MONTHS[local.getUTCMonth()] ?? "",
  MMM: ({ local }) => (MONTHS[local.getUTCMonth()] ?? "").slice(0, 3),
  MM: ({ local }) => two(local.getUTCMonth() + 1),
  M: ({ local }) => String(local.getUTCMonth() + 1),
  DDDD: ({ local }) => String(dayOfYear(local)).padStart(3, "0"),
  DDD: ({ local }) => String(dayOfYear(local)),
  DD: ({ local }) => two(local.getUTCDate()),
  D: ({ local }) => String(local.getUTCDate()),
  dddd: ({ local }) => DAYS[local.getUTCDay()] ?? "",
  ddd: ({ local }) => (DAYS[local.getUTCDay()] ?? "").slice(0, 3),
  d: ({ local }) => String(local.getUTCDay()),
  E: ({ local }) => String(local.getUTCDay() || 7),
  GGGG: ({ local }) => String(thursday(local).getUTCFullYear()),
  WW: ({ local }) => two(isoWeek(local)),
  W: ({ local }) => String(isoWeek(local)),
  HH: ({ local }) => two(local.getUTCHours()),
  H: ({ local }) => String(local.getUTCHours()),
  hh: ({ local }) => two(local.getUTCHours() % 12 || 12),
  h: ({ local }) => String(local.getUTCHours() % 12 || 12),
  mm: ({ local }) => two(local.getUTCMinutes()),
  m: ({ local }) => String(local.getUTCMinutes()),
  ss: ({ local }) => two(local.getUTCSeconds()),
  s: ({ local }) => String(local.getUTCSeconds()),
  SSS: ({ local }) => String(local.getUTCMilliseconds()).padStart(3, "0"),
  A: ({ local }) => (local.getUTCHours() < 12 ? "AM" : "PM"),
  a: ({ local }) => (local.getUTCHours() < 12 ? "am" : "pm"),
  X: ({ instant }) => String(Math.floor(instant.getTime() / 1000)),
  x: ({ instant }) => String(instant.getTime()),
  ZZ: (clock) => offset(clock, ""),
  Z: (clock) => offset(clock, ":"),
};

/** What is wrong with a format or a time zone; `undefined` when a date can be written so. */
export function checkFormat(format: string, timeZone = "UTC"): string | undefined {
  const unknown = tokensOf(format).find((token) => MEANS_SOMETHING.test(token) && TOKENS[token] === undefined);
  if (unknown !== undefined) {
    return `${unknown} is not understood in a date (understood: ${Object.keys(TOKENS).join(" ")}); text goes into [brackets]`;
  }
  try {
    return void clockFormat(timeZone);
  } catch {
    return `${JSON.stringify(timeZone)} is no time zone (wanted, for example, Europe/Berlin)`;
  }
}

/** `date` (ISO 8601) in a format and time zone that `checkFormat` has nothing to say against. */
export function formatDate(date: string, format: string, timeZone: string): string {
  const instant = new Date(date);
  const clock = { instant, local: onClocksOf(timeZone, instant) };
  return tokensOf(format)
    .map((token) => TOKENS[token]?.(clock) ?? (token.startsWith("[") ? token.slice(1, -1) : token))
    .join("");
}

const tokensOf = (format: string): readonly string[] => format.match(TOKEN) ?? [];

const clockFormat = (timeZone: string): Intl.DateTimeFormat => {
  const numeric = "numeric" as const;
  const date = { year: numeric, month: numeric, day: numeric } as const;
  const time = { hour: numeric, minute: numeric, second: numeric, hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("en-US", { timeZone, calendar: "gregory", numberingSystem: "latn", ...date, ...time });
};

const onClocksOf = (timeZone: string, instant: Date): Date => {
  const parts = clockFormat(timeZone).formatToParts(instant);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const time = [of("hour"), of("minute"), of("second"), instant.getUTCMilliseconds()] as const;
  return new Date(Date.UTC(of("year"), of("month") - 1, of("day"), ...time));
};

const dayOfYear = (local: Date): number =>
  Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;

/** The Thursday of the same week, whose year is the week's: ISO 8601. */
const thursday = (local: Date): Date => new Date(local.getTime() + (4 - (local.getUTCDay() || 7)) * DAY_MS);

const isoWeek = (local: Date): number => Math.ceil(dayOfYear(thursday(local)) / 7);

const offset = ({ instant, local }: Clock, colon: string): string => {
  const minutes = Math.round((local.getTime() - instant.getTime()) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${two(hours)}${colon}${two(rest)}`;
};
