interface LimitKind {
  readonly unit: "bytes" | "percent" | "layers";
  /** On a change, so that it needs something to compare with. */
  readonly relative: boolean;
  /** On bytes as they are pulled. */
  readonly compressed: boolean;
}

/** Limits that an image may be given, by the names of the inputs that set them, in the order in which they are told. */
const LIMITS = {
  "max-size": { unit: "bytes", relative: false, compressed: true },
  "max-unpacked-size": { unit: "bytes", relative: false, compressed: false },
  "max-increase": { unit: "bytes", relative: true, compressed: true },
  "max-increase-percent": { unit: "percent", relative: true, compressed: true },
  "max-update-pull": { unit: "bytes", relative: true, compressed: true },
  "max-layers": { unit: "layers", relative: false, compressed: false },
} as const satisfies Readonly<Record<string, LimitKind>>;

export type LimitName = keyof typeof LIMITS;

export const LIMIT_NAMES = Object.keys(LIMITS) as readonly LimitName[] as readonly [LimitName, ...LimitName[]];

export const limitKind = (name: LimitName): LimitKind => LIMITS[name];

/** What an image may not exceed or hold. */
export interface Budgets {
  /** Bytes, percent (at most three decimals) or layers; what is equal to its limit keeps it. */
  readonly limits: Readonly<Partial<Record<LimitName, number>>>;
  /** Globs, each for a package's name alone or with its version. */
  readonly forbidPackages: readonly string[];
}

/** What a broken budget comes to. */
export type BudgetMode = "fail" | "warn";

/** A limit that is set, with what it is a limit of. */
export interface Limit extends LimitKind {
  readonly name: LimitName;
  readonly limit: number;
}

/** The limits that are set, in the order in which they are told. */
export const limitsOf = ({ limits }: Budgets): readonly Limit[] =>
  LIMIT_NAMES.flatMap((name) => {
    const limit = limits[name];
    return limit === undefined ? [] : [{ name, limit, ...LIMITS[name] }];
  });
