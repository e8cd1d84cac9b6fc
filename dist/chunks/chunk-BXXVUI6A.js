import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  jsonText
} from "./chunk-4DAKE55C.js";
import {
  nameOf,
  parseStorePath,
  splitName,
  storePathOf
} from "./chunk-EG7TS4Y5.js";
import {
  LIMIT_NAMES,
  deepFreeze,
  limitKind,
  limitsOf
} from "./chunk-TCTDNPSK.js";
import {
  compareText
} from "./chunk-42IRVI7Q.js";
import {
  array,
  boolean,
  custom,
  digestSchema,
  exactOptional,
  literal,
  maxLength,
  maxValue,
  minValue,
  number,
  object,
  parse,
  picklist,
  pipe,
  record,
  regex,
  safeInteger,
  sizeSchema,
  string,
  variant
} from "./chunk-FLZNCGTB.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  redact
} from "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/report/split-alike.ts
var keyOf = /* @__PURE__ */ __name(({ pname, output }) => `${pname}\0${output ?? ""}`, "keyOf");
var isGuessed = /* @__PURE__ */ __name((entry) => {
  const guess = splitName(entry.name);
  return keyOf(guess) === keyOf(entry) && guess.version === entry.version;
}, "isGuessed");
var splitAlike = /* @__PURE__ */ __name((entries, others) => {
  const told = new Set(others.filter((entry) => !isGuessed(entry)).map(keyOf));
  if (told.size === 0) return entries;
  return entries.map((entry) => {
    const split = isGuessed(entry) ? splitsOf(entry.name).find((one) => told.has(keyOf(one))) : void 0;
    if (split === void 0) return entry;
    const { pname: _, version: __, output: ___, ...rest } = entry;
    return { ...rest, ...split };
  });
}, "splitAlike");
var splitsOf = /* @__PURE__ */ __name((name) => {
  const last = name.lastIndexOf("-");
  const output = name.slice(last + 1);
  const withOutput = last > 0 ? versionsIn(name.slice(0, last)).map((split) => ({ ...split, output })) : [];
  return [...withOutput, ...versionsIn(name)];
}, "splitsOf");
var versionsIn = /* @__PURE__ */ __name((base) => [
  ...Array.from(base.matchAll(/(?<=.)-(?=[^a-zA-Z])/g), ({ index }) => ({
    pname: base.slice(0, index),
    version: base.slice(index + 1)
  })),
  { pname: base }
], "versionsIn");

// src/report/pairing.ts
var INTERPRETER = /^(python|pypy|perl|ruby|php|lua|luajit|ocaml|guile|tcl)[0-9][0-9.]*-(?=.)/;
var keyOf2 = /* @__PURE__ */ __name(({ pname, output }) => `${pname}\0${output ?? ""}`, "keyOf");
var packageLabel = /* @__PURE__ */ __name(({ pname, output }) => output === void 0 ? pname : `${pname}-${output}`, "packageLabel");
var PART = /((?:-[a-zA-Z]+)+)$/;
var partOf = /* @__PURE__ */ __name(({ version = "" }) => PART.exec(version)?.[1] ?? "", "partOf");
var ENVIRONMENTS = /* @__PURE__ */ new Set(["-env", "-with-packages", "-wrapped", "-wrapper"]);
var isEnvironment = /* @__PURE__ */ __name((entry) => ENVIRONMENTS.has(partOf(entry)), "isEnvironment");
var groupByPackageAndPart = /* @__PURE__ */ __name((entries) => {
  const packages = entries.filter((entry) => !isEnvironment(entry));
  return [...Map.groupBy(packages, (entry) => `${keyOf2(entry)}\0${partOf(entry)}`).values()];
}, "groupByPackageAndPart");
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
  return [...Map.groupBy(singles, keyOf2).values()].map(merge);
}, "groupByPackage");
var isOneSided = /* @__PURE__ */ __name((group) => group.baseline.length === 0 || group.current.length === 0, "isOneSided");
var foldInterpreters = /* @__PURE__ */ __name((groups) => {
  const foldable = /* @__PURE__ */ __name((group) => isOneSided(group) && INTERPRETER.test(group.pname), "foldable");
  const withoutVersion = /* @__PURE__ */ __name((group) => keyOf2({ ...group, pname: group.pname.replace(INTERPRETER, "$1-") }), "withoutVersion");
  const families = [...Map.groupBy(groups.filter(foldable), withoutVersion).values()];
  const folded = families.flatMap((family) => {
    const joined = merge(family);
    return isOneSided(joined) ? family : [joined];
  });
  return [...groups.filter((group) => !foldable(group)), ...folded];
}, "foldInterpreters");
var pairPackages = /* @__PURE__ */ __name((baseline, current) => {
  const before = leftovers(baseline.storePaths, current.storePaths);
  const after = leftovers(current.storePaths, baseline.storePaths);
  return foldInterpreters(groupByPackage(splitAlike(before, after), splitAlike(after, before)));
}, "pairPackages");

// src/core/glob.ts
var matchesGlob = /* @__PURE__ */ __name((pattern, text2) => {
  let [at2, inText] = [0, 0];
  let star;
  while (inText < text2.length) {
    if (pattern[at2] === "*") {
      star = { at: at2, inText };
      at2 += 1;
    } else if (pattern[at2] === "?" || pattern[at2] === text2[inText]) {
      at2 += 1;
      inText += 1;
    } else if (star !== void 0) {
      star.inText += 1;
      at2 = star.at + 1;
      inText = star.inText;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at2));
}, "matchesGlob");

// src/report/findings/nix-text.ts
var KEYWORDS = new Set("assert else if in inherit let or rec then with".split(" "));
var attribute = /* @__PURE__ */ __name((name) => /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !KEYWORDS.has(name) ? name : nixString(name), "attribute");
var NAME_LIMIT = 60;
var nixString = /* @__PURE__ */ __name((text2) => {
  const escaped = text2.slice(0, NAME_LIMIT).replace(/["\\!]/g, "\\$&").replaceAll("${", "\\${").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("	", "\\t");
  return `"${escaped.replace(/[\u0000-\u001f\u007f-\u009f]/g, "?")}"`;
}, "nixString");
var splice = /* @__PURE__ */ __name((expression) => `\${${expression}}`, "splice");
var PYTHON = /^python3(?:\.[0-9]+)?-(?=.)/;
var attributeIn = /* @__PURE__ */ __name((name) => attribute(packageIn(name).replace(PYTHON, "")), "attributeIn");
var indent = /* @__PURE__ */ __name((lines, by) => lines.map((line) => by + line), "indent");
var replacing = /* @__PURE__ */ __name((name, value) => {
  const own = attributeIn(name);
  const binding = /* @__PURE__ */ __name((set) => {
    const [first, ...rest] = value(`${set}.${own}`);
    return [`${own} = ${first}`, ...rest];
  }, "binding");
  const inSet = [
    "pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [",
    "  (pyFinal: pyPrev: {",
    ...indent(binding("pyPrev"), "    "),
    "  })",
    "];"
  ];
  const lines = PYTHON.test(packageIn(name)) ? inSet : binding("prev");
  return ["final: prev: {", ...indent(lines, "  "), "}"].join("\n");
}, "replacing");
var overlay = /* @__PURE__ */ __name((name, lines) => replacing(name, (old) => [`${old}.overrideAttrs (old: {`, ...indent(lines, "  "), "});"]), "overlay");
var imageWith = /* @__PURE__ */ __name((lines, builder = "streamLayeredImage") => ["{ pkgs }:", `pkgs.dockerTools.${builder} {`, `  name = "app";`, ...lines.map((line) => `  ${line}`), "}"].join(
  "\n"
), "imageWith");
var packageIn = /* @__PURE__ */ __name((name) => splitName(name).pname, "packageIn");

// src/report/findings/subject.ts
var worthwhile = /* @__PURE__ */ __name(({ totals }) => Math.max(5 << 20, totals.contentSize * 0.01), "worthwhile");
var retainedBy = /* @__PURE__ */ __name((entry) => entry.retainedSize ?? entry.contentSize, "retainedBy");
var chainTo = /* @__PURE__ */ __name((entry) => entry.whyChain === void 0 ? {} : { chain: entry.whyChain.map(nameOf) }, "chainTo");
var referrerOf = /* @__PURE__ */ __name((entry) => entry.whyChain?.at(-2), "referrerOf");
var reasonFor = /* @__PURE__ */ __name((entry) => {
  const by = referrerOf(entry);
  return {
    ...chainTo(entry),
    ...by === void 0 ? {} : { by: nameOf(by) },
    ...entry.evidence === void 0 ? {} : { file: entry.evidence }
  };
}, "reasonFor");
var OUTSIDE = "files outside the Nix store";
var ownerEvidence = /* @__PURE__ */ __name((owner) => owner === void 0 ? { name: OUTSIDE } : { path: owner, name: nameOf(owner) }, "ownerEvidence");
var sumOf = /* @__PURE__ */ __name((parts) => parts.reduce((sum, { bytes = 0 }) => sum + bytes, 0), "sumOf");

// src/report/findings/rules/all-locales.ts
var LARGE = 2e7;
var allLocales = {
  id: "all-locales",
  severity: "warning",
  title: "Locales of all languages",
  detect: /* @__PURE__ */ __name(({ report }) => report.storePaths.filter(({ pname, narSize, contentSize }) => pname === "glibc-locales" && (narSize ?? contentSize) > LARGE).map((entry) => ({ subject: entry.name, bytes: retainedBy(entry), ...reasonFor(entry) })), "detect"),
  describe: /* @__PURE__ */ __name(({ subject }, { name }) => `${name(subject)} holds the locales of all languages`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "C.UTF-8 needs no archive; where languages are needed, name them.",
    nix: [
      "{ pkgs }:",
      "let",
      "  locales = pkgs.glibcLocales.override {",
      "    allLocales = false;",
      '    locales = [ "en_US.UTF-8/UTF-8" ];',
      "  };",
      "in",
      "pkgs.dockerTools.streamLayeredImage {",
      '  name = "app";',
      "  config.Env = [",
      '    "LANG=en_US.UTF-8"',
      `    "LOCALE_ARCHIVE=${splice("locales")}/lib/locale/locale-archive"`,
      "  ];",
      "}"
    ].join("\n")
  }), "fix")
};

// src/report/findings/rules/build-tool-in-runtime.ts
var TOOLS = new Set(
  "gcc gcc-wrapper clang clang-wrapper llvm go rustc rustc-wrapper cargo ghc cmake ninja meson bazel binutils binutils-wrapper linux-headers stdenv-linux".split(
    " "
  )
);
var ATTRIBUTES = /* @__PURE__ */ new Map([
  ["gcc", "gcc.cc"],
  ["gcc-wrapper", "gcc"],
  ["clang", "clang.cc"],
  ["clang-wrapper", "clang"],
  ["rustc", "rustc-unwrapped"],
  ["rustc-wrapper", "rustc"],
  ["binutils", "binutils-unwrapped"],
  ["binutils-wrapper", "binutils"],
  ["linux-headers", "linuxHeaders"],
  ["stdenv-linux", "stdenv"]
]);
var toolIn = /* @__PURE__ */ __name((name) => `final.${ATTRIBUTES.get(packageIn(name)) ?? attributeIn(name)}`, "toolIn");
var RUNTIME_OUTPUTS = /* @__PURE__ */ new Set(["lib", "libgcc", "lib32", "lib64"]);
var isTool = /* @__PURE__ */ __name(({ pname, output = "" }) => TOOLS.has(pname) && !RUNTIME_OUTPUTS.has(output), "isTool");
var isUnasked = /* @__PURE__ */ __name(({ whyChain }) => whyChain !== void 0 && whyChain.length > 1, "isUnasked");
var buildToolInRuntime = {
  id: "build-tool-in-runtime",
  severity: "warning",
  title: "Build tool in the runtime closure",
  detect: /* @__PURE__ */ __name((subject) => {
    const tools = subject.report.storePaths.filter((entry) => isTool(entry) && isUnasked(entry));
    const paths = new Set(tools.map(({ path }) => path));
    return tools.filter(({ dominator }) => dominator === void 0 || !paths.has(dominator)).map((entry) => ({ subject: entry.name, bytes: retainedBy(entry), ...reasonFor(entry) })).filter(({ bytes }) => bytes >= worthwhile(subject.report));
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ subject, by = "", file }, { name }) => `${name(subject)} is needed to build, not to run; ${name(by)} refers to it${file === void 0 ? "" : ` in ${name(file)}`}`, "describe"),
  fix: /* @__PURE__ */ __name(({ subject, by = "app" }) => packageIn(subject) === "ghc" ? {
    advice: "Link statically, so that nothing of the compiler is referred to.",
    nix: replacing(by, (old) => [`prev.haskell.lib.justStaticExecutables ${old};`])
  } : {
    advice: "Take the reference out after the build, and have Nix refuse it from then on.",
    nix: overlay(by, [
      "nativeBuildInputs = (old.nativeBuildInputs or [ ]) ++ [",
      "  final.removeReferencesTo",
      "];",
      `postFixup = (old.postFixup or "") + ''`,
      "  find $out -type f -exec remove-references-to \\",
      `    -t ${splice(toolIn(subject))} '{}' +`,
      "'';",
      `disallowedReferences = [ ${toolIn(subject)} ];`
    ])
  }, "fix")
};

// src/report/findings/entrypoint.ts
var DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
var variable = /* @__PURE__ */ __name(({ image }, name) => image.config.config?.Env?.findLast((line) => line.startsWith(`${name}=`))?.slice(name.length + 1), "variable");
var FOLDERS_LIMIT = 500;
var pathFolders = /* @__PURE__ */ __name((subject) => {
  const folders = (variable(subject, "PATH") ?? DEFAULT_PATH).split(":", 2 * FOLDERS_LIMIT);
  return [...new Set(folders.filter((folder) => folder.startsWith("/")))].slice(0, FOLDERS_LIMIT);
}, "pathFolders");
var entrypointOf = /* @__PURE__ */ __name((subject) => {
  const { Entrypoint, Cmd, WorkingDir } = subject.image.config.config ?? {};
  const command = [...Entrypoint ?? [], ...Cmd ?? []][0];
  if (command === void 0 || command === "") return void 0;
  const { see } = subject.inspection;
  if (command.includes("/")) {
    const file = command.startsWith("/") ? command : `${WorkingDir ?? ""}/${command}`;
    return { command, seen: see(file) };
  }
  return { command, seen: seeCommand(subject, command) ?? { kind: "missing", path: command } };
}, "entrypointOf");
var seeCommand = /* @__PURE__ */ __name((subject, command) => pathFolders(subject).map((folder) => subject.inspection.see(`${folder}/${command}`)).find(({ kind }) => kind === "file"), "seeCommand");

// src/report/findings/rules/catch-all-layer.ts
var TIMES = 10;
var catchAllLayer = {
  id: "catch-all-layer",
  severity: "warning",
  title: "The program shares a layer with its dependencies",
  detect: /* @__PURE__ */ __name((subject) => {
    const start = entrypointOf(subject);
    const app = start?.seen.kind === "file" ? storePathOf(start.seen.path) : void 0;
    const entry = subject.report.storePaths.find(({ path }) => path === app);
    const index = entry?.layers.at(-1);
    const layer = index === void 0 ? void 0 : subject.report.layers[index];
    const layersWithPaths = subject.report.layers.filter(({ storePaths }) => storePaths.length > 0);
    if (entry === void 0 || layer === void 0 || index === void 0 || layersWithPaths.length < 2) return [];
    const others = layer.storePaths.filter(({ path }) => path !== app);
    const bytes = layer.contentSize - entry.contentSize;
    const crowded = others.length > 0 && layer.contentSize > TIMES * entry.contentSize;
    if (!crowded || bytes < worthwhile(subject.report)) return [];
    const items = others.map(({ path, contentSize }) => ({ path, name: nameOf(path), bytes: contentSize }));
    return [{ subject: entry.pname, value: `layer ${index + 1}`, bytes, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ subject, value = "", count, items, bytes }, { name, word, size }) => `${name(subject)} lies in ${word(value)} with ${count ?? items.length} other store paths: each change of it pulls ${size(bytes)} that did not change`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Allow more layers, or say which paths get one of their own.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 120;"], "buildLayeredImage")
  }), "fix")
};

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
var compareStorePaths = /* @__PURE__ */ __name((a, b) => compareText(nameOf(a), nameOf(b)) || compareText(a, b), "compareStorePaths");
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
var completeClosure = /* @__PURE__ */ __name((known2, found) => ({
  paths: new Map([...found.paths, ...known2?.paths ?? []]),
  roots: found.roots
}), "completeClosure");

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

