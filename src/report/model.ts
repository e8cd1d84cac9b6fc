import * as v from "valibot";
import { LIMIT_NAMES } from "../core/budgets.ts";
import { digestSchema, sizeSchema } from "../oci/descriptor.ts";
import { findingSchema } from "./findings/model.ts";
import { storePathSchema, text, texts } from "./schemas.ts";

/**
 * The report: the one interchange format. A baseline is an older report, every rendering is made from a report alone.
 * Sizes are bytes. Lists are ordered: layers oldest first, everything else by weight and then by name.
 */
export const SCHEMA_VERSION = 1;

const change = v.pipe(v.number(), v.safeInteger());

const shareFields = { contentSize: sizeSchema, entries: sizeSchema, files: sizeSchema };

/** What the root filesystem (everything outside a store path) holds. */
const rootSchema = v.object(shareFields);

const layerSchema = v.object({
  diffId: digestSchema,
  /** Hash, type and size of the bytes that are pushed; absent where nothing asked for them. */
  digest: v.exactOptional(digestSchema),
  mediaType: v.exactOptional(text),
  compressedSize: v.exactOptional(sizeSchema),
  uncompressedSize: sizeSchema,
  contentSize: sizeSchema,
  tarOverhead: sizeSchema,
  entries: sizeSchema,
  files: sizeSchema,
  createdBy: v.exactOptional(v.string()),
  storePaths: v.array(v.object({ path: storePathSchema, ...shareFields })),
  root: rootSchema,
  /** Hash of all that the entries are but their times: layers that share it differ in times or headers alone. */
  entriesDigest: v.exactOptional(digestSchema),
});

const storePathEntrySchema = v.object({
  path: storePathSchema,
  name: text,
  pname: text,
  version: v.exactOptional(text),
  output: v.exactOptional(text),
  ...shareFields,
  /** Indexes into `layers`. */
  layers: v.array(sizeSchema),
  /** The rest is Nix's knowledge of the path; without it what the image itself tells. Absent from old reports. */
  narSize: v.exactOptional(sizeSchema),
  /** NAR bytes of everything that this path reaches, itself included. */
  closureSize: v.exactOptional(sizeSchema),
  /** NAR bytes that leave the image if this path goes. */
  retainedSize: v.exactOptional(sizeSchema),
  /** The nearest path that every way from a root to this one passes; absent when that is the image itself. */
  dominator: v.exactOptional(storePathSchema),
  references: v.exactOptional(v.array(storePathSchema)),
  /** Shortest way from a root to this path, both ends included. */
  whyChain: v.exactOptional(v.array(storePathSchema)),
  /**
   * A file that holds the last reference of `whyChain`: of the path before this one; for a root a file outside the
   * store, or the field of the config that names it.
   */
  evidence: v.exactOptional(text),
  /** The build plan that the path was made by. */
  deriver: v.exactOptional(storePathSchema),
});

const totalsSchema = v.object({
  layers: sizeSchema,
  storePaths: sizeSchema,
  entries: sizeSchema,
  files: sizeSchema,
  /** Layers and config as pulled. */
  compressedSize: v.exactOptional(sizeSchema),
  /** Bytes of all layer tars: contentSize + tarOverhead. */
  uncompressedSize: sizeSchema,
  contentSize: sizeSchema,
  tarOverhead: sizeSchema,
  /** NAR bytes of the image's store paths. */
  narSize: v.exactOptional(sizeSchema),
});

/** What a container sees, and which bytes of the layers could be left out. */
const contentSchema = v.object({
  visible: v.object({ files: sizeSchema, directories: sizeSchema, contentSize: sizeSchema }),
  /** hidden.contentSize + identical.contentSize */
  reclaimable: sizeSchema,
  /** Bytes of files that no container sees; visible.contentSize + hidden.contentSize is totals.contentSize. */
  hidden: v.object({
    contentSize: sizeSchema,
    /** Under the same path again, in a later layer or later in the same one. */
    rewritten: sizeSchema,
    /** Taken away by a later layer. */
    deleted: sizeSchema,
    /** In the order of the layers. */
    layers: v.array(sizeSchema),
    /** The owners that have most of them; without `path`: the root filesystem. */
    owners: v.array(v.object({ path: v.exactOptional(storePathSchema), contentSize: sizeSchema })),
  }),
  /** Visible files with the same content, by a hash of 64 bits; hard links are one file. */
  identical: v.object({
    /** Bytes of all but one file of each content. */
    contentSize: sizeSchema,
    /** The part of them whose content is in the Nix store and outside. */
    copiedFromStore: sizeSchema,
    /** How many contents several files have. */
    groups: sizeSchema,
    largest: v.array(
      v.object({
        /** Of one file. */
        size: sizeSchema,
        files: sizeSchema,
        contentSize: sizeSchema,
        copiedFromStore: v.boolean(),
        paths: texts,
      }),
    ),
  }),
  /** By the definition of dive: 1 when no path is in two layers; every copy of a path that is counts as wasted. */
  efficiency: v.object({ score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)), wastedBytes: sizeSchema }),
});

