import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  array,
  boolean,
  custom,
  describeIssues,
  exactOptional,
  literal,
  looseObject,
  maxLength,
  maxValue,
  minValue,
  nullish,
  number,
  object,
  parse,
  parseJson,
  picklist,
  pipe,
  record,
  safeInteger,
  safeParse,
  string,
  union,
  unknown,
  variant
} from "./chunk-VBRPA4LI.js";
import {
  isDigest,
  nameOf,
  parseStoreName,
  parseStorePath
} from "./chunk-VFUESK6R.js";
import {
  redact
} from "./chunk-4MGALD5L.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/core/defined.ts
var defined = /* @__PURE__ */ __name((value) => Object.fromEntries(Object.entries(value).filter(([, property]) => property !== void 0)), "defined");

// src/oci/descriptor.ts
var formatPlatform = /* @__PURE__ */ __name((platform) => [platform.os, platform.architecture, platform.variant].filter((part) => part !== void 0 && part !== "").join("/"), "formatPlatform");
var digestSchema = custom(isDigest, "expected sha256: and 64 hexadecimal characters");
var sizeSchema = pipe(number(), safeInteger(), minValue(0));
var platformSchema = object({
  os: string(),
  architecture: string(),
  variant: exactOptional(string())
});
var descriptorSchema = object({
  mediaType: string(),
  digest: digestSchema,
  size: sizeSchema,
  annotations: exactOptional(record(string(), string())),
  platform: exactOptional(platformSchema)
});

// src/report/model.ts
var SCHEMA_VERSION = 1;
var storePathSchema = custom(
  (value) => typeof value === "string" && parseStorePath(value) !== void 0,
  "expected a store path"
);
var text = pipe(string(), maxLength(4096));
var texts = array(text);
var change = pipe(number(), safeInteger());
var shareFields = { contentSize: sizeSchema, entries: sizeSchema, files: sizeSchema };
var rootSchema = object(shareFields);
var layerSchema = object({
  diffId: digestSchema,
  /** Hash, type and size of the bytes that are pushed; absent where nothing asked for them. */
  digest: exactOptional(digestSchema),
  mediaType: exactOptional(text),
  compressedSize: exactOptional(sizeSchema),
  uncompressedSize: sizeSchema,
  contentSize: sizeSchema,
  tarOverhead: sizeSchema,
  entries: sizeSchema,
  files: sizeSchema,
  createdBy: exactOptional(string()),
  storePaths: array(object({ path: storePathSchema, ...shareFields })),
  root: rootSchema
});
var storePathEntrySchema = object({
  path: storePathSchema,
  name: text,
  pname: text,
  version: exactOptional(text),
  output: exactOptional(text),
  ...shareFields,
  /** Indexes into `layers`. */
  layers: array(sizeSchema),
  /** The rest needs Nix's knowledge of the path and is absent without it. */
  narSize: exactOptional(sizeSchema),
  /** NAR bytes of everything that this path reaches, itself included. */
  closureSize: exactOptional(sizeSchema),
  /** NAR bytes that leave the image if this path goes. */
  retainedSize: exactOptional(sizeSchema),
  /** The nearest path that every way from a root to this one passes; absent when that is the image itself. */
  dominator: exactOptional(storePathSchema),
  references: exactOptional(array(storePathSchema)),
  /** Shortest way from a root to this path, both ends included. */
  whyChain: exactOptional(array(storePathSchema))
});
var totalsSchema = object({
  layers: sizeSchema,
  storePaths: sizeSchema,
  entries: sizeSchema,
  files: sizeSchema,
  /** Layers and config as pulled. */
  compressedSize: exactOptional(sizeSchema),
  /** Bytes of all layer tars: contentSize + tarOverhead. */
  uncompressedSize: sizeSchema,
  contentSize: sizeSchema,
  tarOverhead: sizeSchema,
  /** NAR bytes of the image's store paths. */
  narSize: exactOptional(sizeSchema)
});
var contentSchema = object({
  visible: object({ files: sizeSchema, directories: sizeSchema, contentSize: sizeSchema }),
  /** hidden.contentSize + identical.contentSize */
  reclaimable: sizeSchema,
  /** Bytes of files that no container sees; visible.contentSize + hidden.contentSize is totals.contentSize. */
  hidden: object({
    contentSize: sizeSchema,
    /** Under the same path again, in a later layer or later in the same one. */
    rewritten: sizeSchema,
    /** Taken away by a later layer. */
    deleted: sizeSchema,
    /** In the order of the layers. */
    layers: array(sizeSchema),
    /** The owners that have most of them; without `path`: the root filesystem. */
    owners: array(object({ path: exactOptional(storePathSchema), contentSize: sizeSchema }))
  }),
  /** Visible files with the same content, by a hash of 64 bits; hard links are one file. */
  identical: object({
    /** Bytes of all but one file of each content. */
    contentSize: sizeSchema,
    /** The part of them whose content is in the Nix store and outside. */
    copiedFromStore: sizeSchema,
    /** How many contents several files have. */
    groups: sizeSchema,
    largest: array(
      object({
        /** Of one file. */
        size: sizeSchema,
        files: sizeSchema,
        contentSize: sizeSchema,
        copiedFromStore: boolean(),
        paths: texts
      })
    )
  }),
  /** By the definition of dive: 1 when no path is in two layers; every copy of a path that is counts as wasted. */
  efficiency: object({ score: pipe(number(), minValue(0), maxValue(1)), wastedBytes: sizeSchema })
});
var imageSchema = object({
  /** Short name for people: last part of the repository, or of the source. */
  name: text,
  source: text,
  repoTags: texts,
  platform: text,
  created: exactOptional(text),
  /** Digest of the config, which is the image ID. */
  configDigest: digestSchema,
  /** The flake's commit, 40 characters; absent when the tree is dirty or unknown. */
  revision: exactOptional(text),
  dirty: boolean(),
  outPath: exactOptional(storePathSchema),
  drvPath: exactOptional(storePathSchema),
  config: object({
    entrypoint: exactOptional(texts),
    cmd: exactOptional(texts),
    env: exactOptional(texts),
    user: exactOptional(text),
    workingDir: exactOptional(text),
    exposedPorts: exactOptional(texts),
    labels: exactOptional(record(string(), string()))
  })
});
var packageChangeSchema = object({
  kind: picklist(["added", "removed", "changed", "rebuilt"]),
  pname: text,
  output: exactOptional(text),
  /** Store paths on each side, with versions in the same order ("" where the name has none). */
  baseline: object({ paths: array(storePathSchema), versions: texts, contentSize: sizeSchema }),
  current: object({ paths: array(storePathSchema), versions: texts, contentSize: sizeSchema }),
  /** current − baseline, in bytes of regular files. */
  change,
  /** For an addition: names from a root to the path. */
  chain: exactOptional(texts),
  /** For an addition: the nearest dominator whose package was there before; absent when that is the image itself. */
  introducedBy: exactOptional(text),
  /** For an addition: pname (and output) of the added package that dominates this one, under which it is folded. */
  foldedInto: exactOptional(text)
});
var pairSchema = object({ baseline: exactOptional(sizeSchema), current: exactOptional(sizeSchema) });
var comparedSchema = object({
  kind: literal("compared"),
  baseline: object({
    /** Commit of the baseline, when it has one. */
    revision: exactOptional(text),
    source: picklist(["cache", "build", "image"]),
    /** False when the baseline is not exactly the commit this change is based on. */
    exact: boolean(),
    name: text
  }),
  /** True when config and layers are the same. */
  identical: boolean(),
  totals: object({
    compressedSize: pairSchema,
    uncompressedSize: pairSchema,
    contentSize: pairSchema,
    tarOverhead: pairSchema,
    rootContentSize: pairSchema,
    storePaths: pairSchema,
    layers: pairSchema,
    reclaimable: exactOptional(pairSchema)
  }),
  layers: object({
    reused: sizeSchema,
    /** diffIds of layers that the baseline does not have. */
    new: array(digestSchema),
    removed: array(digestSchema),
    /** Compressed bytes of the new layers: what somebody who has the baseline downloads. */
    updatePullSize: exactOptional(sizeSchema)
  }),
  /** Heaviest change first; changes + root change = change of totals.contentSize, to the byte. */
  packages: array(packageChangeSchema)
});
var noBaselineSchema = object({
  kind: literal("no-baseline"),
  reason: picklist(["first-run", "not-asked", "unavailable", "other-platform"]),
  detail: exactOptional(text)
});
var reportSchema = object({
  schemaVersion: literal(SCHEMA_VERSION),
  image: imageSchema,
  totals: totalsSchema,
  layers: array(layerSchema),
  root: rootSchema,
  /** Heaviest first. */
  storePaths: array(storePathEntrySchema),
  /** Absent from reports of versions before 0.2. */
  content: exactOptional(contentSchema),
  largestFiles: array(object({ path: string(), size: sizeSchema, layer: sizeSchema })),
  comparison: exactOptional(variant("kind", [comparedSchema, noBaselineSchema]))
});