// src/report/layer-diff.ts
var lackingLayers = /* @__PURE__ */ __name((layers, others) => {
  const there = new Set(others.map((layer) => layer.diffId));
  return layers.filter((layer) => !there.has(layer.diffId));
}, "lackingLayers");
var commonPrefix = /* @__PURE__ */ __name((layers, others) => {
  const end = layers.findIndex((layer, i) => layer.diffId !== others[i]?.diffId);
  return end < 0 ? layers.length : end;
}, "commonPrefix");
var pullSizeOf = /* @__PURE__ */ __name((layers) => sumOfKnown([...new Map(layers.map((layer) => [layer.diffId, layer.compressedSize])).values()]), "pullSizeOf");
var diffLayers = /* @__PURE__ */ __name((baseline, current) => {
  const added = lackingLayers(current.layers, baseline.layers);
  return defined({
    reused: current.layers.length - added.length,
    new: added.map((layer) => layer.diffId),
    removed: lackingLayers(baseline.layers, current.layers).map((layer) => layer.diffId),
    commonPrefix: commonPrefix(baseline.layers, current.layers),
    updatePullSize: pullSizeOf(added)
  });
}, "diffLayers");

// src/report/findings/rules/churn.ts
var TIMES2 = 3;
var LARGE2 = 2e7;
var churn = {
  id: "churn",
  severity: "warning",
  title: "A small change is a large pull",
  detect: /* @__PURE__ */ __name((baseline, current) => {
    const paths = new Set(baseline.storePaths.map(({ path }) => path));
    const newLayers = lackingLayers(current.layers, baseline.layers);
    const pulled = newLayers.reduce((sum, layer) => sum + layer.contentSize, 0);
    const isNew = current.storePaths.filter(({ path }) => !paths.has(path));
    const rootChange = newLayers.reduce((sum, { root }) => sum + root.contentSize, 0);
    const changed = isNew.reduce((sum, { contentSize }) => sum + contentSize, rootChange);
    if (pulled <= TIMES2 * changed || pulled <= LARGE2) return [];
    const items = newLayers.flatMap(({ storePaths }) => storePaths).filter(({ path }) => paths.has(path)).map(({ path, contentSize }) => ({ path, name: nameOf(path), bytes: contentSize, note: "unchanged" }));
    return [{ subject: "layers", bytes: pulled - changed, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ bytes, items, count = items.length }, { size, name }) => {
    const [first] = items;
    const most = first === void 0 ? "" : `, most of it ${name(first.name)}`;
    return `new layers hold ${size(bytes)} that did not change (${count === 1 ? "one store path" : `${count} store paths`}${most}), and everybody pulls it again`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Allow more layers, so that what changes often has one of its own.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 120;"], "buildLayeredImage")
  }), "fix")
};

// src/report/findings/rules/copied-to-root.ts
var copiedToRoot = {
  id: "copied-to-root",
  severity: "warning",
  title: "Store content copied to the root",
  detect: /* @__PURE__ */ __name((subject) => {
    const { copiedFromStore, largest } = subject.inspection.content.identical;
    if (copiedFromStore < worthwhile(subject.report)) return [];
    const items = largest.filter((group) => group.copiedFromStore).map((group) => ({
      name: group.paths[0] ?? "",
      bytes: group.contentSize,
      ...group.paths[1] === void 0 ? {} : { note: group.paths[1] }
    }));
    return [{ subject: "root", bytes: copiedFromStore, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items }, { name }) => {
    const [first] = items;
    const example = first?.note === void 0 ? "" : `, as ${name(first.name)} is ${name(first.note)}`;
    return `files outside the Nix store have the same content as files in it${example}`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Link instead of copying: in a buildEnv, or by streamLayeredImage, whose contents are links.",
    nix: [
      "{ pkgs }:",
      "pkgs.dockerTools.buildImage {",
      '  name = "app";',
      "  copyToRoot = pkgs.buildEnv {",
      '    name = "image-root";',
      "    paths = [ pkgs.bash ];",
      '    pathsToLink = [ "/bin" ];',
      "  };",
      "}"
    ].join("\n")
  }), "fix")
};

// src/report/findings/rules/dangling-store-link.ts
var danglingStoreLink = {
  id: "dangling-store-link",
  severity: "error",
  title: "Links to store paths that are not in the image",
  detect: /* @__PURE__ */ __name(({ inspection: { danglingLinks } }) => {
    if (danglingLinks.count === 0) return [];
    const items = danglingLinks.links.map(({ path, target }) => ({ name: path, note: target }));
    return [{ subject: "links", items, count: danglingLinks.count }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items, count = items.length }, { name }) => {
    const [first] = items;
    const example = first === void 0 ? "" : `, such as ${name(first.name)} to ${name(first.note ?? "")}`;
    return `${count === 1 ? "a symlink leads" : `${count} symlinks lead`} to store paths that are not in the image${example}`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Add the paths to the contents; with includeStorePaths = false they have to be mounted.",
    nix: imageWith(["contents = [ pkgs.hello ];", "includeStorePaths = true;"])
  }), "fix")
};

// src/report/findings/rules/dev-outputs.ts
var OUTPUTS = /* @__PURE__ */ new Set(["dev", "doc", "devdoc", "man", "devman", "info", "debug", "static"]);
var KINDS = {
  "static-libraries": "static libraries",
  headers: "headers",
  documentation: "documentation",
  "build-metadata": "build metadata"
};
var wholeOutputs = /* @__PURE__ */ __name(({ report }) => report.storePaths.filter(({ output = "" }) => OUTPUTS.has(output)).map(({ path, name, contentSize }) => ({ path, name, bytes: contentSize, note: "whole output" })), "wholeOutputs");
var partsOfOthers = /* @__PURE__ */ __name(({ inspection }, whole) => {
  const counted = new Set(whole.map(({ path }) => path));
  return inspection.clutter.filter(({ kind, path }) => path !== void 0 && KINDS[kind] !== void 0 && !counted.has(path)).flatMap(
    ({ path, kind, contentSize }) => path === void 0 ? [] : [{ path, name: nameOf(path), bytes: contentSize, note: KINDS[kind] ?? kind }]
  );
}, "partsOfOthers");
var devOutputs = {
  id: "dev-outputs",
  severity: "warning",
  title: "Files for development or reading",
  detect: /* @__PURE__ */ __name((subject) => {
    const whole = wholeOutputs(subject);
    const items = [...whole, ...partsOfOthers(subject, whole)].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
    const bytes = sumOf(items);
    return bytes < worthwhile(subject.report) ? [] : [{ subject: "development files", bytes, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items, count = items.length }, { name, word, size }) => {
    const [first] = items;
    const most = first === void 0 ? "" : `, most in ${name(first.name)} (${word(first.note ?? "files")}, ${size(first.bytes)})`;
    return `headers, static libraries, documentation or whole outputs of such in ${count === 1 ? "one place" : `${count} places`}${most}`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Ask for the output that is run, and link only the folders that are needed into the image.",
    nix: [
      "{ pkgs }:",
      "pkgs.buildEnv {",
      '  name = "image-root";',
      "  paths = map pkgs.lib.getBin [ pkgs.openssl ];",
      '  pathsToLink = [ "/bin" ];',
      "}"
    ].join("\n")
  }), "fix")
};

