import type { Subject } from "./subject.ts";

/** Whom a container of the image runs as. */
export interface User {
  /** `config.User` before the colon; empty for root by default. */
  readonly name: string;
  readonly isRoot: boolean;
  readonly isNumber: boolean;
}

export const userOf = ({ image }: Subject): User => {
  const name = (image.config.config?.User ?? "").split(":")[0] ?? "";
  return { name, isRoot: ["", "0", "root"].includes(name), isNumber: /^[0-9]+$/.test(name) };
};