// src/core/freeze.ts
var deepFreeze = /* @__PURE__ */ __name((value) => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
  return value;
}, "deepFreeze");

// src/report/parse.ts
var versionSchema = looseObject({ schemaVersion: number() });
var aboutVersion = /* @__PURE__ */ __name((version) => version > SCHEMA_VERSION ? `schemaVersion is ${version}, this program reads ${SCHEMA_VERSION}; use a newer nix-image` : `schemaVersion is ${version}, this program reads ${SCHEMA_VERSION}; write the report again with this nix-image`, "aboutVersion");
var parseReport = /* @__PURE__ */ __name((text2) => {
  const versioned = parseJson(versionSchema, text2);
  if (versioned.kind === "bad") return { kind: "bad", problem: `not a report: ${versioned.problem}` };
  const { schemaVersion } = versioned.value;
  if (schemaVersion !== SCHEMA_VERSION) return { kind: "bad", problem: aboutVersion(schemaVersion) };
  const result = safeParse(reportSchema, versioned.value);
  return result.success ? { kind: "ok", value: deepFreeze(result.output) } : { kind: "bad", problem: `not a report: ${describeIssues(result.issues)}` };
}, "parseReport");

// src/report/render/json.ts
var UNSAFE = new RegExp("[\\u007f-\\u009f\\u2028\\u2029]|\\p{Cf}", "gu");
var escaped = /* @__PURE__ */ __name((character) => character.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""), "escaped");
var renderJson = /* @__PURE__ */ __name((report) => `${JSON.stringify(parse(reportSchema, report), null, 2).replace(UNSAFE, escaped)}
`, "renderJson");

// src/report/report-file.ts
var reportFileSchema = union([reportSchema, array(reportSchema)]);
var parseReportFile = /* @__PURE__ */ __name((text2) => {
  const list = parseJson(array(unknown()), text2);
  if (list.kind === "bad") {
    const single = parseReport(text2);
    return single.kind === "ok" ? { kind: "ok", value: [single.value] } : single;
  }
  const result = safeParse(array(reportSchema), list.value);
  return result.success ? { kind: "ok", value: result.output } : { kind: "bad", problem: `not a list of reports: ${describeIssues(result.issues)}` };
}, "parseReportFile");
var renderReportFile = /* @__PURE__ */ __name((reports) => {
  const [first] = reports;
  if (reports.length === 1 && first !== void 0) return renderJson(first);
  return `[
${reports.map((report) => renderJson(report).trimEnd()).join(",\n")}
]
`;
}, "renderReportFile");