// src/report/findings/rules/entrypoint-missing.ts
var EXECUTE = 73;
var entrypointMissing = {
  id: "entrypoint-missing",
  severity: "error",
  title: "Nothing to start",
  detect: /* @__PURE__ */ __name((subject) => {
    const start = entrypointOf(subject);
    if (start === void 0) return [];
    const { seen, command } = start;
    if (seen.kind === "file")
      return (seen.mode & EXECUTE) === 0 ? [{ subject: command, value: "not executable", file: seen.path }] : [];
    const broken = seen.kind === "missing" && seen.path !== command ? { file: seen.path } : {};
    return [{ subject: command, value: seen.kind === "directory" ? "a folder" : "missing", ...broken }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ subject, value, file }, { name }) => {
    if (value === "not executable") return `the image starts ${name(subject)}, which has no permission to be executed`;
    if (value === "a folder") return `the image starts ${name(subject)}, which is a folder`;
    return `the image starts ${name(subject)}, which is not in it${file === void 0 || file === subject ? "" : ` (${name(file)} is missing)`}`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Name the program by its store path, so that it comes along.",
    nix: imageWith(["config.Entrypoint = [ (pkgs.lib.getExe pkgs.hello) ];"])
  }), "fix")
};

// src/report/findings/rules/epoch-date.ts
var OLDEST = 2e3;
var MISSING = "missing";
var epochDate = {
  id: "epoch-date",
  severity: "info",
  title: "No date of creation",
  detect: /* @__PURE__ */ __name(({ image: { config } }) => {
    const created = config.created ?? "";
    const year = Number(/^([0-9]{4})-/.exec(created)?.[1] ?? 0);
    return year >= OLDEST ? [] : [{ subject: "created", value: created === "" ? MISSING : created.slice(0, 40) }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = MISSING }, { name }) => `the image ${value === MISSING ? "does not say when it was created" : `says that it was created at ${name(value)}`}: it looks decades old, and policies that clean up by age delete it first`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Take the date of the commit. Leave mtime as it is, or layers stop being shared.",
    nix: [
      "{ pkgs, self }:",
      "let date = self.lastModifiedDate; in",
      "pkgs.dockerTools.streamLayeredImage {",
      '  name = "app";',
      '  created = builtins.concatStringsSep "-" [',
      "    (builtins.substring 0 4 date)",
      "    (builtins.substring 4 2 date)",
      "    (builtins.substring 6 2 date)",
      '  ] + "T00:00:00Z";',
      "}"
    ].join("\n")
  }), "fix")
};

// src/report/referrers.ts
var referrersAmong = /* @__PURE__ */ __name((entries) => {
  const referrers = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    for (const target of entry.references ?? []) {
      const known2 = referrers.get(target);
      if (known2 === void 0) referrers.set(target, [entry]);
      else known2.push(entry);
    }
  }
  return referrers;
}, "referrersAmong");

// src/report/findings/rules/expensive-edge.ts
var SHARE = 0.1;
var SHOWN = 3;
var DEEP = 3;
var isCollection = /* @__PURE__ */ __name((entry) => entry.contentSize === 0 || isEnvironment(entry), "isCollection");
var depthsIn = /* @__PURE__ */ __name(({ report }) => {
  const collections = new Set(report.storePaths.filter(isCollection).map(({ path }) => path));
  return ({ whyChain = [] }) => whyChain.filter((path) => !collections.has(path)).length;
}, "depthsIn");
var isExpensive = /* @__PURE__ */ __name((entry, depth, subject) => {
  const retained = retainedBy(entry);
  const total = subject.report.totals.narSize ?? subject.report.totals.contentSize;
  const own = entry.narSize ?? entry.contentSize;
  return depth >= DEEP && retained >= Math.max(worthwhile(subject.report), total * SHARE) && retained >= 2 * own;
}, "isExpensive");
var expensiveEdge = {
  id: "expensive-edge",
  severity: "warning",
  title: "One reference that drags in a lot",
  detect: /* @__PURE__ */ __name((subject) => {
    const referrers = referrersAmong(subject.report.storePaths);
    const depthOf2 = depthsIn(subject);
    const found = subject.report.storePaths.filter(
      (entry) => referrers.get(entry.path)?.length === 1 && isExpensive(entry, depthOf2(entry), subject)
    );
    const paths = new Set(found.map(({ path }) => path));
    return found.filter(({ dominator }) => dominator === void 0 || !paths.has(dominator)).map((entry) => ({ subject: entry.name, bytes: retainedBy(entry), ...reasonFor(entry) })).sort((a, b) => b.bytes - a.bytes).slice(0, SHOWN);
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ subject, by = "", bytes }, { name, size }) => `cutting the reference from ${name(by)} to ${name(subject)} frees ${size(bytes)}, since nothing else needs it`, "describe"),
  fix: /* @__PURE__ */ __name(({ subject, by = "app" }) => ({
    advice: "See which options the package has (nix edit), or take a smaller variant of it, as curlMinimal and gitMinimal are.",
    nix: replacing(by, (old) => [`${old}.override {`, `  ${attributeIn(subject)} = null;`, "};"])
  }), "fix")
};

// src/report/findings/rules/foreign-platform.ts
var MACHINES = new Map(
  Object.entries({
    amd64: [62, 3],
    // runs 32 bit programs as well
    "386": [3],
    arm64: [183, 40],
    arm: [40],
    ppc64le: [21],
    ppc64: [21, 20],
    s390x: [22],
    riscv64: [243],
    loong64: [258],
    mips64le: [8],
    mipsle: [8]
  })
);
var NAMES = {
  3: "386",
  8: "mips",
  20: "ppc",
  21: "ppc64",
  22: "s390x",
  40: "arm",
  62: "amd64",
  183: "arm64",
  243: "riscv64",
  258: "loong64"
};
var foreignTo = /* @__PURE__ */ __name((architecture, { fact }) => {
  if (fact.kind === "mach-o") return "macOS";
  const known2 = MACHINES.get(architecture);
  if (fact.kind !== "elf" || known2 === void 0 || known2.includes(fact.machine)) return void 0;
  return NAMES[fact.machine];
}, "foreignTo");
var startsForeign = /* @__PURE__ */ __name((subject) => {
  const start = entrypointOf(subject);
  const program = start?.seen.kind === "file" ? start.seen.program : void 0;
  const platform = program && foreignTo(subject.image.platform.architecture, { fact: program });
  return start === void 0 || platform === void 0 ? void 0 : { severity: "error", subject: start.command, value: platform, file: start.seen.path };
}, "startsForeign");
var holdsForeign = /* @__PURE__ */ __name((subject) => {
  const { architecture } = subject.image.platform;
  const items = [...subject.inspection.programs()].flatMap((program) => {
    const platform = foreignTo(architecture, program);
    return platform === void 0 ? [] : [{ name: program.path, bytes: program.size, note: platform }];
  }).sort((a, b) => b.bytes - a.bytes);
  const bytes = sumOf(items);
  return bytes < worthwhile(subject.report) ? void 0 : { subject: "programs", bytes, items };
}, "holdsForeign");
var foreignPlatform = {
  id: "foreign-platform",
  severity: "info",
  title: "Programs for another platform",
  detect: /* @__PURE__ */ __name((subject) => [startsForeign(subject), holdsForeign(subject)].filter((draft) => draft !== void 0), "detect"),
  describe: /* @__PURE__ */ __name(({ severity, value = "", file = "", items, count = items.length }, { name, word }) => {
    if (severity === "error") return `the image starts ${name(file)}, which is a program for ${name(value)}`;
    const [first] = items;
    const example = first === void 0 ? "" : `, such as ${name(first.name)} for ${word(first.note ?? "another")}`;
    return `${count} programs are for other platforms${example}`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Build the image for the platform that it is labelled with, on a machine or a remote builder of that kind.",
    nix: [
      "{",
      "  outputs = { self, nixpkgs }: {",
      "    packages.x86_64-linux.image =",
      "      let pkgs = nixpkgs.legacyPackages.x86_64-linux;",
      "      in pkgs.dockerTools.streamLayeredImage {",
      '        name = "app";',
      "        contents = [ pkgs.hello ];",
      "      };",
      "  };",
      "}"
    ].join("\n")
  }), "fix")
};

// src/report/findings/rules/identical-files.ts
var identicalFiles = {
  id: "identical-files",
  severity: "info",
  title: "Files with the same content",
  detect: /* @__PURE__ */ __name((subject) => {
    const { contentSize, copiedFromStore, largest } = subject.inspection.content.identical;
    const bytes = contentSize - copiedFromStore;
    if (bytes < worthwhile(subject.report)) return [];
    const groups = largest.filter((group) => !group.copiedFromStore);
    const items = groups.map((group) => ({
      name: group.paths[0] ?? "",
      bytes: group.contentSize,
      note: `${group.files} files`
    }));
    return [{ subject: "files", bytes, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items }, { name, word }) => {
    const [first] = items;
    return `the same content is in several files${first === void 0 ? "" : `, most of it in ${word(first.note ?? "several files")} like ${name(first.name)}`}`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(({ items }) => ({
    advice: "Neither a NAR nor the layers of dockerTools know hard links: make the copies symlinks.",
    nix: overlay(ownerOf(items[0]?.name ?? "") ?? "app", [
      "nativeBuildInputs = (old.nativeBuildInputs or [ ]) ++ [",
      "  final.jdupes",
      "];",
      `postInstall = (old.postInstall or "") + ''`,
      "  jdupes --link-soft --recurse $out",
      "'';"
    ])
  }), "fix")
};
var ownerOf = /* @__PURE__ */ __name((file) => {
  const path = storePathOf(file);
  return path && nameOf(path);
}, "ownerOf");

// src/report/findings/rules/layer-limit.ts
var LIMIT = 127;
var CLOSE = 110;
var BASE_CLOSE = 100;
var layerLimit = {
  id: "layer-limit",
  severity: "warning",
  title: "Many layers",
  detect: /* @__PURE__ */ __name(({ image, report }) => {
    const count = report.layers.length;
    const { Entrypoint, Cmd } = image.config.config ?? {};
    const isBase = (Entrypoint?.length ?? 0) + (Cmd?.length ?? 0) === 0;
    const draft = { subject: "layers", value: String(count) };
    if (count > LIMIT) return [{ ...draft, severity: "error" }];
    if (count > CLOSE) return [{ ...draft, severity: "warning" }];
    return count >= BASE_CLOSE && isBase ? [{ ...draft, severity: "info" }] : [];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "", severity }, { word }) => severity === "error" ? `${word(value)} layers are more than Docker and Podman can stack (127)` : `${word(value)} layers leave little room below 127 for an image that builds on this one`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Make fewer of them; what shares a layer is then pulled together.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 70;"], "buildLayeredImage")
  }), "fix")
};

