import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { KnownError } from "../../src/core/errors.ts";
import { silentLog } from "../../src/core/log.ts";
import { entriesOf, type Image, identifySource, type Layer, readImages } from "../../src/image/index.ts";
import { summarizeContent } from "../../src/image/tree/content.ts";
import { mergeLayers } from "../../src/image/tree/merge.ts";
import { sha256Hex } from "../support/archives.ts";
import type { Case } from "./cases.ts";

/** `accepted`, or the code of the error. */
export type Outcome = string;

/** What is known of layers by diffId. */
export type KnownLayers = ReadonlyMap<string, unknown>;

const MESSAGE_LIMIT = 4096;

/** Writes the input of a case to `target`, a path at which nothing is. */
export const writeCase = (target: string, { input }: Pick<Case, "input">): void => {
  if (Buffer.isBuffer(input)) writeFileSync(target, input);
  for (const { name, content = "" } of Buffer.isBuffer(input) ? [] : input) {
    const file = path.join(target, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
};

export const readAt = async (target: string): Promise<readonly Image[]> =>
  readImages(await identifySource(target), { log: silentLog, env: {} });

/** Images at `target`, or the error that a person is shown; throws when anything else happens. */
export const readOrRefuse = async (target: string, limit = CASE_LIMIT): Promise<readonly Image[] | KnownError> => {
  try {
    return await within(limit, readAt(target));
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    checkMessage(error.message);
    return error;
  }
};

/** Milliseconds. The timer also keeps a promise that nothing will settle from ending the process. */
const CASE_LIMIT = 5000;

const within = async <T>(limit: number, work: Promise<T>): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
};

const checkMessage = (message: string): void => {
  assert.match(message, /\S/, "an error without a message");
  assert.doesNotMatch(
    message,
    /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/,
    "control characters in a message",
  );
  assert.doesNotMatch(message, /\n\s+at /, "a stack in a message");
  assert.ok(message.length <= MESSAGE_LIMIT, `a message of ${message.length} characters: ${message.slice(0, 200)}`);
};

/** Facts about a layer that its bytes alone decide. */
export const factsOf = ({ member: _member, blob: _blob, ...facts }: Layer): unknown => facts;

/** What became of a case; throws when what came back cannot be. */
export const judge = async (it: Case, target: string, known: KnownLayers): Promise<Outcome> => {
  const answer = await readOrRefuse(target);
  if (answer instanceof KnownError) return answer.code;
  const own = new Map(it.layers.map((layer) => [`sha256:${sha256Hex(layer)}`, layer]));
  for (const image of answer) checkImage(image, own, known);
  return "accepted";
};

const checkImage = (image: Image, own: ReadonlyMap<string, Buffer>, known: KnownLayers): void => {
  assert.equal(image.configDigest, `sha256:${sha256Hex(Buffer.from(image.configBytes))}`);
  assert.deepEqual(
    image.config.rootfs.diff_ids,
    image.layers.map(({ diffId }) => diffId),
  );
  for (const layer of image.layers) checkLayer(layer, own, known);
  const { visible, hidden } = summarizeContent(mergeLayers(image.layers.map(({ files }) => files)));
  const placed = image.layers.reduce((sum, layer) => sum + contentOf(layer) - unplaced(layer), 0);
  assert.equal(visible.contentSize + hidden.contentSize, placed, "visible and hidden bytes");
};

/** Bytes of whiteouts and of files that are called like the root: they are in the layer, and never in a tree. */
const unplaced = ({ files }: Layer): number =>
  [...entriesOf(files)].reduce((sum, { path: at, stored }) => sum + (/\/(\.wh\.[^/]*)?$/.test(at) ? stored : 0), 0);

const checkLayer = (layer: Layer, own: ReadonlyMap<string, Buffer>, known: KnownLayers): void => {
  const facts = known.get(layer.diffId);
  const bytes = own.get(layer.diffId);
  assert.ok(facts !== undefined || bytes !== undefined, `a layer that nobody made: ${layer.diffId}`);
  if (facts !== undefined) assert.deepEqual(factsOf(layer), facts);
  if (bytes !== undefined) assert.equal(layer.uncompressedSize, bytes.length);
  checkSums(layer);
};

const contentOf = ({ shares, root }: Layer): number =>
  [...shares.values()].reduce((sum, { contentSize }) => sum + contentSize, root.contentSize);

const checkSums = (layer: Layer): void => {
  assert.equal(contentOf(layer) + layer.tarOverhead, layer.uncompressedSize, "shares and overhead");
  assert.ok(layer.tarOverhead >= 0, `negative overhead: ${layer.tarOverhead}`);
  const entries = [...entriesOf(layer.files)];
  const shares = [layer.root, ...layer.shares.values()];
  assert.equal(entries.length, layer.files.count);
  assert.equal(
    entries.length,
    shares.reduce((sum, share) => sum + share.entries, 0),
    "entries of the shares",
  );
  assert.equal(
    entries.reduce((sum, { stored }) => sum + stored, 0),
    contentOf(layer),
    "stored bytes of the entries",
  );
};

/** Reads the seeds, which must all be accepted; gives back the facts of their layers. */
export const learn = async (seeds: readonly Case[], scratch: string): Promise<KnownLayers> => {
  const known = new Map<string, unknown>();
  const target = path.join(scratch, "seed");
  for (const seed of seeds) {
    writeCase(target, seed);
    const outcome = await judge(seed, target, known);
    assert.equal(outcome, "accepted", seed.seed);
    for (const image of await readAt(target)) for (const layer of image.layers) known.set(layer.diffId, factsOf(layer));
    rmSync(target, { recursive: true });
  }
  return known;
};