/** A package as dpkg or apk lists it. */
const distributionPackageSchema = v.object({
  manager: v.picklist(["dpkg", "apk"]),
  name: text,
  version: text,
  architecture: v.exactOptional(text),
  /** As the database claims; the files are outside the store and counted there. */
  installedSize: v.exactOptional(sizeSchema),
  source: v.exactOptional(text),
  licence: v.exactOptional(text),
});

const distributionSchema = v.object({
  /** Fields of os-release. */
  id: v.exactOptional(text),
  version: v.exactOptional(text),
  name: v.exactOptional(text),
  packages: v.array(distributionPackageSchema),
});

const flakeInputSchema = v.object({
  /** The way from the flake to it: `nixpkgs`, `imaging/nixpkgs`. */
  name: text,
  /** Where it comes from, no commit pinned. */
  url: v.exactOptional(text),
  revision: v.exactOptional(text),
  /** Seconds since 1970. */
  lastModified: v.exactOptional(sizeSchema),
  narHash: v.exactOptional(text),
});

const imageSchema = v.object({
  /** Short name for people: last part of the repository, or of the source. */
  name: text,
  source: text,
  repoTags: texts,
  platform: text,
  created: v.exactOptional(text),
  /** Digest of the config, which is the image ID. */
  configDigest: digestSchema,
  /** The flake's commit, 40 characters; absent when the tree is dirty or unknown. */
  revision: v.exactOptional(text),
  dirty: v.boolean(),
  outPath: v.exactOptional(storePathSchema),
  drvPath: v.exactOptional(storePathSchema),
  /** What the flake's lock file pins, direct inputs first; absent for an image that no flake was asked for. */
  flakeInputs: v.exactOptional(v.array(flakeInputSchema)),
  config: v.object({
    entrypoint: v.exactOptional(texts),
    cmd: v.exactOptional(texts),
    env: v.exactOptional(texts),
    user: v.exactOptional(text),
    workingDir: v.exactOptional(text),
    exposedPorts: v.exactOptional(texts),
    labels: v.exactOptional(v.record(v.string(), v.string())),
  }),
});

/** What differs in a derivation itself, apart from the hashes of what it is built from. */
const reasonFields = {
  kind: v.picklist(["source", "env", "builder", "args", "system", "fixed-output", "input-added", "input-removed"]),
  /** Name of the derivation that has the difference. */
  derivation: text,
  /** Its attribute that has the difference, or that names the source or download. */
  attribute: v.exactOptional(text),
  /** Store paths of a source, hashes of a download, the name of an input; else the text, cut to its first difference. */
  before: v.exactOptional(text),
  after: v.exactOptional(text),
};

const causeFields = {
  /** The moved input that it is due to; absent where that cannot be told for certain. */
  input: v.exactOptional(text),
};

const packageCauseSchema = v.object({
  ...causeFields,
  reason: v.exactOptional(
    v.object({
      ...reasonFields,
      /** Names of derivations from the package's own to the one that has the difference, both included. */
      via: texts,
    }),
  ),
});

const inputStateSchema = v.object({
  revision: v.exactOptional(text),
  /** RFC 3339 in UTC. */
  date: v.exactOptional(text),
});

const inputChangeSchema = v.object({
  kind: v.picklist(["moved", "added", "removed"]),
  name: text,
  baseline: v.exactOptional(inputStateSchema),
  current: v.exactOptional(inputStateSchema),
});

