/** Colours of a terminal, or the bare text. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly blue: (text: string) => string;
}

const sgr =
  (code: number, end: number) =>
  (text: string): string =>
    text === "" ? "" : `\x1b[${code}m${text}\x1b[${end}m`;

const plain = (text: string): string => text;

const COLOURS: Paint = { bold: sgr(1, 22), dim: sgr(2, 22), red: sgr(31, 39), green: sgr(32, 39), blue: sgr(34, 39) };

const NO_COLOURS: Paint = { bold: plain, dim: plain, red: plain, green: plain, blue: plain };

export const paintFor = (colour: boolean): Paint => (colour ? COLOURS : NO_COLOURS);

/** Growth is red, shrinking green. */
export const paintChange = (paint: Paint, change: number, text: string): string =>
  change > 0 ? paint.red(text) : change < 0 ? paint.green(text) : text;