// src/report/text.ts
var LONGEST_TEXT = 4096;
var clip = /* @__PURE__ */ __name((text2) => text2.length <= LONGEST_TEXT ? text2 : `${text2.slice(0, LONGEST_TEXT - 1)}\u2026`, "clip");
var clipForeign = /* @__PURE__ */ __name((text2) => clip(redact(text2)), "clipForeign");
var filled = /* @__PURE__ */ __name((value) => value === null || value === void 0 || value.length === 0 ? void 0 : value, "filled");

// src/report/content-section.ts
var OWNERS = 20;
var buildContent = /* @__PURE__ */ __name(({ visible, hidden, identical, efficiency }) => {
  const { layers, owners, ...sums } = hidden;
  return {
    visible,
    reclaimable: hidden.contentSize + identical.contentSize,
    hidden: {
      ...sums,
      layers: [...layers],
      owners: owners.slice(0, OWNERS).map(({ path, contentSize }) => defined({ path, contentSize }))
    },
    identical: {
      ...identical,
      largest: identical.largest.map((group) => ({ ...group, paths: group.paths.map(clip) }))
    },
    efficiency
  };
}, "buildContent");

// src/oci/image-config.ts
var strings = nullish(array(string()));
var keys = nullish(record(string(), unknown()));
var runConfigSchema = object({
  User: nullish(string()),
  ExposedPorts: keys,
  Env: strings,
  Entrypoint: strings,
  Cmd: strings,
  Volumes: keys,
  WorkingDir: nullish(string()),
  Labels: nullish(record(string(), string()))
});
var historySchema = object({
  created: nullish(string()),
  created_by: nullish(string()),
  comment: nullish(string()),
  empty_layer: nullish(boolean())
});
var imageConfigSchema = object({
  created: nullish(string()),
  architecture: string(),
  os: string(),
  variant: nullish(string()),
  config: nullish(runConfigSchema),
  rootfs: object({ diff_ids: array(digestSchema) }),
  history: nullish(array(historySchema))
});

// src/oci/image-ref.ts
var formatImageRef = /* @__PURE__ */ __name(({ registry, repository, tag, digest }) => `${registry}/${repository}${tag === void 0 ? "" : `:${tag}`}${digest === void 0 ? "" : `@${digest}`}`, "formatImageRef");
var REPOSITORY = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
var TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
var isTag = /* @__PURE__ */ __name((text2) => TAG.test(text2), "isTag");
var isRepository = /* @__PURE__ */ __name((text2) => text2.length <= 255 && REPOSITORY.test(text2), "isRepository");
var startsWithRegistry = /* @__PURE__ */ __name((name) => {
  const slash = name.indexOf("/");
  const host = name.slice(0, Math.max(slash, 0));
  return host === "localhost" || host.includes(".") || host.includes(":");
}, "startsWithRegistry");
var splitTag = /* @__PURE__ */ __name((reference) => {
  const colon = reference.lastIndexOf(":");
  return colon > reference.lastIndexOf("/") ? { name: reference.slice(0, colon), tag: reference.slice(colon + 1) } : { name: reference };
}, "splitTag");

// src/oci/manifest.ts
var manifestSchema = object({
  schemaVersion: literal(2),
  mediaType: exactOptional(string()),
  config: descriptorSchema,
  layers: array(descriptorSchema),
  annotations: exactOptional(record(string(), string()))
});
var imageIndexSchema = object({
  schemaVersion: literal(2),
  mediaType: exactOptional(string()),
  manifests: array(descriptorSchema),
  annotations: exactOptional(record(string(), string()))
});