const packageChangeSchema = v.object({
  kind: v.picklist(["added", "removed", "changed", "rebuilt"]),
  pname: text,
  output: v.exactOptional(text),
  /** Store paths on each side, with versions in the same order ("" where the name has none). */
  baseline: v.object({ paths: v.array(storePathSchema), versions: texts, contentSize: sizeSchema }),
  current: v.object({ paths: v.array(storePathSchema), versions: texts, contentSize: sizeSchema }),
  /** current − baseline, in bytes of regular files. */
  change,
  /** For an addition: names from a root to the path. */
  chain: v.exactOptional(texts),
  /** For an addition: the nearest dominator whose package was there before; absent when that is the image itself. */
  introducedBy: v.exactOptional(text),
  /** For an addition: pname (and output) of the added package that dominates this one, under which it is folded. */
  foldedInto: v.exactOptional(text),
  /** For "changed" and "rebuilt": the nearest difference between both build plans, where both were at hand. */
  cause: v.exactOptional(packageCauseSchema),
});

const distributionChangeSchema = v.object({
  kind: v.picklist(["added", "removed", "changed"]),
  manager: v.picklist(["dpkg", "apk"]),
  name: text,
  /** Versions on each side; several where an architecture has its own. */
  baseline: texts,
  current: texts,
  /** current − baseline, as the databases claim. */
  change: v.exactOptional(change),
});

const configChangeSchema = v.object({
  /** `Entrypoint`, `Env PATH`, `Label org.opencontainers.image.source`. */
  field: text,
  baseline: v.exactOptional(text),
  current: v.exactOptional(text),
});

const pairSchema = v.object({ baseline: v.exactOptional(sizeSchema), current: v.exactOptional(sizeSchema) });

const comparedSchema = v.object({
  kind: v.literal("compared"),
  baseline: v.object({
    /** Commit of the baseline, when it has one. */
    revision: v.exactOptional(text),
    source: v.picklist(["output-path", "cache", "registry", "build", "image"]),
    /** False when the baseline is not exactly the commit this change is based on. */
    exact: v.boolean(),
    name: text,
  }),
  /** True when config and layers are the same. */
  identical: v.boolean(),
  totals: v.object({
    compressedSize: pairSchema,
    uncompressedSize: pairSchema,
    contentSize: pairSchema,
    tarOverhead: pairSchema,
    rootContentSize: pairSchema,
    storePaths: pairSchema,
    layers: pairSchema,
    reclaimable: v.exactOptional(pairSchema),
    /** Packages of dpkg or apk; of a side that has no database nothing is said. */
    distributionPackages: v.exactOptional(pairSchema),
  }),
  layers: v.object({
    reused: sizeSchema,
    /** diffIds of layers that the baseline does not have. */
    new: v.array(digestSchema),
    removed: v.array(digestSchema),
    /** Layers from the first on that both have: overlay file systems share no layer above one that differs. */
    commonPrefix: v.exactOptional(sizeSchema),
    /** Compressed bytes of the new layers: what somebody who has the baseline downloads. */
    updatePullSize: v.exactOptional(sizeSchema),
  }),
  /** Heaviest change first; changes + root change = change of totals.contentSize, to the byte. */
  packages: v.array(packageChangeSchema),
  /** What a container is started with that differs; absent from old reports. */
  config: v.exactOptional(v.array(configChangeSchema)),
  /** Packages of dpkg or apk whose set of versions differs, by name. */
  distribution: v.exactOptional(v.array(distributionChangeSchema)),
  /** Absent where the baseline's report knows no findings. */
  findings: v.exactOptional(
    v.object({
      /** Those that the baseline does not have; also what only a comparison can find. */
      new: v.array(findingSchema),
      /** How many both have. */
      known: sizeSchema,
      /** Those that only the baseline has. */
      resolved: v.array(findingSchema),
    }),
  ),
  /** Budgets of the image itself that the baseline broke when it was judged; absent when there were none. */
  brokenBudgets: v.exactOptional(v.array(v.picklist([...LIMIT_NAMES, "forbid-packages"]))),
  /** Flake inputs that are not the same, direct ones first; absent where one side does not know its inputs. */
  inputs: v.exactOptional(v.array(inputChangeSchema)),
  /** Why packages were rebuilt at the same version, the reason of most packages first; absent where none is known. */
  rebuildCauses: v.exactOptional(
    v.array(
      v.object({
        ...causeFields,
        reason: v.object(reasonFields),
        packages: sizeSchema,
        /** Of these packages together, in bytes of regular files. */
        change,
      }),
    ),
  ),
});

const noBaselineSchema = v.object({
  kind: v.literal("no-baseline"),
  reason: v.picklist(["first-run", "not-asked", "unavailable", "other-platform"]),
  detail: v.exactOptional(text),
});

