import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  RegistryError
} from "./chunk-RAN53NN7.js";
import {
  Meter,
  sha256
} from "./chunk-W67MA6C6.js";
import {
  imageConfigSchema,
  imageIndexSchema,
  manifestSchema
} from "./chunk-QKBUJKCJ.js";
import {
  isRepository,
  isTag,
  splitTag,
  startsWithRegistry
} from "./chunk-7FOTJRLL.js";
import {
  digestSchema
} from "./chunk-T4RP7OKA.js";
import {
  array,
  exactOptional,
  literal,
  looseObject,
  nullish,
  object,
  parseJson,
  record,
  string
} from "./chunk-DL4G24GU.js";
import {
  formatBytes,
  plural
} from "./chunk-GL7HVQXP.js";
import {
  MEDIA_TYPE,
  isConfigType,
  isIndexType,
  layerCompression,
  layerMediaType
} from "./chunk-H3LOPKAU.js";
import {
  hexOf,
  isDigest,
  shortDigest
} from "./chunk-QPEP4A4R.js";
import {
  EXIT,
  InputError,
  KnownError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/publish/reuse-source.ts
var parseReuseSources = /* @__PURE__ */ __name((lines) => {
  const problems = [];
  const sources = lines.flatMap((line) => {
    const source = parseSource(line.replace(/^docker:\/\//, ""));
    if (source === void 0) problems.push(`reuse-from: ${JSON.stringify(line)}: ${WANTED}`);
    return source ?? [];
  });
  if (problems.length > 0) throw new InputError("BAD_REFERENCE", problems.join("\n"));
  return sources;
}, "parseReuseSources");
var WANTED = "neither a tag nor an image (wanted: a tag such as latest, or registry/repository:tag)";
var parseSource = /* @__PURE__ */ __name((text) => {
  if (isTag(text) || isDigest(text)) return { kind: "own", reference: text };
  const [before = "", digest, ...rest] = text.split("@");
  const { name, tag } = splitTag(before);
  if (!startsWithRegistry(name) || rest.length > 0) return void 0;
  const slash = name.indexOf("/");
  const [registry, repository] = [name.slice(0, slash), name.slice(slash + 1)];
  if (!isRepository(repository) || tag !== void 0 && !isTag(tag)) return void 0;
  if (digest === void 0) return { kind: "image", ref: { registry, repository, tag: tag ?? "latest" } };
  return isDigest(digest) ? { kind: "image", ref: { registry, repository, digest } } : void 0;
}, "parseSource");

// src/publish/destination.ts
var DEFAULT_DESTINATION = "ghcr.io/{owner}/{name}";
function defaultDestination({ imageName }) {
  const name = imageName === void 0 ? "" : splitTag(imageName).name;
  return startsWithRegistry(name) ? name : DEFAULT_DESTINATION;
}
__name(defaultDestination, "defaultDestination");
function parseDestinations(lines, context) {
  const problems = [];
  const destinations = (lines.length === 0 ? [defaultDestination(context)] : lines).flatMap((line) => {
    const result = parseDestination(line.trim(), context);
    if (typeof result !== "string") return [result];
    problems.push(`destination: ${JSON.stringify(line)}: ${result}`);
    return [];
  });
  if (problems.length > 0) throw new InputError("BAD_DESTINATION", problems.join("\n"));
  return destinations;
}
__name(parseDestinations, "parseDestinations");
function parseDestination(line, context) {
  const values = /* @__PURE__ */ new Map([
    ["owner", context.owner],
    ["repo", context.repo],
    ["name", lastPart(context.imageName)]
  ]);
  const names = [...line.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  const unknown = names.find((name) => !values.has(name));
  if (unknown !== void 0) return `{${unknown}} is not known (known: {owner} {repo} {name})`;
  const missing = names.find((name) => !values.get(name));
  if (missing !== void 0) return `{${missing}} has no value here${MISSING[missing] ?? ""}; write it out`;
  const filled = line.replace(/\{([^{}]*)\}/g, (_, name) => values.get(name)?.toLowerCase() ?? "");
  return filled.startsWith("oci:") ? parseLayout(filled.slice("oci:".length)) : parseReference(filled);
}
__name(parseDestination, "parseDestination");
var MISSING = {
  owner: " (it comes from the workflow run)",
  repo: " (it comes from the workflow run)",
  name: " (the image has no name)"
};
var lastPart = /* @__PURE__ */ __name((imageName) => imageName === void 0 ? void 0 : splitTag(imageName).name.split("/").at(-1), "lastPart");
function parseLayout(text) {
  const { name: folder, tag } = splitTag(text);
  if (folder === "") return "no folder (wanted oci:FOLDER or oci:FOLDER:TAG)";
  if (tag === void 0) return { kind: "oci-layout", folder };
  return isTag(tag) ? { kind: "oci-layout", folder, tag } : badTag(tag);
}
__name(parseLayout, "parseLayout");
function parseReference(text) {
  const reference = text.replace(/^docker:\/\//, "");
  if (reference.includes("@")) return "a digest cannot be chosen (wanted registry/repository[:tag])";
  const { name, tag } = splitTag(reference);
  if (!startsWithRegistry(name)) return `no registry (wanted, for example, ghcr.io/${name || "owner/name"})`;
  const registry = name.slice(0, name.indexOf("/")).toLowerCase();
  const repository = name.slice(registry.length + 1).toLowerCase();
  if (!isRepository(repository)) return `${JSON.stringify(repository)} is not a repository name`;
  if (tag !== void 0 && !isTag(tag)) return badTag(tag);
  return { kind: "registry", ref: { registry, repository, ...tag === void 0 ? {} : { tag } } };
}
__name(parseReference, "parseReference");
var badTag = /* @__PURE__ */ __name((tag) => `${JSON.stringify(tag)} is not a tag (wanted letters, digits, . _ -)`, "badTag");

// src/publish/errors.ts
var PublishError = class extends KnownError {
  static {
    __name(this, "PublishError");
  }
  code;
  exitCode = EXIT.usage;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
};

// node_modules/yocto-queue/index.js
var Node = class {
  static {
    __name(this, "Node");
  }
  value;
  next;
  constructor(value) {
    this.value = value;
  }
};
var Queue = class {
  static {
    __name(this, "Queue");
  }
  #head;
  #tail;
  #size;
  constructor() {
    this.clear();
  }
  enqueue(value) {
    const node = new Node(value);
    if (this.#head) {
      this.#tail.next = node;
      this.#tail = node;
    } else {
      this.#head = node;
      this.#tail = node;
    }
    this.#size++;
  }
  dequeue() {
    const current = this.#head;
    if (!current) {
      return;
    }
    this.#head = this.#head.next;
    this.#size--;
    if (!this.#head) {
      this.#tail = void 0;
    }
    return current.value;
  }
  peek() {
    if (!this.#head) {
      return;
    }
    return this.#head.value;
  }
  clear() {
    this.#head = void 0;
    this.#tail = void 0;
    this.#size = 0;
  }
  get size() {
    return this.#size;
  }
  *[Symbol.iterator]() {
    let current = this.#head;
    while (current) {
      yield current.value;
      current = current.next;
    }
  }
  *drain() {
    while (this.#head) {
      yield this.dequeue();
    }
  }
};

// node_modules/p-limit/index.js
function pLimit(concurrency) {
  let rejectOnClear = false;
  if (typeof concurrency === "object") {
    ({ concurrency, rejectOnClear = false } = concurrency);
  }
  validateConcurrency(concurrency);
  if (typeof rejectOnClear !== "boolean") {
    throw new TypeError("Expected `rejectOnClear` to be a boolean");
  }
  const queue = new Queue();
  let activeCount = 0;
  const resumeNext = /* @__PURE__ */ __name(() => {
    if (activeCount < concurrency && queue.size > 0) {
      activeCount++;
      queue.dequeue().run();
    }
  }, "resumeNext");
  const next = /* @__PURE__ */ __name(() => {
    activeCount--;
    resumeNext();
  }, "next");
  const run = /* @__PURE__ */ __name(async (function_, resolve2, arguments_) => {
    const result = (async () => function_(...arguments_))();
    resolve2(result);
    try {
      await result;
    } catch {
    }
    next();
  }, "run");
  const enqueue = /* @__PURE__ */ __name((function_, resolve2, reject, arguments_) => {
    const queueItem = { reject };
    new Promise((internalResolve) => {
      queueItem.run = internalResolve;
      queue.enqueue(queueItem);
    }).then(run.bind(void 0, function_, resolve2, arguments_));
    if (activeCount < concurrency) {
      resumeNext();
    }
  }, "enqueue");
  const generator = /* @__PURE__ */ __name((function_, ...arguments_) => new Promise((resolve2, reject) => {
    enqueue(function_, resolve2, reject, arguments_);
  }), "generator");
  Object.defineProperties(generator, {
    activeCount: {
      get: /* @__PURE__ */ __name(() => activeCount, "get")
    },
    pendingCount: {
      get: /* @__PURE__ */ __name(() => queue.size, "get")
    },
    clearQueue: {
      value() {
        if (!rejectOnClear) {
          queue.clear();
          return;
        }
        const abortError = AbortSignal.abort().reason;
        while (queue.size > 0) {
          queue.dequeue().reject(abortError);
        }
      }
    },
    concurrency: {
      get: /* @__PURE__ */ __name(() => concurrency, "get"),
      set(newConcurrency) {
        validateConcurrency(newConcurrency);
        concurrency = newConcurrency;
        queueMicrotask(() => {
          while (activeCount < concurrency && queue.size > 0) {
            resumeNext();
          }
        });
      }
    },
    map: {
      async value(iterable, function_) {
        const promises = [];
        try {
          Array.from(iterable, (value, index) => {
            const promise = generator(function_, value, index);
            promises.push(promise);
            return promise;
          });
        } catch (error) {
          for (const promise of promises) {
            promise.catch(() => {
            });
          }
          throw error;
        }
        return Promise.all(promises);
      }
    }
  });
  return generator;
}
__name(pLimit, "pLimit");
function validateConcurrency(concurrency) {
  if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
    throw new TypeError("Expected `concurrency` to be a number from 1 and up");
  }
}
__name(validateConcurrency, "validateConcurrency");

// src/publish/known-blobs.ts
var AT_ONCE = 16;
var LIMIT = 600;
var confirmBlobs = /* @__PURE__ */ __name(async (candidates, { places, compression }) => {
  if (places.length === 0) return /* @__PURE__ */ new Map();
  const wanted = new Map(
    candidates.filter(({ mediaType }) => layerCompression(mediaType) === compression).map((blob) => [`${blob.diffId} ${blob.digest}`, blob])
  );
  const limit = pLimit(AT_ONCE);
  const asked = [...wanted.values()].slice(0, LIMIT).map((blob) => limit(() => isEverywhere(blob, places)));
  const there = await Promise.all(asked);
  const known = /* @__PURE__ */ new Map();
  for (const [i, { diffId, digest, size }] of [...wanted.values()].slice(0, LIMIT).entries()) {
    if (there[i] === true && !known.has(diffId)) {
      known.set(diffId, { mediaType: layerMediaType(compression), digest, size });
    }
  }
  return known;
}, "confirmBlobs");
var isEverywhere = /* @__PURE__ */ __name(async (blob, places) => {
  const fates = await Promise.all(places.map((place) => fateIn(blob, place)));
  if (fates.includes(void 0)) return false;
  for (const [i, fate] of fates.entries()) if (fate !== void 0) places[i]?.confirm(blob.digest, fate);
  return true;
}, "isEverywhere");
var fateIn = /* @__PURE__ */ __name(async ({ digest, size }, { repository, mountFrom }) => {
  try {
    if (await repository.headBlob(digest) === size) return "exists";
    return mountFrom.length > 0 && await repository.mountBlob(digest, mountFrom) ? "mounted" : void 0;
  } catch {
    return void 0;
  }
}, "fateIn");

// src/publish/layout-folder.ts
import { access, constants, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

// src/publish/layout-index.ts
var layoutIndexSchema = looseObject({
  schemaVersion: literal(2),
  manifests: array(
    looseObject({
      digest: digestSchema,
      annotations: exactOptional(record(string(), string())),
      platform: exactOptional(
        looseObject({ os: string(), architecture: string(), variant: nullish(string()) })
      )
    })
  )
});
var REF_NAME = "org.opencontainers.image.ref.name";
function extendIndex(index, image, tags) {
  const names = tags.length === 0 ? [void 0] : [...new Set(tags)];
  const added = names.map((name) => named(image, name));
  const kept = index.manifests.filter((entry) => !added.some((other) => isSamePlace(entry, other)));
  return { ...index, manifests: [...kept, ...added] };
}
__name(extendIndex, "extendIndex");
function named(image, name) {
  const { mediaType, digest, size, platform } = image;
  const annotations = { ...image.annotations, ...name === void 0 ? {} : { [REF_NAME]: name } };
  return {
    ...{ mediaType, digest, size },
    ...platform === void 0 ? {} : { platform: { ...platform } },
    ...Object.keys(annotations).length === 0 ? {} : { annotations }
  };
}
__name(named, "named");
function isSamePlace(entry, added) {
  const name = added.annotations?.[REF_NAME];
  if (entry.annotations?.[REF_NAME] !== name) return false;
  return name === void 0 ? entry.digest === added.digest : isSamePlatform(entry, added);
}
__name(isSamePlace, "isSamePlace");
var isSamePlatform = /* @__PURE__ */ __name(({ platform: a }, { platform: b }) => a === void 0 || a.os === b?.os && a.architecture === b.architecture && (a.variant ?? void 0) === (b.variant ?? void 0), "isSamePlatform");

// src/publish/layout-folder.ts
var layoutSchema = object({ imageLayoutVersion: literal("1.0.0") });
var EMPTY = { schemaVersion: 2, mediaType: MEDIA_TYPE.index, manifests: [] };
var checkLayout = /* @__PURE__ */ __name((folder) => blamingFolder(folder, async () => {
  await readLayout(folder);
  await checkWritable(resolve(folder));
  await checkWritable(resolve(folder, "blobs", "sha256"));
}), "checkLayout");
async function readLayout(folder) {
  const marker = await readText(join(folder, "oci-layout"));
  if (marker === void 0) {
    if ((await listFolder(folder)).length === 0) return EMPTY;
    throw badLayout(folder, "files lie there, and they are no OCI layout");
  }
  const layout = parseJson(layoutSchema, marker);
  if (layout.kind === "bad") throw badLayout(folder, `oci-layout: ${layout.problem}`);
  const text = await readText(join(folder, "index.json"));
  if (text === void 0) return EMPTY;
  const index = parseJson(layoutIndexSchema, text);
  if (index.kind === "bad") throw badLayout(folder, `index.json: ${index.problem}`);
  return index.value;
}
__name(readLayout, "readLayout");
async function blamingFolder(folder, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new PublishError(
      "LAYOUT_FAILED",
      `${folder}: no OCI layout can be written there (${messageOf(error)}); choose a folder that may be written and has room`,
      { cause: error }
    );
  }
}
__name(blamingFolder, "blamingFolder");
var badLayout = /* @__PURE__ */ __name((folder, problem) => new PublishError(
  "BAD_LAYOUT",
  `${folder}: ${problem} (wanted an OCI layout or an empty folder); choose another folder`
), "badLayout");
var readText = /* @__PURE__ */ __name((file) => readFile(file, "utf8").catch(unlessMissing(void 0)), "readText");
var listFolder = /* @__PURE__ */ __name(async (folder) => (await readdir(folder).catch(unlessMissing([]))).filter((name) => name !== "blobs" && !name.endsWith(".partial")), "listFolder");
var checkWritable = /* @__PURE__ */ __name((path) => access(path, constants.W_OK | constants.X_OK).catch((error) => {
  if (error.code === "ENOENT") return checkWritable(dirname(path));
  throw error;
}), "checkWritable");
var unlessMissing = /* @__PURE__ */ __name((value) => (error) => {
  if (error.code === "ENOENT") return value;
  throw error;
}, "unlessMissing");

// src/publish/canonical-json.ts
var compare = /* @__PURE__ */ __name(([a], [b]) => a < b ? -1 : 1, "compare");
var ordered = /* @__PURE__ */ __name((value) => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== void 0);
  return Object.fromEntries(entries.toSorted(compare).map(([key, child]) => [key, ordered(child)]));
}, "ordered");
var canonicalJson = /* @__PURE__ */ __name((value) => Buffer.from(JSON.stringify(ordered(value))), "canonicalJson");

// src/publish/manifest.ts
function packManifest(image, options = {}) {
  checkConfig(image);
  const config = blobOf(MEDIA_TYPE.config, image.configBytes);
  const layers = image.layers.map((layer) => packedLayer(image, layer));
  const { annotations } = options;
  const document = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
    ...annotations === void 0 || Object.keys(annotations).length === 0 ? {} : { annotations }
  };
  const manifest = blobOf(MEDIA_TYPE.manifest, canonicalJson(document));
  return { digest: manifest.descriptor.digest, manifest, config, layers, platform: image.platform };
}
__name(packManifest, "packManifest");
var blobOf = /* @__PURE__ */ __name((mediaType, bytes) => ({
  descriptor: { mediaType, digest: sha256(bytes), size: bytes.byteLength },
  source: bytes
}), "blobOf");
function packedLayer(image, { blob, member }) {
  if (blob === void 0) {
    throw new PublishError("LAYER_NOT_PACKED", `${image.source}: layer ${member} was read without being packed`);
  }
  const { mediaType, digest, size, file } = blob;
  return { descriptor: { mediaType, digest, size }, ...file === void 0 ? {} : { source: file } };
}
__name(packedLayer, "packedLayer");
function checkConfig(image) {
  const wanted = image.config.rootfs.diff_ids;
  const got = image.layers.map(({ diffId }) => diffId);
  if (sha256(image.configBytes) === image.configDigest && wanted.join() === got.join()) return;
  const counts = `config names ${wanted.length} layers, ${got.length} were read`;
  throw new PublishError(
    "CONFIG_MISMATCH",
    `${image.source}: config and layers do not fit (${counts}); build it again`
  );
}
__name(checkConfig, "checkConfig");

// src/publish/oci-layout.ts
import { randomUUID as randomUUID2 } from "node:crypto";
import { mkdir, rename as rename2, rm as rm2, writeFile as writeFile2 } from "node:fs/promises";
import { join as join3 } from "node:path";

// src/publish/place-blob.ts
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";
async function placeBlob(folder, { descriptor, source }) {
  const target = join2(folder, hexOf(descriptor.digest));
  if (await holds(target, descriptor)) return;
  if (source === void 0) throw notKept(descriptor);
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    await (typeof source === "string" ? linkOrCopy(source, partial) : writeFile(partial, source));
    const size = await sizeOf(partial);
    if (size !== descriptor.size) throw changed(String(source), size, descriptor.size);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
}
__name(placeBlob, "placeBlob");
async function holds(file, { digest, size }) {
  if (await sizeOf(file) !== size) return false;
  const meter = new Meter();
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) meter.update(chunk);
  return meter.digest() === digest;
}
__name(holds, "holds");
var CHUNK = 1 << 20;
var sizeOf = /* @__PURE__ */ __name(async (file) => (await stat(file).catch(() => void 0))?.size, "sizeOf");
async function linkOrCopy(source, target) {
  const file = await realpath(source);
  await link(file, target).catch(() => copyFile(file, target));
}
__name(linkOrCopy, "linkOrCopy");
var notKept = /* @__PURE__ */ __name(({ digest }) => new PublishError("LAYER_NOT_PACKED", `blob ${digest} was read without keeping its bytes`), "notKept");
var changed = /* @__PURE__ */ __name((source, got, wanted) => new PublishError("BLOB_CHANGED", `${source}: ${got} bytes (wanted ${wanted}); build the image again`), "changed");

