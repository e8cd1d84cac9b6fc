import { execFileSync } from "node:child_process";
import { type Random, seeded } from "../support/random.ts";
import { makeLayers } from "./layers.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateJson } from "./mutate-json.ts";
import { mutateTar } from "./mutate-tar.ts";
import type { RawEntry } from "./raw-tar.ts";
import { type DocumentKind, type EditDocument, SHAPES, type Shape, tarOf, unchanged, WRAPPINGS } from "./shapes.ts";

export const KINDS = ["bytes", "members", "documents", "layer"] as const;
export type Kind = (typeof KINDS)[number];

/** One input for the readers: a file, or the files of a folder. */
export interface Case {
  readonly kind: Kind;
  /** Of which seed it was made. */
  readonly seed: string;
  readonly input: Buffer | readonly RawEntry[];
  /** The plain layers that were sealed into it. */
  readonly layers: readonly Buffer[];
}

interface Seed {
  readonly name: string;
  readonly shape: Shape;
  readonly layers: readonly Buffer[];
  readonly wrap: ((tar: Buffer) => Buffer) | "folder";
}

export interface Cases {
  /** The inputs that nobody has mutated. */
  readonly seeds: readonly Case[];
  /** Case `n` of a run; the same for the same numbers. */
  make(run: number, n: number): Case;
}

const xz = (tar: Buffer): Buffer => execFileSync("xz", ["-0", "--stdout"], { input: tar });

const LAYER_SETS: readonly (readonly string[])[] = [
  ["store"],
  ["store", "whiteouts", "pax"],
  ["gnu", "gnu-sparse"],
  ["pax-sparse-0.0", "pax-sparse-0.1", "pax-sparse-1.0"],
  ["empty", "store", "whiteouts", "empty"],
];

/** Cases of all kinds; `scratch` is a folder to work in while the seeds are made. */
export const openCases = (scratch: string): Cases => {
  const seeds = makeSeeds(makeLayers(scratch));
  const tars = seeds.map(({ shape, layers }) => tarOf(shape(layers, unchanged)));
  return {
    seeds: seeds.map((seed) => seal(seed, "bytes", seed.layers, unchanged)),
    make: (run, n) => mutate(seeds, tars, seeded(Math.imul(run, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b))),
  };
};

const makeSeeds = (known: ReadonlyMap<string, Buffer>): readonly Seed[] => {
  const wrappings = { ...WRAPPINGS, xz, folder: "folder" } as const;
  return Object.entries(SHAPES).flatMap(([shapeName, shape]) =>
    LAYER_SETS.flatMap((set) =>
      Object.entries(wrappings)
        .filter(([name]) => name !== "folder" || shapeName.startsWith("oci"))
        .map(([name, wrap]) => {
          const layers = set.map((layer) => known.get(layer) as Buffer);
          return { name: `${shapeName}/${name}/${set.join("+")}`, shape, layers, wrap };
        }),
    ),
  );
};

const seal = (seed: Seed, kind: Kind, layers: readonly Buffer[], edit: EditDocument): Case => {
  const entries = seed.shape(layers, edit);
  const input = seed.wrap === "folder" ? entries : seed.wrap(tarOf(entries));
  return { kind, seed: seed.name, input, layers };
};

const mutate = (seeds: readonly Seed[], tars: readonly Buffer[], random: Random): Case => {
  const kind = random.pick(KINDS);
  // A process for each xz would be most of the work.
  const candidates = random.chance(0.03) ? seeds : seeds.filter(({ wrap }) => wrap !== xz);
  const seed = random.pick(candidates);
  switch (kind) {
    case "bytes":
    case "members":
      return mutateWhole(seed, kind, random.pick(tars), random);
    case "documents":
      return seal(seed, kind, seed.layers, editOne(random));
    case "layer":
      return seal(seed, kind, mutateOneLayer(seed.layers, random), unchanged);
  }
};

/** The archive as it is stored, or the tar in it; of a folder one of its files. */
const mutateWhole = (seed: Seed, kind: Kind, other: Buffer, random: Random): Case => {
  const { name, layers, wrap } = seed;
  const entries = seed.shape(layers, unchanged);
  const change = (bytes: Buffer): Buffer =>
    kind === "members" ? mutateTar(bytes, random) : mutateBytes(bytes, other, random);
  if (wrap === "folder") {
    const changed = random.below(entries.length);
    const bytes = (entry: RawEntry): Buffer => mutateBytes(Buffer.from(entry.content ?? ""), other, random);
    return {
      kind,
      seed: name,
      layers,
      input: entries.map((entry, i) => (i === changed ? { ...entry, content: bytes(entry) } : entry)),
    };
  }
  const inside = kind === "members" || random.chance(0.3);
  const input = inside ? wrap(change(tarOf(entries))) : change(wrap(tarOf(entries)));
  return { kind, seed: name, layers, input };
};

const editOne = (random: Random): EditDocument => {
  const target = random.pick<DocumentKind>(["config", "manifest", "manifest", "index", "inner-index"]);
  return (kind, text) => (kind === target ? mutateJson(text, random) : Buffer.from(text));
};

const mutateOneLayer = (layers: readonly Buffer[], random: Random): readonly Buffer[] => {
  const changed = random.below(layers.length);
  const change = (layer: Buffer): Buffer =>
    random.chance(0.8) ? mutateTar(layer, random) : mutateBytes(layer, random.pick(layers), random);
  return layers.map((layer, i) => (i === changed ? change(layer) : layer));
};
