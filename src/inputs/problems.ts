import { InputError } from "../core/errors.ts";

/** Collects what is wrong with the inputs, so that a person sees all of it at once. */
export class Problems {
  readonly #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
  }

  /** Throws one InputError with every problem; does nothing when there is none. */
  throwAny(): void {
    if (this.#lines.length > 0) throw new InputError("BAD_INPUT", this.#lines.join("\n"));
  }
}
