import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { parseStorePath, type StorePath } from "../../../../src/core/store-path.ts";
import { makeDockerArchive, makeTar } from "../../../support/archives.ts";
import { nixesToTestWith, runWith, type TestNix } from "../../../support/nix.ts";

/** What `streamLayeredImage` puts together, in the real store: the program reads its layers there. */
export interface ScriptParts {
  /** Text of the program, with the line that names its interpreter. */
  readonly program: string;
  /** Of each store layer. */
  readonly layers: readonly (readonly StorePath[])[];
  /** Over what nixpkgs writes; `undefined` takes a key away. */
  readonly conf: Readonly<Record<string, unknown>>;
}

let found: Promise<TestNix> | undefined;

const firstNix = (): Promise<TestNix> => {
  found ??= nixesToTestWith().then(([nix]) => nix as TestNix);
  return found;
};

/** Puts a file or folder called `name`, which `make` writes, into the store. */
const addToStore = async (name: string, make: (file: string) => Promise<unknown>): Promise<StorePath> => {
  const dir = await mkdtemp(path.join(os.tmpdir(), "store-"));
  try {
    await make(path.join(dir, name));
    const printed = await runWith(await firstNix(), ["nix-store", "--add", path.join(dir, name)]);
    const added = parseStorePath(printed.trim());
    if (added === undefined) throw new Error(`nix-store has not added ${name}`);
    return added;
  } finally {
    await rm(dir, { recursive: true });
  }
};

/** A store path with what `fill` puts into a folder. */
export const addFolder = (name: string, fill: (dir: string) => unknown): Promise<StorePath> =>
  addToStore(name, async (dir) => {
    await mkdir(dir);
    await fill(dir);
  });

/** A store path with files of several kinds, whose content follows from `name`. */
export const addPackage = (name: string, size = 20_000): Promise<StorePath> =>
  addToStore(name, async (dir) => {
    await mkdir(path.join(dir, "bin"), { recursive: true });
    await writeFile(path.join(dir, "bin", name), name.repeat(size / name.length), { mode: 0o555 });
    await writeFile(path.join(dir, `${"long-".repeat(25)}naïve`), "a name that no plain header holds");
    await symlink(`bin/${name}`, path.join(dir, "link"));
  });

const addCustomisationLayer = (): Promise<StorePath> =>
  addToStore("app-customisation-layer", async (dir) => {
    const tar = await makeTar([
      { name: "./", type: "directory" },
      { name: "./greeting", content: "hello" },
    ]);
    await mkdir(dir);
    await writeFile(path.join(dir, "layer.tar"), tar);
    await writeFile(path.join(dir, "checksum"), `${createHash("sha256").update(tar).digest("hex")}\n`);
  });

/** An archive with two layers and an environment. */
export const addBaseImage = (): Promise<StorePath> =>
  addToStore("base.tar", async (file) => {
    const layers = [await makeTar([{ name: "one", content: "1" }]), await makeTar([{ name: "two", content: "2" }])];
    await writeFile(file, await makeDockerArchive({ layers, config: { config: { Env: ["BASE=yes"] } } }));
  });

const addShell = (): Promise<StorePath> =>
  addToStore("bash", async (dir) => {
    const { stdout } = await promisify(execFile)("bash", ["-c", "type -P bash"]);
    await mkdir(path.join(dir, "bin"), { recursive: true });
    await symlink(stdout.trim(), path.join(dir, "bin/bash"));
  });

/** As jq prints it, with characters that Python escapes and a key order that no JavaScript object keeps. */
const CONFIG = String.raw`{"Cmd":["/bin/é\\\"☃","🎉\u007f\t"],"ExposedPorts":{"8080":{},"443":{}},"Labels":{"n":"1"},"Volumes":{}}`;

/** The path of a new script in `dir`, of the shape that nixpkgs gives it. */
export const makeStreamScript = async (dir: string, { program, layers, conf }: ScriptParts): Promise<string> => {
  const text = printConf({
    architecture: "amd64",
    config: "CONFIG",
    os: "linux",
    store_dir: "/nix/store",
    from_image: null,
    store_layers: layers,
    customisation_layer: await addCustomisationLayer(),
    repo_tag: "ghcr.io/example/app:1",
    created: "1970-01-01T00:00:01+00:00",
    mtime: "1970-01-01T00:00:01+00:00",
    uid: "0",
    gid: "0",
    uname: "root",
    gname: "root",
    ...conf,
  });
  return wrap(dir, await addProgram(program), await addConf(text));
};

export const addProgram = (text: string, mode = 0o755): Promise<StorePath> =>
  addToStore("stream", (file) => writeFile(file, text, { mode }));

export const addConf = (text: string | Buffer): Promise<StorePath> =>
  addToStore("app-conf.json", (file) => writeFile(file, text));

/** The path of a new script in `dir` that runs `program` on `conf`. */
export const wrap = async (dir: string, program: string, conf: string): Promise<string> => {
  const file = path.join(await mkdtemp(path.join(dir, "script-")), "stream-app");
  await writeFile(file, `#! ${await addShell()}/bin/bash -e\nexec "${program}"  ${conf} "$@" \n`);
  await chmod(file, 0o755);
  return file;
};

const printConf = (conf: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify(conf, null, 2).replace('"CONFIG"', printConfig())}\n`;

/** Number keys would be sorted by JavaScript, so that the text is indented by hand. */
const printConfig = (): string =>
  CONFIG.replace(/^\{/, "{\n    ")
    .replace(/,"(?=[A-Z])/g, ',\n    "')
    .replace(/\}$/, "\n  }");

/** A program that plays nixpkgs' own. */
export const standIn = async (): Promise<string> =>
  `#!/usr/bin/env python3\n${await readFile(path.join(import.meta.dirname, "stream-program.py"), "utf8")}`;

const nixpkgs = process.env["NIX_IMAGE_NIXPKGS"];

/** Reason to skip a test of nixpkgs' own program; `false` when it is there. */
export const withoutNixpkgs: string | false =
  nixpkgs === undefined ? "NIX_IMAGE_NIXPKGS is not set: no nixpkgs whose stream_layered_image.py could be run" : false;

/** The program that nixpkgs has. */
export const realProgram = async (): Promise<string> =>
  `#!/usr/bin/env python3\n${await readFile(path.join(nixpkgs ?? "", "pkgs/build-support/docker/stream_layered_image.py"), "utf8")}`;