// src/report/findings/rules/locale-unavailable.ts
var BUILT_IN = /^(C|POSIX|C\.utf-?8)$/i;
var ARCHIVE = /^LOCALE_ARCHIVE(?:_[0-9_]+)?=(\/.*)$/;
var archivesNamed = /* @__PURE__ */ __name(({ image }) => (image.config.config?.Env ?? []).flatMap((line) => ARCHIVE.exec(line)?.[1] ?? []), "archivesNamed");
var hasLocales = /* @__PURE__ */ __name((subject) => {
  const { see, list } = subject.inspection;
  const archives = [...archivesNamed(subject), "/usr/lib/locale/locale-archive"];
  const folders = ["/usr/lib/locale", variable(subject, "LOCPATH")];
  return archives.some((path) => see(path).kind === "file") || folders.some((folder) => folder?.startsWith("/") === true && list(folder).some((name) => !/^C(\.|$)/.test(name)));
}, "hasLocales");
var isMusl = /* @__PURE__ */ __name(({ report, inspection }) => report.storePaths.some(({ pname }) => pname === "musl") || inspection.list("/lib").some((name) => name.startsWith("ld-musl-")), "isMusl");
var localeUnavailable = {
  id: "locale-unavailable",
  severity: "info",
  title: "Locale without its data",
  detect: /* @__PURE__ */ __name((subject) => {
    const value = variable(subject, "LC_ALL") || variable(subject, "LANG") || "C";
    return BUILT_IN.test(value) || hasLocales(subject) || isMusl(subject) ? [] : [{ subject: "locale", value }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "" }, { name }) => `the environment asks for the locale ${name(value)}, whose data is not in the image: setlocale fails`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "C.UTF-8 is built into glibc and treats text as UTF-8.",
    nix: imageWith(['config.Env = [ "LANG=C.UTF-8" ];'])
  }), "fix")
};

// src/report/findings/rules/missing-interpreter.ts
var LOADER = /\/ld(-linux|-musl|64)?[^/]*\.so/;
var COMMANDS = 5e3;
var interpreterOf = /* @__PURE__ */ __name((seen) => {
  const program = seen.kind === "file" ? seen.program : void 0;
  if (program?.kind === "script") return program.interpreter;
  return program?.kind === "elf" && program.isProgram ? program.loader : void 0;
}, "interpreterOf");
var missingFor = /* @__PURE__ */ __name((subject, seen) => {
  const interpreter = interpreterOf(seen);
  if (interpreter === void 0 || !interpreter.startsWith("/")) return void 0;
  const { see } = subject.inspection;
  return see(interpreter).kind === "file" ? missingCommandOf(subject, seen) : interpreter;
}, "missingFor");
var missingCommandOf = /* @__PURE__ */ __name((subject, seen) => {
  const program = seen.kind === "file" ? seen.program : void 0;
  const command = program?.kind === "script" ? program.command : void 0;
  return command === void 0 || seeCommand(subject, command) !== void 0 ? void 0 : command;
}, "missingCommandOf");
var ofStart = /* @__PURE__ */ __name((subject) => {
  const start = entrypointOf(subject);
  const missing2 = start && missingFor(subject, start.seen);
  return start === void 0 || missing2 === void 0 ? void 0 : { severity: "error", subject: missing2, file: start.seen.path };
}, "ofStart");
var ofHealthCheck = /* @__PURE__ */ __name((subject) => {
  const isShell = subject.image.config.config?.Healthcheck?.Test?.[0] === "CMD-SHELL";
  return isShell && subject.inspection.see("/bin/sh").kind !== "file" ? { subject: "/bin/sh", value: "health check" } : void 0;
}, "ofHealthCheck");
var commandsOf = /* @__PURE__ */ __name((subject) => {
  const commands = [];
  for (const folder of pathFolders(subject)) {
    const left = COMMANDS - commands.length;
    if (left === 0) break;
    const names2 = subject.inspection.list(folder).slice(0, left);
    commands.push(...names2.map((name) => `${folder}/${name}`));
  }
  return commands;
}, "commandsOf");
var ofCommands = /* @__PURE__ */ __name((subject, known2) => {
  const found = /* @__PURE__ */ new Map();
  const { see } = subject.inspection;
  for (const command of commandsOf(subject)) {
    const missing2 = missingFor(subject, see(command));
    if (missing2 === void 0 || known2.has(missing2)) continue;
    found.set(missing2, [...found.get(missing2) ?? [], { name: command }]);
  }
  return [...found].map(([subject2, items]) => ({ subject: subject2, items }));
}, "ofCommands");
var missingInterpreter = {
  id: "missing-interpreter",
  severity: "warning",
  title: "Missing interpreter",
  detect: /* @__PURE__ */ __name((subject) => {
    const first = [ofStart(subject), ofHealthCheck(subject)].filter((draft) => draft !== void 0);
    return [...first, ...ofCommands(subject, new Set(first.map((draft) => draft.subject)))];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ subject, file, value, items, count = items.length }, { name }) => {
    if (value !== void 0) return `the health check is run by ${name(subject)}, which is not in the image`;
    if (file !== void 0)
      return `the image starts ${name(file)}, which needs ${name(subject)}; that is not in the image`;
    const others = count === 1 ? "needs" : `and ${count - 1} more commands need`;
    return `${name(items[0]?.name ?? "a command")} ${others} ${name(subject)}, which is not in the image`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(({ subject }) => LOADER.test(subject) ? {
    advice: "The program was linked for another distribution: have its loader and libraries set when it is packaged.",
    nix: overlay("app", [
      "nativeBuildInputs = (old.nativeBuildInputs or [ ]) ++ [",
      "  final.autoPatchelfHook",
      "];"
    ])
  } : !subject.startsWith("/") ? {
    advice: "Add the program, or have the script patched (patchShebangs): what it is built with is then named in full.",
    nix: imageWith([`contents = [ pkgs.${attributeIn(subject)} ];`])
  } : {
    advice: "Add what scripts expect at the usual place, or patch their first line (patchShebangs).",
    nix: imageWith(["contents = [ pkgs.dockerTools.usrBinEnv pkgs.dockerTools.binSh ];"])
  }, "fix")
};

// src/report/findings/rules/multiple-versions.ts
var groupsIn = /* @__PURE__ */ __name(({ report }) => groupByPackageAndPart(report.storePaths.filter(({ version }) => version !== void 0)).filter(
  (entries) => entries.length > 1
), "groupsIn");
var depthOf = /* @__PURE__ */ __name(({ whyChain = [] }) => whyChain.length, "depthOf");
var detectIn = /* @__PURE__ */ __name((entries, countReferrers) => {
  const [kept, ...others] = entries.toSorted(
    (a, b) => countReferrers(b) - countReferrers(a) || depthOf(a) - depthOf(b) || retainedBy(b) - retainedBy(a)
  );
  const [first] = others.toSorted((a, b) => retainedBy(b) - retainedBy(a));
  if (kept === void 0 || first === void 0) return void 0;
  const items = [first, ...others.filter((other) => other !== first), kept].map((entry) => ({
    ...{ path: entry.path, name: entry.version ?? "", bytes: retainedBy(entry) },
    ...entry === kept ? { note: "most used" } : {}
  }));
  const bytes = sumOf(items.filter(({ path }) => path !== kept.path));
  return { subject: packageLabel(kept), bytes, items, ...reasonFor(first) };
}, "detectIn");
var multipleVersions = {
  id: "multiple-versions",
  severity: "warning",
  title: "Several versions of one package",
  detect: /* @__PURE__ */ __name((subject) => {
    const referrers = referrersAmong(subject.report.storePaths);
    return groupsIn(subject).flatMap((entries) => detectIn(entries, ({ path }) => referrers.get(path)?.length ?? 0) ?? []).filter(({ bytes = 0 }) => bytes >= worthwhile(subject.report));
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ subject, items, by }, { name }) => {
    const versions = items.map((item) => item.name);
    const same = new Set(versions).size === 1;
    const list = same ? `${versions[0]} built ${versions.length} times` : [...new Set(versions)].join(" + ");
    return `${name(`${subject} ${list}`)}${by === void 0 ? "" : `, the other one by way of ${name(by)}`}`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(({ chain }) => ({
    advice: `Let the flake that brings ${chain === void 0 ? "the other one" : "it"} use your nixpkgs, under its name in your inputs.`,
    nix: `{
  inputs.other.inputs.nixpkgs.follows = "nixpkgs";
}`
  }), "fix")
};

// src/report/findings/rules/nix-support-reference.ts
var UNREAD = /^\/nix\/store\/[^/]+\/(nix-support|share\/(doc|man|info))\//;
var nixSupportReference = {
  id: "nix-support-reference",
  severity: "warning",
  title: "Reference that only build hints or documentation hold",
  detect: /* @__PURE__ */ __name((subject) => {
    const referrers = referrersAmong(subject.report.storePaths);
    return subject.report.storePaths.filter(({ evidence = "" }) => UNREAD.test(evidence)).filter((entry) => referrerOf(entry) !== void 0 && referrers.get(entry.path)?.length === 1).map((entry) => ({ subject: entry.name, bytes: retainedBy(entry), ...reasonFor(entry) })).filter(({ bytes }) => bytes >= worthwhile(subject.report));
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ subject, by = "", file = "" }, { name }) => `${name(subject)} is there only because ${name(by)} mentions it in ${name(file)}`, "describe"),
  fix: /* @__PURE__ */ __name(({ by = "app", file = "" }) => {
    const folder = UNREAD.exec(file)?.[1] ?? "nix-support";
    return {
      advice: "Nothing reads that folder at run time: leave it out.",
      nix: overlay(by, [`postFixup = (old.postFixup or "") + ''`, `  rm -rf $out/${folder}`, "'';"])
    };
  }, "fix")
};

// src/report/findings/rules/no-ca-certs.ts
var BUNDLES = [
  "/etc/ssl/certs/ca-bundle.crt",
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/cert.pem"
];
var VARIABLES = ["SSL_CERT_FILE", "NIX_SSL_CERT_FILE", "SYSTEM_CERTIFICATE_PATH", "SSL_CERT_DIR"];
var LIBRARIES = new Set("openssl libressl gnutls nss mbedtls wolfssl s2n-tls boringssl".split(" "));
var hasCertificates = /* @__PURE__ */ __name((subject) => {
  const { see } = subject.inspection;
  const named = VARIABLES.flatMap((name) => variable(subject, name)?.split(":")[0] ?? []);
  return [...BUNDLES, ...named].some((path) => path.startsWith("/") && see(path).kind !== "missing");
}, "hasCertificates");
var tlsUser = /* @__PURE__ */ __name(({ report, inspection }) => {
  const library = report.storePaths.find(({ pname, output }) => LIBRARIES.has(pname) && !isDevelopment(output));
  if (library !== void 0) return library.name;
  for (const { fact, path } of inspection.programs())
    if (fact.kind === "elf" && fact.isGo && fact.isProgram) return path;
  return void 0;
}, "tlsUser");
var isDevelopment = /* @__PURE__ */ __name((output) => ["dev", "man", "doc"].includes(output ?? ""), "isDevelopment");
var noCaCerts = {
  id: "no-ca-certs",
  severity: "warning",
  title: "No CA certificates",
  detect: /* @__PURE__ */ __name((subject) => {
    const user = hasCertificates(subject) ? void 0 : tlsUser(subject);
    return user === void 0 ? [] : [{ subject: "certificates", value: user }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "" }, { name }) => `no CA certificates are where programs look for them, and ${name(value)} can speak TLS: connections end in \u201Cunknown authority\u201D`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Add them under all of the usual names.",
    nix: imageWith(["contents = [ pkgs.dockerTools.caCertificates ];"])
  }), "fix")
};

// src/report/findings/rules/no-iana-etc.ts
var LOOKS_UP = /\/libHSnetwork(-bsd)?-[0-9]/;
var userOfNames = /* @__PURE__ */ __name(({ inspection }) => {
  for (const { path } of inspection.programs()) if (LOOKS_UP.test(path)) return path;
  return void 0;
}, "userOfNames");
var noIanaEtc = {
  id: "no-iana-etc",
  severity: "info",
  title: "No names of protocols and services",
  detect: /* @__PURE__ */ __name((subject) => {
    const user = subject.inspection.see("/etc/protocols").kind === "missing" ? userOfNames(subject) : void 0;
    return user === void 0 ? [] : [{ subject: "/etc/protocols", value: user }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "" }, { name }) => `there is no /etc/protocols, and ${name(value)} looks protocols up by name (getprotobyname)`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Add the two small files.",
    nix: imageWith(["contents = [ pkgs.iana-etc ];"])
  }), "fix")
};

