import * as v from "valibot";
import { parseJson } from "../core/json.ts";
import { anyStorePath, nameOf, type StorePath } from "../core/store-path.ts";
import { type Nix, parseNixJson } from "./run.ts";

export interface DerivationOutput {
  /** Absent where only the build tells: content-addressed outputs. */
  readonly path?: StorePath;
  /** Of a fixed output: method and hash, as Nix writes them. */
  readonly hash?: string;
}

/** A build plan. */
export interface Derivation {
  readonly path: StorePath;
  /** Without `.drv`. */
  readonly name: string;
  readonly system: string;
  readonly builder: string;
  readonly args: readonly string[];
  /** Environment of the builder; structured attributes beside it, lists in words, everything else in JSON. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, DerivationOutput>;
  /** Derivations that have to be built first, with the outputs that are used. */
  readonly inputDrvs: ReadonlyMap<StorePath, readonly string[]>;
  readonly inputSrcs: readonly StorePath[];
}

const Outputs = v.record(
  v.string(),
  v.object({
    path: v.nullish(v.string()),
    hashAlgo: v.nullish(v.string()),
    hash: v.nullish(v.string()),
    method: v.nullish(v.string()),
  }),
);

/** A list of outputs, or since Nix 2.19 a record that has one. */
const InputDrvs = v.record(v.string(), v.union([v.array(v.string()), v.object({ outputs: v.array(v.string()) })]));

const Entry = v.object({
  system: v.string(),
  builder: v.string(),
  args: v.array(v.string()),
  env: v.optional(v.record(v.string(), v.string()), {}),
  structuredAttrs: v.nullish(v.record(v.string(), v.unknown())),
  outputs: Outputs,
  // Until version 4 of the format, which came with Nix 2.33.
  inputDrvs: v.optional(InputDrvs, {}),
  inputSrcs: v.optional(v.array(v.string()), []),
  inputs: v.optional(v.object({ drvs: v.optional(InputDrvs, {}), srcs: v.optional(v.array(v.string()), []) }), {}),
});

type Parsed = v.InferOutput<typeof Entry>;

const Output = v.record(v.string(), v.unknown());

/**
 * The derivations in what `nix derivation show` printed in any of its formats; entries that make no sense are left out.
 * https://nix.dev/manual/nix/2.34/protocols/json/derivation
 */
export const parseDerivations = (nix: Nix, stdout: string): readonly Derivation[] => {
  const output = parseNixJson(Output, { nix, stdout, command: "derivation show" });
  const { derivations } = output;
  return Object.entries(isRecord(derivations) ? derivations : output).flatMap(([name, value]) => {
    const path = anyStorePath(name);
    const entry = v.safeParse(Entry, value);
    return path === undefined || !entry.success ? [] : [buildDerivation(path, entry.output)];
  });
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const buildDerivation = (path: StorePath, entry: Parsed): Derivation => ({
  path,
  name: derivationName(path),
  system: entry.system,
  builder: entry.builder,
  args: entry.args,
  attributes: attributesOf(entry),
  outputs: new Map(Object.entries(entry.outputs).map(([name, output]) => [name, buildOutput(output, entry.env[name])])),
  inputDrvs: new Map(
    Object.entries({ ...entry.inputDrvs, ...entry.inputs.drvs }).flatMap(([name, used]) => {
      const input = anyStorePath(name);
      return input === undefined ? [] : [[input, "outputs" in used ? used.outputs : used] as const];
    }),
  ),
  inputSrcs: [...entry.inputSrcs, ...(entry.inputs.srcs ?? [])].flatMap((name) => anyStorePath(name) ?? []),
});

/** Name of the derivation at a store path. */
export const derivationName = (path: StorePath): string => nameOf(path).replace(/\.drv$/, "");

/** Newer formats leave the path of a fixed output to who can compute it; the environment has it. */
const buildOutput = (
  { path, hashAlgo, hash, method }: Parsed["outputs"][string],
  inEnvironment = "",
): DerivationOutput => {
  const known = anyStorePath(path ?? "") ?? anyStorePath(inEnvironment);
  return {
    ...(known === undefined ? {} : { path: known }),
    ...(hash ? { hash: [method, hashAlgo, hash].filter(Boolean).join(":") } : {}),
  };
};

const StructuredJson = v.record(v.string(), v.unknown());

const attributesOf = ({ env, structuredAttrs }: Parsed): ReadonlyMap<string, string> => {
  const { __json: json, ...plain } = env;
  const parsed = json === undefined ? undefined : parseJson(StructuredJson, json);
  const structured = structuredAttrs ?? (parsed?.kind === "ok" ? parsed.value : {});
  const words = Object.entries(structured).map(([name, value]) => [name, inWords(value)] as const);
  return new Map([...Object.entries(plain), ...words]);
};

const inWords = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(" ");
  return JSON.stringify(value);
};
