import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  RegistryError,
  realPace,
  referrersTag
} from "./chunk-S5TTZZGM.js";
import {
  Meter,
  sha256
} from "./chunk-WJ444KRO.js";
import {
  imageConfigSchema
} from "./chunk-JYKSYV3G.js";
import {
  compareText
} from "./chunk-42IRVI7Q.js";
import {
  imageIndexSchema,
  manifestSchema
} from "./chunk-5RK4XCTW.js";
import {
  canonicalRegistry,
  isRepository,
  isTag,
  splitTag,
  startsWithRegistry
} from "./chunk-GEC2743B.js";
import {
  parseJson
} from "./chunk-MRU7UBN4.js";
import {
  isPlatformWord,
  platformKey
} from "./chunk-KFVUV2LW.js";
import {
  formatBytes,
  plural
} from "./chunk-GL7HVQXP.js";
import {
  array,
  check,
  descriptorSchema,
  digestSchema,
  exactOptional,
  formatPlatform,
  literal,
  looseObject,
  minLength,
  nullish,
  object,
  optional,
  pipe,
  record,
  string,
  union,
  unknown
} from "./chunk-FLZNCGTB.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  MEDIA_TYPE,
  dockerLayerType,
  isConfigType,
  isIndexType,
  isManifestType,
  layerCompression,
  layerMediaType,
  ociLayerType
} from "./chunk-EZNROI2T.js";
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
var parseSource = /* @__PURE__ */ __name((text2) => {
  if (isTag(text2) || isDigest(text2)) return { kind: "own", reference: text2 };
  const [before = "", digest, ...rest] = text2.split("@");
  const { name, tag } = splitTag(before);
  if (!startsWithRegistry(name) || rest.length > 0) return void 0;
  const slash = name.indexOf("/");
  const [registry, repository] = [canonicalRegistry(name.slice(0, slash)), name.slice(slash + 1).toLowerCase()];
  if (!isRepository(repository) || tag !== void 0 && !isTag(tag)) return void 0;
  if (digest === void 0) return { kind: "image", ref: { registry, repository, tag: tag ?? "latest" } };
  return isDigest(digest) ? { kind: "image", ref: { registry, repository, digest } } : void 0;
}, "parseSource");

// src/publish/canonical-json.ts
var compare = /* @__PURE__ */ __name(([a], [b]) => a < b ? -1 : 1, "compare");
var ordered = /* @__PURE__ */ __name((value) => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== void 0);
  return Object.fromEntries(entries.toSorted(compare).map(([key, child]) => [key, ordered(child)]));
}, "ordered");
var canonicalJson = /* @__PURE__ */ __name((value) => Buffer.from(JSON.stringify(ordered(value))), "canonicalJson");

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

