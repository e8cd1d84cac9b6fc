import { type Image, inspectImage, type LayerFiles } from "../../src/image/index.ts";
import {
  addCauses,
  type BaselineInfo,
  buildReport,
  diffReports,
  type Judging,
  judgeBudgets,
  override,
  type PackageCause,
  type PackageChange,
  type Provenance,
  type Report,
} from "../../src/report/index.ts";
import { dockerfileReport } from "./dockerfile-report.ts";
import { hostile } from "./hostile-report.ts";
import { filesOf, usualFiles } from "./layer-files.ts";
import { aClosure, anImage, aStorePath, type ImageParts, pathOf, type Sample } from "./sample-image.ts";

export { aStorePath } from "./sample-image.ts";

const BASE_REVISION = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
const HEAD_REVISION = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c";

export interface ReportOverrides extends Partial<ImageParts> {
  /** False for a report without references. */
  readonly graph?: boolean;
  readonly revision?: string;
  /** Entries of the layers, where they are to say more than the sizes do. */
  readonly files?: readonly LayerFiles[];
  readonly flakeInputs?: Provenance["flakeInputs"];
}

/** A whole report of a made-up image, made by the same code as a real one. */
export const aReport = ({
  graph = true,
  revision = HEAD_REVISION,
  files,
  flakeInputs,
  ...overrides
}: ReportOverrides = {}): Report => {
  const parts: ImageParts = {
    name: "api",
    storePaths: service(),
    rootSize: 41_000,
    maxLayers: 24,
    ratio: 0.36,
    platform: { os: "linux", architecture: "amd64" },
    env: ["PATH=/bin"],
    ...overrides,
  };
  const image = anImage(parts);
  const report = buildReport({
    image,
    inspection: inspectImage(withUsualFiles(files === undefined ? image : holding(image, files))),
    closure: aClosure(parts.storePaths),
    provenance: { source: ".#image", dirty: false, revision, ...(flakeInputs && { flakeInputs }) },
  });
  return graph ? report : stripGraph(report);
};

const withUsualFiles = (image: Image): Image => ({
  ...image,
  layers: [...image.layers, ...image.layers.slice(-1).map((layer) => ({ ...layer, files: usualFiles() }))],
});

/** The image with other layers, as far as looking into them goes. */
const holding = (image: Image, files: readonly LayerFiles[]): Image => ({
  ...image,
  layers: image.layers.slice(0, files.length).map((layer, i) => ({ ...layer, files: files[i] ?? layer.files })),
});

/** As versions before 0.3 wrote it where Nix could not be asked. */
const stripGraph = (report: Report): Report => ({
  ...report,
  storePaths: report.storePaths.map(
    ({ narSize, closureSize, retainedSize, dominator, references, whyChain, evidence, ...entry }) => entry,
  ),
});

const FROM_CACHE: BaselineInfo = { revision: BASE_REVISION, source: "cache", exact: true, name: "api" };

/** The current report with its comparison. */
export const compared = (baseline: Report, current: Report, info: BaselineInfo = FROM_CACHE): Report => ({
  ...current,
  comparison: diffReports(baseline, current, info),
});

/** What changes between the variants of the service below. */
interface Service {
  readonly node: string;
  readonly app: string;
  readonly ffmpeg: boolean;
  readonly locales: boolean;
  readonly openssl: string;
  readonly salt: string;
}

const CODECS: readonly (readonly [string, number])[] = [
  ["x265-4.1", 21_400_000],
  ["svt-av1-2.3.0", 9_800_000],
  ["libaom-3.11.0", 8_600_000],
  ["libvpx-1.15.0", 4_300_000],
  ["x264-0-unstable-2023-10-01", 3_900_000],
  ["dav1d-1.5.0", 2_700_000],
  ["libass-0.17.3", 620_000],
  ["libopus-1.5.2", 540_000],
  ["lame-3.100-lib", 410_000],
  ["libtheora-1.1.1", 390_000],
  ["libvorbis-1.3.7", 380_000],
  ["soxr-0.1.3", 290_000],
  ["libogg-1.3.5", 60_000],
];