// src/publish/oci-layout.ts
var LAYOUT = canonicalJson({ imageLayoutVersion: "1.0.0" });
var writeOciLayout = /* @__PURE__ */ __name(({ folder, packed, tags }) => blamingFolder(folder, async () => {
  const index = await readLayout(folder);
  const blobs = join3(folder, "blobs", "sha256");
  await mkdir(blobs, { recursive: true });
  for (const blob of [...packed.layers, packed.config, packed.manifest]) await placeBlob(blobs, blob);
  await replaceFile(join3(folder, "oci-layout"), LAYOUT);
  const entry = { ...packed.manifest.descriptor, platform: packed.platform };
  await replaceFile(join3(folder, "index.json"), canonicalJson(extendIndex(index, entry, tags)));
}), "writeOciLayout");
async function replaceFile(file, bytes) {
  const partial = `${file}.${randomUUID2()}.partial`;
  try {
    await writeFile2(partial, bytes);
    await rename2(partial, file);
  } finally {
    await rm2(partial, { force: true });
  }
}
__name(replaceFile, "replaceFile");

// src/publish/published-images.ts
var CHILDREN = 12;
var CONFIG_LIMIT = 8 << 20;
var readPublishedImages = /* @__PURE__ */ __name(async (repository, reference) => {
  const stored = await repository.getManifest(reference);
  if (stored === void 0) return [];
  const index = parse(imageIndexSchema, stored.bytes);
  if (index === void 0) return readImage(repository, parse(manifestSchema, stored.bytes));
  const children = index.manifests.filter(({ mediaType }) => !isIndexType(mediaType)).slice(0, CHILDREN);
  const images = await Promise.all(
    children.map(
      async ({ digest }) => readImage(repository, parse(manifestSchema, (await repository.getManifest(digest))?.bytes))
    )
  );
  return images.flat();
}, "readPublishedImages");
var readImage = /* @__PURE__ */ __name(async (repository, manifest) => {
  if (manifest === void 0 || !isConfigType(manifest.config.mediaType)) return [];
  const config = parse(imageConfigSchema, await readConfig(repository, manifest.config));
  const diffIds = config?.rootfs.diff_ids ?? [];
  if (config === void 0 || diffIds.length !== manifest.layers.length) return [];
  const blobs = manifest.layers.flatMap(({ mediaType, digest, size }, i) => {
    const diffId = diffIds[i];
    return diffId === void 0 ? [] : [{ diffId, mediaType, digest, size }];
  });
  return [{ annotations: manifest.annotations ?? {}, config, blobs }];
}, "readImage");
var readConfig = /* @__PURE__ */ __name(async (repository, descriptor) => {
  if (descriptor.size > CONFIG_LIMIT) return void 0;
  const chunks = [];
  for await (const chunk of repository.download(descriptor)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return sha256(bytes) === descriptor.digest ? bytes : void 0;
}, "readConfig");
var parse = /* @__PURE__ */ __name((schema, bytes) => {
  const result = parseJson(schema, Buffer.from(bytes ?? []).toString("utf8"));
  return result.kind === "ok" ? result.value : void 0;
}, "parse");

// src/publish/send-blobs.ts
var sendBlobs = /* @__PURE__ */ __name(async (blobs, uploads, log) => {
  const { registry, repository } = uploads.repository;
  const progress = log.progress(`push ${registry}/${repository}`, uploads.bytesToGo(blobs));
  const unwatch = uploads.watch((bytes) => progress.advance(bytes));
  try {
    return await settle(blobs, async (blob, i) => {
      const fate = await uploads.put(blob);
      progress.doing(() => describe(blob, i, blobs.length));
      const line = `${describe(blob, i, blobs.length)} ${FATES[fate]}`;
      if (fate === "exists") log.debug(line);
      else log.info(line);
      return fate;
    });
  } finally {
    unwatch();
    progress.done();
  }
}, "sendBlobs");
var FATES = {
  exists: "was there",
  mounted: "was taken over from another repository",
  uploaded: "has been sent"
};
var describe = /* @__PURE__ */ __name(({ descriptor }, i, count) => `blob ${i + 1} of ${count} (${shortDigest(descriptor.digest)}, ${formatBytes(descriptor.size)})`, "describe");
var settle = /* @__PURE__ */ __name(async (items, work) => {
  const outcomes = await Promise.allSettled(items.map(work));
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure !== void 0) throw failure.reason;
  return outcomes.flatMap((outcome) => outcome.status === "fulfilled" ? [outcome.value] : []);
}, "settle");