// src/publish/manifest.ts
var TYPES = {
  oci: { manifest: MEDIA_TYPE.manifest, config: MEDIA_TYPE.config },
  docker: { manifest: MEDIA_TYPE.dockerManifest, config: MEDIA_TYPE.dockerConfig }
};
function packManifest(image, options = {}) {
  checkConfig(image);
  const { annotations = {}, mediaTypes = "oci" } = options;
  const types = TYPES[mediaTypes];
  const config = smallBlob(types.config, image.configBytes);
  const layers = image.layers.map((layer) => packedLayer(image, layer, mediaTypes));
  const document = {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
    ...mediaTypes === "docker" || Object.keys(annotations).length === 0 ? {} : { annotations }
  };
  const manifest = smallBlob(types.manifest, canonicalJson(document));
  return { digest: manifest.descriptor.digest, manifest, config, layers, platform: image.platform };
}
__name(packManifest, "packManifest");
var smallBlob = /* @__PURE__ */ __name((mediaType, bytes) => ({
  descriptor: { mediaType, digest: sha256(bytes), size: bytes.byteLength },
  source: bytes
}), "smallBlob");
function packedLayer(image, { blob, member }, mediaTypes) {
  if (blob === void 0) {
    throw new PublishError("LAYER_NOT_PACKED", `${image.source}: layer ${member} was read without being packed`);
  }
  const { digest, size, file } = blob;
  const mediaType = mediaTypes === "docker" ? dockerLayerType(blob.mediaType) : ociLayerType(blob.mediaType);
  if (mediaType !== void 0)
    return { descriptor: { mediaType, digest, size }, ...file === void 0 ? {} : { source: file } };
  throw new PublishError(
    "UNFIT_MEDIA_TYPE",
    `${image.source}: layer ${member} is ${blob.mediaType}, which Docker's media types do not have; publish with OCI media types`
  );
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

// src/publish/artifact.ts
var EMPTY = Buffer.from("{}");
var EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
var MAKER = { "vnd.nix-image.made-by": "nix-image" };
var isOurs = /* @__PURE__ */ __name((annotations) => Object.entries(MAKER).every(([key, value]) => annotations?.[key] === value), "isOurs");
var TITLE = "org.opencontainers.image.title";
function packArtifact({ subject, artifactType, document, annotations }) {
  const config = smallBlob(EMPTY_TYPE, EMPTY);
  const layer = smallBlob(document.mediaType, document.bytes);
  const all = { ...annotations, ...MAKER };
  const { mediaType, digest, size } = subject;
  const bytes = canonicalJson({
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    artifactType,
    config: config.descriptor,
    layers: [{ ...layer.descriptor, annotations: { [TITLE]: document.title } }],
    subject: { mediaType, digest, size },
    annotations: all
  });
  const descriptor = { ...smallBlob(MEDIA_TYPE.manifest, bytes).descriptor, artifactType, annotations: all };
  return { blobs: [config, layer], descriptor, bytes };
}
__name(packArtifact, "packArtifact");

// src/publish/referrers-index.ts
var entrySchema = looseObject({
  digest: string(),
  artifactType: optional(string()),
  annotations: optional(record(string(), unknown()))
});
var schema = looseObject({ schemaVersion: literal(2), manifests: array(entrySchema) });
function withReferrer(stored, added) {
  const parsed = stored === void 0 ? void 0 : parseJson(schema, Buffer.from(stored).toString());
  const index = parsed?.kind === "ok" ? parsed.value : { schemaVersion: 2, manifests: [] };
  const kept = index.manifests.filter((entry) => entry.digest !== added.digest && !isReplacedBy(entry, added));
  const listed = index.manifests.some(({ digest }) => digest === added.digest);
  if (listed && kept.length === index.manifests.length - 1) return void 0;
  return canonicalJson({ ...index, mediaType: MEDIA_TYPE.index, manifests: [...kept, added] });
}
__name(withReferrer, "withReferrer");
var isReplacedBy = /* @__PURE__ */ __name(({ artifactType, annotations }, added) => artifactType === added.artifactType && isOurs(annotations), "isReplacedBy");

// src/publish/attach.ts
var REPORT_ARTIFACT = "application/vnd.nix-image.report.v1+json";
var SBOM_ARTIFACT = "application/vnd.cyclonedx+json";
async function attachArtifact(options) {
  const { repository, pace = realPace } = options;
  const artifact = packArtifact(options);
  const { digest, mediaType } = artifact.descriptor;
  for (const { descriptor, source } of artifact.blobs) await repository.putBlob(descriptor, source);
  const { subject } = await repository.putReferrer({ reference: digest, bytes: artifact.bytes, mediaType });
  if (subject && await isListed(options, digest)) return digest;
  await listUnderTag({ repository, subject: options.subject.digest, artifact, pace });
  return digest;
}
__name(attachArtifact, "attachArtifact");
var isListed = /* @__PURE__ */ __name(async ({ repository, subject, artifactType }, digest) => (await repository.listReferrers(subject.digest, artifactType)).some((listed) => listed.digest === digest), "isListed");
var ROUNDS = 10;
var SETTLING_MS = 500;
async function listUnderTag({ repository, subject, artifact, pace }) {
  const reference = referrersTag(subject);
  for (let round = 0; round < ROUNDS; round += 1) {
    const stored = await repository.getManifest(reference);
    const bytes = withReferrer(stored?.bytes, artifact.descriptor);
    if (bytes === void 0) return;
    await repository.putManifest({ reference, bytes, mediaType: MEDIA_TYPE.index });
    await pace.sleep(SETTLING_MS * (0.5 + pace.random()));
  }
  const name = `${repository.registry}/${repository.repository}:${reference}`;
  throw new PublishError("TAG_CONTENDED", `${name}: others keep changing it; run this job again`);
}
__name(listUnderTag, "listUnderTag");

// src/publish/json-span.ts
var TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gy;
var BLANK = /\s*/y;
function findMember(json, start, name) {
  let found;
  let at = skipBlank(json, start + 1);
  while (json[at] === '"') {
    const key = tokenAt(json, at);
    const value = skipBlank(json, skipBlank(json, key.end) + 1);
    const end = endOfValue(json, value);
    if (JSON.parse(json.slice(key.start, key.end)) === name) found = { start: value, end };
    const behind = skipBlank(json, end);
    at = json[behind] === "," ? skipBlank(json, behind + 1) : behind;
  }
  return found;
}
__name(findMember, "findMember");
var skipBlank = /* @__PURE__ */ __name((json, at) => {
  BLANK.lastIndex = at;
  return at + (BLANK.exec(json)?.[0].length ?? 0);
}, "skipBlank");
var tokenAt = /* @__PURE__ */ __name((json, at) => {
  TOKEN.lastIndex = skipBlank(json, at);
  const found = TOKEN.exec(json);
  if (found === null) throw new RangeError("the text is no JSON");
  return { start: found.index, end: TOKEN.lastIndex };
}, "tokenAt");
var endOfValue = /* @__PURE__ */ __name((json, start) => {
  let depth = 0;
  let at = start;
  do {
    const token = tokenAt(json, at);
    const text2 = json[token.start] ?? "";
    if (text2 === "{" || text2 === "[") depth++;
    if (text2 === "}" || text2 === "]") depth--;
    at = token.end;
  } while (depth > 0);
  return at;
}, "endOfValue");

// src/publish/config-labels.ts
function withLabels(image, labels) {
  if (Object.keys(labels).length === 0) return image;
  const json = Buffer.from(image.configBytes).toString("utf8");
  const configBytes = Buffer.from(spliceLabels(json, labels, image.config.config?.Labels ?? {}));
  const parsed = parseJson(imageConfigSchema, configBytes.toString("utf8"));
  if (parsed.kind === "bad") {
    throw new PublishError("CONFIG_MISMATCH", `${image.source}: labels do not fit its config: ${parsed.problem}`);
  }
  return { ...image, configBytes, configDigest: sha256(configBytes), config: parsed.value };
}
__name(withLabels, "withLabels");
function spliceLabels(json, labels, present) {
  const merged = new Map([...Object.entries(present), ...Object.entries(labels)]);
  const pairs = [...merged].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  const text2 = `{${pairs.join(",")}}`;
  const root = skipBlank(json, 0);
  const config = findMember(json, root, "config");
  if (config === void 0) return addMember(json, root, `"config":{"Labels":${text2}}`);
  if (json[config.start] !== "{") return replace(json, config, `{"Labels":${text2}}`);
  const place = findMember(json, config.start, "Labels");
  return place === void 0 ? addMember(json, config.start, `"Labels":${text2}`) : replace(json, place, text2);
}
__name(spliceLabels, "spliceLabels");
var addMember = /* @__PURE__ */ __name((json, start, member) => {
  const comma = json[skipBlank(json, start + 1)] === "}" ? "" : ",";
  return `${json.slice(0, start + 1)}${member}${comma}${json.slice(start + 1)}`;
}, "addMember");
var replace = /* @__PURE__ */ __name((json, { start, end }, text2) => json.slice(0, start) + text2 + json.slice(end), "replace");

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
  const unknown2 = names.find((name) => !values.has(name));
  if (unknown2 !== void 0) return `{${unknown2}} is not known (known: {owner} {repo} {name})`;
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
function parseLayout(text2) {
  const { name: folder, tag } = splitTag(text2);
  if (folder === "") return "no folder (wanted oci:FOLDER or oci:FOLDER:TAG)";
  if (tag === void 0) return { kind: "oci-layout", folder };
  return isTag(tag) ? { kind: "oci-layout", folder, tag } : badTag(tag);
}
__name(parseLayout, "parseLayout");
function parseReference(text2) {
  const reference = text2.replace(/^docker:\/\//, "");
  if (reference.includes("@")) return "a digest cannot be chosen (wanted registry/repository[:tag])";
  const { name, tag } = splitTag(reference);
  if (!startsWithRegistry(name)) return `no registry (wanted, for example, ghcr.io/${name || "owner/name"})`;
  const slash = name.indexOf("/");
  const registry = canonicalRegistry(name.slice(0, slash));
  const repository = name.slice(slash + 1).toLowerCase();
  if (!isRepository(repository)) return `${JSON.stringify(repository)} is not a repository name`;
  if (tag !== void 0 && !isTag(tag)) return badTag(tag);
  return { kind: "registry", ref: { registry, repository, ...tag === void 0 ? {} : { tag } } };
}
__name(parseReference, "parseReference");
var badTag = /* @__PURE__ */ __name((tag) => `${JSON.stringify(tag)} is not a tag (wanted letters, digits, . _ -)`, "badTag");

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
    candidates.filter(({ mediaType }) => layerCompression(mediaType) === compression).filter(({ diffId, digest }) => compression !== "none" || digest === diffId).map((blob) => [`${blob.diffId} ${blob.digest}`, blob])
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
var EMPTY2 = { schemaVersion: 2, mediaType: MEDIA_TYPE.index, manifests: [] };
var checkLayout = /* @__PURE__ */ __name((folder) => blamingFolder(folder, async () => {
  await readLayout(folder);
  await checkWritable(resolve(folder));
  await checkWritable(resolve(folder, "blobs", "sha256"));
}), "checkLayout");
async function readLayout(folder) {
  const marker = await readText(join(folder, "oci-layout"));
  if (marker === void 0) {
    if ((await listFolder(folder)).length === 0) return EMPTY2;
    throw badLayout(folder, "files lie there, and they are no OCI layout");
  }
  const layout = parseJson(layoutSchema, marker);
  if (layout.kind === "bad") throw badLayout(folder, `oci-layout: ${layout.problem}`);
  const text2 = await readText(join(folder, "index.json"));
  if (text2 === void 0) return EMPTY2;
  const index = parseJson(layoutIndexSchema, text2);
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
var checkWritable = /* @__PURE__ */ __name((path2) => access(path2, constants.W_OK | constants.X_OK).catch((error) => {
  if (error.code === "ENOENT") return checkWritable(dirname(path2));
  throw error;
}), "checkWritable");
var unlessMissing = /* @__PURE__ */ __name((value) => (error) => {
  if (error.code === "ENOENT") return value;
  throw error;
}, "unlessMissing");

// src/publish/merge/copy-members.ts
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";

// src/publish/merge/map-limited.ts
var AT_ONCE2 = 4;
var mapLimited = /* @__PURE__ */ __name(async (items, work) => {
  const limit = pLimit(AT_ONCE2);
  const failures = [];
  const results = items.map(
    (item) => limit(async () => {
      if (failures.length > 0) return [];
      try {
        return [await work(item)];
      } catch (error) {
        failures.push(error);
        return [];
      }
    })
  );
  const all = await Promise.all(results);
  if (failures.length > 0) throw failures[0];
  return all.flat();
}, "mapLimited");

// src/publish/merge/copy-members.ts
var copyMembers = /* @__PURE__ */ __name(async (members, options) => {
  const { to, log } = options;
  const missing = await findMissing(members, to);
  const outcomes = await mapLimited(blobsOf(missing), (blob) => copyBlob(blob, options));
  if (outcomes.length > 0) log.info(`${nameOf(to)}: ${describe(outcomes)}`);
  for (const { descriptor, bytes } of missing)
    await to.putManifest({ reference: descriptor.digest, bytes, mediaType: descriptor.mediaType });
  const [lost] = await findMissing(missing, to);
  if (lost === void 0) return;
  const found = `${lost.descriptor.digest} was written, and is not there`;
  throw new PublishError("NOT_CONFIRMED", `${nameOf(to)}: ${found} (wanted: all images of the index); try again`);
}, "copyMembers");
var findMissing = /* @__PURE__ */ __name(async (members, to) => {
  const stored = await mapLimited(members, ({ descriptor }) => to.getManifest(descriptor.digest));
  return members.filter((_, index) => stored[index] === void 0);
}, "findMissing");
var blobsOf = /* @__PURE__ */ __name((members) => {
  const blobs = members.flatMap(({ from, blobs: blobs2 }) => blobs2.map((descriptor) => ({ from, descriptor })));
  return [...new Map(blobs.map((blob) => [blob.descriptor.digest, blob])).values()];
}, "blobsOf");
var copyBlob = /* @__PURE__ */ __name(async ({ descriptor, from }, { to, tempDir }) => {
  const { digest, size } = descriptor;
  if (await to.headBlob(digest) === size) return { kind: "exists", size };
  const near = from.registry === to.registry ? [from.repository] : [];
  if (near.length > 0 && await to.mountBlob(digest, near)) return { kind: "mounted", size };
  await mkdir(tempDir, { recursive: true });
  const file = path.join(tempDir, `copy-${randomUUID()}`);
  try {
    await download(descriptor, from, file);
    return { kind: await to.putBlob(descriptor, file), size };
  } finally {
    await rm(file, { force: true });
  }
}, "copyBlob");
var download = /* @__PURE__ */ __name(async (descriptor, from, file) => {
  const meter = new Meter();
  async function* metered() {
    for await (const chunk of from.download(descriptor)) {
      meter.update(chunk);
      yield chunk;
    }
  }
  __name(metered, "metered");
  await pipeline(metered, createWriteStream(file, { flags: "wx" }));
  const got = meter.digest();
  if (got === descriptor.digest) return;
  const found = `${descriptor.digest} hashes to ${got}`;
  throw new PublishError(
    "BLOB_CHANGED",
    `${nameOf(from)}: ${found} (wanted: what it is named by); push the image again`
  );
}, "download");
var describe = /* @__PURE__ */ __name((outcomes) => ["uploaded", "mounted", "exists"].map((kind) => {
  const sizes = outcomes.filter((outcome) => outcome.kind === kind).map(({ size }) => size);
  return `${plural(sizes.length, "blob")} (${formatBytes(sizes.reduce((sum, size) => sum + size, 0))}) ${WORDS[kind]}`;
}).join(", "), "describe");
var WORDS = { uploaded: "copied", mounted: "mounted", exists: "were there" };
var nameOf = /* @__PURE__ */ __name(({ registry, repository }) => `${registry}/${repository}`, "nameOf");

// src/publish/merge/member.ts
var UNKNOWN = { os: "unknown", architecture: "unknown" };
var isImage = /* @__PURE__ */ __name(({ descriptor }) => descriptor.platform.os !== UNKNOWN.os || descriptor.platform.architecture !== UNKNOWN.architecture, "isImage");

// src/publish/merge/image-index.ts
var buildIndex = /* @__PURE__ */ __name((members, given) => {
  const all = sorted(members);
  const annotations = withoutEmpty(given);
  const document = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: all.map(({ descriptor }) => descriptor),
    ...Object.keys(annotations).length === 0 ? {} : { annotations }
  };
  const bytes = canonicalJson(document);
  return { digest: sha256(bytes), mediaType: MEDIA_TYPE.index, bytes, annotations, members: all };
}, "buildIndex");
var keyOf = /* @__PURE__ */ __name(({ descriptor: { platform } }) => [platformKey(platform), platform["os.version"] ?? "", ...(platform["os.features"] ?? []).toSorted()].join(" "), "keyOf");
var sorted = /* @__PURE__ */ __name((members) => members.toSorted(
  (a, b) => Number(isImage(b)) - Number(isImage(a)) || compareText(keyOf(a), keyOf(b)) || compareText(a.descriptor.digest, b.descriptor.digest)
), "sorted");
var distinctMembers = /* @__PURE__ */ __name((members) => {
  const all = [...new Map(members.map((member) => [member.descriptor.digest, member])).values()];
  checkPlatforms(sorted(all.filter(isImage)));
  return all;
}, "distinctMembers");
var checkPlatforms = /* @__PURE__ */ __name((images) => {
  if (images.length === 0) {
    throw new PublishError(
      "BAD_MEMBER",
      "digests: no image among them (wanted: one for each platform); name the images"
    );
  }
  const problems = [...Map.groupBy(images, keyOf).values()].flatMap(
    ([first, ...others]) => first === void 0 ? [] : others.map((other) => collision(first, other))
  );
  if (problems.length > 0) throw new PublishError("SAME_PLATFORM", problems.join("\n"));
}, "checkPlatforms");
var collision = /* @__PURE__ */ __name((first, second) => {
  const both = `${nameOf2(first)} and ${nameOf2(second)} are both for ${formatPlatform(first.descriptor.platform)}`;
  return `digests: ${both} (wanted: one for each platform); leave one of them out`;
}, "collision");
var nameOf2 = /* @__PURE__ */ __name(({ from, descriptor }) => `${from.registry}/${from.repository}@${descriptor.digest}`, "nameOf");
var TAKEN_OVER = ["source", "description", "title", "licenses", "revision", "version", "created"].map(
  (name) => `org.opencontainers.image.${name}`
);
var agreedAnnotations = /* @__PURE__ */ __name((members) => {
  const images = members.filter(isImage);
  return Object.fromEntries(
    TAKEN_OVER.flatMap((key) => {
      const [value, ...others] = new Set(images.map(({ told }) => told[key]));
      return value === void 0 || others.length > 0 ? [] : [[key, value]];
    })
  );
}, "agreedAnnotations");
var withoutEmpty = /* @__PURE__ */ __name((annotations) => Object.fromEntries(Object.entries(annotations).filter(([, value]) => value !== "")), "withoutEmpty");

// src/publish/put-manifest.ts
var putReference = /* @__PURE__ */ __name(async ({ digest, bytes, mediaType }, reference, { to, log }) => {
  const stored = await to.getManifest(reference);
  if (stored?.digest === digest) return log.debug(`${reference} is there`);
  await to.putManifest({ reference, bytes, mediaType });
  if (stored !== void 0) log.info(`${reference} points to ${digest} now, and no longer to ${stored.digest}`);
}, "putReference");
var putTags = /* @__PURE__ */ __name(async (document, tags, place) => {
  const written = [];
  for (const tag of tags) {
    await putReference(document, tag, place).catch((error) => {
      throw error instanceof RegistryError ? tellingWritten(error, written) : error;
    });
    written.push(tag);
  }
}, "putTags");
var tellingWritten = /* @__PURE__ */ __name((error, written) => {
  const { code, message, retryable, digests, status, detail } = error;
  const tags = written.length === 0 ? "no tag was written" : `tags that were written before: ${written.join(", ")}`;
  return new RegistryError(code, `${message} (${tags})`, {
    cause: error,
    retryable,
    digests,
    ...defined({ status, detail })
  });
}, "tellingWritten");

// src/publish/merge/put-index.ts
var putIndex = /* @__PURE__ */ __name(async (index, place) => {
  await putReference(index, index.digest, place);
  const { to } = place;
  if (await to.getManifest(index.digest) !== void 0) return;
  const found = `the index ${index.digest} was written, and is not there`;
  throw new PublishError("NOT_CONFIRMED", `${to.registry}/${to.repository}: ${found}; try again`);
}, "putIndex");

// src/publish/merge/read-config.ts
import { buffer } from "node:stream/consumers";
var text = nullish(string());
var word = pipe(
  string(),
  check((it) => isPlatformWord(it), "expected letters, digits and . _ -")
);
var configSchema = object({
  os: word,
  architecture: word,
  variant: nullish(union([literal(""), word])),
  "os.version": text,
  "os.features": nullish(array(string())),
  config: nullish(object({ Labels: nullish(record(string(), string())) }))
});
var CONFIG_LIMIT = 8 * 1024 * 1024;
var readConfig = /* @__PURE__ */ __name(async (from, image, descriptor) => {
  const { mediaType, size, digest } = descriptor;
  if (!isConfigType(mediaType)) throw badMember(from, image, `no image, its config is ${mediaType}`);
  if (size > CONFIG_LIMIT) throw badMember(from, image, `a config of ${size} bytes (at most ${CONFIG_LIMIT})`);
  const bytes = await buffer(from.download(descriptor));
  if (sha256(bytes) !== digest)
    throw badMember(from, image, `its config hashes to ${sha256(bytes)} (wanted ${digest})`);
  const parsed = parseJson(configSchema, bytes.toString("utf8"));
  if (parsed.kind === "bad") throw badMember(from, image, `its config tells no platform (${parsed.problem})`);
  const { os, architecture, variant, config, ...rest } = parsed.value;
  const features = rest["os.features"] ?? [];
  return {
    platform: {
      ...{ os, architecture },
      ...defined({ variant: variant || void 0, "os.version": rest["os.version"] || void 0 }),
      ...features.length === 0 ? {} : { "os.features": features }
    },
    labels: config?.Labels ?? {}
  };
}, "readConfig");
var badMember = /* @__PURE__ */ __name(({ registry, repository }, digest, found) => new PublishError(
  "BAD_MEMBER",
  `${registry}/${repository}@${digest}: ${found} (wanted an image); name another digest`
), "badMember");

// src/publish/merge/read-members.ts
var DEEPEST = 4;
var MOST_MANIFESTS = 500;
var readMembers = /* @__PURE__ */ __name(async (from, digest) => {
  const stored = await from.getManifest(digest);
  return stored === void 0 ? void 0 : expand({ from, root: digest, seen: /* @__PURE__ */ new Set() }, { stored, depth: 0 });
}, "readMembers");
var expand = /* @__PURE__ */ __name(async (reading, { stored, entry, depth }) => {
  const { from, root, seen } = reading;
  const document = parseManifest(from, stored);
  if (document.kind === "manifest") return [await readMember(from, { stored, entry, manifest: document.manifest })];
  if (depth >= DEEPEST) throw badMember(from, stored.digest, `an index in more than ${DEEPEST} others`);
  const members = [];
  for (const child of document.index.manifests) {
    if (seen.has(child.digest)) continue;
    seen.add(child.digest);
    if (seen.size > MOST_MANIFESTS) throw badMember(from, root, `an index of more than ${MOST_MANIFESTS} manifests`);
    const found = await from.getManifest(child.digest);
    if (found === void 0) throw badMember(from, stored.digest, `lists ${child.digest}, which is not there`);
    members.push(...await expand(reading, { stored: found, entry: child, depth: depth + 1 }));
  }
  return members;
}, "expand");
var parseManifest = /* @__PURE__ */ __name((from, { bytes, digest }) => {
  const text2 = Buffer.from(bytes).toString("utf8");
  const isIndex = parseJson(object({ manifests: unknown() }), text2).kind === "ok";
  const parsed = isIndex ? parseJson(imageIndexSchema, text2) : parseJson(manifestSchema, text2);
  if (parsed.kind === "bad")
    throw badMember(from, digest, `neither an image's manifest nor an index (${parsed.problem})`);
  return "manifests" in parsed.value ? { kind: "index", index: parsed.value } : { kind: "manifest", manifest: parsed.value };
}, "parseManifest");
var readMember = /* @__PURE__ */ __name(async (from, { stored, entry, manifest }) => {
  const config = isAttestation(entry) ? void 0 : await readConfig(from, stored.digest, manifest.config);
  const { bytes, digest } = stored;
  const described = { mediaType: typeOf(stored, manifest), digest, size: bytes.byteLength };
  const { annotations, artifactType } = entry ?? {};
  return {
    from,
    bytes,
    descriptor: { ...described, platform: config?.platform ?? UNKNOWN, ...defined({ annotations, artifactType }) },
    blobs: distinct([manifest.config, ...manifest.layers.filter(isStored)]),
    told: { ...config?.labels, ...manifest.annotations }
  };
}, "readMember");
var isAttestation = /* @__PURE__ */ __name((entry) => entry?.annotations?.["vnd.docker.reference.type"] !== void 0 || entry?.platform?.os === UNKNOWN.os && entry.platform.architecture === UNKNOWN.architecture, "isAttestation");
var isStored = /* @__PURE__ */ __name(({ mediaType }) => !/\bforeign\b|nondistributable/.test(mediaType), "isStored");
var distinct = /* @__PURE__ */ __name((blobs) => [
  ...new Map(blobs.map((blob) => [blob.digest, blob])).values()
], "distinct");
var typeOf = /* @__PURE__ */ __name(({ mediaType }, manifest) => {
  const told = manifest.mediaType ?? mediaType.split(";")[0]?.trim() ?? "";
  if (isManifestType(told)) return told;
  return manifest.config.mediaType === MEDIA_TYPE.dockerConfig ? MEDIA_TYPE.dockerManifest : MEDIA_TYPE.manifest;
}, "typeOf");

// src/publish/oci-layout.ts
import { randomUUID as randomUUID3 } from "node:crypto";
import { mkdir as mkdir2, rename as rename2, rm as rm3, writeFile as writeFile2 } from "node:fs/promises";
import { join as join3 } from "node:path";

// src/publish/place-blob.ts
import { randomUUID as randomUUID2 } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, realpath, rename, rm as rm2, stat, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";
async function placeBlob(folder, { descriptor, source }) {
  const target = join2(folder, hexOf(descriptor.digest));
  if (await holds(target, descriptor)) return;
  if (source === void 0) throw notKept(descriptor);
  const partial = `${target}.${randomUUID2()}.partial`;
  try {
    await (typeof source === "string" ? linkOrCopy(source, partial) : writeFile(partial, source));
    const size = await sizeOf(partial);
    if (size !== descriptor.size) throw changed(String(source), size, descriptor.size);
    await rename(partial, target);
  } finally {
    await rm2(partial, { force: true });
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
  await mkdir2(blobs, { recursive: true });
  for (const blob of [...packed.layers, packed.config, packed.manifest]) await placeBlob(blobs, blob);
  await replaceFile(join3(folder, "oci-layout"), LAYOUT);
  const entry = { ...packed.manifest.descriptor, platform: packed.platform };
  await replaceFile(join3(folder, "index.json"), canonicalJson(extendIndex(index, entry, tags)));
}), "writeOciLayout");
async function replaceFile(file, bytes) {
  const partial = `${file}.${randomUUID3()}.partial`;
  try {
    await writeFile2(partial, bytes);
    await rename2(partial, file);
  } finally {
    await rm3(partial, { force: true });
  }
}
__name(replaceFile, "replaceFile");

// src/publish/published-images.ts
var CHILDREN = 12;
var CONFIG_LIMIT2 = 8 << 20;
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
  const config = parse(imageConfigSchema, await readConfig2(repository, manifest.config));
  const diffIds = config?.rootfs.diff_ids ?? [];
  if (config === void 0 || diffIds.length !== manifest.layers.length) return [];
  const blobs = manifest.layers.flatMap(({ mediaType, digest, size }, i) => {
    const diffId = diffIds[i];
    return diffId === void 0 ? [] : [{ diffId, mediaType, digest, size }];
  });
  return [{ annotations: manifest.annotations ?? {}, config, blobs }];
}, "readImage");
var readConfig2 = /* @__PURE__ */ __name(async (repository, descriptor) => {
  if (descriptor.size > CONFIG_LIMIT2) return void 0;
  const chunks = [];
  for await (const chunk of repository.download(descriptor)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return sha256(bytes) === descriptor.digest ? bytes : void 0;
}, "readConfig");
var parse = /* @__PURE__ */ __name((schema3, bytes) => {
  const result = parseJson(schema3, Buffer.from(bytes ?? []).toString("utf8"));
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
      progress.doing(() => describe2(blob, i, blobs.length));
      const line = `${describe2(blob, i, blobs.length)} ${FATES[fate]}`;
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
var describe2 = /* @__PURE__ */ __name(({ descriptor }, i, count) => `blob ${i + 1} of ${count} (${shortDigest(descriptor.digest)}, ${formatBytes(descriptor.size)})`, "describe");
var settle = /* @__PURE__ */ __name(async (items, work) => {
  const outcomes = await Promise.allSettled(items.map(work));
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure !== void 0) throw failure.reason;
  return outcomes.flatMap((outcome) => outcome.status === "fulfilled" ? [outcome.value] : []);
}, "settle");

// src/publish/push.ts
async function sendImage(options) {
  const { packed, uploads, log } = options;
  const { registry, repository } = uploads.repository;
  const image = `${registry}/${repository}`;
  const blobs = distinct2([...packed.layers, packed.config]);
  const fates = await sendBlobs(blobs, uploads, log);
  const count = /* @__PURE__ */ __name((wanted) => {
    const sizes = blobs.filter((_, i) => fates[i] === wanted).map(({ descriptor }) => descriptor.size);
    return { blobs: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }, "count");
  for (const { descriptor } of blobs) uploads.confirm(descriptor.digest, "exists");
  const counts = { uploaded: count("uploaded"), existing: count("exists"), mounted: count("mounted") };
  log.info(`${image}: ${describe3(counts)}`);
  const { digest } = packed;
  await putReference(documentOf(packed), digest, { to: uploads.repository, log });
  return { image, digest, reference: `${image}@${digest}`, ...counts };
}
__name(sendImage, "sendImage");
var describe3 = /* @__PURE__ */ __name(({ uploaded, existing, mounted }) => [
  `${countOf(uploaded)} sent`,
  ...mounted.blobs > 0 ? [`${countOf(mounted)} taken over from another repository`] : [],
  `${countOf(existing)} there already`
].join(", "), "describe");
var countOf = /* @__PURE__ */ __name(({ blobs, bytes }) => `${plural(blobs, "blob")} (${formatBytes(bytes)})`, "countOf");
var distinct2 = /* @__PURE__ */ __name((blobs) => [
  ...new Map(blobs.map((blob) => [blob.descriptor.digest, blob])).values()
], "distinct");
var tagImage = /* @__PURE__ */ __name(({ packed, uploads, tags, log }) => putTags(documentOf(packed), tags, { to: uploads.repository, log }), "tagImage");
var documentOf = /* @__PURE__ */ __name(({ digest, manifest: { descriptor, source } }) => ({
  digest,
  mediaType: descriptor.mediaType,
  bytes: source
}), "documentOf");

// src/publish/read-attached.ts
var schema2 = object({
  artifactType: optional(string()),
  config: object({ mediaType: string() }),
  layers: pipe(array(descriptorSchema), minLength(1)),
  subject: descriptorSchema,
  annotations: optional(record(string(), string()))
});
var MOST = 5;
async function readAttached(options) {
  const { repository, subject, artifactType, limit } = options;
  const listed = await repository.listReferrers(subject.digest, artifactType);
  for (const { digest } of listed.toSorted(newestFirst).slice(0, MOST)) {
    const stored = await repository.getManifest(digest);
    const manifest = stored === void 0 ? void 0 : parseJson(schema2, Buffer.from(stored.bytes).toString());
    if (manifest?.kind !== "ok" || !belongs(manifest.value, options)) continue;
    const [layer] = manifest.value.layers;
    if (layer !== void 0 && layer.size <= limit) return readWhole(repository, layer);
  }
  return void 0;
}
__name(readAttached, "readAttached");
var belongs = /* @__PURE__ */ __name((manifest, { subject, artifactType }) => (manifest.artifactType ?? manifest.config.mediaType) === artifactType && manifest.subject.digest === subject.digest && isOurs(manifest.annotations), "belongs");
var CREATED = "org.opencontainers.image.created";
var createdOf = /* @__PURE__ */ __name(({ annotations }) => Date.parse(annotations?.[CREATED] ?? "") || 0, "createdOf");
var newestFirst = /* @__PURE__ */ __name((a, b) => createdOf(b) - createdOf(a), "newestFirst");
async function readWhole(repository, descriptor) {
  const meter = new Meter();
  const chunks = [];
  for await (const chunk of repository.download(descriptor)) {
    meter.update(chunk);
    chunks.push(chunk);
  }
  const got = meter.digest();
  if (got === descriptor.digest) return Buffer.concat(chunks);
  const place = `${repository.registry}/${repository.repository}`;
  throw new PublishError("DOCUMENT_CHANGED", `${place}: a document hashes to ${got} (wanted ${descriptor.digest})`);
}
__name(readWhole, "readWhole");

// src/publish/rules/date-format.ts
var TOKEN2 = /\[[^\]]*\]|LTS|LT|LL?L?L?|l{1,4}|[HhkmsMDdwWQN]o|Hmmss|Hmm|hmmss|hmm|DDDo|M{1,4}|D{1,4}|d{1,4}|w{1,2}|W{1,2}|Y{1,6}|y{1,4}|g{1,5}|G{1,5}|N{1,5}|Q|e|E|a|A|H{1,2}|h{1,2}|k{1,2}|m{1,2}|s{1,2}|S{1,9}|x|X|z{1,2}|Z{1,2}|[\s\S]/g;
var MEANS_SOMETHING = /^[LlMDdwWQNYygGeEaAHhkmsSxXzZ]/;
var MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"]
];
var DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
var DAY_MS = 864e5;
var two = /* @__PURE__ */ __name((value) => String(value).padStart(2, "0"), "two");
var TOKENS = {
  YYYY: /* @__PURE__ */ __name(({ local }) => String(local.getUTCFullYear()).padStart(4, "0"), "YYYY"),
  YY: /* @__PURE__ */ __name(({ local }) => two(local.getUTCFullYear() % 100), "YY"),
  Q: /* @__PURE__ */ __name(({ local }) => String(Math.floor(local.getUTCMonth() / 3) + 1), "Q"),
  MMMM: /* @__PURE__ */ __name(({ local }) => MONTHS[local.getUTCMonth()] ?? "", "MMMM"),
  MMM: /* @__PURE__ */ __name(({ local }) => (MONTHS[local.getUTCMonth()] ?? "").slice(0, 3), "MMM"),
  MM: /* @__PURE__ */ __name(({ local }) => two(local.getUTCMonth() + 1), "MM"),
  M: /* @__PURE__ */ __name(({ local }) => String(local.getUTCMonth() + 1), "M"),
  DDDD: /* @__PURE__ */ __name(({ local }) => String(dayOfYear(local)).padStart(3, "0"), "DDDD"),
  DDD: /* @__PURE__ */ __name(({ local }) => String(dayOfYear(local)), "DDD"),
  DD: /* @__PURE__ */ __name(({ local }) => two(local.getUTCDate()), "DD"),
  D: /* @__PURE__ */ __name(({ local }) => String(local.getUTCDate()), "D"),
  dddd: /* @__PURE__ */ __name(({ local }) => DAYS[local.getUTCDay()] ?? "", "dddd"),
  ddd: /* @__PURE__ */ __name(({ local }) => (DAYS[local.getUTCDay()] ?? "").slice(0, 3), "ddd"),
  d: /* @__PURE__ */ __name(({ local }) => String(local.getUTCDay()), "d"),
  E: /* @__PURE__ */ __name(({ local }) => String(local.getUTCDay() || 7), "E"),
  GGGG: /* @__PURE__ */ __name(({ local }) => String(thursday(local).getUTCFullYear()), "GGGG"),
  WW: /* @__PURE__ */ __name(({ local }) => two(isoWeek(local)), "WW"),
  W: /* @__PURE__ */ __name(({ local }) => String(isoWeek(local)), "W"),
  HH: /* @__PURE__ */ __name(({ local }) => two(local.getUTCHours()), "HH"),
  H: /* @__PURE__ */ __name(({ local }) => String(local.getUTCHours()), "H"),
  hh: /* @__PURE__ */ __name(({ local }) => two(local.getUTCHours() % 12 || 12), "hh"),
  h: /* @__PURE__ */ __name(({ local }) => String(local.getUTCHours() % 12 || 12), "h"),
  mm: /* @__PURE__ */ __name(({ local }) => two(local.getUTCMinutes()), "mm"),
  m: /* @__PURE__ */ __name(({ local }) => String(local.getUTCMinutes()), "m"),
  ss: /* @__PURE__ */ __name(({ local }) => two(local.getUTCSeconds()), "ss"),
  s: /* @__PURE__ */ __name(({ local }) => String(local.getUTCSeconds()), "s"),
  SSS: /* @__PURE__ */ __name(({ local }) => String(local.getUTCMilliseconds()).padStart(3, "0"), "SSS"),
  A: /* @__PURE__ */ __name(({ local }) => local.getUTCHours() < 12 ? "AM" : "PM", "A"),
  a: /* @__PURE__ */ __name(({ local }) => local.getUTCHours() < 12 ? "am" : "pm", "a"),
  X: /* @__PURE__ */ __name(({ instant }) => String(Math.floor(instant.getTime() / 1e3)), "X"),
  x: /* @__PURE__ */ __name(({ instant }) => String(instant.getTime()), "x"),
  ZZ: /* @__PURE__ */ __name((clock) => offset(clock, ""), "ZZ"),
  Z: /* @__PURE__ */ __name((clock) => offset(clock, ":"), "Z")
};
function checkFormat(format, timeZone = "UTC") {
  const unknown2 = tokensOf(format).find((token) => MEANS_SOMETHING.test(token) && TOKENS[token] === void 0);
  if (unknown2 !== void 0) {
    return `${unknown2} is not understood in a date (understood: ${Object.keys(TOKENS).join(" ")}); text goes into [brackets]`;
  }
  try {
    return void clockFormat(timeZone);
  } catch {
    return `${JSON.stringify(timeZone)} is no time zone (wanted, for example, Europe/Berlin)`;
  }
}
__name(checkFormat, "checkFormat");
function formatDate(date, format, timeZone) {
  const instant = new Date(date);
  const clock = { instant, local: onClocksOf(timeZone, instant) };
  return tokensOf(format).map((token) => TOKENS[token]?.(clock) ?? (token.startsWith("[") ? token.slice(1, -1) : token)).join("");
}
__name(formatDate, "formatDate");
var tokensOf = /* @__PURE__ */ __name((format) => format.match(TOKEN2) ?? [], "tokensOf");
var clockFormat = /* @__PURE__ */ __name((timeZone) => {
  const numeric = "numeric";
  const date = { year: numeric, month: numeric, day: numeric };
  const time = { hour: numeric, minute: numeric, second: numeric, hourCycle: "h23" };
  return new Intl.DateTimeFormat("en-US", { timeZone, calendar: "gregory", numberingSystem: "latn", ...date, ...time });
}, "clockFormat");
var onClocksOf = /* @__PURE__ */ __name((timeZone, instant) => {
  const parts = clockFormat(timeZone).formatToParts(instant);
  const of = /* @__PURE__ */ __name((type) => Number(parts.find((part) => part.type === type)?.value), "of");
  const time = [of("hour"), of("minute"), of("second"), instant.getUTCMilliseconds()];
  return new Date(Date.UTC(of("year"), of("month") - 1, of("day"), ...time));
}, "onClocksOf");
var dayOfYear = /* @__PURE__ */ __name((local) => Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / DAY_MS) + 1, "dayOfYear");
var thursday = /* @__PURE__ */ __name((local) => new Date(local.getTime() + (4 - (local.getUTCDay() || 7)) * DAY_MS), "thursday");
var isoWeek = /* @__PURE__ */ __name((local) => Math.ceil(dayOfYear(thursday(local)) / 7), "isoWeek");
var offset = /* @__PURE__ */ __name(({ instant, local }, colon) => {
  const minutes = Math.round((local.getTime() - instant.getTime()) / 6e4);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${two(hours)}${colon}${two(rest)}`;
}, "offset");

// src/publish/rules/expressions.ts
var DATES = ["date", "commit_date"];
var GLOBAL_EXPRESSIONS = [
  ...["branch", "tag", "sha", "base_ref", "is_default_branch", "is_not_default_branch"],
  ...DATES
];
var EXPRESSION = /\{\{([^{}]*)\}\}/;
var CALL = /^\s*([\w.]+)\s*(?:'([^']*)'|"([^"]*)")?\s*(?:tz=(?:'([^']*)'|"([^"]*)"))?\s*$/;
function parseText(text2, allowed) {
  const parts = [];
  for (const [index, part] of text2.split(EXPRESSION).entries()) {
    if (index % 2 === 0 && /[{}]/.test(part)) {
      return `${JSON.stringify(text2)} has single or unmatched braces (wanted {{sha}} and the like; {rev} and its kind stand in lines of their own)`;
    }
    const parsed = index % 2 === 0 ? part : parseExpression(part, allowed);
    if (index % 2 === 1 && typeof parsed === "string") return parsed;
    if (parsed !== "") parts.push(parsed);
  }
  return parts;
}
__name(parseText, "parseText");
function parseExpression(text2, allowed) {
  const [, name = text2.trim(), single, double, singleZone, doubleZone] = CALL.exec(text2) ?? [];
  const [format, timeZone] = [single ?? double, singleZone ?? doubleZone];
  const shown = `{{${text2.trim()}}}`;
  if (!CALL.test(text2) || !allowed.includes(name)) {
    return `${shown} is not understood here (understood: ${allowed.map((it) => `{{${it}}}`).join(" ")}); compute it in the workflow, as \${{ \u2026 }}`;
  }
  if (!DATES.includes(name)) {
    return format === void 0 && timeZone === void 0 ? { name } : `${shown}: {{${name}}} takes no argument`;
  }
  if (format === void 0) return `${shown} has no format (wanted, for example, {{${name} 'YYYYMMDD'}})`;
  const problem = checkFormat(format, timeZone);
  return problem === void 0 ? { name, format, timeZone: timeZone ?? "UTC" } : `${shown}: ${problem}`;
}
__name(parseExpression, "parseExpression");
var renderText = /* @__PURE__ */ __name((text2, values) => text2.map((part) => typeof part === "string" ? part : values[part.name]?.(part) ?? "").join(""), "renderText");
var isOnly = /* @__PURE__ */ __name((text2, name) => {
  const [part, ...more] = text2;
  return more.length === 0 && typeof part === "object" && part.name === name;
}, "isOnly");
var mentions = /* @__PURE__ */ __name((text2, name) => text2.some((part) => typeof part === "object" && part.name === name), "mentions");

// src/publish/rules/fields.ts
var FIELD = /\s*(?:"((?:[^"]|"")*)"\s*|([^",]*))(,|$)/y;
function splitFields(line) {
  const fields = [];
  FIELD.lastIndex = 0;
  for (; ; ) {
    const found = FIELD.exec(line);
    if (found === null) return void 0;
    const [, quoted, plain = "", end] = found;
    fields.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === "") return fields;
  }
}
__name(splitFields, "splitFields");

// src/publish/rules/flavor.ts
var PLAIN_FLAVOR = {
  latest: "auto",
  prefix: { text: [], onLatest: false },
  suffix: { text: [], onLatest: false }
};
function parseFlavor(lines) {
  let flavor = PLAIN_FLAVOR;
  const problems = [];
  for (const line of lines) {
    const parsed = extend(flavor, line);
    if (typeof parsed === "string") problems.push(`flavor: ${JSON.stringify(line)}: ${parsed}`);
    else flavor = parsed;
  }
  return { flavor, problems };
}
__name(parseFlavor, "parseFlavor");
function extend(start, line) {
  let flavor = start;
  let affix;
  for (const field of splitFields(line) ?? []) {
    const [, name = "", value = ""] = /^([^=]*?)\s*=\s*(.*)$/s.exec(field) ?? [];
    const key = name.toLowerCase();
    if (key === "latest" && isLatest(value)) flavor = { ...flavor, latest: value };
    else if (key === "prefix" || key === "suffix") {
      const text2 = parseText(value, GLOBAL_EXPRESSIONS);
      if (typeof text2 === "string") return text2;
      affix = key;
      flavor = { ...flavor, [key]: { text: text2, onLatest: false } };
    } else if (key === "onlatest" && affix !== void 0 && ["true", "false"].includes(value)) {
      flavor = { ...flavor, [affix]: { ...flavor[affix], onLatest: value === "true" } };
    } else return "expected latest=auto|true|false, prefix=TEXT or suffix=TEXT, the last two also with ,onlatest=true";
  }
  return splitFields(line) === void 0 ? "the quotes do not match" : flavor;
}
__name(extend, "extend");
var isLatest = /* @__PURE__ */ __name((text2) => ["auto", "true", "false"].includes(text2), "isLatest");

// src/publish/rules/attributes.ts
var Attributes = class {
  static {
    __name(this, "Attributes");
  }
  #values = /* @__PURE__ */ new Map();
  #problem;
  /** A field without a key is the value, as in `type=raw,nightly`. */
  constructor(fields) {
    for (const field of fields.filter((it) => it !== "")) {
      const equals = field.indexOf("=");
      const name = equals < 0 ? "value" : field.slice(0, equals).trim().toLowerCase();
      if (this.#values.has(name)) this.#problem ??= `${name}= is there twice`;
      this.#values.set(name, field.slice(equals + 1).trim());
    }
  }
  get problem() {
    return this.#problem;
  }
  names() {
    return [...this.#values.keys()];
  }
  get(name) {
    return this.#values.get(name);
  }
  text(name, allowed, fallback) {
    const parsed = parseText(this.#need(name, fallback), allowed);
    if (typeof parsed !== "string") return parsed;
    this.#problem ??= `${name}=: ${parsed}`;
    return [];
  }
  /** The attribute under its name, nothing where it is not given and has no fallback. */
  optionalText(name, allowed, fallback) {
    return (this.get(name) ?? fallback) === void 0 ? {} : { [name]: this.text(name, allowed, fallback) };
  }
  number(name, fallback) {
    const text2 = this.get(name) ?? String(fallback);
    if (!/^-?\d+$/.test(text2)) this.#problem ??= `${name}=${text2} is no whole number`;
    return Number(text2);
  }
  oneOf(name, values, fallback) {
    const text2 = this.#need(name, fallback);
    const value = values.find((it) => it === text2);
    if (value === void 0) this.#problem ??= `${name}=${text2} is not known (known: ${values.join(", ")})`;
    return value ?? values[0];
  }
  /** A regular expression, bare or as `/pattern/flags`. */
  pattern(name) {
    const text2 = this.#need(name);
    const [, source = text2, flags = ""] = /^\/(.+)\/(.*)$/.exec(text2) ?? [];
    try {
      return new RegExp(source, flags.replaceAll("g", ""));
    } catch {
      this.#problem ??= `${name}=${text2} is no regular expression`;
      return /^/;
    }
  }
  optionalPattern(name) {
    return this.get(name) === void 0 || this.get(name) === "" ? {} : { [name]: this.pattern(name) };
  }
  #need(name, fallback) {
    const text2 = this.get(name) ?? fallback;
    if (text2 === void 0) this.#problem ??= `${name}= is missing`;
    return text2 ?? "";
  }
};

// src/publish/rules/parse-rule.ts
var PRIORITIES = {
  schedule: 1e3,
  semver: 900,
  match: 800,
  edge: 700,
  ref: 600,
  raw: 200,
  sha: 100
};
var COMMON = ["type", "enable", "priority", "prefix", "suffix"];
var OWN = {
  schedule: ["pattern"],
  semver: ["pattern", "value", "match"],
  match: ["pattern", "group", "value"],
  edge: ["branch"],
  ref: ["event"],
  raw: ["value"],
  sha: ["format"]
};
var DATES2 = ["date", "commit_date"];
var VERSION = ["raw", "version", "major", "minor", "patch"];
function parseRule(line) {
  const fields = splitFields(line);
  if (fields === void 0) return "the quotes do not match";
  const attributes = new Attributes(fields);
  const type = attributes.get("type") ?? "raw";
  if (type === "pep440") {
    return "type=pep440 is not understood; write the version as type=match,pattern=v(.*),group=1, or take type=semver for tags that are semantic versions as well";
  }
  if (!isType(type)) return `type=${type} is not known (known: ${Object.keys(PRIORITIES).join(", ")})`;
  const known = [...COMMON, ...OWN[type]];
  const unknown2 = attributes.names().find((name) => !known.includes(name));
  if (unknown2 !== void 0) return `${unknown2}= has no meaning for type=${type} (known: ${known.join(", ")})`;
  const rule = { ...common(attributes, line, type), ...own(attributes, type) };
  return attributes.problem ?? rule;
}
__name(parseRule, "parseRule");
var isType = /* @__PURE__ */ __name((text2) => Object.hasOwn(PRIORITIES, text2), "isType");
var common = /* @__PURE__ */ __name((attributes, line, type) => {
  const prefix = type === "sha" ? "sha-" : attributes.get("event") === "pr" ? "pr-" : void 0;
  return {
    line,
    enable: attributes.text("enable", GLOBAL_EXPRESSIONS, "true"),
    priority: attributes.number("priority", PRIORITIES[type]),
    ...attributes.optionalText("prefix", GLOBAL_EXPRESSIONS, prefix),
    ...attributes.optionalText("suffix", GLOBAL_EXPRESSIONS)
  };
}, "common");
var own = /* @__PURE__ */ __name((attributes, type) => {
  switch (type) {
    case "schedule":
      return { type, pattern: attributes.text("pattern", DATES2, "nightly") };
    case "semver":
      return {
        ...{ type, pattern: attributes.text("pattern", VERSION) },
        ...attributes.optionalText("value", GLOBAL_EXPRESSIONS),
        ...attributes.optionalPattern("match")
      };
    case "match":
      return {
        ...{ type, pattern: attributes.pattern("pattern"), group: attributes.number("group", 0) },
        ...attributes.optionalText("value", GLOBAL_EXPRESSIONS)
      };
    case "edge": {
      const branch = attributes.get("branch");
      return branch === void 0 || branch === "" ? { type } : { type, branch };
    }
    case "ref":
      return { type, event: attributes.oneOf("event", ["branch", "tag", "pr"]) };
    case "raw":
      return { type, value: attributes.text("value", GLOBAL_EXPRESSIONS) };
    case "sha":
      return { type, format: attributes.oneOf("format", ["short", "long"], "short") };
  }
}, "own");

// src/publish/rules/model.ts
var refOf = /* @__PURE__ */ __name(({ ref }, kind) => ref?.startsWith(`refs/${kind}/`) ? ref.slice(`refs/${kind}/`.length) : void 0, "refOf");
var shortSha = /* @__PURE__ */ __name(({ sha, shaLength }) => sha?.slice(0, shaLength), "shortSha");

// src/publish/version.ts
var SEMVER = /^v?(((0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)$/;
function versionOfTag(gitTag) {
  const [, version, full, major, minor, patch, prerelease] = SEMVER.exec(gitTag) ?? [];
  if (version === void 0 || full === void 0) return void 0;
  if (major === void 0 || minor === void 0 || patch === void 0) return void 0;
  return prerelease === void 0 ? { full, version, release: { major, minor, patch } } : { full, version };
}
__name(versionOfTag, "versionOfTag");

// src/publish/rules/version-rules.ts
var subjectOf = /* @__PURE__ */ __name((value, context, values) => {
  const given = value === void 0 ? "" : renderText(value, values);
  return given === "" ? refOf(context, "tags") : given;
}, "subjectOf");
function semverTag(rule, context, values) {
  const subject = subjectOf(rule.value, context, values);
  if (subject === void 0) return { value: void 0 };
  const matched = rule.match === void 0 ? subject : rule.match.exec(subject)?.[1];
  const raw = (matched ?? subject).replaceAll("/", "-");
  const version = versionOfTag(raw);
  if (version === void 0) return { value: void 0, note: `${raw} is no semantic version (https://semver.org)` };
  if (matched === void 0)
    return { ...versionTag(rule, raw, version), note: `match= has found nothing in ${subject}` };
  return versionTag(rule, raw, version);
}
__name(semverTag, "semverTag");
var versionTag = /* @__PURE__ */ __name((rule, raw, version) => {
  const { release, full } = version;
  if (release !== void 0) {
    const tag = renderText(rule.pattern, constants2({ raw, version: full, ...release }));
    const zero = release.major === "0" && mentions(rule.pattern, "major") && !mentions(rule.pattern, "minor");
    return {
      value: { tag, latest: true },
      ...zero ? { note: `${tag} moves with every 0.x release, each of which may break its users` } : {}
    };
  }
  return { value: { tag: isOnly(rule.pattern, "raw") ? raw : full, latest: false } };
}, "versionTag");
var constants2 = /* @__PURE__ */ __name((parts) => Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, () => value])), "constants");
function matchTag(rule, context, values) {
  const subject = subjectOf(rule.value, context, values);
  if (subject === void 0) return { value: void 0 };
  const found = rule.pattern.exec(subject);
  if (found === null) return { value: void 0, note: `${rule.pattern.source} does not match ${subject}` };
  const tag = found[rule.group];
  return tag === void 0 ? { value: void 0, note: `${rule.pattern.source} has found nothing for group ${rule.group} in ${subject}` } : { value: { tag, latest: true } };
}
__name(matchTag, "matchTag");