// src/report/image-section.ts
var lastPart = /* @__PURE__ */ __name((text2) => filled(text2.split(/[/#]/).findLast((part) => part !== "") ?? ""), "lastPart");
var nameInReference = /* @__PURE__ */ __name((reference) => lastPart(splitTag(reference.replace(/@sha256:.*$/, "")).name), "nameInReference");
var nameOfImage = /* @__PURE__ */ __name((image, { name, source }) => nameInReference(image.repoTags[0] ?? "") ?? filled(name) ?? nameInReference(source) ?? "image", "nameOfImage");
var clipRecord = /* @__PURE__ */ __name((record2) => {
  const entries = Object.entries(record2 ?? {}).map(([key, value]) => [key, clip(value)]);
  return entries.length === 0 ? void 0 : Object.fromEntries(entries);
}, "clipRecord");
var runConfig = /* @__PURE__ */ __name(({ config }) => defined({
  entrypoint: filled(config?.Entrypoint)?.map(clip),
  cmd: filled(config?.Cmd)?.map(clip),
  env: filled(config?.Env)?.map(clipForeign),
  user: filled(config?.User && clip(config.User)),
  workingDir: filled(config?.WorkingDir && clip(config.WorkingDir)),
  exposedPorts: filled(Object.keys(config?.ExposedPorts ?? {}).map(clip)),
  labels: clipRecord(config?.Labels)
}), "runConfig");
var buildImageSection = /* @__PURE__ */ __name((image, provenance) => defined({
  name: clipForeign(nameOfImage(image, provenance)),
  source: clipForeign(provenance.source),
  repoTags: image.repoTags.map(clip),
  platform: clip(formatPlatform(image.platform)),
  created: filled(image.config.created && clip(image.config.created)),
  configDigest: image.configDigest,
  revision: provenance.dirty ? void 0 : filled(provenance.revision && clip(provenance.revision)),
  dirty: provenance.dirty,
  outPath: provenance.outPath,
  drvPath: provenance.drvPath,
  config: runConfig(image.config)
}), "buildImageSection");

// src/graph/digraph.ts
var at = /* @__PURE__ */ __name((array2, index) => array2[index], "at");
var buildDigraph = /* @__PURE__ */ __name((successors) => {
  const clean = successors.map((list, node) => [...new Set(list)].filter((target) => target !== node));
  const offsets = new Uint32Array(clean.length + 1);
  for (const [node, list] of clean.entries()) offsets[node + 1] = at(offsets, node) + list.length;
  return { size: clean.length, offsets, targets: Uint32Array.from(clean.flat()) };
}, "buildDigraph");
var reverse = /* @__PURE__ */ __name(({ size, offsets, targets }) => {
  const turned = new Uint32Array(size + 1);
  for (const target of targets) turned[target + 1] = at(turned, target + 1) + 1;
  for (let node = 0; node < size; node += 1) turned[node + 1] = at(turned, node + 1) + at(turned, node);
  const next = turned.slice();
  const sources = new Uint32Array(targets.length);
  for (let node = 0; node < size; node += 1) {
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge += 1) {
      const target = at(targets, edge);
      sources[at(next, target)] = node;
      next[target] = at(next, target) + 1;
    }
  }
  return { size, offsets: turned, targets: sources };
}, "reverse");

// src/graph/components.ts
var UNSEEN = -1;
var findComponents = /* @__PURE__ */ __name((graph) => {
  const { size, offsets, targets } = graph;
  const index = new Int32Array(size).fill(UNSEEN);
  const low = new Int32Array(size);
  const of = new Uint32Array(size);
  const cursor = offsets.slice(0, size);
  const settled = new Uint8Array(size);
  const open = [];
  const path = [];
  let seen = 0;
  let count = 0;
  const enter = /* @__PURE__ */ __name((node) => {
    index[node] = seen;
    low[node] = seen;
    seen += 1;
    open.push(node);
    path.push(node);
  }, "enter");
  const lower = /* @__PURE__ */ __name((node, value) => {
    if (value < at(low, node)) low[node] = value;
  }, "lower");
  const close = /* @__PURE__ */ __name((head) => {
    let member;
    do {
      member = open.pop();
      settled[member] = 1;
      of[member] = count;
    } while (member !== head);
    count += 1;
  }, "close");
  const leave = /* @__PURE__ */ __name((node) => {
    path.pop();
    const parent = path.at(-1);
    if (parent !== void 0) lower(parent, at(low, node));
    if (low[node] === index[node]) close(node);
  }, "leave");
  const step = /* @__PURE__ */ __name((node) => {
    const edge = at(cursor, node);
    if (edge === at(offsets, node + 1)) {
      leave(node);
      return;
    }
    cursor[node] = edge + 1;
    const target = at(targets, edge);
    if (index[target] === UNSEEN) enter(target);
    else if (settled[target] === 0) lower(node, at(index, target));
  }, "step");
  for (let start = 0; start < size; start += 1) {
    if (index[start] === UNSEEN) enter(start);
    for (let node = path.at(-1); node !== void 0; node = path.at(-1)) step(node);
  }
  return { count, of };
}, "findComponents");
var successorsOfComponents = /* @__PURE__ */ __name((graph, components) => {
  const successors = Array.from({ length: components.count }, () => []);
  for (let node = 0; node < graph.size; node += 1) {
    const own = successors[at(components.of, node)];
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge += 1)
      own.push(at(components.of, at(graph.targets, edge)));
  }
  return successors;
}, "successorsOfComponents");

// src/graph/closure-size.ts
var BITS = 32;
var sumsOfByte = /* @__PURE__ */ __name((weights, first) => {
  const sums = new Float64Array(256);
  for (let value = 1; value < 256; value += 1) {
    const lowest = 31 - Math.clz32(value & -value);
    sums[value] = at(sums, value & value - 1) + (weights[first + lowest] ?? 0);
  }
  return sums;
}, "sumsOfByte");
var weighComponents = /* @__PURE__ */ __name((weights, { count, of }) => {
  const sums = new Float64Array(count);
  for (const [node, weight] of weights.entries()) sums[at(of, node)] = at(sums, at(of, node)) + weight;
  return sums;
}, "weighComponents");
var addBlock = /* @__PURE__ */ __name((graph, weights, first, sizes) => {
  const { size, offsets, targets } = graph;
  const masks = new Uint32Array(size);
  const [a, b, c, d] = [0, 8, 16, 24].map((byte) => sumsOfByte(weights, first + byte));
  for (let node = first; node < size; node += 1) {
    let mask = node < first + BITS ? 1 << node - first : 0;
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge += 1) mask |= at(masks, at(targets, edge));
    if (mask === 0) continue;
    masks[node] = mask;
    const sum = at(a, mask & 255) + at(b, mask >>> 8 & 255) + at(c, mask >>> 16 & 255) + at(d, mask >>> 24);
    sizes[node] = at(sizes, node) + sum;
  }
}, "addBlock");
var findClosureSizes = /* @__PURE__ */ __name((graph, components, weights) => {
  const condensed = buildDigraph(successorsOfComponents(graph, components));
  const own = weighComponents(weights, components);
  const sizes = new Float64Array(condensed.size);
  for (let first = 0; first < condensed.size; first += BITS) addBlock(condensed, own, first, sizes);
  return Float64Array.from(components.of, (component) => at(sizes, component));
}, "findClosureSizes");

// src/graph/dominators.ts
var IMAGE = -1;
var walkDepthFirst = /* @__PURE__ */ __name((graph, roots) => {
  const nodeAt = new Int32Array(graph.size + 1).fill(IMAGE);
  const position = new Uint32Array(graph.size);
  const parent = new Uint32Array(graph.size + 1);
  const cursor = graph.offsets.slice(0, graph.size);
  const path = [];
  let last = 0;
  const enter = /* @__PURE__ */ __name((node, from) => {
    last += 1;
    nodeAt[last] = node;
    position[node] = last;
    parent[last] = from;
    path.push(node);
  }, "enter");
  const step = /* @__PURE__ */ __name((node) => {
    const edge = at(cursor, node);
    if (edge === at(graph.offsets, node + 1)) {
      path.pop();
      return;
    }
    cursor[node] = edge + 1;
    const target = at(graph.targets, edge);
    if (position[target] === 0) enter(target, at(position, node));
  }, "step");
  for (const root of roots) {
    if (position[root] === 0) enter(root, 0);
    for (let node = path.at(-1); node !== void 0; node = path.at(-1)) step(node);
  }
  return { nodeAt, position, parent };
}, "walkDepthFirst");
var findSemidominators = /* @__PURE__ */ __name((graph, roots, walk) => {
  const { offsets, targets } = reverse(graph);
  const isRoot = new Set(roots);
  const ancestor = walk.parent.slice();
  const label = Uint32Array.from(ancestor.keys());
  const semi = label.slice();
  const above = [];
  const evaluate = /* @__PURE__ */ __name((start, linked) => {
    let here = start;
    while (at(ancestor, here) >= linked) {
      above.push(here);
      here = at(ancestor, here);
    }
    for (let below = above.pop(); below !== void 0; below = above.pop()) {
      ancestor[below] = at(ancestor, here);
      if (at(semi, at(label, here)) < at(semi, at(label, below))) label[below] = at(label, here);
      here = below;
    }
    return at(label, start);
  }, "evaluate");
  for (let position = graph.size; position > 0; position -= 1) {
    const node = at(walk.nodeAt, position);
    let lowest = isRoot.has(node) ? 0 : at(walk.parent, position);
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge += 1) {
      const candidate = at(semi, evaluate(at(walk.position, at(targets, edge)), position + 1));
      if (candidate < lowest) lowest = candidate;
    }
    semi[position] = lowest;
  }
  return semi;
}, "findSemidominators");
var findDominators = /* @__PURE__ */ __name((graph, roots) => {
  const walk = walkDepthFirst(graph, roots);
  const semi = findSemidominators(graph, roots, walk);
  const dominator = walk.parent.slice();
  const parent = new Int32Array(graph.size);
  for (let position = 1; position <= graph.size; position += 1) {
    let candidate = at(dominator, position);
    while (candidate > at(semi, position)) candidate = at(dominator, candidate);
    dominator[position] = candidate;
    parent[at(walk.nodeAt, position)] = at(walk.nodeAt, candidate);
  }
  return { parent, order: Uint32Array.from(walk.nodeAt.subarray(1)) };
}, "findDominators");