// src/report/findings/rules/no-source-label.ts
var LABEL = "org.opencontainers.image.source";
var noSourceLabel = {
  id: "no-source-label",
  severity: "warning",
  title: "No link to the repository",
  detect: /* @__PURE__ */ __name(({ image, publishing }) => {
    const needed = publishing?.registries.includes("ghcr.io") === true && !publishing.annotatesSource;
    return !needed || image.config.config?.Labels?.[LABEL] !== void 0 ? [] : [{ subject: LABEL }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(() => "the image goes to ghcr.io and does not name its repository: the package is linked to none, whose workflows then may not write it", "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Name the repository in a label, or publish from its own workflow, which adds the annotation.",
    nix: imageWith(["config.Labels = {", `  "${LABEL}" =`, `    "https://github.com/owner/repository";`, "};"])
  }), "fix")
};

// src/report/findings/user.ts
var userOf = /* @__PURE__ */ __name(({ image }) => {
  const [name = "", group = ""] = (image.config.config?.User ?? "").split(":");
  return {
    ...{ name, isRoot: ["", "0", "root"].includes(name), isNumber: isNumber(name) },
    ...group === "" || isNumber(group) ? {} : { group }
  };
}, "userOf");
var isNumber = /* @__PURE__ */ __name((text2) => /^[0-9]+$/.test(text2), "isNumber");

// src/report/findings/rules/no-tmp.ts
var STICKY = 1023;
var noTmp = {
  id: "no-tmp",
  severity: "warning",
  title: "No usable /tmp",
  detect: /* @__PURE__ */ __name((subject) => {
    const seen = subject.inspection.see("/tmp");
    const isRoot = userOf(subject).isRoot;
    if (seen.kind === "missing") return [{ subject: "/tmp", value: "missing", severity: isRoot ? "info" : "warning" }];
    const mode = seen.kind === "directory" ? seen.mode ?? 493 : 0;
    return isRoot || mode === STICKY ? [] : [{ subject: "/tmp", value: mode.toString(8).padStart(4, "0") }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "", severity }, { word }) => {
    if (value !== "missing") return `/tmp has the mode ${word(value)}, so that the image's user cannot write there`;
    return severity === "info" ? "/tmp is missing: programs that need it fail unless they make it" : "/tmp is missing, and the image's user cannot make it";
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Make it when the image is put together; paths are relative there.",
    nix: imageWith(['extraCommands = "mkdir -p tmp && chmod 1777 tmp";'])
  }), "fix")
};

// src/report/findings/rules/no-tzdata.ts
var ZONE = /^:?[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$/;
var FOLDERS = ["/usr/share/zoneinfo", "/etc/zoneinfo", "/usr/lib/zoneinfo"];
var hasZones = /* @__PURE__ */ __name((subject) => {
  const folders = [variable(subject, "TZDIR"), variable(subject, "ZONEINFO"), ...FOLDERS];
  return folders.some(
    (folder) => folder?.startsWith("/") === true && subject.inspection.see(folder).kind !== "missing"
  );
}, "hasZones");
var noTzdata = {
  id: "no-tzdata",
  severity: "info",
  title: "Time zone without its data",
  detect: /* @__PURE__ */ __name((subject) => {
    const value = variable(subject, "TZ") ?? "";
    return !ZONE.test(value) || /^:?Etc\/(UTC|UCT|GMT|Universal|Zulu)$/.test(value) || hasZones(subject) ? [] : [{ subject: "time zone", value }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "" }, { name }) => `the environment sets the time zone ${name(value)}, and there is no data on zones: programs use UTC`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Add the data and say where it is.",
    nix: imageWith([
      "config.Env = [",
      '  "TZ=Europe/Berlin"',
      `  "TZDIR=${splice("pkgs.tzdata")}/share/zoneinfo"`,
      "];"
    ])
  }), "fix")
};

// src/report/findings/rules/rev-in-image.ts
var SHORTEST = 7;
var revInImage = {
  id: "rev-in-image",
  severity: "info",
  title: "Revision inside the image",
  detect: /* @__PURE__ */ __name(({ report: { image } }) => {
    const { revision, config, repoTags, outPath } = image;
    if (revision === void 0 || outPath === void 0 || revision.length < SHORTEST) return [];
    const short = revision.slice(0, SHORTEST);
    const places = [
      ...repoTags.map((tag) => ({ name: "tag", note: tag })),
      ...(config.env ?? []).map((line) => ({ name: "environment", note: line })),
      ...Object.entries(config.labels ?? {}).map(([key, value]) => ({ name: "label", note: `${key}=${value}` }))
    ];
    const items = places.filter(({ note }) => note.includes(short)).map(({ name, note }) => ({ name, note: clipped(note) }));
    return items.length === 0 ? [] : [{ subject: "revision", value: short, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "", items }, { name, word }) => `${name(value)} is in the ${[...new Set(items.map((item) => word(item.name)))].join(" and the ")}, so every commit makes another image and no build is shared`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Leave the tag to this action, and the revision to the annotations that it writes on publishing.",
    nix: imageWith(["tag = null;"])
  }), "fix")
};
var clipped = /* @__PURE__ */ __name((text2) => text2.length <= 200 ? text2 : `${text2.slice(0, 199)}\u2026`, "clipped");

// src/report/findings/rules/rewritten-in-layer.ts
var rewrittenInLayer = {
  id: "rewritten-in-layer",
  severity: "warning",
  title: "Data copied into another layer by chown or chmod",
  detect: /* @__PURE__ */ __name((subject) => {
    const { contentSize, files, layer, path, owners } = subject.inspection.copiedForPermissions;
    if (contentSize < worthwhile(subject.report)) return [];
    const items = [...owners].map(([owner, bytes]) => ({ ...ownerEvidence(owner), bytes })).sort((a, b) => b.bytes - a.bytes);
    return [
      { subject: "permissions", bytes: contentSize, items, count: files, value: `layer ${layer + 1}`, file: path }
    ];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "", count = 0, file = "" }, { name, word }) => `${word(value)} has ${count === 1 ? "a file" : `${count} files`} of lower layers again, with other owners or modes and the same content, such as ${name(file)}`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Have the files made with their owner, rather than given to one in a later layer.",
    nix: imageWith(["uid = 1000;", "gid = 1000;", 'uname = "user";', 'gname = "user";'])
  }), "fix")
};

// src/report/findings/rules/single-layer.ts
var SHARE2 = 0.8;
var LARGE3 = 5e7;
var PATHS = 5;
var singleLayer = {
  id: "single-layer",
  severity: "warning",
  title: "The whole closure in one layer",
  detect: /* @__PURE__ */ __name(({ report: { layers, totals } }) => {
    const index = layers.findIndex(({ contentSize }) => contentSize > totals.contentSize * SHARE2);
    const layer = layers[index];
    if (layer === void 0 || layer.contentSize <= LARGE3 || layer.storePaths.length <= PATHS) return [];
    const items = layer.storePaths.map(({ path, contentSize }) => ({ path, name: nameOf(path), bytes: contentSize }));
    return [{ subject: "layers", value: `layer ${index + 1}`, bytes: layer.contentSize, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "", bytes, count = 0, items }, { size, word }) => `${word(value)} holds ${count || items.length} store paths (${size(bytes)}): whatever changes, all of it is pulled again`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Spread the closure over layers, so that what did not change is not pulled again.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 100;"], "buildLayeredImage")
  }), "fix")
};

// src/report/findings/rules/source-in-runtime.ts
var SOURCE_NAME = /(^|-)source$|^unpack-|\.(tar(\.[a-z0-9]+)?|tgz|tbz2?|txz|zip)$/;
var KINDS2 = {
  git: "git repository",
  "development-modules": "development packages of npm",
  "source-maps": "source maps",
  "build-trees": "build folder"
};
var wholePaths = /* @__PURE__ */ __name(({ report }) => report.storePaths.filter(({ name }) => SOURCE_NAME.test(name)), "wholePaths");
var partsOfOthers2 = /* @__PURE__ */ __name(({ inspection }, counted) => inspection.clutter.filter(({ kind, path }) => KINDS2[kind] !== void 0 && !counted.has(path ?? "")).map(({ path, kind, contentSize }) => ({ ...ownerEvidence(path), bytes: contentSize, note: KINDS2[kind] ?? kind })), "partsOfOthers");
var sourceInRuntime = {
  id: "source-in-runtime",
  severity: "warning",
  title: "Sources in the image",
  detect: /* @__PURE__ */ __name((subject) => {
    const whole = wholePaths(subject);
    const counted = new Set(whole.map(({ path }) => path));
    const items = [
      ...whole.map(({ path, name, contentSize }) => ({ path, name, bytes: contentSize, note: "whole source" })),
      ...partsOfOthers2(subject, counted)
    ].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
    const bytes = sumOf(items);
    const heaviest = whole.find(({ path }) => path === items[0]?.path);
    return bytes < worthwhile(subject.report) ? [] : [{ subject: "sources", bytes, items, ...heaviest === void 0 ? {} : reasonFor(heaviest) }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items, by }, { name, word, size }) => {
    const [first] = items;
    const most = first === void 0 ? "" : `, most in ${name(first.name)} (${word(first.note ?? "source")}, ${size(first.bytes)})`;
    return `what a program is made from is in the image${most}${by === void 0 ? "" : `, which ${name(by)} refers to`}`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Give the build the files that it needs, and install only what is run.",
    nix: [
      "{ lib, stdenv }:",
      "stdenv.mkDerivation {",
      '  name = "app";',
      "  src = lib.fileset.toSource {",
      "    root = ./.;",
      "    fileset = lib.fileset.unions [ ./src ];",
      "  };",
      "}"
    ].join("\n")
  }), "fix")
};

// src/report/findings/rules/store-path-in-two-layers.ts
var storePathInTwoLayers = {
  id: "store-path-in-two-layers",
  severity: "warning",
  title: "Store path in several layers",
  detect: /* @__PURE__ */ __name((subject) => {
    const { content, copiedForPermissions } = subject.inspection;
    const repeated = new Map(
      subject.report.storePaths.filter(({ layers }) => layers.length > 1).map((entry) => [entry.path, entry])
    );
    const items = content.hidden.owners.flatMap(({ path, contentSize }) => {
      const entry = path && repeated.get(path);
      if (entry === void 0) return [];
      const bytes2 = contentSize - (copiedForPermissions.owners.get(entry.path) ?? 0);
      const layers = entry.layers.map((layer) => layer + 1).join(", ");
      return bytes2 <= 0 ? [] : [{ path: entry.path, name: entry.name, bytes: bytes2, note: `layers ${layers}` }];
    });
    const bytes = sumOf(items);
    return bytes < worthwhile(subject.report) ? [] : [{ subject: "store paths", bytes, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items, count = items.length }, { name, word }) => {
    const [first] = items;
    const example = first === void 0 ? "" : `: ${name(first.name)} in ${word(first.note ?? "several layers")}`;
    return `${count === 1 ? "a store path is" : `${count} store paths are`} pulled more than once${example}`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Tell the later layer what the earlier ones hold; with nix2container by `layers`, with dockerTools by one image.",
    nix: [
      "{ nix2container, base, app }:",
      "nix2container.buildLayer {",
      "  deps = [ app ];",
      "  layers = [ base ];",
      "}"
    ].join("\n")
  }), "fix")
};