// src/publish/rules/render-rule.ts
var valuesOf = /* @__PURE__ */ __name((context) => {
  const dateOf = /* @__PURE__ */ __name((moment) => (expression) => moment === void 0 ? void 0 : formatDate(moment, expression.format ?? "", expression.timeZone ?? "UTC"), "dateOf");
  return {
    branch: /* @__PURE__ */ __name(() => refOf(context, "heads"), "branch"),
    tag: /* @__PURE__ */ __name(() => refOf(context, "tags"), "tag"),
    sha: /* @__PURE__ */ __name(() => shortSha(context), "sha"),
    base_ref: /* @__PURE__ */ __name(() => context.baseRef, "base_ref"),
    is_default_branch: /* @__PURE__ */ __name(() => String(isDefaultBranch(context)), "is_default_branch"),
    is_not_default_branch: /* @__PURE__ */ __name(() => String(!isDefaultBranch(context)), "is_not_default_branch"),
    date: dateOf(context.now),
    commit_date: dateOf(context.commitDate)
  };
}, "valuesOf");
var OF_DEFAULT_BRANCH = /create|discussion|issues|schedule/;
var isDefaultBranch = /* @__PURE__ */ __name((context) => {
  const branch = refOf(context, "heads");
  if (branch !== void 0 && branch === context.defaultBranch) return true;
  return OF_DEFAULT_BRANCH.test(context.eventName ?? "");
}, "isDefaultBranch");
var renderRule = /* @__PURE__ */ __name((rule, context, values) => {
  switch (rule.type) {
    case "semver":
      return semverTag(rule, context, values);
    case "match":
      return matchTag(rule, context, values);
    case "schedule":
      return still(context.eventName === "schedule" ? renderText(rule.pattern, values) : void 0);
    case "edge": {
      const branch = refOf(context, "heads");
      return still(branch !== void 0 && branch === (rule.branch ?? context.defaultBranch) ? "edge" : void 0);
    }
    case "raw":
      return still(renderText(rule.value, values));
    case "sha":
      return still(rule.format === "long" ? context.sha : shortSha(context));
    case "ref":
      return refTag(rule.event, context);
  }
}, "renderRule");
var refTag = /* @__PURE__ */ __name((event, context) => {
  switch (event) {
    case "branch":
      return still(refOf(context, "heads"));
    case "pr":
      return still(refOf(context, "pull")?.replace(/\/merge$/, ""));
    case "tag": {
      const tag = refOf(context, "tags");
      return { value: tag === void 0 ? void 0 : { tag, latest: true } };
    }
  }
}, "refTag");
var still = /* @__PURE__ */ __name((tag) => ({
  value: tag === void 0 ? void 0 : { tag, latest: false }
}), "still");

