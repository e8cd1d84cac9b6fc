import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort } from "../test/support/ports.ts";
import { answers, startServerProcess } from "../test/support/server-process.ts";
import { US } from "./cases.ts";
import { type Contender, isThere, type Measured, runWatched, tableOf } from "./measure.ts";
import { type RealShape, writeVersions } from "./real-image.ts";

/** Measures pushing to a registry: first to an empty one, then the same again, then the next version of the image. */

export const SHAPE: RealShape = { layers: 70, bytes: 1e9, changed: 0.1 };

interface Pusher {
  readonly name: string;
  readonly push: (file: string, target: string) => string;
  readonly needs?: readonly string[];
  /** Only the first push is measured: it takes as long each time, and is long. */
  readonly once?: boolean;
}

const ours = (compression: string): Pusher => ({
  name: `nix-image push, ${compression}`,
  push: (file, target) => {
    const [repository, tag] = splitTag(target);
    return `${US} push ${file} ${repository} --tag ${tag} --compression ${compression} --allow-dirty`;
  },
});

const splitTag = (target: string): readonly [string, string] => {
  const colon = target.lastIndexOf(":");
  return [target.slice(0, colon), target.slice(colon + 1)];
};

const PUSHERS: readonly Pusher[] = [
  ours("gzip"),
  ours("gzip:1"),
  ours("zstd"),
  {
    name: "skopeo copy",
    push: (file, target) =>
      withoutRecord(
        `skopeo --insecure-policy copy -q --dest-tls-verify=false docker-archive:${file} docker://${target}`,
      ),
    needs: ["skopeo"],
  },
  {
    name: "crane push",
    push: (file, target) => `crane push --insecure ${file} ${target}`,
    needs: ["crane"],
    once: true,
  },
];

/**
 * A runner is fresh: skopeo finds no record of the blobs that it pushed before, and the one of this machine is left alone. Root's
 * record has a fixed place, which an empty file system hides from this one command.
 */
export const withoutRecord = (command: string): string =>
  process.getuid?.() === 0
    ? `unshare --mount bash -c "mount -t tmpfs none /var/lib/containers && ${command}"`
    : `XDG_DATA_HOME=$TMPDIR/data ${command}`;

interface Registry {
  readonly host: string;
  /** Folder of what it stores. */
  readonly data: string;
  readonly stored: () => number;
  /** Puts what is stored into a folder `keep`, if one is given; else it is gone. */
  readonly stop: (keep?: string) => Promise<void>;
}

/** Debian's docker-registry, empty or with what another one had stored. */
export const startRegistry = async (seed?: string): Promise<Registry> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "bench-registry-"));
  const data = path.join(folder, "data");
  if (seed !== undefined) cpSync(seed, data, { recursive: true });
  const host = `127.0.0.1:${await freePort()}`;
  const config = {
    version: 0.1,
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: data } },
    http: { addr: host },
  };
  writeFileSync(path.join(folder, "config.yml"), JSON.stringify(config));
  const server = await startServerProcess({
    name: "docker-registry (apt-get install docker-registry)",
    command: ["docker-registry", "serve", path.join(folder, "config.yml")],
    isReady: () => answers(`http://${host}/v2/`),
  });
  const stop = async (keep?: string): Promise<void> => {
    await server.stop();
    if (keep !== undefined) renameSync(data, keep);
    rmSync(folder, { recursive: true, force: true });
  };
  return { host, data, stored: () => bytesIn(data), stop };
};

export const bytesIn = (folder: string): number =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .reduce(
          (sum, entry) =>
            sum + (statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
          0,
        )
    : 0;

interface Pushed extends Measured {
  /** Bytes that the registry holds afterwards. */
  readonly stored: number;
  /** The most that lay in the folder for temporary files. */
  readonly disk: number;
}

const STEPS = [
  "to an empty registry",
  "the same again under another tag",
  "the next version, 90 % of the bytes unchanged",
] as const;

/** One contender, one round: the three pushes, to a registry of its own. */
const runRound = async ({ name, push, once = false }: Pusher, files: readonly string[]): Promise<readonly Pushed[]> => {
  const registry = await startRegistry();
  const scratch = mkdtempSync(path.join(os.tmpdir(), "bench-push-"));
  try {
    const results: Pushed[] = [];
    for (const [step, file] of [files[0], ...(once ? [] : [files[0], files[1]])].entries()) {
      const contender: Contender = { name, command: push(file ?? "", `${registry.host}/bench/app:v${step}`) };
      const { peak, ...measured } = await runWatched(contender, { TMPDIR: scratch }, () => bytesIn(scratch));
      results.push({ ...measured, disk: peak, stored: registry.stored() });
      const { wall, cpu, memory } = measured;
      console.error(
        `  ${wall} s, ${cpu.toFixed(2)} s CPU, ${Math.round(memory)} MB, ${registry.stored()} bytes stored`,
      );
    }
    return results;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await registry.stop();
  }
};

/** Contenders in turn, round after round. The files are read once before, which is all that a round that is not counted would do. */
export const runPush = async (folder: string, rounds: number): Promise<void> => {
  const files = ["real-1.tar", "real-2.tar"].map((name) => path.join(folder, name));
  mkdirSync(folder, { recursive: true });
  if (!files.every((file) => existsSync(file))) {
    console.error(`making ${files.join(", ")}`);
    await writeVersions(SHAPE, files);
  }
  const present = PUSHERS.filter(({ needs = [] }) => needs.every(isThere));
  const results = STEPS.map(() => new Map(present.map(({ name }) => [name, [] as Pushed[]])));
  for (const file of files) for await (const _ of createReadStream(file, { highWaterMark: 1 << 20 }));
  for (let round = 1; round <= rounds; round++)
    for (const pusher of present) {
      console.error(`round ${round}: ${pusher.name}`);
      const pushed = await runRound(pusher, files);
      for (const [step, one] of pushed.entries()) results[step]?.get(pusher.name)?.push(one);
    }
  console.log(
    `\n## Push 1 GB of files, ${SHAPE.layers} layers, plain tar, to a registry on this machine (${rounds} rounds)`,
  );
  for (const [step, title] of STEPS.entries()) {
    const found = new Map([...(results[step] ?? [])].filter(([, runs]) => runs.length > 0));
    for (const { name } of present.filter((one) => one.name.startsWith("nix-image")))
      console.log(`\n### ${title}: ${name}\n\n${tableOf(name, onlyWithPeers(found, name))}`);
    console.log("\n| | stored | temporary disk |\n|---|--:|--:|");
    for (const [name, runs] of found)
      console.log(
        `| ${name} | ${megabytes(runs.map(({ stored }) => stored))} | ${megabytes(runs.map(({ disk }) => disk))} |`,
      );
  }
  for (const { name } of PUSHERS.filter((one) => !present.includes(one)))
    console.log(`\nNot measured, not installed: ${name}`);
};

const onlyWithPeers = <T>(found: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> =>
  new Map([...found].filter(([other]) => other === name || !other.startsWith("nix-image")));

const megabytes = (sizes: readonly number[]): string => `${(Math.max(...sizes) / 1e6).toFixed(1)} MB`;
