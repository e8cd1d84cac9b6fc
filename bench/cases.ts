import path from "node:path";
import type { Shape } from "./generate.ts";
import type { Contender } from "./measure.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
/** Our program. */
export const US = `'${process.execPath}' '${path.join(ROOT, "dist/cli.js")}'`;

export type Compression = "tar" | "tar.gz" | "tar.zst";

export interface Case {
  readonly title: string;
  readonly shape: Shape;
  readonly compression: Compression;
  /** The first is ours. */
  readonly contenders: (file: string) => readonly Contender[];
}

const MIXED: Shape = { layers: 70, files: 20_000, bytes: 1e9 };
const SMALL_FILES: Shape = { layers: 70, files: 300_000, bytes: 1e9 };
/** For podman's simplest storage, which copies all lower layers for each. */
const LITTLE: Shape = { layers: 20, files: 2000, bytes: 1e8 };
const LARGE_FILES: Shape = { layers: 20, files: 200, bytes: 2e9 };

const report = (file: string): Contender => ({ name: "nix-image report", command: `${US} report ${file} > /dev/null` });

const skopeo = (file: string): Contender => ({
  name: "skopeo copy, uncompressed layers",
  command: `skopeo --insecure-policy copy -q --dest-oci-accept-uncompressed-layers docker-archive:${file} oci:$OUT:x`,
  needs: ["skopeo"],
});

const floor = (name: string, command: string, ...needs: readonly string[]): Contender => ({ name, command, needs });

const podman = (file: string): Contender => ({
  name: "podman load",
  command: `mkdir $OUT && podman --root $OUT/graph --runroot $OUT/run --storage-driver vfs load -q -i ${file}`,
  needs: ["podman"],
});

const crane = (file: string): Contender => ({
  name: "crane validate",
  command: `crane validate --tarball ${file}`,
  needs: ["crane"],
});

const dive = (file: string): Contender => ({
  name: "dive",
  command: `dive docker-archive://${file} --json $OUT`,
  needs: ["dive"],
});

const plain = (file: string): readonly Contender[] => [
  report(file),
  skopeo(file),
  dive(file),
  crane(file),
  floor("sha256sum", `sha256sum ${file}`),
];

export const CASES: Readonly<Record<string, Case>> = {
  report: {
    title: "Analyse 1 GB, 70 layers, 20,000 files, plain tar",
    shape: MIXED,
    compression: "tar",
    contenders: plain,
  },
  "small-files": { title: "The same with 300,000 files", shape: SMALL_FILES, compression: "tar", contenders: plain },
  "large-files": { title: "2 GB in 200 files, 20 layers", shape: LARGE_FILES, compression: "tar", contenders: plain },
  copy: {
    title: "Copy 1 GB to an OCI layout, layers as they are",
    shape: MIXED,
    compression: "tar",
    contenders: (file) => [
      { name: "nix-image push --compression none", command: `${US} push ${file} oci:$OUT --tag x --compression none` },
      skopeo(file),
    ],
  },
  little: {
    title: "Analyse 100 MB, 20 layers, 2,000 files, plain tar",
    shape: LITTLE,
    compression: "tar",
    contenders: (file) => [report(file), dive(file), podman(file)],
  },
  gzip: {
    title: "Analyse 1 GB, gzip",
    shape: MIXED,
    compression: "tar.gz",
    contenders: (file) => [
      report(file),
      floor("gzip -dc \\| sha256sum", `gzip -dc ${file} | sha256sum`),
      floor("pigz -dc \\| sha256sum", `pigz -dc ${file} | sha256sum`, "pigz"),
    ],
  },
  zstd: {
    title: "Analyse 1 GB, zstd",
    shape: MIXED,
    compression: "tar.zst",
    contenders: (file) => [report(file), floor("zstd -dc \\| sha256sum", `zstd -dc ${file} | sha256sum`, "zstd")],
  },
};

/** Images of growing size and number of files, for memory alone. */
export const MEMORY: readonly Shape[] = [
  { layers: 20, files: 1000, bytes: 1e8 },
  { layers: 70, files: 1000, bytes: 1e9 },
  { layers: 70, files: 100_000, bytes: 1e9 },
  { layers: 70, files: 500_000, bytes: 1e9 },
  { layers: 100, files: 1000, bytes: 1e10 },
  { layers: 100, files: 500_000, bytes: 1e10 },
];

export const memoryOf = (file: string): Contender => report(file);