const ffmpeg = (salt: string): readonly Sample[] => [
  aStorePath("ffmpeg-7.1-lib", 41_200_000, ["glibc-2.40-36", ...CODECS.map(([name]) => name)], { salt }),
  aStorePath("ffmpeg-7.1-bin", 2_300_000, ["ffmpeg-7.1-lib", "glibc-2.40-36"], { salt }),
  ...CODECS.map(([name, size]) => aStorePath(name, size, ["glibc-2.40-36"], { salt })),
];

/** A web service in Node.js, as nixpkgs would make it: about thirty store paths. */
const service = (overrides: Partial<Service> = {}): readonly Sample[] => {
  const it = { node: "22.9.0", app: "one", ffmpeg: false, locales: true, openssl: "3.3.2", salt: "", ...overrides };
  const path = (name: string, size: number, references: readonly string[] = []): Sample =>
    aStorePath(name, size + (it.salt === "" ? 0 : name.length * 977), references, { salt: it.salt });
  const imaging = ["vips-8.16.0", "glibc-2.40-36", ...(it.ffmpeg ? ["ffmpeg-7.1-bin"] : [])];
  return [
    path("glibc-2.40-36", 30_100_000, ["libidn2-2.3.7", "xgcc-13.3.0-libgcc"]),
    path("libidn2-2.3.7", 360_000, ["libunistring-1.2"]),
    path("libunistring-1.2", 1_800_000),
    path("xgcc-13.3.0-libgcc", 160_000),
    path("gcc-13.3.0-lib", 9_200_000, ["glibc-2.40-36"]),
    path("bash-5.2p37", 1_600_000, ["glibc-2.40-36"]),
    path("zlib-1.3.1", 130_000, ["glibc-2.40-36"]),
    path(`openssl-${it.openssl}`, 6_400_000, ["glibc-2.40-36"]),
    path("icu4c-74.2", 39_800_000, ["gcc-13.3.0-lib"]),
    path("libuv-1.48.0", 270_000, ["glibc-2.40-36"]),
    path("brotli-1.1.0-lib", 900_000, ["glibc-2.40-36"]),
    path(`nodejs-slim-${it.node}`, it.node === "22.9.0" ? 71_200_000 : 74_400_000, [
      "icu4c-74.2",
      `openssl-${it.openssl}`,
      "libuv-1.48.0",
      "brotli-1.1.0-lib",
      "zlib-1.3.1",
      "gcc-13.3.0-lib",
    ]),
    path("glib-2.82.1", 4_700_000, ["glibc-2.40-36", "pcre2-10.44", "libffi-3.4.6"]),
    path("pcre2-10.44", 2_100_000, ["glibc-2.40-36"]),
    path("libffi-3.4.6", 72_000, ["glibc-2.40-36"]),
    path("libjpeg-turbo-3.0.4", 1_300_000, ["glibc-2.40-36"]),
    path("libwebp-1.4.0", 1_200_000, ["glibc-2.40-36"]),
    path("libtiff-4.7.0", 800_000, ["libjpeg-turbo-3.0.4", "zlib-1.3.1"]),
    path("vips-8.16.0", 6_800_000, ["glib-2.82.1", "libjpeg-turbo-3.0.4", "libwebp-1.4.0", "libtiff-4.7.0"]),
    ...(it.ffmpeg ? ffmpeg(it.salt) : []),
    path("imaging-1.4.0", 2_200_000, imaging),
    path("cacert-3.104", 510_000),
    path("tzdata-2024b", 1_700_000),
    ...(it.locales ? [path("glibc-locales-2.40-36", 224_000_000)] : []),
    aStorePath("api-node-modules", 58_300_000, [`nodejs-slim-${it.node}`], { salt: it.salt }),
    aStorePath(
      "api-1.12.0",
      it.app === "one" ? 3_100_000 : 3_140_000,
      [
        `nodejs-slim-${it.node}`,
        "api-node-modules",
        "imaging-1.4.0",
        "bash-5.2p37",
        "cacert-3.104",
        "tzdata-2024b",
        ...(it.locales ? ["glibc-locales-2.40-36"] : []),
      ],
      { salt: it.app + it.salt },
    ),
  ];
};

const base = (): Report => aReport({ storePaths: service({ locales: false }), revision: BASE_REVISION });

export const firstRun = (): Report => ({ ...aReport(), comparison: { kind: "no-baseline", reason: "first-run" } });

