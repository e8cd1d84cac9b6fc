import { createReadStream } from "node:fs";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { messageOf } from "../core/errors.ts";
import { BLOCK } from "../tar/index.ts";
import { type Bytes, peek } from "./bytes.ts";
import { archiveDecompressors } from "./compression.ts";
import { ImageError } from "./errors.ts";
import { type ProgramStreamOptions, runProgramStream, type StreamedProgram } from "./program-stream.ts";
import { type ImageSource, type SourceOf, saveCommand } from "./source.ts";

const READ_SIZE = 1 << 20;

/**
 * The bytes of a source that an engine loads as they are: those of a docker-archive, or what a program writes, which runs
 * once and has ended well when the bytes end. `undefined` for a source that has to be made into one.
 */
export const openLoadable = async (source: ImageSource, options: ProgramStreamOptions): Promise<Bytes | undefined> => {
  switch (source.kind) {
    case "stream-script":
      return programBytes({ name: source.file, what: "the stream script", command: [source.file] }, options);
    case "daemon":
      return programBytes(saveCommand(source), options);
    case "archive":
      return source.tag === undefined && (await isDockerArchive(source)) ? plainBytes(source) : undefined;
    default:
      return undefined;
  }
};

async function* programBytes(program: StreamedProgram, options: ProgramStreamOptions): Bytes {
  const running = runProgramStream(program, options);
  try {
    yield* running.bytes;
    await running.done;
  } finally {
    running.kill();
  }
}

/** The archive without its own compression: not every Podman reads a gzipped docker-archive, and none of them is slower without. */
async function* plainBytes({ file, compression }: SourceOf<"archive">): Bytes {
  const plain = new PassThrough({ highWaterMark: READ_SIZE });
  const bytes = createReadStream(file, { highWaterMark: READ_SIZE });
  const feeding = pipeline([bytes, ...archiveDecompressors(compression, file), plain]);
  feeding.catch(() => {}); // ends `plain` with the same error
  try {
    yield* plain;
  } catch (error) {
    const found = `cannot be read to its end (${messageOf(error)})`;
    throw new ImageError("TRUNCATED", `${file}: ${found}; build or download the image again`, { cause: error });
  }
}

/** How dockerTools, docker and podman name the members of a docker-archive; anything else may be an OCI layout. */
const DOCKER_MEMBER = /^(\.\/)?([0-9a-f]{64}(\/|\.json$|\.tar$)|manifest\.json$|repositories$)/;

/** True when the first member is one that only a docker-archive has. */
const isDockerArchive = async ({ file, compression }: SourceOf<"archive">): Promise<boolean> => {
  const plain = new PassThrough();
  const feeding = pipeline([createReadStream(file), ...archiveDecompressors(compression, file), plain]);
  try {
    const { head } = await peek(plain, BLOCK);
    return DOCKER_MEMBER.test(head.toString("latin1", 0, 100).replace(/\0.*/s, ""));
  } catch {
    return false; // what is wrong with the file is told when all of it is read
  } finally {
    plain.destroy();
    await feeding.catch(() => {});
  }
};
