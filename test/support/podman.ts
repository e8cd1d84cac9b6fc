import { execFile, execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** Why no image of a Dockerfile can be built here; `undefined` when one can. */
export const whyPodmanCannotBuild = (): string | undefined => {
  try {
    execFileSync("podman", ["--version"], { stdio: "pipe" });
    return undefined;
  } catch {
    return "podman is not installed, so that no Dockerfile is built; run script/bootstrap";
  }
};

export type SavedAs = "docker-archive" | "oci-archive";

/** A podman with images of its own, which needs neither a daemon nor a network. */
export interface Podman {
  readonly env: NodeJS.ProcessEnv;
  /** Builds the Dockerfile with the folder as its context. */
  build(context: string, dockerfile: string, options?: readonly string[]): Promise<void>;
  /** The image that was built last, as a file. */
  save(file: string, format: SavedAs): Promise<void>;
  /** Deletes its images. */
  remove(): Promise<void>;
}

export const makePodman = async (folder: string): Promise<Podman> => {
  await mkdir(folder, { recursive: true });
  const storage = path.join(folder, "storage.conf");
  const [graph, run] = [path.join(folder, "graph"), path.join(folder, "run")];
  await writeFile(storage, `[storage]\ndriver = "vfs"\ngraphroot = "${graph}"\nrunroot = "${run}"\n`);
  const env = { ...process.env, CONTAINERS_STORAGE_CONF: storage };
  const podman = (...args: readonly string[]) => exec("podman", args, { env });
  return {
    env: { CONTAINERS_STORAGE_CONF: storage },
    build: async (context, dockerfile, options = []) => {
      const file = path.join(folder, "Dockerfile");
      await writeFile(file, dockerfile);
      // Without a container of its own a RUN needs no right that a container would not give.
      const how = ["--quiet", "--isolation=chroot", ...options];
      await podman("build", ...how, "--tag", "built", "--file", file, context);
    },
    save: async (file, format) => {
      await rm(file, { force: true });
      await podman("save", "--quiet", "--format", format, "--output", file, "built");
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
