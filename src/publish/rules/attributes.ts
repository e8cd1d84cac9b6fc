import { parseText, type Text } from "./expressions.ts";

/** `key=value` fields of a rule, parsed one by one; the first thing that is wrong is kept. */
export class Attributes {
  readonly #values = new Map<string, string>();
  #problem: string | undefined;

  /** A field without a key is the value, as in `type=raw,nightly`. */
  constructor(fields: readonly string[]) {
    for (const field of fields.filter((it) => it !== "")) {
      const equals = field.indexOf("=");
      const name = equals < 0 ? "value" : field.slice(0, equals).trim().toLowerCase();
      if (this.#values.has(name)) this.#problem ??= `${name}= is there twice`;
      this.#values.set(name, field.slice(equals + 1).trim());
    }
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  text(name: string, allowed: readonly string[], fallback?: string): Text {
    const parsed = parseText(this.#need(name, fallback), allowed);
    if (typeof parsed !== "string") return parsed;
    this.#problem ??= `${name}=: ${parsed}`;
    return [];
  }

  /** The attribute under its name, nothing where it is not given and has no fallback. */
  optionalText(name: string, allowed: readonly string[], fallback?: string): Readonly<Record<string, Text>> {
    return (this.get(name) ?? fallback) === undefined ? {} : { [name]: this.text(name, allowed, fallback) };
  }

  number(name: string, fallback: number): number {
    const text = this.get(name) ?? String(fallback);
    if (!/^-?\d+$/.test(text)) this.#problem ??= `${name}=${text} is no whole number`;
    return Number(text);
  }

  oneOf<T extends string>(name: string, values: readonly [T, ...T[]], fallback?: T): T {
    const text = this.#need(name, fallback);
    const value = values.find((it) => it === text);
    if (value === undefined) this.#problem ??= `${name}=${text} is not known (known: ${values.join(", ")})`;
    return value ?? values[0];
  }

  /** A regular expression, bare or as `/pattern/flags`. */
  pattern(name: string): RegExp {
    const text = this.#need(name);
    const [, source = text, flags = ""] = /^\/(.+)\/(.*)$/.exec(text) ?? [];
    try {
      return new RegExp(source, flags.replaceAll("g", ""));
    } catch {
      this.#problem ??= `${name}=${text} is no regular expression`;
      return /^/;
    }
  }

  optionalPattern(name: string): Readonly<Record<string, RegExp>> {
    return this.get(name) === undefined || this.get(name) === "" ? {} : { [name]: this.pattern(name) };
  }

  #need(name: string, fallback?: string): string {
    const text = this.get(name) ?? fallback;
    if (text === undefined) this.#problem ??= `${name}= is missing`;
    return text ?? "";
  }
}
