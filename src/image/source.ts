import { constants } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import path from "node:path";
import { messageOf } from "../core/errors.ts";
import { BLOCK, hasTarChecksum, isZeroBlock } from "../tar/index.ts";
import { type ArchiveCompression, sniffCompression } from "./compression.ts";
import { ImageError } from "./errors.ts";
import { looksLikeDescription } from "./nix2container/description.ts";
import type { StreamedProgram } from "./program-stream.ts";
import type { RemoteImage } from "./remote.ts";

/** A ready image on disk, told by its content. */
export type FileSource =
  | {
      readonly kind: "archive";
      readonly file: string;
      readonly compression: ArchiveCompression;
      /** Only the image with this tag. */
      readonly tag?: string;
    }
  | { readonly kind: "stream-script"; readonly file: string }
  | { readonly kind: "nix2container"; readonly file: string }
  | { readonly kind: "oci-layout"; readonly dir: string; readonly tag?: string };

/** A ready image, wherever it is. */
export type ImageSource =
  | FileSource
  | { readonly kind: "daemon"; readonly engine: Engine; readonly reference: string }
  | { readonly kind: "remote"; readonly image: RemoteImage };

export type SourceOf<K extends ImageSource["kind"]> = Extract<ImageSource, { kind: K }>;

/** A program that keeps images on this machine. */
export type Engine = "docker" | "podman";

/** How an engine is asked for an image: it writes a docker-archive to standard output. */
export const saveCommand = ({ engine, reference }: SourceOf<"daemon">): StreamedProgram => {
  const format = engine === "podman" ? ["--format", "docker-archive"] : [];
  // `--` keeps a reference from being an option.
  return { name: reference, what: `${engine} save`, command: [engine, "save", ...format, "--", reference] };
};

const WANTED =
  "wanted: a docker-archive or an OCI archive (plain, gzip, zstd or xz), a streamLayeredImage script, JSON of nix2container or an OCI layout";

/** What kind of image lies at `file`; ImageError NOT_FOUND, NOT_AN_IMAGE or UNSUPPORTED when it is none that can be read. */
export const identifySource = async (file: string): Promise<FileSource> => {
  const facts = await stat(file).catch((cause: unknown) => {
    throw new ImageError(
      "NOT_FOUND",
      `${file}: there is no such file or folder (${WANTED}); an image of a flake is written .#NAME`,
      { cause },
    );
  });
  if (facts.isDirectory()) return identifyFolder(file);
  if (facts.isFile()) return identifyFile(file, await readHead(file));
  throw new ImageError("NOT_AN_IMAGE", `${file}: a pipe or a device (${WANTED}); write it to a file first`);
};

const identifyFolder = async (dir: string): Promise<FileSource> => {
  const exists = await access(path.join(dir, "index.json")).then(
    () => true,
    () => false,
  );
  if (exists) return { kind: "oci-layout", dir };
  throw new ImageError("NOT_AN_IMAGE", `${dir}: a folder without index.json (${WANTED}); name the image itself`);
};

const readHead = async (file: string): Promise<Buffer> => {
  await using handle = await open(file).catch((cause: unknown) => {
    throw new ImageError("NOT_FOUND", `${file}: cannot be read (${messageOf(cause)}); check its permissions`, {
      cause,
    });
  });
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(BLOCK), 0, BLOCK, 0);
  return buffer.subarray(0, bytesRead);
};

const identifyFile = async (file: string, head: Buffer): Promise<FileSource> => {
  const compression = sniffCompression(head);
  if (compression !== "none") return { kind: "archive", file, compression };
  if (head.length === BLOCK && (hasTarChecksum(head) || isZeroBlock(head)))
    return { kind: "archive", file, compression };
  if (head.toString("latin1", 0, 2) === "#!") return identifyScript(file);
  if (looksLikeDescription(head)) return { kind: "nix2container", file };
  throw new ImageError("NOT_AN_IMAGE", `${file}: ${describe(head)} (${WANTED}); name a file that is an image`);
};

const identifyScript = async (file: string): Promise<FileSource> => {
  await access(file, constants.X_OK).catch((cause: unknown) => {
    throw new ImageError(
      "NOT_AN_IMAGE",
      `${file}: a script that is not executable (${WANTED}); chmod +x it if it is one`,
      { cause },
    );
  });
  return { kind: "stream-script", file: path.resolve(file) };
};

const describe = (head: Buffer): string => {
  if (head.length === 0) return "an empty file";
  return `a file that starts with ${head.toString("hex", 0, 8)}`;
};