// src/publish/push.ts
async function pushImage(options) {
  const { packed, uploads, tags, log } = options;
  const { registry, repository } = uploads.repository;
  const image = `${registry}/${repository}`;
  const blobs = distinct([...packed.layers, packed.config]);
  const fates = await sendBlobs(blobs, uploads, log);
  const count = /* @__PURE__ */ __name((wanted) => {
    const sizes = blobs.filter((_, i) => fates[i] === wanted).map(({ descriptor }) => descriptor.size);
    return { blobs: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }, "count");
  const counts = { uploaded: count("uploaded"), existing: count("exists"), mounted: count("mounted") };
  log.info(`${image}: ${describe2(counts)}`);
  await putReference(options, packed.digest);
  await putTags(options);
  const { digest } = packed;
  return { image, digest, reference: `${image}@${digest}`, tags, ...counts };
}
__name(pushImage, "pushImage");
var describe2 = /* @__PURE__ */ __name(({ uploaded, existing, mounted }) => [
  `${countOf(uploaded)} sent`,
  ...mounted.blobs > 0 ? [`${countOf(mounted)} taken over from another repository`] : [],
  `${countOf(existing)} there already`
].join(", "), "describe");
var countOf = /* @__PURE__ */ __name(({ blobs, bytes }) => `${plural(blobs, "blob")} (${formatBytes(bytes)})`, "countOf");
var distinct = /* @__PURE__ */ __name((blobs) => [
  ...new Map(blobs.map((blob) => [blob.descriptor.digest, blob])).values()
], "distinct");
async function putTags(options) {
  const written = [];
  for (const tag of options.tags) {
    await putReference(options, tag).catch((error) => {
      throw error instanceof RegistryError ? tellingWritten(error, written) : error;
    });
    written.push(tag);
  }
}
__name(putTags, "putTags");
var tellingWritten = /* @__PURE__ */ __name((error, written) => {
  const { code, message, retryable } = error;
  const tags = written.length === 0 ? "no tag was written" : `tags that were written before: ${written.join(", ")}`;
  return new RegistryError(code, `${message} (${tags})`, { cause: error, retryable });
}, "tellingWritten");
async function putReference({ packed, uploads, log }, reference) {
  const { repository } = uploads;
  const { descriptor, source: bytes } = packed.manifest;
  const stored = await repository.getManifest(reference);
  if (stored?.digest === packed.digest) return log.debug(`${reference} is there`);
  if (stored !== void 0)
    log.info(`${reference} pointed to ${stored.digest} and points to ${packed.digest} from now on`);
  await repository.putManifest({ reference, bytes, mediaType: descriptor.mediaType });
}
__name(putReference, "putReference");

// src/publish/version.ts
var SEMVER = /^v?((0|[1-9]\d*)\.(0|[1-9]\d*)\.(?:0|[1-9]\d*)(-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)$/;
function versionOfTag(gitTag) {
  const [, version, major, minor, prerelease] = SEMVER.exec(gitTag) ?? [];
  if (version === void 0 || major === void 0 || minor === void 0) return void 0;
  return prerelease === void 0 ? { version, major, minor } : { version };
}
__name(versionOfTag, "versionOfTag");

// src/publish/tags.ts
var LONGEST_TAG = 128;
function renderTags(templates, context) {
  const values = placeholderValues(context);
  const problems = templates.flatMap((template) => problemOf(template, values) ?? []);
  if (problems.length > 0) throw new InputError("BAD_TAG", problems.join("\n"));
  const rendered = templates.map((template) => ({ template, tag: renderTag(template, values) }));
  return {
    tags: [...new Set(rendered.flatMap(({ tag }) => tag ?? []))],
    dropped: rendered.filter(({ tag }) => tag === void 0).map(({ template }) => template)
  };
}
__name(renderTags, "renderTags");
function placeholderValues(context) {
  const version = context.gitTag === void 0 ? void 0 : versionOfTag(context.gitTag);
  const isLatest = version?.major !== void 0 || context.onDefaultBranch === true;
  return /* @__PURE__ */ new Map([
    ["rev", context.rev],
    ["head-rev", context.headRev],
    ["branch", context.branch],
    ["pr", context.pr?.toString()],
    ["version", version?.version],
    ["major", version?.major],
    ["minor", version?.minor],
    ["date", context.date === void 0 ? void 0 : dayOf(context.date)],
    ["image-tag", context.imageTag],
    ["latest", isLatest ? "latest" : void 0]
  ]);
}
__name(placeholderValues, "placeholderValues");
var dayOf = /* @__PURE__ */ __name((date) => new Date(date).toISOString().slice(0, 10).replaceAll("-", ""), "dayOf");
var PLACEHOLDER = /\{([^{}]*)\}/g;
function problemOf(template, values) {
  const known = [...values.keys()].map((name) => `{${name}}`).join(" ");
  const unknown = [...template.matchAll(PLACEHOLDER)].find(([, name = ""]) => !values.has(name));
  if (unknown !== void 0) return `tags: "${template}": ${unknown[0]} is not known (known: ${known})`;
  const literal2 = template.replace(PLACEHOLDER, "");
  if (!/^type=|[{}/:@]/.test(literal2)) return void 0;
  return `tags: "${template}": not a tag (wanted letters, digits, . _ - and placeholders: ${known}); give the tag alone`;
}
__name(problemOf, "problemOf");
function renderTag(template, values) {
  const parts = [...template.matchAll(PLACEHOLDER)].map(([, name = ""]) => values.get(name));
  if (parts.some((part) => part === void 0 || part === "")) return void 0;
  const text = template.replace(PLACEHOLDER, (_, name) => values.get(name) ?? "");
  const tag = text.trim().replace(/[^a-zA-Z0-9._-]+/g, "-").replace(/^[.-]+/, "").slice(0, LONGEST_TAG);
  return isTag(tag) ? tag : void 0;
}
__name(renderTag, "renderTag");

// src/publish/uploads.ts
var CONCURRENCY = 6;
var BlobUploads = class {
  static {
    __name(this, "BlobUploads");
  }
  repository;
  mountFrom;
  #limit = pLimit(CONCURRENCY);
  #fates = /* @__PURE__ */ new Map();
  /** Bytes that are still to be sent of what is on its way. */
  #left = /* @__PURE__ */ new Map();
  #listeners = /* @__PURE__ */ new Set();
  #failure;
  constructor({ repository, mountFrom = [] }) {
    this.repository = repository;
    this.mountFrom = mountFrom;
  }
  /** The repository has said that it has this blob. */
  confirm(digest, fate) {
    this.#fates.set(digest, Promise.resolve(fate));
  }
  /** The fate of a blob, once the registry has confirmed it. */
  put(blob) {
    const { digest, size } = blob.descriptor;
    const known = this.#fates.get(digest);
    if (known !== void 0) return known;
    this.#left.set(digest, size);
    const fate = this.#limit(() => this.#send(blob)).finally(() => {
      this.#tell(digest, this.#left.get(digest) ?? 0);
      this.#left.delete(digest);
    });
    fate.catch(() => {
    });
    this.#fates.set(digest, fate);
    return fate;
  }
  /** Bytes that are still to be sent of these blobs, as far as is known. */
  bytesToGo(blobs) {
    const left = blobs.map(
      ({ descriptor: { digest, size } }) => this.#fates.has(digest) ? this.#left.get(digest) ?? 0 : size
    );
    return left.reduce((sum, bytes) => sum + bytes, 0);
  }
  /** Calls `listener` with bytes as they are dealt with, until the function that comes back is called. */
  watch(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
  async #send({ descriptor, source }) {
    if (this.#failure !== void 0) throw this.#failure.error;
    if (source === void 0) throw notKept2(this.repository, descriptor);
    const onSent = /* @__PURE__ */ __name((bytes) => this.#tell(descriptor.digest, bytes), "onSent");
    try {
      return await this.repository.putBlob(descriptor, source, { mountFrom: this.mountFrom, onSent });
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
  }
  #tell(digest, bytes) {
    this.#left.set(digest, (this.#left.get(digest) ?? 0) - bytes);
    for (const listener of this.#listeners) listener(bytes);
  }
};
var notKept2 = /* @__PURE__ */ __name(({ registry, repository }, { digest }) => new PublishError(
  "LAYER_NOT_PACKED",
  `${registry}/${repository} does not have blob ${digest}, whose bytes were not kept`
), "notKept");

export {
  parseDestinations,
  pLimit,
  confirmBlobs,
  checkLayout,
  packManifest,
  writeOciLayout,
  readPublishedImages,
  pushImage,
  parseReuseSources,
  renderTags,
  BlobUploads
};