// src/graph/numbered.ts
var byCodeUnits = /* @__PURE__ */ __name((a, b) => a < b ? -1 : a > b ? 1 : 0, "byCodeUnits");
var compareStorePaths = /* @__PURE__ */ __name((a, b) => byCodeUnits(nameOf(a), nameOf(b)) || byCodeUnits(a, b), "compareStorePaths");
var numberClosure = /* @__PURE__ */ __name((closure) => {
  const infos = [...closure.paths.values()].sort((a, b) => compareStorePaths(a.path, b.path));
  const numbers = new Map(infos.map((info, number2) => [info.path, number2]));
  const numbersOf = /* @__PURE__ */ __name((paths) => paths.flatMap((path) => numbers.get(path) ?? []).sort((a, b) => a - b), "numbersOf");
  return {
    paths: infos.map((info) => info.path),
    graph: buildDigraph(infos.map((info) => numbersOf(info.references))),
    weights: Float64Array.from(infos, (info) => info.narSize),
    declaredRoots: numbersOf(closure.roots)
  };
}, "numberClosure");

// src/graph/retained.ts
var findRetainedSizes = /* @__PURE__ */ __name((weights, tree) => {
  const retained = weights.slice();
  for (let i = tree.order.length - 1; i >= 0; i -= 1) {
    const node = at(tree.order, i);
    const parent = at(tree.parent, node);
    if (parent !== IMAGE) retained[parent] = at(retained, parent) + at(retained, node);
  }
  return retained;
}, "findRetainedSizes");

// src/graph/roots.ts
var referredComponents = /* @__PURE__ */ __name((graph, { count, of }) => {
  const referred = new Uint8Array(count);
  for (let node = 0; node < graph.size; node += 1) {
    for (let edge = at(graph.offsets, node); edge < at(graph.offsets, node + 1); edge += 1) {
      const target = at(of, at(graph.targets, edge));
      if (target !== at(of, node)) referred[target] = 1;
    }
  }
  return referred;
}, "referredComponents");
var findRoots = /* @__PURE__ */ __name((graph, components, declared) => {
  const entered = referredComponents(graph, components);
  const roots = new Set(declared);
  for (const root of declared) entered[at(components.of, root)] = 1;
  for (let node = 0; node < graph.size; node += 1) {
    const component = at(components.of, node);
    if (entered[component] === 1) continue;
    entered[component] = 1;
    roots.add(node);
  }
  return [...roots].sort((a, b) => a - b);
}, "findRoots");

// src/graph/why-chain.ts
var LONGEST_CHAIN = 100;
var findWhyChains = /* @__PURE__ */ __name((graph, roots) => {
  const chains = new Map(roots.map((root) => [root, [root]]));
  for (const [node, chain] of chains) {
    if (chain.length === LONGEST_CHAIN) continue;
    for (const target of graph.targets.subarray(at(graph.offsets, node), at(graph.offsets, node + 1)))
      if (!chains.has(target)) chains.set(target, [...chain, target]);
  }
  return chains;
}, "findWhyChains");

