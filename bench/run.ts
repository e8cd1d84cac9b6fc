import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { CASES, type Case, type Compression, MEMORY, memoryOf } from "./cases.ts";
import { generateArchive, type Shape } from "./generate.ts";
import { isThere, measureAll, runOnce, tableOf, versionOf } from "./measure.ts";
import { runPush } from "./push.ts";
import { runPushStream } from "./push-stream.ts";

const FOLDER = process.env["NIX_IMAGE_BENCH_DIR"] ?? path.join(import.meta.dirname, ".cache");

const COMPRESS: Readonly<Record<Exclude<Compression, "tar">, string>> = {
  "tar.gz": "gzip -4",
  "tar.zst": "zstd -q -3",
};

/** The archive of a shape, made when it is not there yet. */
const archiveOf = async (shape: Shape, compression: Compression): Promise<string> => {
  const name = `${shape.layers}x${shape.files}x${shape.bytes}`;
  const tar = path.join(FOLDER, `${name}.tar`);
  if (!existsSync(tar)) {
    console.error(`making ${tar}`);
    await generateArchive(tar, shape);
  }
  if (compression === "tar") return tar;
  const file = path.join(FOLDER, `${name}.${compression}`);
  if (!existsSync(file))
    spawnSync("bash", ["-c", `${COMPRESS[compression]} -c ${tar} > ${file}.partial && mv ${file}.partial ${file}`]);
  return file;
};

const runCase = async ({ title, shape, compression, contenders }: Case, rounds: number): Promise<void> => {
  const file = await archiveOf(shape, compression);
  const all = contenders(file);
  const present = all.filter(({ needs = [] }) => needs.every(isThere));
  console.log(`\n### ${title} (${(statSync(file).size / 1e9).toFixed(2)} GB on disk, ${rounds} rounds)\n`);
  console.log(tableOf(present[0]?.name ?? "", measureAll(present, rounds)));
  for (const { name } of all.filter((one) => !present.includes(one)))
    console.log(`\nNot measured, not installed: ${name}`);
};

const runMemory = async (): Promise<void> => {
  console.log(
    "\n### Peak memory of `nix-image report`, plain tar\n\n| image | files | peak memory | wall |\n|--:|--:|--:|--:|",
  );
  for (const shape of MEMORY) {
    const file = await archiveOf(shape, "tar");
    const { memory, wall } = runOnce(memoryOf(file));
    console.log(
      `| ${shape.bytes / 1e9} GB | ${shape.files.toLocaleString("en")} | ${Math.round(memory)} MB | ${wall.toFixed(1)} s |`,
    );
    if (shape.bytes > 5e9) rmSync(file);
  }
};

const PEERS = [
  "skopeo --version",
  "podman --version",
  "crane version",
  "dive --version",
  "sha256sum --version",
  "gzip --version",
];

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string", default: "5" } },
  });
  const names = positionals.length > 0 ? positionals : [...Object.keys(CASES), "memory", "push", "push-stream"];
  mkdirSync(FOLDER, { recursive: true });
  console.log(`${os.availableParallelism()} processors, ${os.cpus()[0]?.model}, Node ${process.version}`);
  for (const peer of PEERS.filter((command) => isThere(command.split(" ")[0] ?? "")))
    console.log(`- ${peer.split(" ")[0]}: ${versionOf(peer)}`);
  for (const name of names) {
    const found = CASES[name];
    if (name === "memory") await runMemory();
    else if (name === "push") await runPush(FOLDER, Number(values.rounds));
    else if (name === "push-stream") await runPushStream(Number(values.rounds));
    else if (found === undefined)
      throw new Error(
        `no bench is called ${name} (there: ${Object.keys(CASES).join(", ")}, memory, push, push-stream)`,
      );
    else await runCase(found, Number(values.rounds));
  }
};

await main();
