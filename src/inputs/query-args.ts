import type { ParseArgsConfig } from "node:util";
import { defined } from "../core/defined.ts";
import { one, parse, usage } from "./argv.ts";

/** What every command takes that asks something of an image. */
export interface QueryArgs {
  readonly image: string;
  readonly file?: string;
  readonly platform: string;
  /** Registries that are spoken to in plain HTTP. */
  readonly insecure: readonly string[];
  /** Files with certificates of authorities, PEM. */
  readonly registryCa?: readonly string[];
  /** Passed on to the Nix build. */
  readonly buildArgs: readonly string[];
  /** Print data instead of text. */
  readonly json: boolean;
}

export interface WhyArgs extends QueryArgs {
  /** A store path, or what it is called by. */
  readonly wanted: string;
}

export interface LsArgs extends QueryArgs {
  readonly path: string;
  readonly layer?: string;
  readonly limit: string;
}

export interface TreeArgs extends QueryArgs {
  /** Where the tree starts; absent for the image's roots. */
  readonly wanted?: string;
  readonly depth?: string;
  readonly dot: boolean;
}

export interface DominatorsArgs extends QueryArgs {
  readonly depth: string;
  readonly limit: string;
}

export interface DuplicatesArgs extends QueryArgs {
  readonly limit: string;
}

export type QueryCommand =
  | { readonly kind: "why"; readonly options: WhyArgs }
  | { readonly kind: "ls"; readonly options: LsArgs }
  | { readonly kind: "tree"; readonly options: TreeArgs }
  | { readonly kind: "dominators"; readonly options: DominatorsArgs }
  | { readonly kind: "duplicates"; readonly options: DuplicatesArgs };

const QUERY = {
  file: { type: "string" },
  platform: { type: "string", default: "" },
  insecure: { type: "string", multiple: true },
  "registry-ca": { type: "string", multiple: true },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsConfig["options"];

const limit = (count: string) => ({ limit: { type: "string", default: count } }) as const;

/** Parsers of the commands that ask something of an image, by name. */
export const QUERY_PARSERS: Readonly<Record<QueryCommand["kind"], (rest: readonly string[]) => QueryCommand>> = {
  why: (rest) => {
    const { values, positionals, buildArgs } = parse(rest, QUERY);
    const [image, wanted] = two("why", positionals, "STORE-PATH-OR-NAME");
    if (wanted === undefined) throw usage("why needs IMAGE and STORE-PATH-OR-NAME");
    return { kind: "why", options: { ...common(values, image, buildArgs), wanted } };
  },
  ls: (rest) => {
    const { values, positionals, buildArgs } = parse(rest, { ...QUERY, ...limit("20"), layer: { type: "string" } });
    const [image, path = "/"] = two("ls", positionals, "PATH");
    const { layer, limit: count } = values;
    return { kind: "ls", options: { ...common(values, image, buildArgs), path, ...defined({ layer }), limit: count } };
  },
  tree: (rest) => {
    const options = { ...QUERY, depth: { type: "string" }, dot: { type: "boolean", default: false } } as const;
    const { values, positionals, buildArgs } = parse(rest, options);
    const [image, wanted] = two("tree", positionals, "STORE-PATH-OR-NAME");
    const { depth, dot, json } = values;
    if (dot && json) throw usage("tree prints --dot or --json; give one of them");
    return { kind: "tree", options: { ...common(values, image, buildArgs), dot, ...defined({ wanted, depth }) } };
  },
  dominators: (rest) => {
    const options = { ...QUERY, ...limit("8"), depth: { type: "string", default: "3" } } as const;
    const { values, positionals, buildArgs } = parse(rest, options);
    const image = one("dominators", "IMAGE", positionals);
    const { depth, limit: count } = values;
    return { kind: "dominators", options: { ...common(values, image, buildArgs), depth, limit: count } };
  },
  duplicates: (rest) => {
    const { values, positionals, buildArgs } = parse(rest, { ...QUERY, ...limit("10") });
    const image = one("duplicates", "IMAGE", positionals);
    return { kind: "duplicates", options: { ...common(values, image, buildArgs), limit: values.limit } };
  },
};

interface CommonValues {
  readonly file?: string | undefined;
  readonly platform: string;
  readonly insecure?: readonly string[] | undefined;
  readonly "registry-ca"?: readonly string[] | undefined;
  readonly json: boolean;
}

const common = (
  { file, platform, insecure = [], "registry-ca": registryCa, json }: CommonValues,
  image: string,
  buildArgs: readonly string[],
): QueryArgs => ({ image, platform, insecure, json, buildArgs, ...defined({ file, registryCa }) });

/** IMAGE and, where it is given, what is asked about. */
const two = (command: string, positionals: readonly string[], what: string): readonly [string, string | undefined] => {
  const [image, second, ...more] = positionals;
  if (image === undefined) throw usage(`${command} needs IMAGE`);
  if (more.length > 0) throw usage(`${command} takes IMAGE and one ${what}; found also ${more.join(" ")}`);
  return [image, second];
};