// src/graph/analyse.ts
var analyseClosure = /* @__PURE__ */ __name((closure) => {
  const { paths, graph, weights, declaredRoots } = numberClosure(closure);
  const components = findComponents(graph);
  const roots = findRoots(graph, components, declaredRoots);
  const tree = findDominators(graph, roots);
  const closureSizes = findClosureSizes(graph, components, weights);
  const retainedSizes = findRetainedSizes(weights, tree);
  const chains = findWhyChains(graph, roots);
  const factsOf = /* @__PURE__ */ __name((node) => defined({
    closureSize: at(closureSizes, node),
    retainedSize: at(retainedSizes, node),
    dominator: paths[at(tree.parent, node)],
    whyChain: chains.get(node)?.map((link) => paths[link])
  }), "factsOf");
  return new Map(paths.map((path, node) => [path, factsOf(node)]));
}, "analyseClosure");

// src/graph/closure.ts
var restrictClosure = /* @__PURE__ */ __name((closure, keep) => {
  const paths = [...closure.paths.values()].filter((info) => keep.has(info.path));
  return {
    paths: new Map(
      paths.map((info) => [info.path, { ...info, references: info.references.filter((path) => keep.has(path)) }])
    ),
    roots: closure.roots.filter((path) => keep.has(path))
  };
}, "restrictClosure");

// src/report/sums.ts
var addShares = /* @__PURE__ */ __name((shares) => {
  const sum = { contentSize: 0, entries: 0, files: 0 };
  for (const share of shares) {
    sum.contentSize += share.contentSize;
    sum.entries += share.entries;
    sum.files += share.files;
  }
  return sum;
}, "addShares");
var sumOfKnown = /* @__PURE__ */ __name((parts) => {
  let sum = 0;
  for (const part of parts) {
    if (part === void 0) return void 0;
    sum += part;
  }
  return sum;
}, "sumOfKnown");
var byWeight = /* @__PURE__ */ __name((a, b) => b.contentSize - a.contentSize || compareStorePaths(a.path, b.path), "byWeight");

// src/report/layer-section.ts
var creators = /* @__PURE__ */ __name((config, layers) => {
  const entries = (config.history ?? []).filter((entry) => entry.empty_layer !== true);
  const textOf = /* @__PURE__ */ __name((entry) => filled(entry.comment) ?? filled(entry.created_by), "textOf");
  return entries.length === layers ? entries.map(textOf) : [];
}, "creators");
var buildLayer = /* @__PURE__ */ __name((layer, createdBy) => {
  const held = addShares([layer.root, ...layer.shares.values()]);
  return defined({
    diffId: layer.diffId,
    digest: layer.blob?.digest,
    mediaType: layer.blob && clip(layer.blob.mediaType),
    compressedSize: layer.blob?.size,
    uncompressedSize: layer.uncompressedSize,
    tarOverhead: layer.tarOverhead,
    ...held,
    createdBy: createdBy === void 0 ? void 0 : clip(createdBy),
    storePaths: [...layer.shares].map(([path, share]) => ({ path, ...addShares([share]) })).sort(byWeight),
    root: addShares([layer.root])
  });
}, "buildLayer");
var buildLayers = /* @__PURE__ */ __name((image) => {
  const createdBy = creators(image.config, image.layers.length);
  return image.layers.map((layer, i) => buildLayer(layer, createdBy[i]));
}, "buildLayers");

// src/report/store-path-section.ts
var collectHoldings = /* @__PURE__ */ __name((image) => {
  const holdings = /* @__PURE__ */ new Map();
  for (const [index, layer] of image.layers.entries()) {
    for (const [path, share] of layer.shares) {
      const before = holdings.get(path);
      holdings.set(path, {
        share: addShares(before === void 0 ? [share] : [before.share, share]),
        layers: [...before?.layers ?? [], index]
      });
    }
  }
  return holdings;
}, "collectHoldings");
var referencesOf = /* @__PURE__ */ __name((info) => [...new Set(info.references)].filter((path) => path !== info.path).sort(compareStorePaths), "referencesOf");
var buildEntry = /* @__PURE__ */ __name((path, { share, layers }, known, facts) => defined({
  path,
  ...parseStoreName(path),
  ...share,
  layers,
  narSize: known?.narSize,
  closureSize: facts?.closureSize,
  retainedSize: facts?.retainedSize,
  dominator: facts?.dominator,
  references: known && referencesOf(known),
  whyChain: facts?.whyChain
}), "buildEntry");
var buildStorePaths = /* @__PURE__ */ __name((image, closure) => {
  const holdings = collectHoldings(image);
  const held = closure ? restrictClosure(closure, holdings) : { paths: /* @__PURE__ */ new Map(), roots: [] };
  const facts = analyseClosure(held);
  return [...holdings].map(([path, holding]) => buildEntry(path, holding, held.paths.get(path), facts.get(path))).sort(byWeight);
}, "buildStorePaths");

// src/report/build.ts
var LARGEST_FILES = 20;
var findLargestFiles = /* @__PURE__ */ __name((image) => image.layers.flatMap((layer, index) => layer.largestFiles.map(({ path, size }) => ({ path, size, layer: index }))).sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.layer - b.layer)).slice(0, LARGEST_FILES), "findLargestFiles");
var buildTotals = /* @__PURE__ */ __name((image, layers, storePaths) => defined({
  layers: layers.length,
  storePaths: storePaths.length,
  ...addShares(layers),
  compressedSize: sumOfKnown([image.configBytes.byteLength, ...layers.map((layer) => layer.compressedSize)]),
  uncompressedSize: layers.reduce((sum, layer) => sum + layer.uncompressedSize, 0),
  tarOverhead: layers.reduce((sum, layer) => sum + layer.tarOverhead, 0),
  narSize: sumOfKnown(storePaths.map((entry) => entry.narSize))
}), "buildTotals");
var buildReport = /* @__PURE__ */ __name(({ image, closure, content, provenance }) => {
  const layers = buildLayers(image);
  const storePaths = buildStorePaths(image, closure);
  return deepFreeze(
    parse(reportSchema, {
      ...content === void 0 ? {} : { content: buildContent(content) },
      schemaVersion: SCHEMA_VERSION,
      image: buildImageSection(image, provenance),
      totals: buildTotals(image, layers, storePaths),
      layers,
      root: addShares(image.layers.map((layer) => layer.root)),
      storePaths,
      largestFiles: findLargestFiles(image)
    })
  );
}, "buildReport");

