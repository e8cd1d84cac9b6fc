import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { type Digest, digestFromHex, isDigest } from "../core/digest.ts";
import { InputError, messageOf } from "../core/errors.ts";
import { parseImageArg } from "../inputs/index.ts";

/** A manifest that is to be merged: in its repository, or in whichever of the destinations has it. */
export interface DigestRef {
  readonly digest: Digest;
  readonly place?: { readonly registry: string; readonly repository: string };
}

const WANTED =
  "wanted: sha256:…, registry/repository@sha256:…, or a file or folder of these, as actions/download-artifact writes it";

/** A folder of digests is small; a wrong one may be a whole checkout. */
const MOST_FILES = 1000;
const LARGEST_FILE = 64 * 1024;

/** All digests that the lines of `digests` stand for, each once, in their order; InputError BAD_DIGESTS says which line is none. */
export const readDigests = async (lines: readonly string[], cwd: string): Promise<readonly DigestRef[]> => {
  const found: DigestRef[] = [];
  for (const line of lines) found.push(...(await readLine(line, cwd)));
  return [...new Map(found.map((ref) => [JSON.stringify(ref), ref])).values()];
};

const readLine = async (line: string, cwd: string): Promise<readonly DigestRef[]> => {
  const ref = parseDigest(line, "digests");
  if (ref !== undefined) return [ref];
  const target = path.resolve(cwd, line);
  const facts = await stat(target).catch(() => undefined);
  if (facts === undefined) throw bad(line, "neither a digest nor a file that is there");
  if (!facts.isDirectory()) return readDigestFile(target, line);
  const files = await listFiles(target, line);
  if (files.length === 0) throw bad(line, "a folder without files");
  const refs: DigestRef[] = [];
  for (const file of files) refs.push(...(await readDigestFile(file, path.relative(cwd, file))));
  return refs;
};

/** `undefined` for what does not look like a digest at all. */
const parseDigest = (text: string, where: string): DigestRef | undefined => {
  if (isDigest(text)) return { digest: text };
  if (!text.includes("@sha256:")) return undefined;
  const arg = parseImageArg(`docker://${text.replace(/^docker:\/\//, "")}`);
  if (arg.kind !== "registry" || arg.reference.digest === undefined) throw bad(where, JSON.stringify(text));
  const { registry, repository, digest } = arg.reference;
  return { digest, place: { registry, repository } };
};

const listFiles = async (folder: string, line: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw bad(line, messageOf(error));
  });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry: Dirent) => path.join(entry.parentPath, entry.name));
  if (files.length > MOST_FILES) throw bad(line, `a folder of ${files.length} files (at most ${MOST_FILES})`);
  return files.toSorted();
};

/** Its lines, or of an empty file its name: the 64 characters of the digest, alone or behind `sha256-` or `sha256:`. */
const readDigestFile = async (file: string, name: string): Promise<readonly DigestRef[]> => {
  const { size } = await stat(file);
  if (size > LARGEST_FILE) throw bad(name, `a file of ${size} bytes (at most ${LARGEST_FILE})`);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw bad(name, messageOf(error));
  });
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const refs = lines.filter((line) => line !== "").map((line) => parseDigest(line, name) ?? notOne(name, line));
  return refs.length > 0 ? refs : [digestOfName(file, name)];
};

const notOne = (name: string, line: string): never => {
  throw bad(name, `${JSON.stringify(line.slice(0, 100))} in it`);
};

const digestOfName = (file: string, name: string): DigestRef => {
  const digest = digestFromHex(path.basename(file).replace(/^sha256[-:]/, ""));
  if (digest === undefined) throw bad(name, "an empty file whose name is no digest");
  return { digest };
};

const bad = (where: string, found: string): InputError =>
  new InputError("BAD_DIGESTS", `digests: ${where}: ${found} (${WANTED})`);