// src/publish/rules/render-rules.ts
var renderRules = /* @__PURE__ */ __name((rules, flavor, context) => {
  const values = valuesOf(context);
  return rules.map((rule) => {
    const enabled = renderText(rule.enable, values);
    if (enabled === "false") return { rule, latest: false };
    if (enabled !== "true") {
      return { rule, latest: false, problem: `enable= comes to ${JSON.stringify(enabled)} (wanted true or false)` };
    }
    const { value, note } = renderRule(rule, context, values);
    const noted = note === void 0 ? {} : { note };
    if (value === void 0) return { rule, latest: false, ...noted };
    return { rule, tag: dress(value.tag, rule, flavor, values), latest: value.latest, ...noted };
  });
}, "renderRules");
var dress = /* @__PURE__ */ __name((tag, rule, flavor, values) => {
  const of = /* @__PURE__ */ __name((text2) => renderText(text2, values), "of");
  return of(rule.prefix ?? flavor.prefix.text) + tag + of(rule.suffix ?? flavor.suffix.text);
}, "dress");
var latestOf = /* @__PURE__ */ __name((rendered, flavor, context) => {
  const [first] = rendered.filter(({ tag }) => tag !== void 0 && tag !== "");
  if (first === void 0) return void 0;
  if (flavor.latest === "false" || flavor.latest === "auto" && !first.latest) return void 0;
  const values = valuesOf(context);
  const affix = /* @__PURE__ */ __name(({ text: text2, onLatest }) => onLatest ? renderText(text2, values) : "", "affix");
  return `${affix(flavor.prefix)}latest${affix(flavor.suffix)}`;
}, "latestOf");

