import type { Report } from "../model.ts";
import { shortNames } from "./chain.ts";

/** A package that is forbidden and there. */
export interface ForbiddenRow {
  /** Name and version. */
  readonly name: string;
  readonly pattern: string;
  /** Names from a root down to what refers to it; empty when the image itself does, `undefined` when nobody knows. */
  readonly why: readonly string[] | undefined;
}

/** The forbidden packages of a report, heaviest first. */
export const forbiddenRows = ({ budgets }: Report): readonly ForbiddenRow[] =>
  (budgets?.judged ?? []).flatMap((judged) =>
    judged.budget === "forbid-packages"
      ? judged.packages.map(({ name, pattern, whyChain }) => ({
          ...{ name, pattern },
          why: whyChain === undefined ? undefined : shortNames(whyChain.slice(0, -1)),
        }))
      : [],
  );