export const grown = (): Report =>
  compared(base(), aReport({ storePaths: service({ locales: false, ffmpeg: true, node: "22.11.0", app: "two" }) }));

export const shrunk = (): Report =>
  compared(aReport({ revision: BASE_REVISION }), aReport({ storePaths: service({ locales: false, app: "two" }) }));

/** nixpkgs moved on: two new versions, everything else is the same with another hash. */
export const rebuilt = (): Report =>
  compared(
    base(),
    aReport({
      storePaths: service({ locales: false, node: "22.11.0", openssl: "3.3.3", salt: "next" }),
      rootSize: 43_500,
    }),
    { ...FROM_CACHE, source: "build" },
  );

const flakeInputs = (nixpkgs: string, lastModified: number): NonNullable<Provenance["flakeInputs"]> => [
  { name: "nixpkgs", url: "github:NixOS/nixpkgs/nixos-25.05", revision: nixpkgs, lastModified },
  { name: "nixpkgs/lib", url: "path:./lib", lastModified, narHash: `sha256-${nixpkgs}` },
  ...(lastModified > 1_736_000_000 ? [{ name: "nixpkgs/systems", revision: HEAD_REVISION }] : []),
];

/** What a package of `rebuilt` would be said to be rebuilt by: its compiler, or for a few their openssl. */
const causeFor = ({ pname, kind, change }: PackageChange, index: number): PackageCause | undefined => {
  if (kind === "changed")
    return {
      input: "nixpkgs",
      reason: {
        kind: "env",
        derivation: `${pname}-2`,
        attribute: "version",
        before: "1",
        after: "2",
        via: [`${pname}-2`],
      },
    };
  if (kind !== "rebuilt" || change === 0) return undefined;
  const [kinds, attribute] = [["env", "source", "fixed-output", "input-added", "args"] as const, "patches"] as const;
  const reason = { kind: kinds[Math.floor(index / 6)] ?? "env", derivation: "openssl-3.3.3", attribute };
  return { input: "nixpkgs", reason: { ...reason, before: "", after: "CVE-1.patch", via: [pname, "openssl-3.3.3"] } };
};

const withCauses = (report: Report): Report => {
  const { comparison } = report;
  if (comparison?.kind !== "compared") return report;
  const causes = comparison.packages.flatMap((change, index) => {
    const cause = causeFor(change, index);
    return cause === undefined ? [] : [[change, cause] as const];
  });
  return { ...report, comparison: addCauses(comparison, new Map(causes)) };
};

/** The same, with the flake's inputs and build plans of both sides at hand. */
export const traced = (): Report =>
  withCauses(
    compared(
      aReport({
        storePaths: service({ locales: false }),
        revision: BASE_REVISION,
        flakeInputs: flakeInputs(BASE_REVISION, 1_735_776_000),
      }),
      aReport({
        storePaths: service({ locales: false, node: "22.11.0", openssl: "3.3.3", salt: "next" }),
        flakeInputs: flakeInputs(HEAD_REVISION, 1_738_540_800),
      }),
    ),
  );

export const unchanged = (): Report => compared(base(), aReport({ storePaths: service({ locales: false }) }));

/** Nix could not be asked about either side, and the baseline is a published image. */
export const withoutGraph = (): Report =>
  compared(
    aReport({ storePaths: service({ locales: false }), graph: false }),
    aReport({ storePaths: service({ locales: false, ffmpeg: true }), graph: false }),
    { source: "image", exact: false, name: "ghcr.io/acme/api:1.11" },
  );

export const withoutCompressed = (): Report =>
  compared(
    aReport({ storePaths: service({ locales: false }), ratio: undefined }),
    aReport({ storePaths: service({ locales: false, ffmpeg: true }), ratio: undefined }),
  );

/** 3,000 store paths in 100 layers, every fourth rebuilt and every tenth in a new version. */
export const huge = (): Report => {
  const paths = (next: boolean) =>
    Array.from({ length: 3000 }, (_, index) => {
      const version = next && index % 10 === 0 ? "1.1" : "1.0";
      const below = [index * 2 + 1, index * 2 + 2].filter((child) => child < 3000);
      const names = below.map((child) => `package${child}-${next && child % 10 === 0 ? "1.1" : "1.0"}`);
      const size = 4000 + ((index * 7919) % 100_003) * 30;
      const salt = next && index % 4 === 0 ? "next" : "";
      return aStorePath(`package${index}-${version}`, size + (next && index % 20 === 0 ? index * 40 : 0), names, {
        salt,
      });
    });
  const of = (next: boolean) => aReport({ name: "monolith", storePaths: paths(next), maxLayers: 100 });
  return compared(of(false), of(true));
};