// src/publish/tag-templates.ts
var PLACEHOLDERS = {
  rev: /* @__PURE__ */ __name(({ rev }) => rev, "rev"),
  "head-rev": /* @__PURE__ */ __name(({ headRev }) => headRev, "head-rev"),
  branch: /* @__PURE__ */ __name(({ branch }) => branch, "branch"),
  pr: /* @__PURE__ */ __name(({ pr }) => pr?.toString(), "pr"),
  version: /* @__PURE__ */ __name((context) => versionOf(context)?.version, "version"),
  major: /* @__PURE__ */ __name((context) => versionOf(context)?.release?.major, "major"),
  minor: /* @__PURE__ */ __name((context) => versionOf(context)?.release?.minor, "minor"),
  date: /* @__PURE__ */ __name(({ date }) => date === void 0 ? void 0 : dayOf(date), "date"),
  "image-tag": /* @__PURE__ */ __name(({ imageTag }) => imageTag, "image-tag"),
  latest: /* @__PURE__ */ __name((context) => versionOf(context)?.release !== void 0 || context.onDefaultBranch === true ? "latest" : void 0, "latest")
};
var versionOf = /* @__PURE__ */ __name(({ gitTag }) => gitTag === void 0 ? void 0 : versionOfTag(gitTag), "versionOf");
var dayOf = /* @__PURE__ */ __name((date) => new Date(date).toISOString().slice(0, 10).replaceAll("-", ""), "dayOf");
var PLACEHOLDER = /\{([^{}]*)\}/g;
var KNOWN = Object.keys(PLACEHOLDERS).map((name) => `{${name}}`).join(" ");
function templateProblem(template) {
  const names = [...template.matchAll(PLACEHOLDER)];
  const unknown2 = names.find(([, name = ""]) => !Object.hasOwn(PLACEHOLDERS, name));
  if (unknown2 !== void 0) return `${unknown2[0]} is not known (known: ${KNOWN})`;
  if (!/[{}/:@,]/.test(template.replace(PLACEHOLDER, ""))) return void 0;
  return `not a tag (wanted letters, digits, . _ - and placeholders: ${KNOWN}); give the tag alone`;
}
__name(templateProblem, "templateProblem");
function renderTemplate(template, context) {
  const value = /* @__PURE__ */ __name((name) => PLACEHOLDERS[name]?.(context), "value");
  const parts = [...template.matchAll(PLACEHOLDER)].map(([, name = ""]) => value(name));
  if (parts.some((part) => part === void 0 || part === "")) return void 0;
  return template.replace(PLACEHOLDER, (_, name) => value(name) ?? "");
}
__name(renderTemplate, "renderTemplate");