// src/report/layer-diff.ts
var lacking = /* @__PURE__ */ __name((layers, others) => {
  const there = new Set(others.map((layer) => layer.diffId));
  return layers.filter((layer) => !there.has(layer.diffId));
}, "lacking");
var pullSizeOf = /* @__PURE__ */ __name((layers) => sumOfKnown([...new Map(layers.map((layer) => [layer.diffId, layer.compressedSize])).values()]), "pullSizeOf");
var diffLayers = /* @__PURE__ */ __name((baseline, current) => {
  const added = lacking(current.layers, baseline.layers);
  return defined({
    reused: current.layers.length - added.length,
    new: added.map((layer) => layer.diffId),
    removed: lacking(baseline.layers, current.layers).map((layer) => layer.diffId),
    updatePullSize: pullSizeOf(added)
  });
}, "diffLayers");

// src/core/version.ts
var COMPONENT = /[0-9]+|[^0-9.-]+/g;
var NUMBER = /^[0-9]+$/;
var componentsOf = /* @__PURE__ */ __name((version) => version.match(COMPONENT) ?? [], "componentsOf");
var compareText = /* @__PURE__ */ __name((a, b) => a === b ? 0 : a < b ? -1 : 1, "compareText");
var compareNumbers = /* @__PURE__ */ __name((a, b) => {
  const x = a.replace(/^0+/, "");
  const y = b.replace(/^0+/, "");
  return x.length - y.length || compareText(x, y);
}, "compareNumbers");
var rankOf = /* @__PURE__ */ __name((component) => component === "pre" ? 0 : component === "" ? 1 : NUMBER.test(component) ? 3 : 2, "rankOf");
var compareComponents = /* @__PURE__ */ __name((a, b) => NUMBER.test(a) && NUMBER.test(b) ? compareNumbers(a, b) : rankOf(a) - rankOf(b) || compareText(a, b), "compareComponents");
var compareVersions = /* @__PURE__ */ __name((a, b) => {
  const left = componentsOf(a);
  const right = componentsOf(b);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const order = compareComponents(left[i] ?? "", right[i] ?? "");
    if (order !== 0) return Math.sign(order);
  }
  return 0;
}, "compareVersions");

// src/report/blame.ts
var blameAdditions = /* @__PURE__ */ __name((current, added) => {
  const entries = new Map(current.storePaths.map((entry) => [entry.path, entry]));
  const blames = /* @__PURE__ */ new Map();
  for (const start of added) {
    const climb = [];
    let here = start;
    while (here !== void 0 && added.has(here) && !blames.has(here)) {
      climb.push(here);
      blames.set(here, { introducedBy: void 0, top: here });
      here = entries.get(here)?.dominator;
    }
    const above = here === void 0 ? void 0 : blames.get(here);
    const found = above ?? { introducedBy: here, top: climb.at(-1) ?? start };
    for (const path of climb) blames.set(path, found);
  }
  return blames;
}, "blameAdditions");

// src/report/pairing.ts
var INTERPRETER = /^(python|pypy|perl|ruby|php|lua|luajit|ocaml|guile|tcl)[0-9][0-9.]*-(?=.)/;
var keyOf = /* @__PURE__ */ __name(({ pname, output }) => `${pname}\0${output ?? ""}`, "keyOf");
var packageLabel = /* @__PURE__ */ __name(({ pname, output }) => output === void 0 ? pname : `${pname}-${output}`, "packageLabel");
var leftovers = /* @__PURE__ */ __name((entries, others) => {
  const sizes = new Map(others.map((entry) => [entry.path, entry.contentSize]));
  return entries.filter((entry) => sizes.get(entry.path) !== entry.contentSize);
}, "leftovers");
var merge = /* @__PURE__ */ __name((groups) => ({
  ...groups.findLast((group) => group.current.length > 0) ?? groups[0],
  baseline: groups.flatMap((group) => group.baseline),
  current: groups.flatMap((group) => group.current)
}), "merge");
var groupByPackage = /* @__PURE__ */ __name((baseline, current) => {
  const single = /* @__PURE__ */ __name((entry, sides) => ({
    pname: entry.pname,
    ...entry.output === void 0 ? {} : { output: entry.output },
    ...sides
  }), "single");
  const singles = [
    ...baseline.map((entry) => single(entry, { baseline: [entry], current: [] })),
    ...current.map((entry) => single(entry, { baseline: [], current: [entry] }))
  ];
  return [...Map.groupBy(singles, keyOf).values()].map(merge);
}, "groupByPackage");
var isOneSided = /* @__PURE__ */ __name((group) => group.baseline.length === 0 || group.current.length === 0, "isOneSided");
var foldInterpreters = /* @__PURE__ */ __name((groups) => {
  const foldable = /* @__PURE__ */ __name((group) => isOneSided(group) && INTERPRETER.test(group.pname), "foldable");
  const withoutVersion = /* @__PURE__ */ __name((group) => keyOf({ ...group, pname: group.pname.replace(INTERPRETER, "$1-") }), "withoutVersion");
  const families = [...Map.groupBy(groups.filter(foldable), withoutVersion).values()];
  const folded = families.flatMap((family) => {
    const joined = merge(family);
    return isOneSided(joined) ? family : [joined];
  });
  return [...groups.filter((group) => !foldable(group)), ...folded];
}, "foldInterpreters");
var pairPackages = /* @__PURE__ */ __name((baseline, current) => foldInterpreters(
  groupByPackage(
    leftovers(baseline.storePaths, current.storePaths),
    leftovers(current.storePaths, baseline.storePaths)
  )
), "pairPackages");

