import { execFile } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** A folder with what a docker-archive's container would see, unpacked by GNU tar; the caller deletes it. */
export const unpackArchive = async (archive: string): Promise<{ readonly dir: string; readonly root: string }> => {
  const dir = await mkdtemp(path.join(os.tmpdir(), "unpacked-"));
  const [members, root] = [path.join(dir, "members"), path.join(dir, "root")];
  for (const folder of [members, root]) await mkdir(folder);
  await exec("tar", ["-xf", archive, "-C", members]);
  const manifest = JSON.parse(readFileSync(path.join(members, "manifest.json"), "utf8"));
  for (const layer of manifest[0].Layers) await applyLayer(path.join(members, layer), root);
  return { dir, root };
};

/** Whiteouts first, since they concern what is there already. Devices need root, and weigh nothing. */
const applyLayer = async (layer: string, root: string): Promise<void> => {
  const { stdout } = await exec("tar", ["-tf", layer, "--quoting-style=literal"]);
  for (const name of stdout.split("\n").filter((line) => path.basename(line).startsWith(".wh."))) {
    const folder = path.join(root, path.dirname(name));
    if (path.basename(name) !== ".wh..wh..opq") rmSync(path.join(folder, path.basename(name).slice(4)), FORCE);
    else for (const child of readdirSync(folder)) rmSync(path.join(folder, child), FORCE);
  }
  const skipped = ["--exclude=.wh.*", "--exclude=./dev/*"];
  await exec("tar", [
    "-xf",
    layer,
    "-C",
    root,
    "--no-same-owner",
    "--absolute-names",
    "--transform=s,^/*,./,",
    ...skipped,
  ]);
  await exec("chmod", ["-R", "u+w", root]);
};

const FORCE = { recursive: true, force: true } as const;

export interface DiskUse {
  readonly contentSize: number;
  readonly files: number;
  readonly directories: number;
}

/** What lies below a folder on disk: bytes of regular files, each inode once, as `du` has it. */
export const diskUse = (folder: string): DiskUse => {
  const sizes = new Map<number, number>();
  let files = 0;
  let directories = 0;
  for (const found of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const { ino, size } = lstatSync(path.join(found.parentPath, found.name));
    if (found.isDirectory()) directories += 1;
    else files += 1;
    if (found.isFile()) sizes.set(ino, size);
  }
  return { contentSize: [...sizes.values()].reduce((sum, size) => sum + size, 0), files, directories };
};
