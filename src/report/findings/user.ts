import type { Subject } from "./subject.ts";

/** Whom a container of the image runs as. */
export interface User {
  /** `config.User` before the colon; empty for root by default. */
  readonly name: string;
  readonly isRoot: boolean;
  readonly isNumber: boolean;
  /** After the colon, when it is a name. */
  readonly group?: string;
}

export const userOf = ({ image }: Subject): User => {
  const [name = "", group = ""] = (image.config.config?.User ?? "").split(":");
  return {
    ...{ name, isRoot: ["", "0", "root"].includes(name), isNumber: isNumber(name) },
    ...(group === "" || isNumber(group) ? {} : { group }),
  };
};

const isNumber = (text: string): boolean => /^[0-9]+$/.test(text);