const { MAX_SAFE_INTEGER } = Number;

const judgedLimitSchema = v.object({
  budget: v.picklist(LIMIT_NAMES),
  /** Bytes, percent, or a number of layers. */
  limit: v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_SAFE_INTEGER)),
  /** In the limit's unit, percents rounded up to a thousandth; absent when it is not judged. */
  actual: v.exactOptional(v.pipe(v.number(), v.minValue(-MAX_SAFE_INTEGER), v.maxValue(MAX_SAFE_INTEGER))),
  outcome: v.picklist(["ok", "failed", "not-judged"]),
  /** Why it is not judged. For all but `first-report` the number should be there, and the budget counts as broken. */
  reason: v.exactOptional(
    v.picklist([
      "first-report",
      "not-compressed",
      "no-baseline",
      "baseline-unavailable",
      "other-platform",
      "baseline-not-compressed",
      "baseline-empty",
    ]),
  ),
});

const judgedPackagesSchema = v.object({
  budget: v.literal("forbid-packages"),
  patterns: texts,
  outcome: v.picklist(["ok", "failed"]),
  /** What is in the image all the same, store paths first, heaviest first, each with the first pattern that it fits. */
  packages: v.array(
    v.object({
      /** Absent for a package of dpkg or apk. */
      path: v.exactOptional(storePathSchema),
      /** Name and version. */
      name: text,
      pattern: text,
      whyChain: v.exactOptional(v.array(storePathSchema)),
    }),
  ),
});

/** What became of the limits that the user has set; absent when there were none. */
const budgetsSchema = v.object({
  verdict: v.picklist(["pass", "warn", "fail"]),
  /** Label that turns fail into warn. */
  overrideLabel: v.exactOptional(text),
  /** The same, when the pull request has it and the verdict would be fail. */
  overriddenBy: v.exactOptional(text),
  judged: v.array(v.variant("budget", [judgedLimitSchema, judgedPackagesSchema])),
});

export const reportSchema = v.object({
  schemaVersion: v.literal(SCHEMA_VERSION),
  /** Version of nix-image that has read the image; absent from old reports. */
  toolVersion: v.exactOptional(text),
  image: imageSchema,
  totals: totalsSchema,
  layers: v.array(layerSchema),
  root: rootSchema,
  /** Heaviest first. */
  storePaths: v.array(storePathEntrySchema),
  /** Absent from reports of versions before 0.2. */
  content: v.exactOptional(contentSchema),
  /** Worst first. Absent from reports of versions before 0.3. */
  findings: v.exactOptional(v.array(findingSchema)),
  /** What a Dockerfile's image was made from; absent where no package database is. */
  distribution: v.exactOptional(distributionSchema),
  largestFiles: v.array(v.object({ path: v.string(), size: sizeSchema, layer: sizeSchema })),
  comparison: v.exactOptional(v.variant("kind", [comparedSchema, noBaselineSchema])),
  budgets: v.exactOptional(budgetsSchema),
});

/** Deeply read-only view of a parsed value. */
type Frozen<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly Frozen<E>[]
    : { readonly [K in keyof T]: Frozen<T[K]> };

export type Report = Frozen<v.InferOutput<typeof reportSchema>>;
export type ReportLayer = Report["layers"][number];
export type ReportStorePath = Report["storePaths"][number];
export type Comparison = NonNullable<Report["comparison"]>;
export type Compared = Extract<Comparison, { kind: "compared" }>;
export type BaselineInfo = Compared["baseline"];
export type PackageChange = Compared["packages"][number];
export type Distribution = NonNullable<Report["distribution"]>;
export type ConfigChange = NonNullable<Compared["config"]>[number];
export type DistributionChange = NonNullable<Compared["distribution"]>[number];
export type ReportBudgets = NonNullable<Report["budgets"]>;
export type JudgedBudget = ReportBudgets["judged"][number];
export type JudgedLimit = Exclude<JudgedBudget, { readonly budget: "forbid-packages" }>;
export type JudgedPackages = Extract<JudgedBudget, { readonly budget: "forbid-packages" }>;
export type PackageCause = NonNullable<PackageChange["cause"]>;
export type InputChange = NonNullable<Compared["inputs"]>[number];
export type RebuildCause = NonNullable<Compared["rebuildCauses"]>[number];