// src/report/findings/rules/tiny-layers.ts
var TINY = 1e5;
var SHARE3 = 0.4;
var MANY = 20;
var tinyLayers = {
  id: "tiny-layers",
  severity: "info",
  title: "Many tiny layers",
  detect: /* @__PURE__ */ __name(({ report: { layers } }) => {
    const tiny = layers.filter(({ uncompressedSize }) => uncompressedSize < TINY);
    return layers.length < MANY || tiny.length <= layers.length * SHARE3 ? [] : [{ subject: "layers", value: `${tiny.length} of ${layers.length}` }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value = "" }, { word }) => `${word(value)} layers hold less than 100 kB each, and every layer costs requests and a mount`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Lower the number of layers: the smallest paths share the last one.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 20;"], "buildLayeredImage")
  }), "fix")
};

// src/report/findings/rules/unstable-layer.ts
var identityOf = /* @__PURE__ */ __name((layer) => layer.storePaths.length === 0 || layer.root.files > 0 ? void 0 : layer.storePaths.map(({ path }) => path).sort().join(), "identityOf");
var byIdentity = /* @__PURE__ */ __name(({ layers }) => new Map(layers.map((layer) => [identityOf(layer), layer])), "byIdentity");
var sameEntries = /* @__PURE__ */ __name((a, b) => a.entriesDigest !== void 0 && a.entriesDigest === b.entriesDigest, "sameEntries");
var unstableLayer = {
  id: "unstable-layer",
  severity: "warning",
  title: "Same store paths, another layer",
  detect: /* @__PURE__ */ __name((baseline, current) => {
    const before = byIdentity(baseline);
    const unstable = current.layers.flatMap((layer) => {
      const identity = identityOf(layer);
      const old = identity === void 0 ? void 0 : before.get(identity);
      return old === void 0 || old.diffId === layer.diffId ? [] : [{ layer, timesOnly: sameEntries(old, layer) }];
    });
    if (unstable.length === 0) return [];
    const items = unstable.map(({ layer, timesOnly }) => ({
      name: layer.storePaths.map(({ path }) => nameOf(path))[0] ?? "",
      bytes: layer.contentSize,
      note: timesOnly ? "times" : "content"
    }));
    const bytes = sumOf(items);
    const value = items.some(({ note }) => note === "content") ? "content" : "times";
    return [{ subject: "layers", bytes, items, value, ...bytes < worthwhile(current) ? { severity: "info" } : {} }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items, count = items.length, value }, { name }) => {
    const what = value === "times" ? "file times" : "content";
    return `${count === 1 ? "a layer has" : `${count} layers have`} the same store paths as before and other ${what}, the one of ${name(items[0]?.name ?? "")} first: they are pulled again for nothing`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(({ value }) => value === "times" ? {
    advice: "Leave the time of files as it is by default.",
    nix: imageWith(['mtime = "1970-01-01T00:00:01Z";'])
  } : {
    advice: "The path was built twice with another result: find out what differs, and take it from one cache.",
    nix: '{\n  nixConfig.extra-substituters = [ "https://cache.nixos.org" ];\n}'
  }, "fix")
};

// src/report/findings/rules/unstripped.ts
var debugSizes = /* @__PURE__ */ __name(({ inspection, report }) => {
  const debugOutputs = new Set(report.storePaths.filter(({ output }) => output === "debug").map(({ path }) => path));
  const sizes = /* @__PURE__ */ new Map();
  for (const { owner, fact } of inspection.programs()) {
    if (fact.kind !== "elf" || fact.debugSize === 0 || owner !== void 0 && debugOutputs.has(owner)) continue;
    sizes.set(owner, (sizes.get(owner) ?? 0) + fact.debugSize);
  }
  return sizes;
}, "debugSizes");
var unstripped = {
  id: "unstripped",
  severity: "info",
  title: "Debug information in programs",
  detect: /* @__PURE__ */ __name((subject) => {
    const items = [...debugSizes(subject)].map(([owner, bytes2]) => ({ ...ownerEvidence(owner), bytes: bytes2 })).sort((a, b) => b.bytes - a.bytes);
    const bytes = sumOf(items);
    return bytes < worthwhile(subject.report) ? [] : [{ subject: "debug information", bytes, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items }, { name, size }) => {
    const [first] = items;
    return `programs carry sections that only a debugger reads${first === void 0 ? "" : `, most in ${name(first.name)} (${size(first.bytes)})`}`;
  }, "describe"),
  // Files outside the store are no package that could be overridden.
  fix: /* @__PURE__ */ __name(({ items }) => ({
    advice: "Have them stripped; with a debug output they stay at hand outside of the image.",
    nix: overlay(items.find(({ name }) => name !== OUTSIDE)?.name ?? "app", [
      "dontStrip = false;",
      "separateDebugInfo = true;"
    ])
  }), "fix")
};

// src/report/findings/rules/user-unknown.ts
var PASSWD = "/etc/passwd";
var GROUP = "/etc/group";
var names = /* @__PURE__ */ __name((file) => new Set(file.split("\n").flatMap((line) => line.includes(":") ? [line.slice(0, line.indexOf(":"))] : [])), "names");
var NO_FILE = "no file";
var whyUnknown = /* @__PURE__ */ __name(({ inspection }, name, file) => {
  if (inspection.see(file).kind === "missing") return NO_FILE;
  const text2 = inspection.read(file);
  return text2 === void 0 || names(text2).has(name) ? void 0 : "not listed";
}, "whyUnknown");
var userUnknown = {
  id: "user-unknown",
  severity: "error",
  title: "Unknown user",
  detect: /* @__PURE__ */ __name((subject) => {
    const { name, isNumber: isNumber2, group } = userOf(subject);
    const user = name === "" || isNumber2 ? void 0 : whyUnknown(subject, name, PASSWD);
    if (user !== void 0) return [{ subject: name, value: user }];
    const unknown = group === void 0 ? void 0 : whyUnknown(subject, group, GROUP);
    if (group !== void 0 && unknown !== void 0) return [{ subject: group, file: GROUP, value: unknown }];
    return subject.inspection.see(PASSWD).kind === "missing" ? [{ subject: PASSWD, severity: "info" }] : [];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ subject, value, severity, file }, { name }) => {
    if (severity === "info") return "there is no /etc/passwd: programs that ask for the user's name or home fail";
    const [who, where] = file === void 0 ? ["as", PASSWD] : ["in the group", GROUP];
    const why = value === NO_FILE ? `there is no ${where}` : `${where} does not list it`;
    return `the image runs ${who} ${name(subject)}, and ${why}: the container does not start`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Add the files of users and groups, or give the user as a number.",
    nix: imageWith(["contents = [ pkgs.dockerTools.fakeNss ];", 'config.User = "nobody";'])
  }), "fix")
};

// src/report/findings/catalogue.ts
var RULES = [
  multipleVersions,
  buildToolInRuntime,
  nixSupportReference,
  revInImage,
  expensiveEdge,
  devOutputs,
  copiedToRoot,
  rewrittenInLayer,
  storePathInTwoLayers,
  identicalFiles,
  allLocales,
  sourceInRuntime,
  foreignPlatform,
  unstripped,
  singleLayer,
  layerLimit,
  catchAllLayer,
  tinyLayers,
  noCaCerts,
  noTmp,
  userUnknown,
  missingInterpreter,
  entrypointMissing,
  danglingStoreLink,
  epochDate,
  localeUnavailable,
  noTzdata,
  noSourceLabel,
  noIanaEtc
];
var CHANGE_RULES = [churn, unstableLayer];
var WORDS = new Map(
  [...RULES, ...CHANGE_RULES].map((rule) => [rule.id, rule])
);

// src/report/findings/silence.ts
var parseSilence = /* @__PURE__ */ __name((line) => {
  const [id = "", ...rest] = line.trim().split(/\s+/);
  const glob = rest.join(" ");
  if (WORDS.has(id)) return glob === "" ? { id } : { id, glob };
  const known2 = [...WORDS.keys()].sort().join(", ");
  return { problem: `${JSON.stringify(id)} is no finding; expected one of: ${known2}` };
}, "parseSilence");
var texts = /* @__PURE__ */ __name(({ subject, value, by, file, items }) => [subject, value, by, file, ...items.flatMap(({ name, path }) => [name, path])].filter((text2) => text2 !== void 0), "texts");
var isSilenced = /* @__PURE__ */ __name((finding, silences) => silences.some(
  ({ id, glob }) => id === finding.id && (glob === void 0 || texts(finding).some((text2) => matchesGlob(glob, text2)))
), "isSilenced");
var silence = /* @__PURE__ */ __name((findings, silences) => findings.map((finding) => isSilenced(finding, silences) ? { ...finding, silenced: true } : finding), "silence");

// src/report/text.ts
var LONGEST_TEXT = 4096;
var clip = /* @__PURE__ */ __name((text2) => text2.length <= LONGEST_TEXT ? text2 : `${text2.slice(0, LONGEST_TEXT - 1)}\u2026`, "clip");
var clipSome = /* @__PURE__ */ __name((text2) => text2 === void 0 ? void 0 : clip(text2), "clipSome");
var clipForeign = /* @__PURE__ */ __name((text2) => clip(redact(text2)), "clipForeign");
var withoutStore = /* @__PURE__ */ __name((path) => path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, ""), "withoutStore");
var withoutHashes = /* @__PURE__ */ __name((text2) => text2.replace(/(\/nix\/store\/)[0-9a-z]{32}-/g, "$1\u2026-"), "withoutHashes");
var filled = /* @__PURE__ */ __name((value) => value === null || value === void 0 || value.length === 0 ? void 0 : value, "filled");

// src/report/findings/find.ts
var ITEMS = 20;
var FINDINGS = 200;
var RANK = { error: 0, warning: 1, info: 2 };
var byWeight2 = /* @__PURE__ */ __name((a, b) => RANK[a.severity] - RANK[b.severity] || (b.bytes ?? 0) - (a.bytes ?? 0) || compareText(a.id, b.id) || compareText(a.subject, b.subject), "byWeight");
var findAll = /* @__PURE__ */ __name((subject) => finish(RULES.flatMap((rule) => rule.detect(subject).map((draft) => fill(rule, draft)))), "findAll");
var findInChange = /* @__PURE__ */ __name((baseline, current) => finish(CHANGE_RULES.flatMap((rule) => rule.detect(baseline, current).map((draft) => fill(rule, draft)))), "findInChange");
var finish = /* @__PURE__ */ __name((findings) => findings.toSorted(byWeight2).slice(0, FINDINGS), "finish");
var clipAll = /* @__PURE__ */ __name(({ path, bytes, name, note }) => defined({ path, name: clip(name), bytes, note: clipSome(note) }), "clipAll");
var fill = /* @__PURE__ */ __name(({ id, severity }, { items = [], chain, ...draft }) => defined({
  id,
  severity: draft.severity ?? severity,
  subject: clip(draft.subject),
  bytes: draft.bytes,
  by: clipSome(draft.by),
  value: clipSome(draft.value),
  items: items.slice(0, ITEMS).map(clipAll),
  count: draft.count ?? (items.length > ITEMS ? items.length : void 0),
  chain: chain?.map(clip),
  file: clipSome(draft.file)
}), "fill");

// src/report/findings/compare.ts
var lastingPart = /* @__PURE__ */ __name((subject) => {
  const [first = "", ...rest] = withoutStore(subject).split("/");
  return [packageLabel(splitName(first)), ...rest].join("/").replace(/-[0-9][^-]*$/, "");
}, "lastingPart");
var keyOf3 = /* @__PURE__ */ __name(({ id, subject, severity }) => [id, lastingPart(subject), severity].join("\0"), "keyOf");
var isHeard = /* @__PURE__ */ __name(({ silenced }) => silenced !== true, "isHeard");
var compareFindings = /* @__PURE__ */ __name((baseline, current, silences = []) => {
  if (baseline.findings === void 0 || current.findings === void 0) return void 0;
  const [before, after] = [baseline.findings.filter(isHeard), current.findings.filter(isHeard)];
  const [oldKeys, newKeys] = [new Set(baseline.findings.map(keyOf3)), new Set(current.findings.map(keyOf3))];
  const added = after.filter((finding) => !oldKeys.has(keyOf3(finding)));
  return {
    new: [...added, ...silence(findInChange(baseline, current), silences).filter(isHeard)],
    known: after.length - added.length,
    resolved: before.filter((finding) => !newKeys.has(keyOf3(finding)))
  };
}, "compareFindings");

