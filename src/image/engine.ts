import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { Log } from "../core/log.ts";
import type { RunProgram } from "../core/program.ts";
import type { Bytes } from "./bytes.ts";
import { ImageError } from "./errors.ts";
import type { Engine } from "./source.ts";

/** Which engine is to have the images; `auto` is the first that answers. */
export type EngineChoice = Engine | "auto";

/** What only an engine that can take images answers: Docker's client asks its daemon, Podman opens its store. */
const QUESTIONS: Readonly<Record<Engine, readonly string[]>> = {
  docker: ["version", "--format", "{{.Server.Version}}"],
  podman: ["info", "--format", "{{.Version.Version}}"],
};

/** The engine on this machine that answers, Docker before Podman; ImageError NO_ENGINE says what each of them said. */
export const findEngine = async (run: RunProgram, choice: EngineChoice): Promise<Engine> => {
  const engines: readonly Engine[] = choice === "auto" ? ["docker", "podman"] : [choice];
  const answers: string[] = [];
  for (const engine of engines) {
    const { status, stdout, stderr } = await run(engine, QUESTIONS[engine]);
    if (status === 0) return engine;
    answers.push(`${engine}: ${status === 127 ? "not on PATH" : lastLine(stderr || stdout)}`);
  }
  const found = `no container engine takes images here (tried ${answers.join("; ")})`;
  throw new ImageError("NO_ENGINE", `load: ${found}; start the Docker daemon, or install Podman`);
};

const lastLine = (said: string): string => said.trim().split("\n").at(-1) || "it said nothing";

export interface Loading {
  readonly engine: Engine;
  /** For messages: the image. */
  readonly name: string;
  /** An archive, of any kind and compression that the engine reads. */
  readonly bytes: Bytes;
  /** All of the engine's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: Log;
}

const STDERR_LINES = 10;

/**
 * Streams an archive to `docker load` or `podman load`, and gives back what it then calls the images: names with tags, IDs
 * of those that have none. When the bytes fail, the engine is ended before it could take the part for the whole.
 */
export const loadArchive = async ({ engine, name, bytes, env, log }: Loading): Promise<readonly string[]> => {
  const child = spawn(engine, ["load"], { env, stdio: ["pipe", "pipe", "pipe"] });
  const kill = (): boolean => child.kill("SIGKILL");
  process.once("exit", kill);
  const tail: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.debug(line);
    tail.push(line);
    if (tail.length > STDERR_LINES) tail.shift();
  });
  const ended = new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => resolve(`cannot be run (${error.message})`));
    child.once("close", (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? `status ${code}`}`));
  });
  try {
    const [said, fed, problem] = await Promise.all([text(child.stdout), feed(bytes, child.stdin, kill), ended]);
    if (fed.kind === "failed") throw fed.error;
    const names = loadedNames(said);
    // Status 0 counts although input was left: behind the end of an archive there may be more zeros than anybody reads.
    if (problem === undefined && names.length > 0) return names;
    throw failed(`${name}: ${engine} load ${problem ?? "named no image that it has loaded"}`, tail);
  } finally {
    process.off("exit", kill);
  }
};

type Fed = { readonly kind: "over" } | { readonly kind: "failed"; readonly error: unknown };

/** A program that closes its input tells why by itself; what the image's own source throws is another matter. */
const feed = async (bytes: Bytes, stdin: NodeJS.WritableStream, kill: () => void): Promise<Fed> => {
  let failure: { readonly error: unknown } | undefined;
  async function* watched(): Bytes {
    try {
      yield* bytes;
    } catch (error) {
      failure = { error };
      kill();
      throw error;
    }
  }
  await pipeline(watched, stdin).catch(() => {}); // told by `failure`, or by the program's status
  return failure === undefined ? { kind: "over" } : { kind: "failed", ...failure };
};

const failed = (what: string, tail: readonly string[]): ImageError => {
  const said = tail.length === 0 ? "it said nothing" : `it said:\n${tail.join("\n")}`;
  return new ImageError("LOAD_FAILED", `${what}; ${said}`);
};

/** `Loaded image: app:1`, `Loaded image ID: sha256:…`, and of Podman 3 `Loaded image(s): a,b`. */
const loadedNames = (said: string): readonly string[] =>
  [...said.matchAll(/^Loaded image(?: ID|\(s\))?: (.+)$/gm)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim()),
  );