/** Files copied out of the store, others written again and deleted by a later layer. */
export const wasteful = (): Report => {
  const node = pathOf(aStorePath("nodejs-slim-22.9.0", 0));
  const below = filesOf([
    ["/bin/node", 71_200_000, 1n],
    [`${node}/bin/node`, 71_200_000, 1n],
    ["/var/cache/apt/pkgcache.bin", 38_000_000],
    ["/srv/app/assets.tar", 21_400_000, 2n],
    ["/srv/app/public/assets.tar", 21_400_000, 2n],
    ["/srv/b\xe4r.tar", 21_400_000, 2n],
  ]);
  const above = filesOf([
    ["/var/cache/.wh.apt", 0],
    [`${node}/bin/node`, 71_200_000, 1n],
  ]);
  return compared(base(), aReport({ storePaths: service({ locales: false }), files: [below, above] }));
};

const BUDGETS: Judging = {
  limits: {
    "max-size": 100_000_000,
    "max-unpacked-size": 500_000_000,
    "max-increase": 50_000_000,
    "max-increase-percent": 10,
    "max-update-pull": 200_000_000,
    "max-layers": 100,
  },
  forbidPackages: ["openssl-3.*", "x26?"],
  mode: "fail",
  overrideLabel: "size-increase-ok",
};

/** The report with what became of the budgets. */
export const judged = (report: Report, budgets: Judging = BUDGETS): Report => {
  const section = judgeBudgets(report, budgets);
  return section === undefined ? report : { ...report, budgets: section };
};

export const overBudget = (): Report => judged(grown());

/** The same on a pull request with the label. */
export const overridden = (): Report => {
  const { budgets, ...report } = overBudget();
  return budgets === undefined ? report : { ...report, budgets: override(budgets, "size-increase-ok") };
};

/** A first report, of which nothing but the image itself is judged. */
export const firstBudgets = (): Report =>
  judged(firstRun(), { ...BUDGETS, limits: { ...BUDGETS.limits, "max-size": 400_000_000 }, forbidPackages: ["ruby*"] });

/** There is a baseline, and nobody knows its size. */
export const unjudged = (): Report => judged(withoutCompressed(), { ...BUDGETS, mode: "warn" });

export const hostileNames = (): Report => hostile(withCauses(grown()));

/** Every rebuild has its cause, and every text of it is nasty. */
export const hostileCauses = (): Report => hostile(traced());

/** The image that a Dockerfile made of the same service, and the next version of it. */
const dockerfileUpgraded = (): Report =>
  compared(dockerfileReport(), dockerfileReport({ upgraded: true }), {
    ...{ source: "image", exact: true, name: "ghcr.io/acme/api:1.11" },
  });

/** The first image of Nix against the last one of the Dockerfile. */
const movedToNix = (): Report =>
  compared(dockerfileReport({ upgraded: true }), aReport({ storePaths: service({ locales: false }) }), {
    ...{ source: "image", exact: true, name: "ghcr.io/acme/api:1.12" },
  });

/** Every sample by the name of its golden files. */
export const SAMPLES: Readonly<Record<string, () => Report>> = {
  "first-run": firstRun,
  grown,
  shrunk,
  rebuilt,
  traced,
  unchanged,
  "without-graph": withoutGraph,
  "without-compressed": withoutCompressed,
  huge,
  wasteful,
  hostile: hostileNames,
  "over-budget": overBudget,
  overridden,
  "first-budgets": firstBudgets,
  unjudged,
  "hostile-budgets": () => hostile(overridden()),
  "hostile-causes": hostileCauses,
  dockerfile: () => ({ ...dockerfileReport(), comparison: { kind: "no-baseline", reason: "not-asked" } }),
  "dockerfile-upgraded": dockerfileUpgraded,
  "moved-to-nix": movedToNix,
  "hostile-dockerfile": () => hostile(dockerfileUpgraded()),
};