// src/report/change.ts
var changeOf = /* @__PURE__ */ __name((pair) => pair.baseline === void 0 || pair.current === void 0 ? void 0 : pair.current - pair.baseline, "changeOf");
var measure = /* @__PURE__ */ __name((unit, pair) => pair.baseline === void 0 || pair.current === void 0 ? void 0 : { unit, baseline: pair.baseline, current: pair.current, change: pair.current - pair.baseline }, "measure");
var headlineMeasure = /* @__PURE__ */ __name((totals) => measure("compressed", totals.compressedSize) ?? measure("unpacked", totals.contentSize), "headlineMeasure");
var isMoved = /* @__PURE__ */ __name(({ kind, baseline, current }) => kind === "rebuilt" && baseline.paths.join() === current.paths.join(), "isMoved");

// src/report/measure.ts
var missing = /* @__PURE__ */ __name((reason) => ({ kind: "missing", reason }), "missing");
var known = /* @__PURE__ */ __name((value, otherwise) => value === void 0 ? missing(otherwise) : { kind: "known", value }, "known");
var percentIncrease = /* @__PURE__ */ __name((baseline, current) => {
  const dividend = (BigInt(current) - BigInt(baseline)) * 100000n;
  const divisor = BigInt(baseline);
  const towardsZero = dividend / divisor;
  const thousandths = dividend > 0n && dividend % divisor !== 0n ? towardsZero + 1n : towardsZero;
  return Math.min(Number(thousandths) / 1e3, Number.MAX_SAFE_INTEGER);
}, "percentIncrease");
var whyNoChange = /* @__PURE__ */ __name(({ current }) => current === void 0 ? "not-compressed" : "baseline-not-compressed", "whyNoChange");
var percentOf = /* @__PURE__ */ __name((sizes) => {
  const { baseline, current } = sizes;
  if (baseline === void 0 || current === void 0) return missing(whyNoChange(sizes));
  return baseline === 0 ? missing("baseline-empty") : { kind: "known", value: percentIncrease(baseline, current) };
}, "percentOf");
var reasonFor2 = /* @__PURE__ */ __name((comparison) => {
  switch (comparison?.reason) {
    case "first-run":
      return "first-report";
    case "unavailable":
      return "baseline-unavailable";
    case "other-platform":
      return "other-platform";
    case "not-asked":
    case void 0:
      return "no-baseline";
  }
}, "reasonFor");
var measure2 = /* @__PURE__ */ __name(({ totals, comparison }, name) => {
  switch (name) {
    case "max-size":
      return known(totals.compressedSize, "not-compressed");
    case "max-unpacked-size":
      return { kind: "known", value: totals.contentSize };
    case "max-layers":
      return { kind: "known", value: totals.layers };
  }
  if (comparison?.kind !== "compared") return missing(reasonFor2(comparison));
  const { compressedSize } = comparison.totals;
  switch (name) {
    case "max-increase":
      return known(changeOf(compressedSize), whyNoChange(compressedSize));
    case "max-increase-percent":
      return percentOf(compressedSize);
    case "max-update-pull":
      return known(comparison.layers.updatePullSize, "not-compressed");
  }
}, "measure");

// src/report/budgets.ts
var judgeBudgets = /* @__PURE__ */ __name((report, budgets) => {
  const { forbidPackages, mode, overrideLabel } = budgets;
  const judged = [
    ...limitsOf(budgets).map((limit) => judgeLimit(report, limit)),
    ...forbidPackages.length === 0 ? [] : [judgePackages(report, forbidPackages)]
  ];
  if (judged.length === 0) return void 0;
  const verdict = judged.some(isBroken) ? mode : "pass";
  return deepFreeze(defined({ verdict, overrideLabel: overrideLabel && clip(overrideLabel), judged }));
}, "judgeBudgets");
var isBroken = /* @__PURE__ */ __name((judged) => judged.outcome === "failed" || judged.outcome === "not-judged" && "reason" in judged && judged.reason !== "first-report", "isBroken");
var override = /* @__PURE__ */ __name((budgets, label) => budgets.verdict === "fail" ? deepFreeze({ ...budgets, verdict: "warn", overriddenBy: clip(label) }) : budgets, "override");
var brokenByImage = /* @__PURE__ */ __name((budgets) => (budgets?.judged ?? []).filter((judged) => isBroken(judged) && (judged.budget === "forbid-packages" || !limitKind(judged.budget).relative)).map(({ budget }) => budget), "brokenByImage");
var judgeLimit = /* @__PURE__ */ __name((report, { name: budget, limit }) => {
  const measured = measure2(report, budget);
  if (measured.kind === "missing") return { budget, limit, outcome: "not-judged", reason: measured.reason };
  return { budget, limit, actual: measured.value, outcome: measured.value <= limit ? "ok" : "failed" };
}, "judgeLimit");
var judgePackages = /* @__PURE__ */ __name(({ storePaths, distribution }, patterns) => {
  const find = /* @__PURE__ */ __name((names2) => patterns.find((pattern) => names2.some((name) => matchesGlob(pattern, name))), "find");
  const inStore = storePaths.flatMap((entry) => {
    const pattern = find(namesOf(entry));
    return pattern === void 0 ? [] : [defined({ path: entry.path, name: entry.name, pattern, whyChain: entry.whyChain })];
  });
  const ofDistribution = (distribution?.packages ?? []).flatMap(({ name, version }) => {
    const pattern = find([name, `${name}-${version}`]);
    return pattern === void 0 ? [] : [{ name: clip(`${name}-${version}`), pattern }];
  });
  const packages = [...inStore, ...ofDistribution];
  const outcome = packages.length === 0 ? "ok" : "failed";
  return { budget: "forbid-packages", patterns: patterns.map(clip), outcome, packages };
}, "judgePackages");
var namesOf = /* @__PURE__ */ __name(({ pname, version, name }) => [
  pname,
  ...version === void 0 ? [] : [`${pname}-${version}`],
  name
], "namesOf");

// src/report/schemas.ts
var storePathSchema = custom(
  (value) => typeof value === "string" && parseStorePath(value) !== void 0,
  "expected a store path"
);
var text = pipe(string(), maxLength(4096));
var texts2 = array(text);

// src/report/findings/model.ts
var severitySchema = picklist(["error", "warning", "info"]);
var evidenceSchema = object({
  path: exactOptional(storePathSchema),
  name: text,
  bytes: exactOptional(sizeSchema),
  note: exactOptional(text)
});
var findingSchema = object({
  /** Name of the rule, as in docs/findings. */
  id: pipe(string(), regex(/^[a-z0-9-]{1,64}$/)),
  severity: severitySchema,
  /** What it is about: with `id` the same in every report, so that known findings are told from new ones. */
  subject: text,
  /** Bytes that the fix is worth. */
  bytes: exactOptional(sizeSchema),
  /** Name of the path that refers to the subject. */
  by: exactOptional(text),
  /** What was found where the rule is about one value. */
  value: exactOptional(text),
  /** Heaviest first. */
  items: array(evidenceSchema),
  /** How many there are where `items` are not all. */
  count: exactOptional(sizeSchema),
  /** Names from the image's root to the subject. */
  chain: exactOptional(texts2),
  /** File that holds the reference. */
  file: exactOptional(text),
  /** True when somebody asked not to be told. */
  silenced: exactOptional(boolean())
});