// src/publish/tag-lines.ts
var TEMPLATE_PRIORITY = 200;
function parseTagLines(tags, flavorLines = []) {
  const { flavor, problems } = parseFlavor(flavorLines.filter(isMeant));
  const all = [...problems];
  const lines = tags.filter(isMeant).flatMap((line) => {
    const parsed = parseTagLine(line);
    if (typeof parsed !== "string") return [parsed];
    all.push(`tags: "${line}": ${parsed}`);
    return [];
  });
  if (flavorLines.some(isMeant) && all.length === 0 && !lines.some(({ kind }) => kind === "rule")) {
    all.push(
      "flavor: it is for lines such as type=ref,event=branch, of which tags has none; add them, or leave it out"
    );
  }
  if (all.length > 0) throw new InputError("BAD_TAG", all.join("\n"));
  return { lines: lines.toSorted((a, b) => priorityOf(b) - priorityOf(a)), flavor };
}
__name(parseTagLines, "parseTagLines");
var isMeant = /* @__PURE__ */ __name((line) => !line.trimStart().startsWith("#"), "isMeant");
var priorityOf = /* @__PURE__ */ __name((line) => line.kind === "rule" ? line.rule.priority : TEMPLATE_PRIORITY, "priorityOf");
var parseTagLine = /* @__PURE__ */ __name((line) => {
  if (/=|\{\{/.test(line)) {
    const rule = parseRule(line);
    return typeof rule === "string" ? rule : { kind: "rule", line, rule };
  }
  return templateProblem(line) ?? { kind: "template", line };
}, "parseTagLine");

// src/publish/tag-references.ts
function splitReferences(tags) {
  const lines = tags.filter((line) => !isReference(line));
  const parsed = tags.filter(isReference).map(parseReference2);
  const problems = parsed.filter((it) => typeof it === "string");
  if (problems.length > 0) throw new InputError("BAD_TAG", problems.join("\n"));
  return { references: parsed.filter((it) => typeof it !== "string"), lines };
}
__name(splitReferences, "splitReferences");
var isReference = /* @__PURE__ */ __name((line) => /^[^={}#,]*\/[^={}#,]*[:@][^={}#,]*$/.test(line.trim()), "isReference");
function parseReference2(line) {
  const wrong = /* @__PURE__ */ __name((problem) => `tags: "${line}": ${problem}`, "wrong");
  if (line.includes("@")) return wrong("a digest cannot be chosen (wanted registry/repository:tag)");
  const { name, tag } = splitTag(line.trim().replace(/^docker:\/\//, ""));
  const slash = name.indexOf("/");
  const [host, rest] = startsWithRegistry(name) ? [name.slice(0, slash), name.slice(slash + 1)] : ["docker.io", name];
  const repository = rest.toLowerCase();
  if (!isRepository(repository)) return wrong(`${JSON.stringify(repository)} is not a repository name`);
  if (tag === void 0 || !isTag(tag)) return wrong("has no tag at its end (wanted registry/repository:tag)");
  return { line, registry: canonicalRegistry(host), repository, tag };
}
__name(parseReference2, "parseReference");
var placesOfReferences = /* @__PURE__ */ __name((references) => [
  ...new Set(references.map(({ registry, repository }) => `${registry}/${repository}`))
], "placesOfReferences");

// src/publish/tags.ts
var LONGEST_TAG = 128;
var SHORT_SHA = 7;
function renderTags(tags, context, flavorLines) {
  const { lines, flavor } = parseTagLines(tags, flavorLines);
  const event = ruleContext(context);
  const rules = lines.flatMap((line) => line.kind === "rule" ? line.rule : []);
  const rendered = renderRules(rules, flavor, event);
  const problems = rendered.flatMap(
    ({ rule, problem }) => problem === void 0 ? [] : `tags: "${rule.line}": ${problem}`
  );
  if (problems.length > 0) throw new InputError("BAD_TAG", problems.join("\n"));
  const textOf = /* @__PURE__ */ __name((line) => line.kind === "rule" ? rendered.find(({ rule }) => rule === line.rule)?.tag : renderTemplate(line.line, context), "textOf");
  const tagged = lines.map((line) => ({ line: line.line, tag: cleanTag(textOf(line)) }));
  const latest = cleanTag(latestOf(rendered, flavor, event));
  return {
    tags: [...new Set([...tagged.map(({ tag }) => tag), latest].filter((tag) => tag !== void 0))],
    dropped: tagged.filter(({ tag }) => tag === void 0).map(({ line }) => line),
    notes: rendered.flatMap(({ rule, note }) => note === void 0 ? [] : `tags: "${rule.line}": ${note}`)
  };
}
__name(renderTags, "renderTags");
var ruleContext = /* @__PURE__ */ __name((context) => ({
  sha: context.revision ?? context.rev,
  shaLength: SHORT_SHA,
  commitDate: context.date,
  ...context.event
}), "ruleContext");
function cleanTag(text2) {
  const tag = text2?.trim().replace(/[^a-zA-Z0-9._-]+/g, "-").replace(/^[.-]+/, "").slice(0, LONGEST_TAG);
  return tag !== void 0 && isTag(tag) ? tag : void 0;
}
__name(cleanTag, "cleanTag");

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
  packManifest,
  REPORT_ARTIFACT,
  SBOM_ARTIFACT,
  attachArtifact,
  withLabels,
  parseDestinations,
  pLimit,
  confirmBlobs,
  checkLayout,
  copyMembers,
  isImage,
  buildIndex,
  distinctMembers,
  agreedAnnotations,
  putTags,
  putIndex,
  readMembers,
  writeOciLayout,
  readPublishedImages,
  sendImage,
  tagImage,
  readAttached,
  parseReuseSources,
  parseTagLines,
  splitReferences,
  placesOfReferences,
  renderTags,
  BlobUploads
};
