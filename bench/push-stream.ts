import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import {
  addFolder,
  makeStreamScript,
  realProgram,
  standIn,
  withoutNixpkgs,
} from "../test/image/stream-script/support/make-script.ts";
import { US } from "./cases.ts";
import { type Measured, runWatched, tableOf } from "./measure.ts";
import { bytesIn, SHAPE, startRegistry, withoutRecord } from "./push.ts";
import { type Packed, planVersions } from "./real-image.ts";

/** Measures the push of a stream script's next version, with 90 % of the bytes unchanged, to a registry that has the first. */

interface Streamer {
  readonly name: string;
  readonly push: (script: string, target: string, tag: string) => string;
}

const STREAMERS: readonly Streamer[] = [
  {
    name: "nix-image push",
    push: (script, target, tag) => `${US} push ${script} ${target} --tag ${tag} --allow-dirty`,
  },
  {
    name: "stream > file; skopeo copy",
    push: (script, target, tag) =>
      `${script} > $TMPDIR/image.tar && ${withoutRecord(`skopeo --insecure-policy copy -q --dest-tls-verify=false docker-archive:$TMPDIR/image.tar docker://${target}:${tag}`)}`,
  },
];

/** The store path of a package's files, copied into a folder of their own. */
const addPacked = async ({ storePath, files }: Packed): Promise<string> =>
  addFolder(path.basename(storePath).slice(33), (dir) => {
    mkdirSync(path.join(dir, "lib"), { recursive: true });
    for (const [index, { file }] of files.entries()) {
      copyFileSync(file, path.join(dir, "lib", `${index}-${path.basename(file).slice(0, 40)}`));
    }
  });

/** Scripts of both versions; what they stream lies in the Nix store. */
const makeScripts = async (dir: string): Promise<readonly string[]> => {
  const program = withoutNixpkgs === false ? await realProgram() : await standIn();
  const scripts: string[] = [];
  for (const version of planVersions(SHAPE)) {
    const layers: string[][] = [];
    for (const packed of version) layers.push([await addPacked(packed)]);
    scripts.push(await makeStreamScript(dir, { program, layers: layers as never, conf: {} }));
  }
  return scripts;
};

/** What a registry stores after the first version was pushed. */
const seedFor = async ({ push }: Streamer, script: string, dir: string): Promise<string> => {
  const registry = await startRegistry();
  const scratch = mkdtempSync(path.join(dir, "seed-"));
  const command = push(script, `${registry.host}/bench/app`, "v1");
  await runWatched({ name: "the first push", command }, { TMPDIR: scratch }, () => 0);
  const seed = path.join(dir, `${path.basename(scratch)}-data`);
  await registry.stop(seed);
  rmSync(scratch, { recursive: true });
  return seed;
};

/** Contenders in turn, round after round, after one that is not counted. */
export const runPushStream = async (rounds: number): Promise<void> => {
  const dir = mkdtempSync(path.join(os.tmpdir(), "bench-stream-"));
  try {
    console.error("adding the packages to the Nix store");
    const [first = "", second = ""] = await makeScripts(dir);
    const seeds = new Map<Streamer, string>();
    for (const streamer of STREAMERS) seeds.set(streamer, await seedFor(streamer, first, dir));
    const results = new Map(STREAMERS.map(({ name }) => [name, [] as Measured[]]));
    let disk = 0;
    for (let round = 0; round <= rounds; round++)
      for (const streamer of STREAMERS) {
        const registry = await startRegistry(seeds.get(streamer));
        const scratch = mkdtempSync(path.join(dir, "round-"));
        const command = streamer.push(second, `${registry.host}/bench/app`, "v2");
        const measured = await runWatched({ name: streamer.name, command }, { TMPDIR: scratch }, () =>
          bytesIn(scratch),
        );
        if (streamer === STREAMERS[0]) disk = Math.max(disk, measured.peak);
        console.error(`round ${round}: ${streamer.name}: ${measured.wall} s, ${measured.cpu.toFixed(2)} s CPU`);
        if (round > 0) results.get(streamer.name)?.push(measured);
        await registry.stop();
        rmSync(scratch, { recursive: true });
      }
    const program = withoutNixpkgs === false ? "nixpkgs' own program" : "a stand-in for nixpkgs' program";
    console.log(`\n## Push a stream script of 1 GB, 90 % of the bytes unchanged (${program}, ${rounds} rounds)\n`);
    console.log(tableOf(STREAMERS[0]?.name ?? "", results));
    console.log(`\nTemporary disk of ours: ${(disk / 1e6).toFixed(1)} MB`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};