// src/report/model.ts
var SCHEMA_VERSION = 1;
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
  root: rootSchema,
  /** Hash of all that the entries are but their times: layers that share it differ in times or headers alone. */
  entriesDigest: exactOptional(digestSchema)
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
  /** The rest is Nix's knowledge of the path; without it what the image itself tells. Absent from old reports. */
  narSize: exactOptional(sizeSchema),
  /** NAR bytes of everything that this path reaches, itself included. */
  closureSize: exactOptional(sizeSchema),
  /** NAR bytes that leave the image if this path goes. */
  retainedSize: exactOptional(sizeSchema),
  /** The nearest path that every way from a root to this one passes; absent when that is the image itself. */
  dominator: exactOptional(storePathSchema),
  references: exactOptional(array(storePathSchema)),
  /** Shortest way from a root to this path, both ends included. */
  whyChain: exactOptional(array(storePathSchema)),
  /**
   * A file that holds the last reference of `whyChain`: of the path before this one; for a root a file outside the
   * store, or the field of the config that names it.
   */
  evidence: exactOptional(text),
  /** The build plan that the path was made by. */
  deriver: exactOptional(storePathSchema)
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
        paths: texts2
      })
    )
  }),
  /** By the definition of dive: 1 when no path is in two layers; every copy of a path that is counts as wasted. */
  efficiency: object({ score: pipe(number(), minValue(0), maxValue(1)), wastedBytes: sizeSchema })
});
var distributionPackageSchema = object({
  manager: picklist(["dpkg", "apk"]),
  name: text,
  version: text,
  architecture: exactOptional(text),
  /** As the database claims; the files are outside the store and counted there. */
  installedSize: exactOptional(sizeSchema),
  source: exactOptional(text),
  licence: exactOptional(text)
});
var distributionSchema = object({
  /** Fields of os-release. */
  id: exactOptional(text),
  version: exactOptional(text),
  name: exactOptional(text),
  packages: array(distributionPackageSchema)
});
var flakeInputSchema = object({
  /** The way from the flake to it: `nixpkgs`, `imaging/nixpkgs`. */
  name: text,
  /** Where it comes from, no commit pinned. */
  url: exactOptional(text),
  revision: exactOptional(text),
  /** Seconds since 1970. */
  lastModified: exactOptional(sizeSchema),
  narHash: exactOptional(text)
});
var imageSchema = object({
  /** Short name for people: last part of the repository, or of the source. */
  name: text,
  source: text,
  repoTags: texts2,
  platform: text,
  created: exactOptional(text),
  /** Digest of the config, which is the image ID. */
  configDigest: digestSchema,
  /** The flake's commit, 40 characters; absent when the tree is dirty or unknown. */
  revision: exactOptional(text),
  dirty: boolean(),
  outPath: exactOptional(storePathSchema),
  drvPath: exactOptional(storePathSchema),
  /** What the flake's lock file pins, direct inputs first; absent for an image that no flake was asked for. */
  flakeInputs: exactOptional(array(flakeInputSchema)),
  config: object({
    entrypoint: exactOptional(texts2),
    cmd: exactOptional(texts2),
    env: exactOptional(texts2),
    user: exactOptional(text),
    workingDir: exactOptional(text),
    exposedPorts: exactOptional(texts2),
    labels: exactOptional(record(string(), string()))
  })
});
var reasonFields = {
  kind: picklist(["source", "env", "builder", "args", "system", "fixed-output", "input-added", "input-removed"]),
  /** Name of the derivation that has the difference. */
  derivation: text,
  /** Its attribute that has the difference, or that names the source or download. */
  attribute: exactOptional(text),
  /** Store paths of a source, hashes of a download, the name of an input; else the text, cut to its first difference. */
  before: exactOptional(text),
  after: exactOptional(text)
};
var causeFields = {
  /** The moved input that it is due to; absent where that cannot be told for certain. */
  input: exactOptional(text)
};
var packageCauseSchema = object({
  ...causeFields,
  reason: exactOptional(
    object({
      ...reasonFields,
      /** Names of derivations from the package's own to the one that has the difference, both included. */
      via: texts2
    })
  )
});
var inputStateSchema = object({
  revision: exactOptional(text),
  /** RFC 3339 in UTC. */
  date: exactOptional(text)
});
var inputChangeSchema = object({
  kind: picklist(["moved", "added", "removed"]),
  name: text,
  baseline: exactOptional(inputStateSchema),
  current: exactOptional(inputStateSchema)
});
var packageChangeSchema = object({
  kind: picklist(["added", "removed", "changed", "rebuilt"]),
  pname: text,
  output: exactOptional(text),
  /** Store paths on each side, with versions in the same order ("" where the name has none). */
  baseline: object({ paths: array(storePathSchema), versions: texts2, contentSize: sizeSchema }),
  current: object({ paths: array(storePathSchema), versions: texts2, contentSize: sizeSchema }),
  /** current − baseline, in bytes of regular files. */
  change,
  /** For an addition: names from a root to the path. */
  chain: exactOptional(texts2),
  /** For an addition: the nearest dominator whose package was there before; absent when that is the image itself. */
  introducedBy: exactOptional(text),
  /** For an addition: pname (and output) of the added package that dominates this one, under which it is folded. */
  foldedInto: exactOptional(text),
  /** For "changed" and "rebuilt": the nearest difference between both build plans, where both were at hand. */
  cause: exactOptional(packageCauseSchema)
});
var distributionChangeSchema = object({
  kind: picklist(["added", "removed", "changed"]),
  manager: picklist(["dpkg", "apk"]),
  name: text,
  /** Versions on each side; several where an architecture has its own. */
  baseline: texts2,
  current: texts2,
  /** current − baseline, as the databases claim. */
  change: exactOptional(change)
});
var configChangeSchema = object({
  /** `Entrypoint`, `Env PATH`, `Label org.opencontainers.image.source`. */
  field: text,
  baseline: exactOptional(text),
  current: exactOptional(text)
});
var pairSchema = object({ baseline: exactOptional(sizeSchema), current: exactOptional(sizeSchema) });
var comparedSchema = object({
  kind: literal("compared"),
  baseline: object({
    /** Commit of the baseline, when it has one. */
    revision: exactOptional(text),
    source: picklist(["output-path", "cache", "registry", "build", "image"]),
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
    reclaimable: exactOptional(pairSchema),
    /** Packages of dpkg or apk; of a side that has no database nothing is said. */
    distributionPackages: exactOptional(pairSchema)
  }),
  layers: object({
    reused: sizeSchema,
    /** diffIds of layers that the baseline does not have. */
    new: array(digestSchema),
    removed: array(digestSchema),
    /** Layers from the first on that both have: overlay file systems share no layer above one that differs. */
    commonPrefix: exactOptional(sizeSchema),
    /** Compressed bytes of the new layers: what somebody who has the baseline downloads. */
    updatePullSize: exactOptional(sizeSchema)
  }),
  /** Heaviest change first; changes + root change = change of totals.contentSize, to the byte. */
  packages: array(packageChangeSchema),
  /** What a container is started with that differs; absent from old reports. */
  config: exactOptional(array(configChangeSchema)),
  /** Packages of dpkg or apk whose set of versions differs, by name. */
  distribution: exactOptional(array(distributionChangeSchema)),
  /** Absent where the baseline's report knows no findings. */
  findings: exactOptional(
    object({
      /** Those that the baseline does not have; also what only a comparison can find. */
      new: array(findingSchema),
      /** How many both have. */
      known: sizeSchema,
      /** Those that only the baseline has. */
      resolved: array(findingSchema)
    })
  ),
  /** Budgets of the image itself that the baseline broke when it was judged; absent when there were none. */
  brokenBudgets: exactOptional(array(picklist([...LIMIT_NAMES, "forbid-packages"]))),
  /** Flake inputs that are not the same, direct ones first; absent where one side does not know its inputs. */
  inputs: exactOptional(array(inputChangeSchema)),
  /** Why packages were rebuilt at the same version, the reason of most packages first; absent where none is known. */
  rebuildCauses: exactOptional(
    array(
      object({
        ...causeFields,
        reason: object(reasonFields),
        packages: sizeSchema,
        /** Of these packages together, in bytes of regular files. */
        change
      })
    )
  )
});
var noBaselineSchema = object({
  kind: literal("no-baseline"),
  reason: picklist(["first-run", "not-asked", "unavailable", "other-platform"]),
  detail: exactOptional(text)
});
var { MAX_SAFE_INTEGER } = Number;
var judgedLimitSchema = object({
  budget: picklist(LIMIT_NAMES),
  /** Bytes, percent, or a number of layers. */
  limit: pipe(number(), minValue(0), maxValue(MAX_SAFE_INTEGER)),
  /** In the limit's unit, percents rounded up to a thousandth; absent when it is not judged. */
  actual: exactOptional(pipe(number(), minValue(-MAX_SAFE_INTEGER), maxValue(MAX_SAFE_INTEGER))),
  outcome: picklist(["ok", "failed", "not-judged"]),
  /** Why it is not judged. For all but `first-report` the number should be there, and the budget counts as broken. */
  reason: exactOptional(
    picklist([
      "first-report",
      "not-compressed",
      "no-baseline",
      "baseline-unavailable",
      "other-platform",
      "baseline-not-compressed",
      "baseline-empty"
    ])
  )
});
var judgedPackagesSchema = object({
  budget: literal("forbid-packages"),
  patterns: texts2,
  outcome: picklist(["ok", "failed"]),
  /** What is in the image all the same, store paths first, heaviest first, each with the first pattern that it fits. */
  packages: array(
    object({
      /** Absent for a package of dpkg or apk. */
      path: exactOptional(storePathSchema),
      /** Name and version. */
      name: text,
      pattern: text,
      whyChain: exactOptional(array(storePathSchema))
    })
  )
});
var budgetsSchema = object({
  verdict: picklist(["pass", "warn", "fail"]),
  /** Label that turns fail into warn. */
  overrideLabel: exactOptional(text),
  /** The same, when the pull request has it and the verdict would be fail. */
  overriddenBy: exactOptional(text),
  judged: array(variant("budget", [judgedLimitSchema, judgedPackagesSchema]))
});
var reportSchema = object({
  schemaVersion: literal(SCHEMA_VERSION),
  /** Version of nix-image that has read the image; absent from old reports. */
  toolVersion: exactOptional(text),
  image: imageSchema,
  totals: totalsSchema,
  layers: array(layerSchema),
  root: rootSchema,
  /** Heaviest first. */
  storePaths: array(storePathEntrySchema),
  /** Absent from reports of versions before 0.2. */
  content: exactOptional(contentSchema),
  /** Worst first. Absent from reports of versions before 0.3. */
  findings: exactOptional(array(findingSchema)),
  /** What a Dockerfile's image was made from; absent where no package database is. */
  distribution: exactOptional(distributionSchema),
  largestFiles: array(object({ path: string(), size: sizeSchema, layer: sizeSchema })),
  comparison: exactOptional(variant("kind", [comparedSchema, noBaselineSchema])),
  budgets: exactOptional(budgetsSchema)
});

// src/report/render/json.ts
var renderJson = /* @__PURE__ */ __name((report) => jsonText(parse(reportSchema, report)), "renderJson");

// src/core/secrets.ts
var SECRET = /(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|SECRETS?|TOKEN|CREDENTIALS?|AUTHORIZATION|(API|ACCESS|PRIVATE|SECRET|ACCOUNT|MASTER|ENCRYPTION|SIGNING|DEPLOY|LICEN[CS]E)_?KEY)(_|$)|(^|_)[A-Z]*(PASSWORD|SECRET)(_|$)|_PWD$|^APIKEY$/;
var ABOUT = /_(FILE|PATH|DIR|STDIN|URL|URI|TYPE|TTL|LENGTH|EXPIRY)$/;
var NAME_LIMIT2 = 200;
var upperCase = /* @__PURE__ */ __name((name) => name.slice(0, NAME_LIMIT2).replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_").toUpperCase(), "upperCase");
var isSecretName = /* @__PURE__ */ __name((name) => {
  const words = upperCase(name);
  return SECRET.test(words) && !ABOUT.test(words);
}, "isSecretName");
var MASK = "***";
var maskValue = /* @__PURE__ */ __name((name, value) => value === "" || value.startsWith("$") || !isSecretName(name) ? value : MASK, "maskValue");
var maskVariable = /* @__PURE__ */ __name((line) => {
  const equals = line.indexOf("=");
  return equals < 0 ? line : `${line.slice(0, equals + 1)}${maskValue(line.slice(0, equals), line.slice(equals + 1))}`;
}, "maskVariable");
var ASSIGNMENT = /(?<![\w.-])([\w.-]+=|--?[A-Za-z][\w.-]* +)("[^"]*"|'[^']*'|[^\s"';&|,)]+)/g;
var maskCommand = /* @__PURE__ */ __name((text2) => text2.replace(
  ASSIGNMENT,
  (whole, name, value) => isFlag(value) ? whole : `${name}${maskValue(name.replace(/[= ]+$/, ""), value)}`
), "maskCommand");
var isFlag = /* @__PURE__ */ __name((value) => /^--?[A-Za-z]/.test(value), "isFlag");
var maskWords = /* @__PURE__ */ __name((words) => words.map((word, index) => {
  const before = words[index - 1] ?? "";
  const value = isFlag(before) && !before.includes("=") && !isFlag(word) ? maskValue(before, word) : word;
  if (value !== word) return value;
  return /^[\w.-]+=/.test(word) ? maskVariable(word) : maskCommand(word);
}), "maskWords");

// src/core/version.ts
var COMPONENT = /[0-9]+|[^0-9.-]+/g;
var NUMBER = /^[0-9]+$/;
var componentsOf = /* @__PURE__ */ __name((version) => version.match(COMPONENT) ?? [], "componentsOf");
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

// src/report/shown-config.ts
var showConfig = /* @__PURE__ */ __name((config) => defined({
  ...config,
  entrypoint: config.entrypoint && maskWords(config.entrypoint).map(clipForeign),
  cmd: config.cmd && maskWords(config.cmd).map(clipForeign),
  env: config.env?.map((line) => clipForeign(maskVariable(line))),
  labels: config.labels && showLabels(config.labels)
}), "showConfig");
var showLabels = /* @__PURE__ */ __name((labels) => Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, clipForeign(maskValue(key, value))])), "showLabels");

// src/core/first-difference.ts
var CONTEXT = 20;
var startOfDifference = /* @__PURE__ */ __name((a, b, longest) => {
  if (a.length <= longest && b.length <= longest) return 0;
  let at2 = 0;
  while (at2 < a.length && at2 < b.length && a[at2] === b[at2]) at2++;
  const start = Math.max(0, at2 - CONTEXT);
  return /[\udc00-\udfff]/.test(a[start] ?? "") ? start + 1 : start;
}, "startOfDifference");

export {
  compareStorePaths,
  analyseClosure,
  restrictClosure,
  completeClosure,
  addShares,
  sumOfKnown,
  byWeight,
  diffLayers,
  packageLabel,
  groupByPackageAndPart,
  pairPackages,
  referrersAmong,
  WORDS,
  clip,
  clipSome,
  clipForeign,
  withoutStore,
  withoutHashes,
  filled,
  findAll,
  parseSilence,
  silence,
  compareFindings,
  changeOf,
  headlineMeasure,
  isMoved,
  judgeBudgets,
  isBroken,
  override,
  brokenByImage,
  compareVersions,
  startOfDifference,
  maskValue,
  maskCommand,
  showConfig,
  text,
  SCHEMA_VERSION,
  reportSchema,
  renderJson
};
