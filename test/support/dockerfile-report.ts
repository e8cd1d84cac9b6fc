import { type Distribution, type Image, inspectImage } from "../../src/image/index.ts";
import { buildReport, type Report } from "../../src/report/index.ts";
import { filesOf, usualFiles } from "./layer-files.ts";
import { aLayer } from "./sample-image.ts";

type Package = Distribution["packages"][number];

const aPackage = (name: string, version: string, kibibytes: number): Package => ({
  ...{ manager: "dpkg", name, version, architecture: "amd64", installedSize: kibibytes * 1024 },
});

const packagesOf = (upgraded: boolean): readonly Package[] => [
  aPackage("base-files", "12.4+deb12u5", 341),
  aPackage("ca-certificates", "20230311", 384),
  aPackage("libc6", "2.36-9+deb12u4", 12_986),
  aPackage("libssl3", upgraded ? "3.0.13-1~deb12u1" : "3.0.11-1~deb12u2", 6019),
  aPackage("perl-base", "5.36.0-7+deb12u1", 7671),
  ...(upgraded
    ? [aPackage("ffmpeg", "7:5.1.6-0+deb12u1", 2_310), aPackage("libavcodec59", "7:5.1.6-0+deb12u1", 15_302)]
    : [aPackage("wget", "1.21.3-1+deb12u1", 3692)]),
];

/** What BuildKit writes; a base image of debuerreotype below. */
const stepsOf = (upgraded: boolean): readonly (readonly [createdBy: string, size?: number])[] => [
  ["# debian.sh --arch 'amd64' out/ 'bookworm' '@1710720000'", 74_800_000],
  ["ENV NODE_ENV=production"],
  [
    `RUN |1 NPM_TOKEN=hunter2 /bin/sh -c apt-get update     && apt-get install -y --no-install-recommends ca-certificates ${upgraded ? "ffmpeg" : "wget"}     && rm -rf /var/lib/apt/lists/* # buildkit`,
    upgraded ? 61_300_000 : 43_900_000,
  ],
  ["WORKDIR /app", 0],
  ["COPY package.json package-lock.json ./ # buildkit", 412_000],
  ["RUN |1 NPM_TOKEN=hunter2 /bin/sh -c npm ci --omit=dev # buildkit", 58_300_000],
  ["COPY . . # buildkit", upgraded ? 3_180_000 : 3_100_000],
  ['CMD ["node" "server.js"]'],
];

const historyOf = (upgraded: boolean) =>
  stepsOf(upgraded).map(([created_by, size]) => ({
    ...{ created_by, comment: "buildkit.dockerfile.v0" },
    ...(size === undefined ? { empty_layer: true } : {}),
  }));

/** The report of an image that a Dockerfile made on Debian. */
export const dockerfileReport = ({ upgraded = false } = {}): Report => {
  const sizes = stepsOf(upgraded).flatMap(([, size]) => (size === undefined ? [] : [size]));
  const layers = sizes.map((size, index) => ({
    ...aLayer(index, [], size, 0.4),
    files: filesOf([[`/layer/${index}`, size, BigInt(index * 2 + Number(upgraded))]]),
  }));
  const config = {
    created: "2025-01-31T12:00:00Z",
    config: { Cmd: ["/bin/api"] },
    ...{ architecture: "amd64", os: "linux", history: historyOf(upgraded) },
    rootfs: { diff_ids: layers.map(({ diffId }) => diffId) },
  };
  const image: Image = {
    ...{ source: "docker://ghcr.io/acme/api:1.12", format: "docker-archive", repoTags: ["ghcr.io/acme/api:1.12"] },
    platform: { os: "linux", architecture: "amd64" },
    configDigest: layers.at(-1)?.diffId ?? "sha256:",
    configBytes: Buffer.from(JSON.stringify(config)),
    config,
    layers,
  };
  const usual = layers.slice(-1).map((layer) => ({ ...layer, files: usualFiles() }));
  const distribution: Distribution = {
    ...{ id: "debian", version: "12", name: "Debian GNU/Linux 12 (bookworm)" },
    packages: packagesOf(upgraded),
  };
  return buildReport({
    image,
    inspection: { ...inspectImage({ ...image, layers: [...layers, ...usual] }), distribution },
    provenance: { source: image.source, dirty: false },
  });
};