// src/report/package-diff.ts
var byVersion = /* @__PURE__ */ __name((a, b) => compareVersions(a.version ?? "", b.version ?? "") || compareText2(a.version ?? "", b.version ?? "") || byPath(a, b), "byVersion");
var compareText2 = /* @__PURE__ */ __name((a, b) => a < b ? -1 : a > b ? 1 : 0, "compareText");
var byPath = /* @__PURE__ */ __name((a, b) => compareText2(a.path, b.path), "byPath");
var buildSide = /* @__PURE__ */ __name((entries) => {
  const sorted = entries.toSorted(byVersion);
  return {
    paths: sorted.map((entry) => entry.path),
    versions: sorted.map((entry) => entry.version ?? ""),
    contentSize: sorted.reduce((sum, entry) => sum + entry.contentSize, 0)
  };
}, "buildSide");
var pnames = /* @__PURE__ */ __name((entries) => [...new Set(entries.map(({ pname }) => pname))].join(), "pnames");
var kindOf = /* @__PURE__ */ __name((group, baseline, current) => {
  if (baseline.paths.length === 0) return "added";
  if (current.paths.length === 0) return "removed";
  const sameVersions = baseline.versions.join("\0") === current.versions.join("\0");
  return sameVersions && pnames(group.baseline) === pnames(group.current) ? "rebuilt" : "changed";
}, "kindOf");
var buildChange = /* @__PURE__ */ __name((group) => {
  const baseline = buildSide(group.baseline);
  const current = buildSide(group.current);
  return defined({
    kind: kindOf(group, baseline, current),
    pname: group.pname,
    output: group.output,
    baseline,
    current,
    change: current.contentSize - baseline.contentSize
  });
}, "buildChange");
var foldOf = /* @__PURE__ */ __name((row, { blames, additions }) => {
  const tops = new Set(row.current.paths.map((path) => additions.get(blames.get(path)?.top ?? path)));
  const [top] = tops;
  return tops.size === 1 && top !== row ? top : void 0;
}, "foldOf");
var explain = /* @__PURE__ */ __name((row, context) => {
  const nameAt = /* @__PURE__ */ __name((path) => context.entries.get(path)?.pname ?? path, "nameAt");
  const heaviest = row.current.paths.flatMap((path) => context.entries.get(path) ?? []).sort(byWeight)[0];
  const introducer = heaviest && context.blames.get(heaviest.path)?.introducedBy;
  const top = foldOf(row, context);
  return defined({
    ...row,
    chain: heaviest?.whyChain?.map(nameAt),
    introducedBy: introducer && nameAt(introducer),
    foldedInto: top && packageLabel(top)
  });
}, "explain");
var explainAdditions = /* @__PURE__ */ __name((rows, current) => {
  const added = rows.filter((row) => row.kind === "added");
  const additions = new Map(added.flatMap((row) => row.current.paths.map((path) => [path, row])));
  const context = {
    entries: new Map(current.storePaths.map((entry) => [entry.path, entry])),
    blames: blameAdditions(current, new Set(additions.keys())),
    additions
  };
  return rows.map((row) => row.kind === "added" ? explain(row, context) : row);
}, "explainAdditions");
var byChange = /* @__PURE__ */ __name((a, b) => Math.abs(b.change) - Math.abs(a.change) || compareText2(a.pname, b.pname) || compareText2(a.output ?? "", b.output ?? ""), "byChange");
var diffPackages = /* @__PURE__ */ __name((baseline, current) => explainAdditions(pairPackages(baseline, current).map(buildChange), current).toSorted(byChange), "diffPackages");

// src/report/diff.ts
var isIdentical = /* @__PURE__ */ __name((baseline, current) => baseline.image.configDigest === current.image.configDigest && baseline.layers.length === current.layers.length && baseline.layers.every((layer, i) => layer.diffId === current.layers[i]?.diffId), "isIdentical");
var pairTotals = /* @__PURE__ */ __name((baseline, current) => {
  const pair = /* @__PURE__ */ __name((measure) => defined({ baseline: measure(baseline), current: measure(current) }), "pair");
  return {
    compressedSize: pair((report) => report.totals.compressedSize),
    uncompressedSize: pair((report) => report.totals.uncompressedSize),
    contentSize: pair((report) => report.totals.contentSize),
    tarOverhead: pair((report) => report.totals.tarOverhead),
    rootContentSize: pair((report) => report.root.contentSize),
    storePaths: pair((report) => report.totals.storePaths),
    layers: pair((report) => report.totals.layers),
    reclaimable: pair((report) => report.content?.reclaimable)
  };
}, "pairTotals");
var diffReports = /* @__PURE__ */ __name((baseline, current, info) => deepFreeze({
  kind: "compared",
  baseline: info,
  identical: isIdentical(baseline, current),
  totals: pairTotals(baseline, current),
  layers: diffLayers(baseline, current),
  packages: diffPackages(baseline, current)
}), "diffReports");
var compareReports = /* @__PURE__ */ __name((baseline, current, info) => baseline.image.platform === current.image.platform ? diffReports(baseline, current, info) : {
  kind: "no-baseline",
  reason: "other-platform",
  detail: `the baseline is for ${baseline.image.platform}, this image for ${current.image.platform}`
}, "compareReports");

export {
  formatImageRef,
  isTag,
  isRepository,
  startsWithRegistry,
  splitTag,
  formatPlatform,
  digestSchema,
  defined,
  manifestSchema,
  imageIndexSchema,
  imageConfigSchema,
  buildReport,
  compareVersions,
  packageLabel,
  compareReports,
  parseReportFile,
  renderReportFile
};
