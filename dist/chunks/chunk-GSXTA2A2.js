import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  jsonText
} from "./chunk-4DAKE55C.js";
import {
  LIMIT_NAMES,
  compareVersions,
  deepFreeze,
  digestSchema,
  limitKind,
  limitsOf,
  sizeSchema,
  startOfDifference
} from "./chunk-T4RP7OKA.js";
import {
  compareText
} from "./chunk-42IRVI7Q.js";
import {
  array,
  boolean,
  custom,
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
  string,
  variant
} from "./chunk-DL4G24GU.js";
import {
  TERMINAL_WIDTH,
  bar,
  clip,
  columnsOf,
  padEnd,
  padStart,
  wrap
} from "./chunk-WWT3VFJF.js";
import {
  formatBytes,
  formatChange,
  formatLimit,
  formatPercentChange,
  plural
} from "./chunk-GL7HVQXP.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  baseNameOf,
  nameOf,
  parseStoreName,
  parseStorePath,
  splitName,
  storePathOf
} from "./chunk-EG7TS4Y5.js";
import {
  shortDigest
} from "./chunk-QPEP4A4R.js";
import {
  redact,
  shorten,
  visible
} from "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/report/render/html/report-client.ts
var part = object({
  text: string(),
  /** As a content security policy names it. */
  hash: pipe(string(), regex(/^sha256-[A-Za-z0-9+/]{43}=$/))
});
var reportClientSchema = object({
  script: part,
  style: part,
  /** Graphviz; `text` is compressed by gzip and in base 64, `hash` is that of the script itself. */
  graphviz: object({ ...part.entries, text: pipe(string(), regex(/^[A-Za-z0-9+/]+=*$/)) })
});

// src/report/render/paint.ts
var sgr = /* @__PURE__ */ __name((code2, end) => (text2) => text2 === "" ? "" : `\x1B[${code2}m${text2}\x1B[${end}m`, "sgr");
var plain = /* @__PURE__ */ __name((text2) => text2, "plain");
var COLOURS = { bold: sgr(1, 22), dim: sgr(2, 22), red: sgr(31, 39), green: sgr(32, 39), blue: sgr(34, 39) };
var NO_COLOURS = { bold: plain, dim: plain, red: plain, green: plain, blue: plain };
var paintFor = /* @__PURE__ */ __name((colour) => colour ? COLOURS : NO_COLOURS, "paintFor");
var paintChange = /* @__PURE__ */ __name((paint, change4, text2) => change4 > 0 ? paint.red(text2) : change4 < 0 ? paint.green(text2) : text2, "paintChange");

// src/report/render/query/branches.ts
var DEEPEST = 24;
var Branches = class {
  static {
    __name(this, "Branches");
  }
  /** For each level above the next row: whether siblings of that level follow. */
  #open = [];
  /** What stands before a row of some depth (0: nothing) that is the last of its siblings, or not. */
  before(depth, last) {
    if (depth === 0) return "";
    this.#open.length = depth - 1;
    const drawn = this.#open.map((open) => open ? "\u2502 " : "  ").join("") + (last ? "\u2514 " : "\u251C ");
    this.#open.push(!last);
    return columnsOf(drawn) <= DEEPEST ? drawn : `\u2026${drawn.slice(1 - DEEPEST)}`;
  }
};

// src/report/render/query/page.ts
var NAME_WIDTH = 24;
var PLATFORM_WIDTH = 16;
var titleLine = /* @__PURE__ */ __name(({ image }, text2, paint) => {
  const [name, platform] = [clip(image.name, NAME_WIDTH), clip(image.platform, PLATFORM_WIDTH)];
  const left = TERMINAL_WIDTH - columnsOf(name) - columnsOf(platform) - 3;
  return `${paint.bold(name)} ${paint.dim(platform)}  ${clip(text2, left)}`;
}, "titleLine");
var page = /* @__PURE__ */ __name((blocks2) => `${blocks2.filter((lines) => lines.length > 0).map((lines) => lines.map((line2) => line2.trimEnd()).join("\n")).join("\n\n")}
`, "page");
var sizeColumn = /* @__PURE__ */ __name((bytes, width = 10) => padStart(bytes === void 0 ? "\u2013" : formatBytes(bytes), width), "sizeColumn");
var countWords = /* @__PURE__ */ __name((shown, count) => `(${shown} of ${count})`, "countWords");
var shortPath = /* @__PURE__ */ __name((untrusted, width) => {
  const text2 = visible(untrusted);
  const bare = text2.replace(/(^|\/)[0-9a-z]{32}-/g, "$1\u2026-");
  const fitting2 = [text2, bare, bare.replace("/nix/store/\u2026-", "\u2026-")].find((form) => columnsOf(form) <= width);
  return fitting2 ?? clip(shorten(bare, width), width);
}, "shortPath");
var RANGE = "\u2013";
var layerWords = /* @__PURE__ */ __name((layers) => {
  const runs = [];
  for (const layer of layers) {
    const run = runs.at(-1);
    if (run !== void 0 && run[1] === layer - 1) run[1] = layer;
    else runs.push([layer, layer]);
  }
  if (runs.length === 0) return "";
  return `#${runs.map(([first, last]) => first === last ? `${first}` : `${first}${RANGE}${last}`).join(",")}`;
}, "layerWords");
var fileWords = /* @__PURE__ */ __name((count) => plural(count, "file"), "fileWords");

// src/report/render/query/dominators.ts
var BAR = 10;
var LEFT = 10 + 10 + 2 + BAR + 1;
var drawRow = /* @__PURE__ */ __name(({ frees, own, name, depth, last }, { total, paint, branches }) => {
  const drawn = branches.before(depth, last);
  const sizes2 = `${sizeColumn(frees)}${own === void 0 ? " ".repeat(10) : sizeColumn(own)}`;
  const share = paint.blue(padEnd(bar(frees, total, BAR), BAR));
  return `${sizes2}  ${share} ${paint.dim(drawn)}${clip(name, TERMINAL_WIDTH - LEFT - drawn.length)}`;
}, "drawRow");
var belowWords = /* @__PURE__ */ __name(({ paths, retainedSize }) => ` + ${paths} below (${formatBytes(retainedSize)})`, "belowWords");
var drawNode = /* @__PURE__ */ __name((node, place, drawing) => {
  const isCut = node.children.length === 0 && node.rest.paths > 0;
  const name = isCut ? clip(node.name, 24) + belowWords(node.rest) : node.name;
  const row3 = drawRow({ frees: node.retainedSize, own: node.ownSize, name, ...place }, drawing);
  return [row3, ...isCut ? [] : drawBelow(node, place.depth + 1, drawing)];
}, "drawNode");
var drawBelow = /* @__PURE__ */ __name(({ children, rest }, depth, drawing) => {
  const rows = children.flatMap(
    (child, index) => drawNode(child, { depth, last: index === children.length - 1 && rest.paths === 0 }, drawing)
  );
  if (rest.paths === 0) return rows;
  const name = `\u2026 ${rest.paths} more`;
  return [...rows, drawRow({ frees: rest.retainedSize, own: void 0, name, depth, last: true }, drawing)];
}, "drawBelow");
var renderDominators = /* @__PURE__ */ __name((report, tree, colour) => {
  const paint = paintFor(colour);
  const drawing = { total: tree.retainedSize, paint, branches: new Branches() };
  const count = plural(report.storePaths.length, "store path");
  const title = `${formatBytes(tree.retainedSize)} in ${count}`;
  const head2 = `${paint.dim(padStart("frees", 10) + padStart("own", 10))}  ${paint.bold("What removing it would free")}`;
  return page([[titleLine(report, title, paint)], [head2, ...drawBelow(tree, 0, drawing)]]);
}, "renderDominators");

// src/report/render/query/dot.ts
var quote = /* @__PURE__ */ __name((...lines) => `"${lines.map((line2) => visible(line2).replaceAll("\\", "\\\\").replaceAll('"', '\\"')).join("\\n")}"`, "quote");
var labelOf = /* @__PURE__ */ __name(({ name, retainedSize, contentSize }) => quote(name, retainedSize === void 0 ? formatBytes(contentSize) : `frees ${formatBytes(retainedSize)}`), "labelOf");
var renderDot = /* @__PURE__ */ __name(({ image }, { paths, edges }) => {
  const ids = new Map(paths.map(({ path }) => [path, quote(path)]));
  return [
    `digraph ${quote(image.name)} {`,
    "  rankdir=LR;",
    "  node [shape=box];",
    ...paths.map((entry) => `  ${ids.get(entry.path)} [label=${labelOf(entry)}];`),
    ...edges.map(({ from, to }) => `  ${ids.get(from)} -> ${ids.get(to)};`),
    "}\n"
  ].join("\n");
}, "renderDot");

// src/report/render/query/duplicates.ts
var TEXT = TERMINAL_WIDTH - 12;
var groupLines = /* @__PURE__ */ __name(({ contentSize, files, size: size3, copiedFromStore, paths }) => {
  const origin = copiedFromStore ? ", copied out of the Nix store" : "";
  const left = files - paths.length;
  return [
    `${sizeColumn(contentSize)}  ${files} \xD7 ${formatBytes(size3)}${origin}`,
    ...paths.map((path) => `${" ".repeat(14)}${shortPath(path, TEXT - 2)}`),
    ...left > 0 ? [`${" ".repeat(14)}+${left} more`] : []
  ];
}, "groupLines");
var identicalLines = /* @__PURE__ */ __name(({ identical }, paint) => {
  const { largest: largest2, groups, contentSize } = identical;
  if (largest2.length === 0) return [];
  const head2 = `Files with the same content: ${formatBytes(contentSize)} ${countWords(largest2.length, groups)}`;
  return [paint.bold(head2), ...largest2.flatMap(groupLines)];
}, "identicalLines");
var countOf = /* @__PURE__ */ __name(({ kind, paths }) => {
  const versions3 = new Set(paths.map(({ version }) => version)).size;
  if (kind === "builds")
    return `${paths.length} ${paths[0]?.version === void 0 ? "store paths of that name" : "builds of one version"}`;
  return versions3 === paths.length ? `${versions3} versions` : `${versions3} versions in ${paths.length} builds`;
}, "countOf");
var packageLines = /* @__PURE__ */ __name((found) => {
  const title = `${sizeColumn(found.contentSize)}  ${clip(`${found.name}: ${countOf(found)}`, TEXT)}`;
  return [
    title,
    ...found.paths.map(
      ({ path, contentSize }) => `${" ".repeat(12)}${sizeColumn(contentSize)}  ${shortPath(path, TEXT - 12)}`
    )
  ];
}, "packageLines");
var hiddenLine = /* @__PURE__ */ __name(({ path, contentSize, layer, by, byLayer }) => {
  const how = `in #${layer}, ${by} ${layer === byLayer ? "there again" : `in #${byLayer}`}`;
  return `${sizeColumn(contentSize)}  ${shortPath(path, TEXT - how.length - 2)}  ${how}`;
}, "hiddenLine");
var hiddenTotal = /* @__PURE__ */ __name(({ content }) => content === void 0 ? "" : `: ${formatBytes(content.hidden.contentSize)}`, "hiddenTotal");
var renderDuplicates = /* @__PURE__ */ __name((report, found, { limit: limit2, colour }) => {
  const paint = paintFor(colour);
  const packages = found.packages.slice(0, limit2);
  const title = `${formatBytes(report.content?.reclaimable ?? 0)} of files could be left out`;
  const head2 = `Packages that are there several times ${countWords(packages.length, found.packages.length)}`;
  return page([
    [titleLine(report, title, paint)],
    identicalLines(found, paint),
    packages.length === 0 ? [] : [paint.bold(head2), ...packages.flatMap(packageLines)],
    found.hidden.length === 0 ? [] : [paint.bold(`Files that no container sees${hiddenTotal(report)}`), ...found.hidden.map(hiddenLine)]
  ]);
}, "renderDuplicates");

// src/report/render/query/layer-changes.ts
var SIGNS = { added: "A", changed: "M", removed: "D" };
var paintSign = /* @__PURE__ */ __name((kind, paint) => {
  switch (kind) {
    case "added":
      return paint.green(SIGNS[kind]);
    case "changed":
      return paint.blue(SIGNS[kind]);
    case "removed":
      return paint.red(SIGNS[kind]);
  }
}, "paintSign");
var beforeWords = /* @__PURE__ */ __name(({ kind, contentSize, before, sameContent }) => {
  if (kind === "removed") return "whiteout";
  if (kind === "added" || contentSize + before === 0) return "";
  return sameContent ? "same content" : `was ${formatBytes(before)}`;
}, "beforeWords");
var NAME = TERMINAL_WIDTH - 41;
var changeLine = /* @__PURE__ */ __name((change4, paint) => {
  const { kind, path, directory, files, contentSize, before } = change4;
  const size3 = sizeColumn(kind === "removed" ? before : contentSize);
  const name = directory ? `${shortPath(path, NAME - 1)}/` : shortPath(path, NAME);
  const count = directory ? fileWords(files) : "";
  return `  ${paintSign(kind, paint)}${size3}  ${padEnd(name, NAME)} ${padEnd(count, 10)} ${clip(beforeWords(change4), 13)}`;
}, "changeLine");
var totalLines = /* @__PURE__ */ __name((changes, paint) => {
  const { added: added2, changed: changed2, removed: removed2, sameContent, repeated } = changes;
  const line2 = /* @__PURE__ */ __name((kind, files, bytes, note2) => `  ${paintSign(kind, paint)} ${padEnd(kind, 9)}${padStart(fileWords(files), 14)}${sizeColumn(bytes, 12)}  ${note2}`, "line");
  const same = sameContent === 0 ? "" : `; ${formatBytes(sameContent)} the same again`;
  return [
    line2("added", added2.files, added2.contentSize, ""),
    line2("changed", changed2.files, changed2.contentSize, `${formatBytes(changed2.before)} before${same}`),
    line2("removed", removed2.files, removed2.before, "still pulled with the layers below"),
    ...repeated === 0 ? [] : [`  ${formatBytes(repeated)} stand twice in the layer itself`]
  ];
}, "totalLines");
var renderLayerChanges = /* @__PURE__ */ __name((report, { layer, path }, { changes, colour }) => {
  const paint = paintFor(colour);
  const title = `layer #${layer} of ${report.layers.length}, ${path}`;
  const rows = changes.changes.map((change4) => changeLine(change4, paint));
  const head2 = paint.bold(`Heaviest first ${countWords(rows.length, changes.changeCount)}`);
  return page([
    [titleLine(report, title, paint), ...totalLines(changes, paint)],
    rows.length === 0 ? [] : [head2, ...rows]
  ]);
}, "renderLayerChanges");

// src/report/render/query/listing.ts
var BAR2 = 10;
var LAYERS = 9;
var FILES = 14;
var NAME2 = TERMINAL_WIDTH - (10 + 1 + BAR2 + 1 + FILES + LAYERS + 2);
var baseName = /* @__PURE__ */ __name((path) => path.slice(path.lastIndexOf("/") + 1), "baseName");
var nameOfEntry = /* @__PURE__ */ __name((entry, text2) => {
  switch (entry.kind) {
    case "directory":
      return `${shortPath(text2, NAME2 - 1)}/`;
    case "symlink": {
      const name = shortPath(text2, NAME2 - 8);
      return `${name} \u2192 ${shortPath(entry.target ?? "", NAME2 + FILES - 3 - columnsOf(name))}`;
    }
    case "file":
      return shortPath(text2, NAME2);
  }
}, "nameOfEntry");
var entryLine = /* @__PURE__ */ __name((entry, largest2, paint) => {
  const files = entry.kind === "directory" ? fileWords(entry.files) : "";
  const name = padEnd(nameOfEntry(entry, baseName(entry.path)), NAME2);
  const text2 = padEnd(`${name} ${columnsOf(name) > NAME2 ? "" : files}`, NAME2 + 1 + FILES);
  const share = paint.blue(padEnd(bar(entry.contentSize, largest2, BAR2), BAR2));
  return `${sizeColumn(entry.contentSize)} ${share} ${text2}${clip(layerWords(entry.layers), LAYERS)}`;
}, "entryLine");
var fileLine = /* @__PURE__ */ __name(({ contentSize, path, layers }) => `${sizeColumn(contentSize)} ${padEnd(shortPath(path, TERMINAL_WIDTH - 22), TERMINAL_WIDTH - 21)}${clip(layerWords(layers), LAYERS)}`, "fileLine");
var renderListing = /* @__PURE__ */ __name((report, asked, { listing, colour }) => {
  const paint = paintFor(colour);
  const { path, entries, entryCount, contentSize, files, directories, layers } = listing;
  const where = path === asked ? path : `${shortPath(asked, 24)} \u2192 ${shortPath(path, 50)}`;
  const sums = `  ${formatBytes(contentSize)} in ${fileWords(files)}, ${plural(directories, "folder")}; ${plural(layers.length, "layer")}`;
  const isDeep = listing.largest.some((file) => !entries.some((entry) => entry.path === file.path));
  return page([
    [titleLine(report, where, paint), sums],
    [
      paint.bold(`Largest first ${countWords(entries.length, entryCount)}`),
      ...entries.map((entry) => entryLine(entry, entries[0]?.contentSize ?? 0, paint))
    ],
    isDeep ? [paint.bold("Largest files below"), ...listing.largest.map(fileLine)] : []
  ]);
}, "renderListing");

// src/report/render/query/weights.ts
var WEIGHTS = 32;
var weightHead = /* @__PURE__ */ __name((paint) => paint.dim(["own", "closure", "frees"].map((title) => padStart(title, 10)).join("")), "weightHead");
var weightColumns = /* @__PURE__ */ __name(({ ownSize, closureSize, retainedSize }) => `${sizeColumn(ownSize)}${sizeColumn(closureSize)}${sizeColumn(retainedSize)}  `, "weightColumns");

// src/report/render/query/tree.ts
var MARKS = {
  expanded: "",
  none: "",
  above: " (see above)",
  cut: " \u2026"
};
var renderTree = /* @__PURE__ */ __name((report, title, { rows, colour }) => {
  const paint = paintFor(colour);
  const branches = new Branches();
  const lines = Array.from(rows, (row3) => {
    const mark = MARKS[row3.references];
    const drawn = branches.before(row3.depth, row3.last);
    const name = clip(row3.name, TERMINAL_WIDTH - WEIGHTS - drawn.length - mark.length);
    return `${weightColumns(row3)}${paint.dim(drawn)}${name}${paint.dim(mark)}`;
  });
  return page([[titleLine(report, title, paint)], [weightHead(paint), ...lines]]);
}, "renderTree");

// src/report/render/query/why.ts
var REFERRERS = 10;
var sizeLines = /* @__PURE__ */ __name(({ contentSize, files, layers, retainedSize, dominator }) => {
  const where = layers.length === 1 ? `layer ${layerWords(layers)}` : `layers ${layerWords(layers)}`;
  const first = `  ${formatBytes(contentSize)} unpacked in ${fileWords(files)}, ${where}`;
  if (retainedSize === void 0) return [clip(first, TERMINAL_WIDTH)];
  const held = dominator === void 0 ? "" : `; every way to it passes ${nameOf(dominator)}`;
  return [clip(first, TERMINAL_WIDTH), ...paragraph(`Removing it frees ${formatBytes(retainedSize)} of NARs${held}`)];
}, "sizeLines");
var chainLines = /* @__PURE__ */ __name(({ chain }, paint) => {
  if (chain === void 0) return [];
  const branches = new Branches();
  const rows = chain.flatMap((link2, depth) => {
    const drawn = branches.before(depth, true);
    const name = clip(drawn + link2.name, TERMINAL_WIDTH - WEIGHTS);
    const isLast = depth === chain.length - 1;
    return [weightColumns(link2) + (isLast ? paint.bold(name) : name), ...evidenceLines(link2, drawn.length, paint)];
  });
  return [`${weightHead(paint)}  ${paint.bold("Shortest chain from the image")}`, ...rows];
}, "chainLines");
var evidenceLines = /* @__PURE__ */ __name(({ evidence }, indent2, paint) => {
  if (evidence === void 0) return [];
  const left = WEIGHTS + indent2;
  const where = evidence.startsWith("/") ? "in " : "in the config: ";
  const file = evidence.replace(/^\/nix\/store\/[^/]+\//, "");
  return [" ".repeat(left) + paint.dim(where + shortPath(file, TERMINAL_WIDTH - left - where.length))];
}, "evidenceLines");
var referrerLines = /* @__PURE__ */ __name(({ referrers }, paint) => {
  if (referrers.length === 0) return [];
  const left = referrers.length - REFERRERS;
  return [
    `${weightHead(paint)}  ${paint.bold(`Referrers (${referrers.length})`)}`,
    ...referrers.slice(0, REFERRERS).flatMap((link2) => [
      weightColumns(link2) + clip(link2.name, TERMINAL_WIDTH - WEIGHTS),
      ...evidenceLines(link2, 0, paint)
    ]),
    ...left > 0 ? [`${" ".repeat(WEIGHTS)}+${left} more`] : []
  ];
}, "referrerLines");
var rootLines = /* @__PURE__ */ __name(({ chain, referrers }) => {
  if (chain?.length !== 1) return [];
  const cutting = referrers.length === 0 ? "no store path refers to it" : "cutting references does not free it";
  return paragraph(`The image itself asks for it; ${cutting}.`);
}, "rootLines");
var cutLines = /* @__PURE__ */ __name(({ cut }) => cut === void 0 ? [] : paragraph(`Cut the reference ${nameOf(cut.from)} \u2192 ${nameOf(cut.to)} to free ${formatBytes(cut.frees)}.`), "cutLines");
var unknownLines = /* @__PURE__ */ __name(({ retainedSize }) => retainedSize === void 0 ? paragraph(NO_REFERENCES) : [], "unknownLines");
var paragraph = /* @__PURE__ */ __name((text2) => wrap(text2, TERMINAL_WIDTH - INDENT.length, "").map((line2) => INDENT + line2), "paragraph");
var INDENT = "  ";
var NO_REFERENCES = "Nobody here knows what refers to it. Run this where Nix has the image's store paths, such as the machine that built it.";
var renderWhy = /* @__PURE__ */ __name((report, query, { answers, colour }) => {
  const paint = paintFor(colour);
  const title = `why ${query}: ${plural(answers.length, "store path")}`;
  return page([
    [titleLine(report, title, paint)],
    ...answers.flatMap((answer) => [
      [paint.bold(clip(answer.path, TERMINAL_WIDTH)), ...sizeLines(answer)],
      chainLines(answer, paint),
      referrerLines(answer, paint),
      rootLines(answer),
      cutLines(answer),
      unknownLines(answer)
    ])
  ]);
}, "renderWhy");

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
var indent = /* @__PURE__ */ __name((lines, by) => lines.map((line2) => by + line2), "indent");
var replacing = /* @__PURE__ */ __name((name, value2) => {
  const own = attributeIn(name);
  const binding = /* @__PURE__ */ __name((set) => {
    const [first, ...rest] = value2(`${set}.${own}`);
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
var imageWith = /* @__PURE__ */ __name((lines, builder = "streamLayeredImage") => ["{ pkgs }:", `pkgs.dockerTools.${builder} {`, `  name = "app";`, ...lines.map((line2) => `  ${line2}`), "}"].join(
  "\n"
), "imageWith");
var packageIn = /* @__PURE__ */ __name((name) => splitName(name).pname, "packageIn");

// src/report/findings/subject.ts
var worthwhile = /* @__PURE__ */ __name(({ totals: totals3 }) => Math.max(5 << 20, totals3.contentSize * 0.01), "worthwhile");
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
var sumOf = /* @__PURE__ */ __name((parts2) => parts2.reduce((sum2, { bytes = 0 }) => sum2 + bytes, 0), "sumOf");

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
var variable = /* @__PURE__ */ __name(({ image }, name) => image.config.config?.Env?.findLast((line2) => line2.startsWith(`${name}=`))?.slice(name.length + 1), "variable");
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
  describe: /* @__PURE__ */ __name(({ subject, value: value2 = "", count, items, bytes }, { name, word: word3, size: size3 }) => `${name(subject)} lies in ${word3(value2)} with ${count ?? items.length} other store paths: each change of it pulls ${size3(bytes)} that did not change`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Allow more layers, or say which paths get one of their own.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 120;"], "buildLayeredImage")
  }), "fix")
};

// src/graph/digraph.ts
var at = /* @__PURE__ */ __name((array2, index) => array2[index], "at");
var buildDigraph = /* @__PURE__ */ __name((successors) => {
  const clean2 = successors.map((list2, node) => [...new Set(list2)].filter((target) => target !== node));
  const offsets = new Uint32Array(clean2.length + 1);
  for (const [node, list2] of clean2.entries()) offsets[node + 1] = at(offsets, node) + list2.length;
  return { size: clean2.length, offsets, targets: Uint32Array.from(clean2.flat()) };
}, "buildDigraph");
var reverse = /* @__PURE__ */ __name(({ size: size3, offsets, targets }) => {
  const turned = new Uint32Array(size3 + 1);
  for (const target of targets) turned[target + 1] = at(turned, target + 1) + 1;
  for (let node = 0; node < size3; node += 1) turned[node + 1] = at(turned, node + 1) + at(turned, node);
  const next = turned.slice();
  const sources = new Uint32Array(targets.length);
  for (let node = 0; node < size3; node += 1) {
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge += 1) {
      const target = at(targets, edge);
      sources[at(next, target)] = node;
      next[target] = at(next, target) + 1;
    }
  }
  return { size: size3, offsets: turned, targets: sources };
}, "reverse");

// src/graph/components.ts
var UNSEEN = -1;
var findComponents = /* @__PURE__ */ __name((graph) => {
  const { size: size3, offsets, targets } = graph;
  const index = new Int32Array(size3).fill(UNSEEN);
  const low = new Int32Array(size3);
  const of = new Uint32Array(size3);
  const cursor = offsets.slice(0, size3);
  const settled = new Uint8Array(size3);
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
  const lower = /* @__PURE__ */ __name((node, value2) => {
    if (value2 < at(low, node)) low[node] = value2;
  }, "lower");
  const close = /* @__PURE__ */ __name((head2) => {
    let member;
    do {
      member = open.pop();
      settled[member] = 1;
      of[member] = count;
    } while (member !== head2);
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
  for (let start = 0; start < size3; start += 1) {
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
  for (let value2 = 1; value2 < 256; value2 += 1) {
    const lowest = 31 - Math.clz32(value2 & -value2);
    sums[value2] = at(sums, value2 & value2 - 1) + (weights[first + lowest] ?? 0);
  }
  return sums;
}, "sumsOfByte");
var weighComponents = /* @__PURE__ */ __name((weights, { count, of }) => {
  const sums = new Float64Array(count);
  for (const [node, weight] of weights.entries()) sums[at(of, node)] = at(sums, at(of, node)) + weight;
  return sums;
}, "weighComponents");
var addBlock = /* @__PURE__ */ __name((graph, weights, first, sizes2) => {
  const { size: size3, offsets, targets } = graph;
  const masks = new Uint32Array(size3);
  const [a, b, c, d] = [0, 8, 16, 24].map((byte) => sumsOfByte(weights, first + byte));
  for (let node = first; node < size3; node += 1) {
    let mask = node < first + BITS ? 1 << node - first : 0;
    for (let edge = at(offsets, node); edge < at(offsets, node + 1); edge += 1) mask |= at(masks, at(targets, edge));
    if (mask === 0) continue;
    masks[node] = mask;
    const sum2 = at(a, mask & 255) + at(b, mask >>> 8 & 255) + at(c, mask >>> 16 & 255) + at(d, mask >>> 24);
    sizes2[node] = at(sizes2, node) + sum2;
  }
}, "addBlock");
var findClosureSizes = /* @__PURE__ */ __name((graph, components, weights) => {
  const condensed = buildDigraph(successorsOfComponents(graph, components));
  const own = weighComponents(weights, components);
  const sizes2 = new Float64Array(condensed.size);
  for (let first = 0; first < condensed.size; first += BITS) addBlock(condensed, own, first, sizes2);
  return Float64Array.from(components.of, (component) => at(sizes2, component));
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
  for (const root2 of roots) {
    if (position[root2] === 0) enter(root2, 0);
    for (let node = path.at(-1); node !== void 0; node = path.at(-1)) step(node);
  }
  return { nodeAt, position, parent };
}, "walkDepthFirst");
var findSemidominators = /* @__PURE__ */ __name((graph, roots, walk) => {
  const { offsets, targets } = reverse(graph);
  const isRoot = new Set(roots);
  const ancestor = walk.parent.slice();
  const label3 = Uint32Array.from(ancestor.keys());
  const semi = label3.slice();
  const above = [];
  const evaluate = /* @__PURE__ */ __name((start, linked) => {
    let here = start;
    while (at(ancestor, here) >= linked) {
      above.push(here);
      here = at(ancestor, here);
    }
    for (let below = above.pop(); below !== void 0; below = above.pop()) {
      ancestor[below] = at(ancestor, here);
      if (at(semi, at(label3, here)) < at(semi, at(label3, below))) label3[below] = at(label3, here);
      here = below;
    }
    return at(label3, start);
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
  for (const root2 of declared) entered[at(components.of, root2)] = 1;
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
  const chains = new Map(roots.map((root2) => [root2, [root2]]));
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
    whyChain: chains.get(node)?.map((link2) => paths[link2])
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
  const sum2 = { contentSize: 0, entries: 0, files: 0 };
  for (const share of shares) {
    sum2.contentSize += share.contentSize;
    sum2.entries += share.entries;
    sum2.files += share.files;
  }
  return sum2;
}, "addShares");
var sumOfKnown = /* @__PURE__ */ __name((parts2) => {
  let sum2 = 0;
  for (const part2 of parts2) {
    if (part2 === void 0) return void 0;
    sum2 += part2;
  }
  return sum2;
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
  const added2 = lackingLayers(current.layers, baseline.layers);
  return defined({
    reused: current.layers.length - added2.length,
    new: added2.map((layer) => layer.diffId),
    removed: lackingLayers(baseline.layers, current.layers).map((layer) => layer.diffId),
    commonPrefix: commonPrefix(baseline.layers, current.layers),
    updatePullSize: pullSizeOf(added2)
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
    const pulled = newLayers.reduce((sum2, layer) => sum2 + layer.contentSize, 0);
    const isNew = current.storePaths.filter(({ path }) => !paths.has(path));
    const rootChange = newLayers.reduce((sum2, { root: root2 }) => sum2 + root2.contentSize, 0);
    const changed2 = isNew.reduce((sum2, { contentSize }) => sum2 + contentSize, rootChange);
    if (pulled <= TIMES2 * changed2 || pulled <= LARGE2) return [];
    const items = newLayers.flatMap(({ storePaths }) => storePaths).filter(({ path }) => paths.has(path)).map(({ path, contentSize }) => ({ path, name: nameOf(path), bytes: contentSize, note: "unchanged" }));
    return [{ subject: "layers", bytes: pulled - changed2, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ bytes, items, count = items.length }, { size: size3, name }) => {
    const [first] = items;
    const most = first === void 0 ? "" : `, most of it ${name(first.name)}`;
    return `new layers hold ${size3(bytes)} that did not change (${count === 1 ? "one store path" : `${count} store paths`}${most}), and everybody pulls it again`;
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
    const { copiedFromStore, largest: largest2 } = subject.inspection.content.identical;
    if (copiedFromStore < worthwhile(subject.report)) return [];
    const items = largest2.filter((group) => group.copiedFromStore).map((group) => ({
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
  const counted2 = new Set(whole.map(({ path }) => path));
  return inspection.clutter.filter(({ kind, path }) => path !== void 0 && KINDS[kind] !== void 0 && !counted2.has(path)).flatMap(
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
  describe: /* @__PURE__ */ __name(({ items, count = items.length }, { name, word: word3, size: size3 }) => {
    const [first] = items;
    const most = first === void 0 ? "" : `, most in ${name(first.name)} (${word3(first.note ?? "files")}, ${size3(first.bytes)})`;
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
  describe: /* @__PURE__ */ __name(({ subject, value: value2, file }, { name }) => {
    if (value2 === "not executable") return `the image starts ${name(subject)}, which has no permission to be executed`;
    if (value2 === "a folder") return `the image starts ${name(subject)}, which is a folder`;
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
  describe: /* @__PURE__ */ __name(({ value: value2 = MISSING }, { name }) => `the image ${value2 === MISSING ? "does not say when it was created" : `says that it was created at ${name(value2)}`}: it looks decades old, and policies that clean up by age delete it first`, "describe"),
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
  const sizes2 = new Map(others.map((entry) => [entry.path, entry.contentSize]));
  return entries.filter((entry) => sizes2.get(entry.path) !== entry.contentSize);
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
  const folded2 = families.flatMap((family) => {
    const joined = merge(family);
    return isOneSided(joined) ? family : [joined];
  });
  return [...groups.filter((group) => !foldable(group)), ...folded2];
}, "foldInterpreters");
var pairPackages = /* @__PURE__ */ __name((baseline, current) => {
  const before = leftovers(baseline.storePaths, current.storePaths);
  const after = leftovers(current.storePaths, baseline.storePaths);
  return foldInterpreters(groupByPackage(splitAlike(before, after), splitAlike(after, before)));
}, "pairPackages");

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
  describe: /* @__PURE__ */ __name(({ subject, by = "", bytes }, { name, size: size3 }) => `cutting the reference from ${name(by)} to ${name(subject)} frees ${size3(bytes)}, since nothing else needs it`, "describe"),
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
  describe: /* @__PURE__ */ __name(({ severity, value: value2 = "", file = "", items, count = items.length }, { name, word: word3 }) => {
    if (severity === "error") return `the image starts ${name(file)}, which is a program for ${name(value2)}`;
    const [first] = items;
    const example = first === void 0 ? "" : `, such as ${name(first.name)} for ${word3(first.note ?? "another")}`;
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
    const { contentSize, copiedFromStore, largest: largest2 } = subject.inspection.content.identical;
    const bytes = contentSize - copiedFromStore;
    if (bytes < worthwhile(subject.report)) return [];
    const groups = largest2.filter((group) => !group.copiedFromStore);
    const items = groups.map((group) => ({
      name: group.paths[0] ?? "",
      bytes: group.contentSize,
      note: `${group.files} files`
    }));
    return [{ subject: "files", bytes, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items }, { name, word: word3 }) => {
    const [first] = items;
    return `the same content is in several files${first === void 0 ? "" : `, most of it in ${word3(first.note ?? "several files")} like ${name(first.name)}`}`;
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
  describe: /* @__PURE__ */ __name(({ value: value2 = "", severity }, { word: word3 }) => severity === "error" ? `${word3(value2)} layers are more than Docker and Podman can stack (127)` : `${word3(value2)} layers leave little room below 127 for an image that builds on this one`, "describe"),
  fix: /* @__PURE__ */ __name(() => ({
    advice: "Make fewer of them; what shares a layer is then pulled together.",
    nix: imageWith(["contents = [ pkgs.hello ];", "maxLayers = 70;"], "buildLayeredImage")
  }), "fix")
};

// src/report/findings/rules/locale-unavailable.ts
var BUILT_IN = /^(C|POSIX|C\.utf-?8)$/i;
var ARCHIVE = /^LOCALE_ARCHIVE(?:_[0-9_]+)?=(\/.*)$/;
var archivesNamed = /* @__PURE__ */ __name(({ image }) => (image.config.config?.Env ?? []).flatMap((line2) => ARCHIVE.exec(line2)?.[1] ?? []), "archivesNamed");
var hasLocales = /* @__PURE__ */ __name((subject) => {
  const { see, list: list2 } = subject.inspection;
  const archives = [...archivesNamed(subject), "/usr/lib/locale/locale-archive"];
  const folders = ["/usr/lib/locale", variable(subject, "LOCPATH")];
  return archives.some((path) => see(path).kind === "file") || folders.some((folder) => folder?.startsWith("/") === true && list2(folder).some((name) => !/^C(\.|$)/.test(name)));
}, "hasLocales");
var isMusl = /* @__PURE__ */ __name(({ report, inspection }) => report.storePaths.some(({ pname }) => pname === "musl") || inspection.list("/lib").some((name) => name.startsWith("ld-musl-")), "isMusl");
var localeUnavailable = {
  id: "locale-unavailable",
  severity: "info",
  title: "Locale without its data",
  detect: /* @__PURE__ */ __name((subject) => {
    const value2 = variable(subject, "LC_ALL") || variable(subject, "LANG") || "C";
    return BUILT_IN.test(value2) || hasLocales(subject) || isMusl(subject) ? [] : [{ subject: "locale", value: value2 }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value: value2 = "" }, { name }) => `the environment asks for the locale ${name(value2)}, whose data is not in the image: setlocale fails`, "describe"),
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
  describe: /* @__PURE__ */ __name(({ subject, file, value: value2, items, count = items.length }, { name }) => {
    if (value2 !== void 0) return `the health check is run by ${name(subject)}, which is not in the image`;
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
    const versions3 = items.map((item) => item.name);
    const same = new Set(versions3).size === 1;
    const list2 = same ? `${versions3[0]} built ${versions3.length} times` : [...new Set(versions3)].join(" + ");
    return `${name(`${subject} ${list2}`)}${by === void 0 ? "" : `, the other one by way of ${name(by)}`}`;
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
  const named2 = VARIABLES.flatMap((name) => variable(subject, name)?.split(":")[0] ?? []);
  return [...BUNDLES, ...named2].some((path) => path.startsWith("/") && see(path).kind !== "missing");
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
  describe: /* @__PURE__ */ __name(({ value: value2 = "" }, { name }) => `no CA certificates are where programs look for them, and ${name(value2)} can speak TLS: connections end in \u201Cunknown authority\u201D`, "describe"),
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
  describe: /* @__PURE__ */ __name(({ value: value2 = "" }, { name }) => `there is no /etc/protocols, and ${name(value2)} looks protocols up by name (getprotobyname)`, "describe"),
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
  describe: /* @__PURE__ */ __name(({ value: value2 = "", severity }, { word: word3 }) => {
    if (value2 !== "missing") return `/tmp has the mode ${word3(value2)}, so that the image's user cannot write there`;
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
    const value2 = variable(subject, "TZ") ?? "";
    return !ZONE.test(value2) || /^:?Etc\/(UTC|UCT|GMT|Universal|Zulu)$/.test(value2) || hasZones(subject) ? [] : [{ subject: "time zone", value: value2 }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value: value2 = "" }, { name }) => `the environment sets the time zone ${name(value2)}, and there is no data on zones: programs use UTC`, "describe"),
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
    const short3 = revision.slice(0, SHORTEST);
    const places = [
      ...repoTags.map((tag) => ({ name: "tag", note: tag })),
      ...(config.env ?? []).map((line2) => ({ name: "environment", note: line2 })),
      ...Object.entries(config.labels ?? {}).map(([key, value2]) => ({ name: "label", note: `${key}=${value2}` }))
    ];
    const items = places.filter(({ note: note2 }) => note2.includes(short3)).map(({ name, note: note2 }) => ({ name, note: clipped(note2) }));
    return items.length === 0 ? [] : [{ subject: "revision", value: short3, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value: value2 = "", items }, { name, word: word3 }) => `${name(value2)} is in the ${[...new Set(items.map((item) => word3(item.name)))].join(" and the ")}, so every commit makes another image and no build is shared`, "describe"),
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
  describe: /* @__PURE__ */ __name(({ value: value2 = "", count = 0, file = "" }, { name, word: word3 }) => `${word3(value2)} has ${count === 1 ? "a file" : `${count} files`} of lower layers again, with other owners or modes and the same content, such as ${name(file)}`, "describe"),
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
  detect: /* @__PURE__ */ __name(({ report: { layers, totals: totals3 } }) => {
    const index = layers.findIndex(({ contentSize }) => contentSize > totals3.contentSize * SHARE2);
    const layer = layers[index];
    if (layer === void 0 || layer.contentSize <= LARGE3 || layer.storePaths.length <= PATHS) return [];
    const items = layer.storePaths.map(({ path, contentSize }) => ({ path, name: nameOf(path), bytes: contentSize }));
    return [{ subject: "layers", value: `layer ${index + 1}`, bytes: layer.contentSize, items }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ value: value2 = "", bytes, count = 0, items }, { size: size3, word: word3 }) => `${word3(value2)} holds ${count || items.length} store paths (${size3(bytes)}): whatever changes, all of it is pulled again`, "describe"),
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
var partsOfOthers2 = /* @__PURE__ */ __name(({ inspection }, counted2) => inspection.clutter.filter(({ kind, path }) => KINDS2[kind] !== void 0 && !counted2.has(path ?? "")).map(({ path, kind, contentSize }) => ({ ...ownerEvidence(path), bytes: contentSize, note: KINDS2[kind] ?? kind })), "partsOfOthers");
var sourceInRuntime = {
  id: "source-in-runtime",
  severity: "warning",
  title: "Sources in the image",
  detect: /* @__PURE__ */ __name((subject) => {
    const whole = wholePaths(subject);
    const counted2 = new Set(whole.map(({ path }) => path));
    const items = [
      ...whole.map(({ path, name, contentSize }) => ({ path, name, bytes: contentSize, note: "whole source" })),
      ...partsOfOthers2(subject, counted2)
    ].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
    const bytes = sumOf(items);
    const heaviest2 = whole.find(({ path }) => path === items[0]?.path);
    return bytes < worthwhile(subject.report) ? [] : [{ subject: "sources", bytes, items, ...heaviest2 === void 0 ? {} : reasonFor(heaviest2) }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items, by }, { name, word: word3, size: size3 }) => {
    const [first] = items;
    const most = first === void 0 ? "" : `, most in ${name(first.name)} (${word3(first.note ?? "source")}, ${size3(first.bytes)})`;
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
  describe: /* @__PURE__ */ __name(({ items, count = items.length }, { name, word: word3 }) => {
    const [first] = items;
    const example = first === void 0 ? "" : `: ${name(first.name)} in ${word3(first.note ?? "several layers")}`;
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
  describe: /* @__PURE__ */ __name(({ value: value2 = "" }, { word: word3 }) => `${word3(value2)} layers hold less than 100 kB each, and every layer costs requests and a mount`, "describe"),
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
    const value2 = items.some(({ note: note2 }) => note2 === "content") ? "content" : "times";
    return [{ subject: "layers", bytes, items, value: value2, ...bytes < worthwhile(current) ? { severity: "info" } : {} }];
  }, "detect"),
  describe: /* @__PURE__ */ __name(({ items, count = items.length, value: value2 }, { name }) => {
    const what = value2 === "times" ? "file times" : "content";
    return `${count === 1 ? "a layer has" : `${count} layers have`} the same store paths as before and other ${what}, the one of ${name(items[0]?.name ?? "")} first: they are pulled again for nothing`;
  }, "describe"),
  fix: /* @__PURE__ */ __name(({ value: value2 }) => value2 === "times" ? {
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
  const sizes2 = /* @__PURE__ */ new Map();
  for (const { owner, fact } of inspection.programs()) {
    if (fact.kind !== "elf" || fact.debugSize === 0 || owner !== void 0 && debugOutputs.has(owner)) continue;
    sizes2.set(owner, (sizes2.get(owner) ?? 0) + fact.debugSize);
  }
  return sizes2;
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
  describe: /* @__PURE__ */ __name(({ items }, { name, size: size3 }) => {
    const [first] = items;
    return `programs carry sections that only a debugger reads${first === void 0 ? "" : `, most in ${name(first.name)} (${size3(first.bytes)})`}`;
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
var names = /* @__PURE__ */ __name((file) => new Set(file.split("\n").flatMap((line2) => line2.includes(":") ? [line2.slice(0, line2.indexOf(":"))] : [])), "names");
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
  describe: /* @__PURE__ */ __name(({ subject, value: value2, severity, file }, { name }) => {
    if (severity === "info") return "there is no /etc/passwd: programs that ask for the user's name or home fail";
    const [who, where] = file === void 0 ? ["as", PASSWD] : ["in the group", GROUP];
    const why4 = value2 === NO_FILE ? `there is no ${where}` : `${where} does not list it`;
    return `the image runs ${who} ${name(subject)}, and ${why4}: the container does not start`;
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

// src/report/text.ts
var LONGEST_TEXT = 4096;
var clip2 = /* @__PURE__ */ __name((text2) => text2.length <= LONGEST_TEXT ? text2 : `${text2.slice(0, LONGEST_TEXT - 1)}\u2026`, "clip");
var clipSome = /* @__PURE__ */ __name((text2) => text2 === void 0 ? void 0 : clip2(text2), "clipSome");
var clipForeign = /* @__PURE__ */ __name((text2) => clip2(redact(text2)), "clipForeign");
var withoutStore = /* @__PURE__ */ __name((path) => path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, ""), "withoutStore");
var withoutHashes = /* @__PURE__ */ __name((text2) => text2.replace(/(\/nix\/store\/)[0-9a-z]{32}-/g, "$1\u2026-"), "withoutHashes");
var filled = /* @__PURE__ */ __name((value2) => value2 === null || value2 === void 0 || value2.length === 0 ? void 0 : value2, "filled");

// src/report/findings/find.ts
var ITEMS = 20;
var FINDINGS = 200;
var RANK = { error: 0, warning: 1, info: 2 };
var byWeight2 = /* @__PURE__ */ __name((a, b) => RANK[a.severity] - RANK[b.severity] || (b.bytes ?? 0) - (a.bytes ?? 0) || compareText(a.id, b.id) || compareText(a.subject, b.subject), "byWeight");
var findAll = /* @__PURE__ */ __name((subject) => finish(RULES.flatMap((rule) => rule.detect(subject).map((draft) => fill(rule, draft)))), "findAll");
var findInChange = /* @__PURE__ */ __name((baseline, current) => finish(CHANGE_RULES.flatMap((rule) => rule.detect(baseline, current).map((draft) => fill(rule, draft)))), "findInChange");
var finish = /* @__PURE__ */ __name((findings2) => findings2.toSorted(byWeight2).slice(0, FINDINGS), "finish");
var clipAll = /* @__PURE__ */ __name(({ path, bytes, name, note: note2 }) => defined({ path, name: clip2(name), bytes, note: clipSome(note2) }), "clipAll");
var fill = /* @__PURE__ */ __name(({ id, severity }, { items = [], chain, ...draft }) => defined({
  id,
  severity: draft.severity ?? severity,
  subject: clip2(draft.subject),
  bytes: draft.bytes,
  by: clipSome(draft.by),
  value: clipSome(draft.value),
  items: items.slice(0, ITEMS).map(clipAll),
  count: draft.count ?? (items.length > ITEMS ? items.length : void 0),
  chain: chain?.map(clip2),
  file: clipSome(draft.file)
}), "fill");

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

// src/report/findings/silence.ts
var parseSilence = /* @__PURE__ */ __name((line2) => {
  const [id = "", ...rest] = line2.trim().split(/\s+/);
  const glob = rest.join(" ");
  if (WORDS.has(id)) return glob === "" ? { id } : { id, glob };
  const known2 = [...WORDS.keys()].sort().join(", ");
  return { problem: `${JSON.stringify(id)} is no finding; expected one of: ${known2}` };
}, "parseSilence");
var texts = /* @__PURE__ */ __name(({ subject, value: value2, by, file, items }) => [subject, value2, by, file, ...items.flatMap(({ name, path }) => [name, path])].filter((text2) => text2 !== void 0), "texts");
var isSilenced = /* @__PURE__ */ __name((finding, silences) => silences.some(
  ({ id, glob }) => id === finding.id && (glob === void 0 || texts(finding).some((text2) => matchesGlob(glob, text2)))
), "isSilenced");
var silence = /* @__PURE__ */ __name((findings2, silences) => findings2.map((finding) => isSilenced(finding, silences) ? { ...finding, silenced: true } : finding), "silence");

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
  const added2 = after.filter((finding) => !oldKeys.has(keyOf3(finding)));
  return {
    new: [...added2, ...silence(findInChange(baseline, current), silences).filter(isHeard)],
    known: after.length - added2.length,
    resolved: before.filter((finding) => !newKeys.has(keyOf3(finding)))
  };
}, "compareFindings");

// src/report/render/finding-words.ts
var wordFindings = /* @__PURE__ */ __name((findings2, speak) => {
  const voice = {
    name: /* @__PURE__ */ __name((text2) => speak.name(withoutStore(text2)), "name"),
    word: speak.word,
    size: /* @__PURE__ */ __name((bytes) => bytes === void 0 ? "some bytes" : formatBytes(bytes), "size")
  };
  return findings2.flatMap((finding) => {
    const rule = WORDS.get(finding.id);
    if (rule === void 0) return [];
    return [{ finding, title: rule.title, sentence: rule.describe(finding, voice), ...rule.fix(finding) }];
  });
}, "wordFindings");
var pageOf = /* @__PURE__ */ __name(({ id }) => `https://github.com/nix-image-action/nix-image-action/blob/main/docs/findings/${id}.md`, "pageOf");
var isNote = /* @__PURE__ */ __name(({ severity }) => severity === "info", "isNote");
var sortFindings = /* @__PURE__ */ __name(({ findings: findings2 = [], comparison }) => {
  const heard = findings2.filter(({ silenced }) => silenced !== true);
  const changed2 = comparison?.kind === "compared" ? comparison.findings : void 0;
  const keys = new Set(changed2?.new.map(keyOf4));
  const isNew = /* @__PURE__ */ __name((finding) => changed2 === void 0 || keys.has(keyOf4(finding)), "isNew");
  const serious = heard.filter((finding) => !isNote(finding));
  const heardKeys = new Set(heard.map(keyOf4));
  const ofChange = (changed2?.new ?? []).filter((finding) => !heardKeys.has(keyOf4(finding)));
  return {
    isCompared: changed2 !== void 0,
    fresh: [...ofChange.filter((finding) => !isNote(finding)), ...serious.filter(isNew)],
    known: serious.filter((finding) => !isNew(finding)),
    notes: [...ofChange, ...heard].filter(isNote),
    resolved: (changed2?.resolved ?? []).filter((finding) => !isNote(finding)),
    silenced: findings2.length - heard.length
  };
}, "sortFindings");
var keyOf4 = /* @__PURE__ */ __name(({ id, subject, severity }) => [id, subject, severity].join("\0"), "keyOf");
var worst = /* @__PURE__ */ __name((findings2) => findings2.some(({ severity }) => severity === "error") ? "error" : "warning", "worst");
var counted = /* @__PURE__ */ __name((findings2, word3) => findings2.length === 0 ? void 0 : `${findings2.length} ${word3}`, "counted");
var bySeverity = /* @__PURE__ */ __name((findings2) => ["error", "warning"].map((severity) => {
  const found = findings2.filter((finding) => finding.severity === severity);
  return found.length === 0 ? void 0 : plural(found.length, severity);
}), "bySeverity");
var countWords2 = /* @__PURE__ */ __name((sorted) => [
  ...sorted.isCompared ? [counted(sorted.fresh, "new")] : bySeverity(sorted.fresh),
  counted(sorted.known, "known"),
  sorted.notes.length > 0 ? plural(sorted.notes.length, "note") : void 0,
  counted(sorted.resolved, "resolved"),
  sorted.silenced > 0 ? `${sorted.silenced} silenced` : void 0
].filter((part2) => part2 !== void 0).join(", "), "countWords");

// src/report/render/annotations.ts
var MOST = 5;
var findingAnnotations = /* @__PURE__ */ __name((report) => {
  const { fresh, isCompared } = sortFindings(report);
  if (!isCompared) return [];
  return wordFindings(fresh, { name: visible, word: visible }).slice(0, MOST).map(({ finding, title, sentence, advice }) => {
    const size3 = finding.bytes === void 0 ? "" : ` (${formatBytes(finding.bytes)})`;
    return {
      title: `${visible(report.image.name)}: ${title.toLowerCase()}${size3}`,
      message: `${sentence}. ${advice}
${finding.id}: ${pageOf(finding)}`,
      chain: chainTo2(finding, report)
    };
  });
}, "findingAnnotations");
var chainTo2 = /* @__PURE__ */ __name(({ items, subject }, { storePaths }) => {
  const about = items.flatMap(({ path }) => path ?? [])[0];
  const entry = storePaths.find(({ path }) => about === void 0 ? nameOf(path) === subject : path === about);
  return entry?.whyChain ?? [];
}, "chainTo");

// src/report/change.ts
var changeOf = /* @__PURE__ */ __name((pair) => pair.baseline === void 0 || pair.current === void 0 ? void 0 : pair.current - pair.baseline, "changeOf");
var measure = /* @__PURE__ */ __name((unit, pair) => pair.baseline === void 0 || pair.current === void 0 ? void 0 : { unit, baseline: pair.baseline, current: pair.current, change: pair.current - pair.baseline }, "measure");
var headlineMeasure = /* @__PURE__ */ __name((totals3) => measure("compressed", totals3.compressedSize) ?? measure("unpacked", totals3.contentSize), "headlineMeasure");
var isMoved = /* @__PURE__ */ __name(({ kind, baseline, current }) => kind === "rebuilt" && baseline.paths.join() === current.paths.join(), "isMoved");

// src/report/measure.ts
var missing = /* @__PURE__ */ __name((reason) => ({ kind: "missing", reason }), "missing");
var known = /* @__PURE__ */ __name((value2, otherwise) => value2 === void 0 ? missing(otherwise) : { kind: "known", value: value2 }, "known");
var percentIncrease = /* @__PURE__ */ __name((baseline, current) => {
  const dividend = (BigInt(current) - BigInt(baseline)) * 100000n;
  const divisor = BigInt(baseline);
  const towardsZero = dividend / divisor;
  const thousandths = dividend > 0n && dividend % divisor !== 0n ? towardsZero + 1n : towardsZero;
  return Math.min(Number(thousandths) / 1e3, Number.MAX_SAFE_INTEGER);
}, "percentIncrease");
var whyNoChange = /* @__PURE__ */ __name(({ current }) => current === void 0 ? "not-compressed" : "baseline-not-compressed", "whyNoChange");
var percentOf = /* @__PURE__ */ __name((sizes2) => {
  const { baseline, current } = sizes2;
  if (baseline === void 0 || current === void 0) return missing(whyNoChange(sizes2));
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
var measure2 = /* @__PURE__ */ __name(({ totals: totals3, comparison }, name) => {
  switch (name) {
    case "max-size":
      return known(totals3.compressedSize, "not-compressed");
    case "max-unpacked-size":
      return { kind: "known", value: totals3.contentSize };
    case "max-layers":
      return { kind: "known", value: totals3.layers };
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
var judgeBudgets = /* @__PURE__ */ __name((report, budgets2) => {
  const { forbidPackages, mode, overrideLabel } = budgets2;
  const judged = [
    ...limitsOf(budgets2).map((limit2) => judgeLimit(report, limit2)),
    ...forbidPackages.length === 0 ? [] : [judgePackages(report, forbidPackages)]
  ];
  if (judged.length === 0) return void 0;
  const verdict2 = judged.some(isBroken) ? mode : "pass";
  return deepFreeze(defined({ verdict: verdict2, overrideLabel: overrideLabel && clip2(overrideLabel), judged }));
}, "judgeBudgets");
var isBroken = /* @__PURE__ */ __name((judged) => judged.outcome === "failed" || judged.outcome === "not-judged" && "reason" in judged && judged.reason !== "first-report", "isBroken");
var override = /* @__PURE__ */ __name((budgets2, label3) => budgets2.verdict === "fail" ? deepFreeze({ ...budgets2, verdict: "warn", overriddenBy: clip2(label3) }) : budgets2, "override");
var brokenByImage = /* @__PURE__ */ __name((budgets2) => (budgets2?.judged ?? []).filter((judged) => isBroken(judged) && (judged.budget === "forbid-packages" || !limitKind(judged.budget).relative)).map(({ budget: budget2 }) => budget2), "brokenByImage");
var judgeLimit = /* @__PURE__ */ __name((report, { name: budget2, limit: limit2 }) => {
  const measured2 = measure2(report, budget2);
  if (measured2.kind === "missing") return { budget: budget2, limit: limit2, outcome: "not-judged", reason: measured2.reason };
  return { budget: budget2, limit: limit2, actual: measured2.value, outcome: measured2.value <= limit2 ? "ok" : "failed" };
}, "judgeLimit");
var judgePackages = /* @__PURE__ */ __name(({ storePaths, distribution }, patterns) => {
  const find = /* @__PURE__ */ __name((names2) => patterns.find((pattern) => names2.some((name) => matchesGlob(pattern, name))), "find");
  const inStore = storePaths.flatMap((entry) => {
    const pattern = find(namesOf(entry));
    return pattern === void 0 ? [] : [defined({ path: entry.path, name: entry.name, pattern, whyChain: entry.whyChain })];
  });
  const ofDistribution = (distribution?.packages ?? []).flatMap(({ name, version }) => {
    const pattern = find([name, `${name}-${version}`]);
    return pattern === void 0 ? [] : [{ name: clip2(`${name}-${version}`), pattern }];
  });
  const packages = [...inStore, ...ofDistribution];
  const outcome = packages.length === 0 ? "ok" : "failed";
  return { budget: "forbid-packages", patterns: patterns.map(clip2), outcome, packages };
}, "judgePackages");
var namesOf = /* @__PURE__ */ __name(({ pname, version, name }) => [
  pname,
  ...version === void 0 ? [] : [`${pname}-${version}`],
  name
], "namesOf");

// src/report/render/budget-reasons.ts
var REASONS = {
  "first-report": ["first report", ""],
  "not-compressed": [
    "the compressed size is missing, since the layers were not compressed to be counted",
    "report the image with --compressed"
  ],
  "no-baseline": ["there is no baseline, since none was asked for", "name one"],
  "baseline-unavailable": [
    "the baseline's size is missing, since the baseline could not be had",
    "make the base commit buildable, or let this workflow run on the base branch, so that its report is stored"
  ],
  "other-platform": [
    "the change is missing, since the baseline is for another platform",
    "name one for the platform of the image"
  ],
  "baseline-not-compressed": [
    "the baseline's compressed size is missing, since its layers were not compressed to be counted",
    "make its report again with --compressed"
  ],
  "baseline-empty": ["the baseline has no bytes, of which nothing is a percentage", "use max-increase"]
};
var reasonWords = /* @__PURE__ */ __name(({
  reason = "no-baseline"
}) => {
  const [missing2, advice] = REASONS[reason];
  return { note: `not judged: ${missing2}`, ...advice === "" ? {} : { advice } };
}, "reasonWords");

// src/report/render/budget-rows.ts
var budgetRows = /* @__PURE__ */ __name(({ budgets: budgets2 }) => (budgets2?.judged ?? []).map((judged) => ({ ...rowOf(judged), mark: markOf(judged, budgets2?.verdict) })), "budgetRows");
var markOf = /* @__PURE__ */ __name((judged, verdict2) => {
  if (isBroken(judged)) return verdict2 === "warn" ? "warning" : "broken";
  return judged.outcome === "ok" ? "ok" : "not-judged";
}, "markOf");
var rowOf = /* @__PURE__ */ __name((judged) => judged.budget === "forbid-packages" ? packagesRow(judged) : limitRow(judged), "rowOf");
var isListed = /* @__PURE__ */ __name(({ path }) => path === void 0, "isListed");
var packagesRow = /* @__PURE__ */ __name(({ budget: budget2, patterns, packages }) => ({
  name: budget2,
  limit: plural(patterns.length, "pattern"),
  found: packages.length === 0 ? "none" : plural(packages.length, packages.some(isListed) ? "package" : "store path"),
  note: ""
}), "packagesRow");
var limitRow = /* @__PURE__ */ __name((judged) => {
  const { budget: budget2, limit: limit2, actual } = judged;
  return {
    name: budget2,
    limit: inUnit(judged, limit2, formatLimit),
    found: actual === void 0 ? void 0 : inUnit(judged, actual, formatBytes),
    ...actual === void 0 ? reasonWords(judged) : { note: actual > limit2 ? excess(judged, actual - limit2) : "" }
  };
}, "limitRow");
var inUnit = /* @__PURE__ */ __name(({ budget: budget2 }, value2, bytes) => {
  switch (limitKind(budget2).unit) {
    case "bytes":
      return budget2 === "max-increase" ? signed(value2, bytes) : bytes(value2);
    case "percent":
      return `${signed(value2, String)} %`;
    case "layers":
      return plural(value2, "layer");
  }
}, "inUnit");
var signed = /* @__PURE__ */ __name((value2, words) => `${value2 === 0 ? "\xB1" : value2 > 0 ? "+" : "\u2212"}${words(Math.abs(value2))}`, "signed");
var excess = /* @__PURE__ */ __name(({ budget: budget2 }, by) => {
  switch (limitKind(budget2).unit) {
    case "bytes":
      return `${formatBytes(by)} too much`;
    case "percent":
      return "too much";
    case "layers":
      return `${by} too many`;
  }
}, "excess");
var noteWords = /* @__PURE__ */ __name(({ note: note2, advice }) => advice === void 0 ? note2 : `${note2}; ${advice}`, "noteWords");
var isTrouble = /* @__PURE__ */ __name(({ mark }) => mark === "broken" || mark === "warning", "isTrouble");
var budgetCounts = /* @__PURE__ */ __name((report) => {
  const rows = budgetRows(report);
  const count = /* @__PURE__ */ __name((words, ...marks) => {
    const found = rows.filter(({ mark }) => marks.includes(mark)).length;
    return found === 0 ? "" : `${found} ${words}`;
  }, "count");
  return [count("failed", "broken"), count("broken", "warning"), count("ok", "ok"), count("not judged", "not-judged")].filter((text2) => text2 !== "").join(", ");
}, "budgetCounts");
var budgetHeadline = /* @__PURE__ */ __name((report) => {
  const rows = budgetRows(report);
  const broken = rows.filter(isTrouble);
  const size3 = rows.find(({ name }) => name === "max-size");
  const speaker = size3 !== void 0 && (broken.length === 0 || broken.includes(size3)) ? size3 : void 0;
  if (speaker !== void 0) return { words: `budget ${speaker.limit}`, mark: speaker.mark };
  const [first] = broken;
  return first === void 0 ? void 0 : { words: `${broken.length} of ${plural(rows.length, "budget")}`, mark: first.mark };
}, "budgetHeadline");

// src/report/render/chain.ts
var CHAIN_LIMIT = 5;
var ELISION = "\u2026";
var elide = /* @__PURE__ */ __name((chain) => {
  const names2 = chain.filter((name, index) => name !== chain[index - 1]);
  const kept = (CHAIN_LIMIT - 1) / 2;
  return names2.length <= CHAIN_LIMIT ? names2 : [...names2.slice(0, kept), ELISION, ...names2.slice(-kept)];
}, "elide");
var shortNames = /* @__PURE__ */ __name((paths) => paths.map((path) => parseStoreName(path).pname), "shortNames");
var whyOf = /* @__PURE__ */ __name((report, { top }) => {
  if (top.kind === "added" && top.chain !== void 0) return top.chain.slice(0, -1);
  const path = top.current.paths[0];
  const chain = report.storePaths.find((entry) => entry.path === path)?.whyChain;
  return chain === void 0 ? void 0 : shortNames(chain.slice(0, -1));
}, "whyOf");

// src/report/render/forbidden-rows.ts
var forbiddenRows = /* @__PURE__ */ __name(({ budgets: budgets2 }) => (budgets2?.judged ?? []).flatMap(
  (judged) => judged.budget === "forbid-packages" ? judged.packages.map(({ name, pattern, whyChain }) => ({
    ...{ name, pattern },
    why: whyChain === void 0 ? void 0 : shortNames(whyChain.slice(0, -1))
  })) : []
), "forbiddenRows");

// src/report/render/breaches.ts
var FORBIDDEN = 10;
var breachLines = /* @__PURE__ */ __name((reports) => reports.flatMap((report) => {
  const broken = budgetRows(report).filter(isTrouble);
  const title = titleOf(report, reports);
  return broken.flatMap(
    (row3) => row3.name === "forbid-packages" ? forbidden(title, report) : [limit(title, row3, report)]
  );
}), "breachLines");
var titleOf = /* @__PURE__ */ __name(({ image }, reports) => visible(reports.length === 1 ? image.name : `${image.name} ${image.platform}`), "titleOf");
var limit = /* @__PURE__ */ __name((title, { name, limit: limit2, found, note: note2, advice }, report) => {
  const wanted = `wanted: at most ${limit2}`;
  if (found !== void 0) return `${title}: ${name}: ${found} (${wanted}; ${note2})`;
  return `${title}: ${name}: ${note2}${detail(report)} (${wanted})${advice === void 0 ? "" : `; ${advice}`}`;
}, "limit");
var detail = /* @__PURE__ */ __name(({ comparison }) => comparison?.kind === "no-baseline" && comparison.detail !== void 0 ? ` (${visible(comparison.detail)})` : "", "detail");
var forbidden = /* @__PURE__ */ __name((title, report) => {
  const rows = forbiddenRows(report);
  const left = rows.length - FORBIDDEN;
  return [
    ...rows.slice(0, FORBIDDEN).map((row3) => `${title}: forbid-packages: ${foundPackage(row3)}`),
    ...left > 0 ? [`${title}: forbid-packages: and ${left} more; the report lists all`] : []
  ];
}, "forbidden");
var foundPackage = /* @__PURE__ */ __name(({ name, pattern, why: why4 }) => {
  const via = why4 === void 0 || why4.length === 0 ? "" : `, via ${visible(elide(why4).join(" \u2192 "))}`;
  return `${visible(name)} is in the image${via} (wanted: nothing that fits ${visible(pattern)})`;
}, "foundPackage");
var breachAdvice = /* @__PURE__ */ __name((reports) => {
  const sections = reports.flatMap(({ budgets: budgets2 }) => budgets2 ?? []);
  const overridden = sections.find(({ overriddenBy }) => overriddenBy !== void 0)?.overriddenBy;
  if (overridden !== void 0)
    return `The pull request has the label ${JSON.stringify(overridden)}, so this is a warning and fails nothing.`;
  if (sections.every(({ verdict: verdict2 }) => verdict2 !== "fail")) return "budget-mode is warn, so this fails nothing.";
  const label3 = sections.find(({ verdict: verdict2 }) => verdict2 === "fail")?.overrideLabel;
  const byLabel = label3 === void 0 ? "" : `, or put the label ${JSON.stringify(label3)} on the pull request and run the job again`;
  return `The report says what takes the space and what grew: take it out, or raise the limit${byLabel}.`;
}, "breachAdvice");

// src/report/render/baseline-words.ts
var SOURCE = {
  "output-path": "same output path, so not built again",
  cache: "from the cache",
  registry: "from the registry",
  build: "built for this comparison",
  image: "read from the image"
};
var sourceWords = /* @__PURE__ */ __name((baseline) => SOURCE[baseline.source], "sourceWords");
var shortRevision = /* @__PURE__ */ __name((revision) => /^[0-9a-f]{40}(-dirty)?$/.test(revision) ? revision.slice(0, 7) : revision, "shortRevision");
var noBaselineWords = /* @__PURE__ */ __name((comparison) => {
  switch (comparison?.kind === "no-baseline" ? comparison.reason : void 0) {
    case "first-run":
      return "First report, so nothing is compared yet. The baseline will exist after merge.";
    case "unavailable":
      return "Nothing is compared: the baseline could not be had.";
    case "other-platform":
      return "Nothing is compared: the baseline is for another platform.";
    default:
      return "Nothing is compared: no baseline was asked for.";
  }
}, "noBaselineWords");
var INEXACT = "The baseline is not the commit that this change starts from, so changes of other commits are counted too.";

// src/report/render/markdown.ts
var NAME_LIMIT2 = 80;
var PLAIN_WORD = /^(?!gh-\d)(?!www\.)[a-z0-9][a-z0-9._+-]*$/i;
var PLAIN_CODE = /^[\w\p{L}\p{N}./:+=,@#~%?×→…-]+( [\w\p{L}\p{N}./:+=,@#~%?×→…-]+)*$/u;
var reference = /* @__PURE__ */ __name((character) => `&#${character.charCodeAt(0)};`, "reference");
var code = /* @__PURE__ */ __name((untrusted, limit2 = NAME_LIMIT2) => {
  const text2 = shorten(visible(untrusted), limit2);
  if (text2 === "") return "<code>&nbsp;</code>";
  return PLAIN_CODE.test(text2) ? `\`${text2}\`` : `<code>${text2.replace(/[!-,./:-@[-`{-~]/g, reference)}</code>`;
}, "code");
var word = /* @__PURE__ */ __name((untrusted, limit2 = NAME_LIMIT2) => PLAIN_WORD.test(untrusted) ? shorten(untrusted, limit2).replaceAll("_", "\\_") : code(untrusted, limit2), "word");
var PLAIN_PHRASE = /^(?!.*gh-\d)[a-z0-9][a-z0-9 ,-]*$/i;
var phrase = /* @__PURE__ */ __name((untrusted) => untrusted.length <= NAME_LIMIT2 && PLAIN_PHRASE.test(untrusted) ? untrusted : code(untrusted), "phrase");
var URL = /^https?:\/\/[\w.:-]+(\/[\w./?=&%#~+:@-]*)?$/;
var link = /* @__PURE__ */ __name((label3, address) => URL.test(address) ? `[${label3}](${address})` : label3, "link");
var RULE = { left: "---", right: "--:" };
var tableRow = /* @__PURE__ */ __name((cells2) => `| ${cells2.join(" | ")} |`, "tableRow");
var table = /* @__PURE__ */ __name((columns, rows) => [
  tableRow(columns.map((column) => column.title)),
  `|${columns.map((column) => RULE[column.align ?? "left"]).join("|")}|`,
  ...rows.map(tableRow)
].join("\n"), "table");
var details = /* @__PURE__ */ __name((summary, body) => `<details><summary>${summary}</summary>

${body}

</details>`, "details");
var fence = /* @__PURE__ */ __name((language, text2) => {
  const longest = Math.max(2, ...[...text2.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}
${text2}
${ticks}`;
}, "fence");
var openDetails = /* @__PURE__ */ __name((summary, body) => details(summary, body).replace("<details>", "<details open>"), "openDetails");
var strong = /* @__PURE__ */ __name((text2) => `**${text2}**`, "strong");
var blocks = /* @__PURE__ */ __name((parts2) => parts2.filter((part2) => part2 !== void 0 && part2 !== "").join("\n\n"), "blocks");

// src/report/fold.ts
var dependencyCount = /* @__PURE__ */ __name((tree) => new Set(tree.folded.filter((change4) => change4.pname !== tree.top.pname).map(packageLabel)).size, "dependencyCount");
var treeName = /* @__PURE__ */ __name(({ top, folded: folded2 }) => folded2.some((change4) => change4.pname === top.pname) ? top.pname : packageLabel(top), "treeName");
var openOutermost = /* @__PURE__ */ __name((additions2) => {
  const known2 = /* @__PURE__ */ new Map();
  return (start) => {
    const way = /* @__PURE__ */ new Set();
    let at2 = start;
    while (!known2.has(at2) && !way.has(at2)) {
      way.add(at2);
      const parent = at2.foldedInto === void 0 ? void 0 : additions2.get(at2.foldedInto);
      if (parent === void 0) known2.set(at2, at2);
      else at2 = parent;
    }
    const top = known2.get(at2);
    for (const change4 of way) known2.set(change4, top);
    return top ?? start;
  };
}, "openOutermost");
var foldAdditions = /* @__PURE__ */ __name((packages) => {
  const additions2 = new Map(packages.filter((change4) => change4.kind === "added").map((it) => [packageLabel(it), it]));
  const outermost = openOutermost(additions2);
  const groups = /* @__PURE__ */ new Map();
  for (const change4 of packages) {
    const top = change4.kind === "added" ? outermost(change4) : change4;
    const members = groups.get(top);
    if (members === void 0) groups.set(top, [change4]);
    else members.push(change4);
  }
  return [...groups].map(([top, members]) => ({
    top,
    folded: members.filter((member) => member !== top),
    change: members.reduce((sum2, member) => sum2 + member.change, 0)
  })).sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}, "foldAdditions");

// src/report/render/package-rows.ts
var sum = /* @__PURE__ */ __name((trees) => trees.reduce((total, tree) => total + tree.change, 0), "sum");
var collapse = /* @__PURE__ */ __name((report, kind, trees) => trees.length > 1 ? [{ kind, count: trees.length, change: sum(trees) }] : trees.map((tree) => ({ kind: "package", tree, why: whyOf(report, tree), change: tree.change })), "collapse");
var packageRows = /* @__PURE__ */ __name((report, compared, limit2) => {
  const trees = foldAdditions(compared.packages);
  const told = trees.filter((tree) => tree.top.kind !== "rebuilt");
  const { moved: moved2 = [], rebuilt: rebuilt2 = [] } = Object.groupBy(
    trees.filter((tree) => tree.top.kind === "rebuilt"),
    (tree) => isMoved(tree.top) ? "moved" : "rebuilt"
  );
  const root2 = changeOf(compared.totals.rootContentSize) ?? 0;
  return [
    ...told.slice(0, limit2).flatMap((tree) => collapse(report, "rest", [tree])),
    ...collapse(report, "rest", told.slice(limit2)),
    ...collapse(report, "rebuilt", rebuilt2),
    ...collapse(report, "moved", moved2),
    ...root2 === 0 ? [] : [{ kind: "root", change: root2 }]
  ];
}, "packageRows");

// src/report/render/versions.ts
var versionsOf = /* @__PURE__ */ __name((side) => {
  const counts = /* @__PURE__ */ new Map();
  for (const version of side.versions) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts].map(([version, count]) => count === 1 ? version : `${version} \xD7${count}`.trim()).filter((text2) => text2 !== "").join(", ");
}, "versionsOf");

// src/report/render/package-words.ts
var markOf2 = /* @__PURE__ */ __name(({ kind, baseline, current }) => {
  if (kind !== "changed") return kind;
  const order = compareVersions(baseline.versions.at(-1) ?? "", current.versions.at(-1) ?? "");
  return order < 0 ? "upgraded" : order > 0 ? "downgraded" : "changed";
}, "markOf");
var dependencyWords = /* @__PURE__ */ __name((tree) => {
  const count = dependencyCount(tree);
  return count === 0 ? "" : `(+${plural(count, "dep")})`;
}, "dependencyWords");
var versionWords = /* @__PURE__ */ __name((change4, word3) => {
  const side = /* @__PURE__ */ __name((of) => versionsOf(of) === "" ? "\u2013" : word3(versionsOf(of)), "side");
  const [before, after] = [side(change4.baseline), side(change4.current)];
  return change4.kind === "rebuilt" || before === after ? after === "\u2013" ? "" : after : `${before} \u2192 ${after}`;
}, "versionWords");

// src/report/render/rebuild-words.ts
var READABLE = ["version", "pname", "name"];
var fromTo = /* @__PURE__ */ __name(({ before = "", after = "" }, { word: word3 }) => `${before === "" ? "\u2013" : word3(before)} \u2192 ${after === "" ? "\u2013" : word3(after)}`, "fromTo");
var differenceWords = /* @__PURE__ */ __name((reason, style) => {
  const { kind, attribute: attribute2, before = "", after = "" } = reason;
  const as = attribute2 === void 0 ? "" : ` ${style.name(attribute2)}`;
  switch (kind) {
    case "env":
      return attribute2 !== void 0 && READABLE.includes(attribute2) ? `${attribute2} ${fromTo(reason, style)}` : `changed${as}`;
    case "source":
      return attribute2 === "source" ? "changed source" : `changed source${as}`;
    case "fixed-output":
      return `other download${as}`;
    case "builder":
      return "other builder";
    case "args":
      return "other builder arguments";
    case "system":
      return `system ${fromTo(reason, style)}`;
    case "input-added":
      return `new input ${style.name(after)}`;
    case "input-removed":
      return `without input ${style.name(before)}`;
  }
}, "differenceWords");
var reasonWords2 = /* @__PURE__ */ __name((reason, style) => `${style.name(splitName(reason.derivation).pname)}: ${differenceWords(reason, style)}`, "reasonWords");
var originWords = /* @__PURE__ */ __name(({ input }, { name }) => input === void 0 ? "" : `${name(input)} \u2192 `, "originWords");
var isItself = /* @__PURE__ */ __name(({ kind, cause }) => kind === "changed" && cause?.reason?.via.length === 1 && READABLE.includes(cause.reason.attribute ?? ""), "isItself");
var becauseWords = /* @__PURE__ */ __name((change4, style) => {
  const { reason } = change4.cause ?? {};
  return reason === void 0 || isItself(change4) ? "" : originWords(change4.cause ?? {}, style) + reasonWords2(reason, style);
}, "becauseWords");
var causeWords = /* @__PURE__ */ __name((change4, style) => {
  const input = change4.cause?.input;
  return becauseWords(change4, style) || (input === void 0 ? "" : `input ${style.name(input)}`);
}, "causeWords");
var rebuildWords = /* @__PURE__ */ __name((causes, limit2, style) => {
  const words = causes.slice(0, limit2).map(
    (cause) => `${originWords(cause, style)}${reasonWords2(cause.reason, style)} (${plural(cause.packages, "package")})`
  );
  const more = causes.length - limit2;
  return [...words, ...more > 0 ? [plural(more, "other cause")] : []].join("; ");
}, "rebuildWords");

// src/report/render/packages.ts
var ICON = {
  added: "\u{1F195}",
  removed: "\u{1F5D1}\uFE0F",
  rebuilt: "\u267B\uFE0F",
  upgraded: "\u2B06\uFE0F",
  downgraded: "\u2B07\uFE0F",
  changed: "\u{1F500}"
};
var weigh = /* @__PURE__ */ __name((change4, heaviest2) => change4 !== 0 && Math.abs(change4) * 2 >= heaviest2 ? strong(formatChange(change4)) : formatChange(change4), "weigh");
var WORDS2 = { name: code, word, strong };
var linkWord = /* @__PURE__ */ __name((name) => name === ELISION ? ELISION : word(name), "linkWord");
var chainWords = /* @__PURE__ */ __name((names2) => {
  if (names2 === void 0) return "";
  return names2.length === 0 ? "_the image itself_" : elide(names2).map(linkWord).join(" \u2192 ");
}, "chainWords");
var nameCell = /* @__PURE__ */ __name((row3) => {
  switch (row3.kind) {
    case "package": {
      const { tree } = row3;
      const name = `${ICON[markOf2(tree.top)]} ${word(treeName(tree))} ${dependencyWords(tree)}`.trim();
      return [name, versionWords(tree.top, word)];
    }
    case "rest":
      return [`\u2026 ${row3.count} more`, ""];
    case "rebuilt":
      return [`\u267B\uFE0F ${row3.count} rebuilt, same version`, ""];
    case "moved":
      return [`${row3.count} same, in other layers`, ""];
    case "root":
      return ["\u{1F4C4} files outside the Nix store", ""];
  }
}, "nameCell");
var CAUSES_IN_ROW = 2;
var whyCell = /* @__PURE__ */ __name((row3, { rebuildCauses = [] }) => {
  switch (row3.kind) {
    case "package":
      return becauseWords(row3.tree.top, WORDS2) || chainWords(row3.why);
    case "rebuilt":
      return rebuildWords(rebuildCauses, CAUSES_IN_ROW, WORDS2);
    default:
      return "";
  }
}, "whyCell");
var COLUMNS = [{ title: "Package" }, { title: "base \u2192 now" }, { title: "\u0394 unpacked", align: "right" }];
var packageTable = /* @__PURE__ */ __name((report, compared, limit2) => {
  const rows = packageRows(report, compared, limit2);
  if (rows.length === 0) return void 0;
  const heaviest2 = Math.max(...rows.map((row3) => Math.abs(row3.change)));
  const whys = rows.map((row3) => whyCell(row3, compared));
  const explained = whys.some((why4) => why4 !== "");
  return table(
    explained ? [...COLUMNS, { title: "Why" }] : COLUMNS,
    rows.map((row3, index) => [
      ...nameCell(row3),
      weigh(row3.change, heaviest2),
      ...explained ? [whys[index] ?? ""] : []
    ])
  );
}, "packageTable");
var showsAll = /* @__PURE__ */ __name((report, compared, limit2) => packageRows(report, compared, limit2).filter((row3) => row3.kind === "package" && row3.tree.folded.length === 0).length === compared.packages.length, "showsAll");
var changeRow = /* @__PURE__ */ __name((change4) => [
  `${ICON[markOf2(change4)]} ${word(packageLabel(change4))}`,
  versionWords(change4, word),
  formatChange(change4.change),
  change4.current.paths.length === 0 ? "\u2013" : formatBytes(change4.current.contentSize),
  change4.foldedInto === void 0 ? "" : word(change4.foldedInto)
], "changeRow");
var CHANGE_COLUMNS = [
  { title: "Package" },
  { title: "base \u2192 now" },
  { title: "\u0394 unpacked", align: "right" },
  { title: "Unpacked", align: "right" },
  { title: "Came with" }
];
var CAUSES = 20;
var causeTable = /* @__PURE__ */ __name(({ rebuildCauses = [] }) => {
  if (rebuildCauses.length === 0) return void 0;
  return table(
    [{ title: "Rebuilt", align: "right" }, { title: "\u0394 unpacked", align: "right" }, { title: "Because of" }],
    rebuildCauses.slice(0, CAUSES).map((cause) => [
      plural(cause.packages, "package"),
      formatChange(cause.change),
      `${originWords(cause, WORDS2)}${reasonWords2(cause.reason, WORDS2)}`
    ])
  );
}, "causeTable");
var allChanges = /* @__PURE__ */ __name((compared, limit2) => {
  const { packages } = compared;
  const left = packages.length - limit2;
  const shown = packages.slice(0, limit2);
  const becauses = shown.map((change4) => causeWords(change4, WORDS2));
  const isCaused = becauses.some((because) => because !== "");
  const rows = shown.map((change4, index) => [...changeRow(change4), ...isCaused ? [becauses[index] ?? ""] : []]);
  const body = table(isCaused ? [...CHANGE_COLUMNS, { title: "Because of" }] : CHANGE_COLUMNS, rows);
  const rest = left > 0 ? `${left} smaller changes are not listed.` : void 0;
  return details(`\u{1F4CB} All package changes (${packages.length})`, blocks([causeTable(compared), body, rest]));
}, "allChanges");

// src/report/render/budgets.ts
var BUDGET_ICON = {
  ok: "\u2705",
  broken: "\u274C",
  warning: "\u26A0\uFE0F",
  "not-judged": "\u2796"
};
var FORBIDDEN2 = 20;
var limitTable = /* @__PURE__ */ __name((report) => table(
  [{ title: "Budget" }, { title: "Limit", align: "right" }, { title: "Found", align: "right" }, { title: " " }],
  budgetRows(report).map((row3) => [
    code(row3.name),
    row3.limit,
    isTrouble(row3) ? strong(row3.found ?? "\u2013") : row3.found ?? "\u2013",
    `${BUDGET_ICON[row3.mark]} ${noteWords(row3)}`.trim()
  ])
), "limitTable");
var forbiddenTable = /* @__PURE__ */ __name((report) => {
  const rows = forbiddenRows(report);
  if (rows.length === 0) return void 0;
  const left = rows.length - FORBIDDEN2;
  const body = table(
    [{ title: "Forbidden" }, { title: "By" }, { title: "Why it is there" }],
    rows.slice(0, FORBIDDEN2).map(({ name, pattern, why: why4 }) => [word(name), code(pattern), chainWords(why4)])
  );
  return left > 0 ? `${body}

${plural(left, "more is", "more are")} not listed.` : body;
}, "forbiddenTable");
var verdictWords = /* @__PURE__ */ __name(({ budgets: budgets2 }) => {
  if (budgets2?.overriddenBy !== void 0)
    return `The pull request has the label ${code(budgets2.overriddenBy)}, so this is a warning and fails nothing.`;
  if (budgets2?.verdict === "warn") return "`budget-mode` is `warn`, so this fails nothing.";
  if (budgets2?.verdict !== "fail" || budgets2.overrideLabel === void 0) return void 0;
  return `The label ${code(budgets2.overrideLabel)} on the pull request makes this a warning when the job is run again.`;
}, "verdictWords");
var budgets = /* @__PURE__ */ __name((report, when) => {
  const { budgets: budgets2 } = report;
  if (budgets2 === void 0 || budgets2.verdict === "pass" !== (when === "kept")) return void 0;
  const fold = when === "kept" ? details : openDetails;
  const body = blocks([verdictWords(report), limitTable(report), forbiddenTable(report)]);
  return fold(`\u{1F4B0} Budgets: ${budgetCounts(report)}`, body);
}, "budgets");

// src/report/render/cause-diagram.ts
var CHAINS = 6;
var WORTH_DRAWING = 0.05;
var label = /* @__PURE__ */ __name((untrusted) => untrusted.replaceAll(/[^A-Za-z0-9 .+_…/-]/g, "_").slice(0, 60).trim() || "_", "label");
var chainsOf = /* @__PURE__ */ __name((report, { packages }) => {
  const trees = foldAdditions(packages).filter(({ top }) => top.kind === "added" || top.kind === "changed");
  const heaviest2 = Math.abs(trees[0]?.change ?? 0);
  return trees.filter(({ change: change4 }) => Math.abs(change4) >= Math.max(1, heaviest2 * WORTH_DRAWING)).slice(0, CHAINS).flatMap((tree) => {
    const way = whyOf(report, tree);
    return way === void 0 || way.length === 0 ? [] : [{ way: elide(way), tree }];
  });
}, "chainsOf");
var flowchart = /* @__PURE__ */ __name((chains) => {
  const ids = /* @__PURE__ */ new Map();
  const lines = [];
  const node = /* @__PURE__ */ __name((key, text2, from, style = "") => {
    const known2 = ids.get(key);
    if (known2 !== void 0) return known2;
    const id = `n${ids.size}`;
    ids.set(key, id);
    const drawn = `${id}["${label(text2)}"]${style}`;
    lines.push(from === void 0 ? `  ${drawn}` : `  ${from} --> ${drawn}`);
    return id;
  }, "node");
  for (const { way, tree } of chains) {
    let at2;
    let key = "";
    for (const name of way) {
      key += `${name}
`;
      at2 = node(key, name, at2);
    }
    const text2 = `${treeName(tree)} ${dependencyWords(tree).replace(/[()]/g, "")} ${formatChange(tree.change).replace("\u2212", "-")}`;
    node(`${key}${treeName(tree)}
`, text2.replace(/ +/g, " "), at2, tree.change < 0 ? ":::shrunk" : ":::grown");
  }
  return lines;
}, "flowchart");
var STYLES = [
  "  classDef grown stroke:#cf222e,stroke-width:2px",
  "  classDef shrunk stroke:#1a7f37,stroke-width:2px"
];
var causeDiagram = /* @__PURE__ */ __name((report, compared) => {
  if (compared.identical || changeOf(compared.totals.contentSize) === 0) return void 0;
  const chains = chainsOf(report, compared);
  if (chains.length === 0) return void 0;
  const source = ["flowchart LR", ...flowchart(chains), ...STYLES].join("\n");
  return details(`\u{1F578}\uFE0F Cause chains (${chains.length})`, fence("mermaid", source));
}, "causeDiagram");

// src/report/render/config.ts
var ROWS = 40;
var LONGEST = 120;
var configChanges = /* @__PURE__ */ __name(({ config = [] }) => config, "configChanges");
var shownValues = /* @__PURE__ */ __name(({ baseline, current }, width) => {
  const [before, after] = [baseline, current].map((text2) => text2 === void 0 ? void 0 : withoutHashes(text2));
  if (before === void 0 || after === void 0) return [before, after];
  const start = startOfDifference(before, after, width);
  return start === 0 ? [before, after] : [`\u2026${before.slice(start)}`, `\u2026${after.slice(start)}`];
}, "shownValues");
var value = /* @__PURE__ */ __name((text2) => text2 === void 0 ? "\u2013" : code(text2, LONGEST), "value");
var configTable = /* @__PURE__ */ __name((compared) => {
  const changes = configChanges(compared);
  if (changes.length === 0) return void 0;
  const rows = changes.slice(0, ROWS).map((change4) => [code(change4.field), ...shownValues(change4, LONGEST).map(value)]);
  const left = changes.length - ROWS;
  const rest = left > 0 ? `

${plural(left, "more is", "more are")} not listed.` : "";
  return details(
    `\u2699\uFE0F Configuration: ${plural(changes.length, "field")} changed`,
    table([{ title: "Field" }, { title: "base" }, { title: "now" }], rows) + rest
  );
}, "configTable");

// src/report/render/distribution.ts
var ICON2 = { added: "\u{1F195}", removed: "\u{1F5D1}", changed: "\u2B06" };
var distributionWords = /* @__PURE__ */ __name((changes) => {
  const count = /* @__PURE__ */ __name((kind, word3) => {
    const found = changes.filter((change4) => change4.kind === kind).length;
    return found === 0 ? void 0 : `${found} ${word3}`;
  }, "count");
  return [count("added", "new"), count("removed", "gone"), count("changed", "changed")].filter((part2) => part2 !== void 0).join(", ");
}, "distributionWords");
var distributionChanges = /* @__PURE__ */ __name(({ comparison }) => comparison?.kind === "compared" ? (comparison.distribution ?? []).toSorted((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0)) : [], "distributionChanges");
var SIZES = "\n\nSizes are those that the package manager lists.";
var versions = /* @__PURE__ */ __name((list2) => list2.length === 0 ? "\u2013" : list2.map((it) => word(it, 40)).join(", "), "versions");
var distributionTable = /* @__PURE__ */ __name((report, limit2) => {
  const changes = distributionChanges(report);
  if (changes.length === 0) return void 0;
  const columns = [{ title: "Package" }, { title: "base \u2192 PR" }, { title: "\u0394 as listed", align: "right" }];
  const rows = changes.slice(0, limit2).map(({ kind, name, baseline, current, change: change4 }) => [
    `${ICON2[kind]} ${word(name)}`,
    `${versions(baseline)} \u2192 ${versions(current)}`,
    change4 === void 0 ? "\u2013" : formatChange(change4)
  ]);
  const left = changes.length - limit2;
  const rest = left > 0 ? `

${plural(left, "smaller change is", "smaller changes are")} not listed.` : "";
  return details(`\u{1F427} Packages of the distribution: ${distributionWords(changes)}`, table(columns, rows) + rest + SIZES);
}, "distributionTable");

// src/report/render/findings.ts
var CALLED_OUT = 5;
var worded = /* @__PURE__ */ __name((findings2) => wordFindings(findings2, { name: code, word: phrase }), "worded");
var headOf = /* @__PURE__ */ __name(({ finding, sentence }) => {
  const { id, bytes } = finding;
  const size3 = bytes === void 0 ? "" : ` \xB7 ${strong(formatBytes(bytes))}`;
  return `${link(`\`${id}\``, pageOf(finding))}${size3} \xB7 ${sentence}`;
}, "headOf");
var findingsCallout = /* @__PURE__ */ __name((report) => {
  const { fresh, isCompared } = sortFindings(report);
  const lines = worded(fresh);
  if (lines.length === 0) return void 0;
  const title = strong(plural(lines.length, isCompared ? "new finding" : "finding"));
  const shown = lines.slice(0, CALLED_OUT).map((line2) => `> - ${headOf(line2)}`);
  const more = lines.length > CALLED_OUT ? [`> - and ${lines.length - CALLED_OUT} more, below`] : [];
  return [`> [!${worst(fresh) === "error" ? "CAUTION" : "WARNING"}]`, `> ${title}`, ">", ...shown, ...more].join("\n");
}, "findingsCallout");
var withFix = /* @__PURE__ */ __name((line2) => {
  const { chain } = line2.finding;
  const why4 = chain === void 0 || chain.length < 2 ? "" : ` Why it is there: ${code(elide(chain).join(" \u2192 "))}.`;
  return `**${line2.title}** \xB7 ${headOf(line2)}.${why4}

${line2.advice}

${fence("nix", line2.nix)}`;
}, "withFix");
var list = /* @__PURE__ */ __name((title, lines) => lines.length === 0 ? void 0 : `**${title}**

${lines.map((line2) => `- ${headOf(line2)}`).join("\n")}`, "list");
var parts = /* @__PURE__ */ __name((sorted, limit2) => {
  const serious = worded([...sorted.fresh, ...sorted.known]);
  const left = serious.slice(limit2);
  return [
    ...serious.slice(0, limit2).map(withFix),
    list("Further", left),
    list("Good to know", worded(sorted.notes)),
    list("Resolved", worded(sorted.resolved))
  ];
}, "parts");
var findingsDetails = /* @__PURE__ */ __name((report, limit2) => {
  const sorted = sortFindings(report);
  const body = parts(sorted, limit2).filter((part2) => part2 !== void 0);
  if (body.length === 0) return void 0;
  return details(`\u{1FA7A} Findings: ${countWords2(sorted)}`, body.join("\n\n"));
}, "findingsDetails");

// src/report/render/headline.ts
var sizeWords = /* @__PURE__ */ __name(({ totals: totals3 }) => totals3.compressedSize === void 0 ? `${formatBytes(totals3.contentSize)} unpacked` : `${formatBytes(totals3.compressedSize)} compressed`, "sizeWords");
var change = /* @__PURE__ */ __name((report, compared, strong2) => {
  const measure3 = headlineMeasure(compared.totals);
  if (compared.identical) return `unchanged \xB7 ${sizeWords(report)}`;
  if (measure3 === void 0 || measure3.change === 0)
    return `${measure3 === void 0 ? "changed" : "same size"} \xB7 ${sizeWords(report)}`;
  const percent = formatPercentChange(measure3.baseline, measure3.current);
  const share = percent === void 0 ? "" : ` (${percent})`;
  return `${strong2(formatChange(measure3.change))}${share} \u2192 ${formatBytes(measure3.current)} ${measure3.unit}`;
}, "change");
var verdict = /* @__PURE__ */ __name((report, strong2) => report.comparison?.kind === "compared" ? change(report, report.comparison, strong2) : sizeWords(report), "verdict");
var budget = /* @__PURE__ */ __name((report) => {
  const found = budgetHeadline(report);
  return found === void 0 ? "" : ` \xB7 ${found.words} ${BUDGET_ICON[found.mark]}`;
}, "budget");
var headline = /* @__PURE__ */ __name((report) => `### \u{1F4E6} ${code(report.image.name)} ${verdict(report, strong)}${budget(report)} <sub>${code(report.image.platform)}</sub>`, "headline");

// src/report/render/input-words.ts
var SHOWN2 = 4;
var day = /* @__PURE__ */ __name((date) => /^\d{4}-\d\d-\d\dT/.test(date) ? date.slice(0, 10) : date, "day");
var stateWords = /* @__PURE__ */ __name(({ revision, date }, { word: word3 }) => {
  if (revision === void 0) return date === void 0 ? "" : word3(day(date));
  return `${word3(shortRevision(revision))}${date === void 0 ? "" : ` (${word3(day(date))})`}`;
}, "stateWords");
var changeWords = /* @__PURE__ */ __name(({ kind, name, baseline = {}, current = {} }, style) => {
  const [before, after] = [stateWords(baseline, style), stateWords(current, style)];
  switch (kind) {
    case "added":
      return `${[style.name(name), after].filter((part2) => part2 !== "").join(" ")} is new`;
    case "removed":
      return `${style.name(name)} is gone`;
    case "moved":
      return before === after ? `${style.name(name)} changed` : `${style.name(name)} ${before || "\u2013"} \u2192 ${after || "\u2013"}`;
  }
}, "changeWords");
var inputWords = /* @__PURE__ */ __name((inputs3, style) => {
  if (inputs3 === void 0 || inputs3.length === 0) return void 0;
  const more = inputs3.length - SHOWN2;
  const shown = inputs3.slice(0, SHOWN2).map((input) => changeWords(input, style));
  return [...shown, ...more > 0 ? [`${more} more`] : []].join(", ");
}, "inputWords");

// src/report/render/largest.ts
var rankingOf = /* @__PURE__ */ __name((report) => report.storePaths.some((entry) => entry.retainedSize !== void 0) ? "retained" : "content", "rankingOf");
var weightOf = /* @__PURE__ */ __name((entry, ranking) => ranking === "retained" ? entry.retainedSize ?? 0 : entry.contentSize, "weightOf");
var largestPaths = /* @__PURE__ */ __name((report, limit2) => {
  const ranking = rankingOf(report);
  return [...report.storePaths].sort((a, b) => weightOf(b, ranking) - weightOf(a, ranking)).slice(0, limit2);
}, "largestPaths");
var whyNames = /* @__PURE__ */ __name(({ whyChain }) => whyChain === void 0 ? void 0 : shortNames(whyChain.slice(0, -1)), "whyNames");
var size = /* @__PURE__ */ __name((bytes) => bytes === void 0 ? "\u2013" : formatBytes(bytes), "size");
var retainedTable = /* @__PURE__ */ __name((report, limit2) => table(
  [
    { title: "Store path" },
    { title: "Frees if removed", align: "right" },
    { title: "Own", align: "right" },
    { title: "Closure", align: "right" },
    { title: "Why" }
  ],
  largestPaths(report, limit2).map((entry) => [
    word(nameOf(entry.path)),
    size(entry.retainedSize),
    size(entry.narSize),
    size(entry.closureSize),
    chainWords(whyNames(entry))
  ])
), "retainedTable");
var contentTable = /* @__PURE__ */ __name((report, limit2) => table(
  [{ title: "Store path" }, { title: "Unpacked", align: "right" }, { title: "Files", align: "right" }],
  largestPaths(report, limit2).map((entry) => [
    word(nameOf(entry.path)),
    formatBytes(entry.contentSize),
    String(entry.files)
  ])
), "contentTable");
var largest = /* @__PURE__ */ __name((report, limit2) => {
  const all = report.storePaths.length;
  if (all === 0) return void 0;
  const [by, table2] = rankingOf(report) === "retained" ? ["retained size", retainedTable(report, limit2)] : ["unpacked size", contentTable(report, limit2)];
  return { title: `\u{1F333} Largest by ${by} (${Math.min(limit2, all)} of ${plural(all, "store path")})`, table: table2 };
}, "largest");
var largestFiles = /* @__PURE__ */ __name((report, limit2) => {
  const files = report.largestFiles.slice(0, limit2);
  if (files.length === 0) return void 0;
  const rows = files.map((file) => [code(file.path), formatBytes(file.size), String(file.layer + 1)]);
  const columns = [{ title: "File" }, { title: "Size", align: "right" }, { title: "Layer", align: "right" }];
  return details(`\u{1F4C4} Largest files (${files.length})`, table(columns, rows));
}, "largestFiles");

// src/report/render/layers.ts
var layerUnit = /* @__PURE__ */ __name(({ layers }) => layers.every((layer) => layer.compressedSize !== void 0) ? "compressed" : "unpacked", "layerUnit");
var layersBySize = /* @__PURE__ */ __name((report) => {
  const { comparison } = report;
  const fresh = new Set(comparison?.kind === "compared" ? comparison.layers.new : []);
  const unit = layerUnit(report);
  const sizeOf2 = /* @__PURE__ */ __name((layer) => unit === "compressed" ? layer.compressedSize ?? 0 : layer.contentSize, "sizeOf");
  return report.layers.map((layer, index) => ({ number: index + 1, layer, size: sizeOf2(layer), isNew: fresh.has(layer.diffId) })).sort((a, b) => b.size - a.size || a.number - b.number);
}, "layersBySize");
var holdsWords = /* @__PURE__ */ __name((layer, word3) => {
  const names2 = layer.storePaths.slice(0, 2).map((share) => word3(nameOf(share.path)));
  const more = layer.storePaths.length - names2.length;
  if (names2.length > 0) return more > 0 ? `${names2.join(", ")} + ${more} more` : names2.join(", ");
  const { files, entries } = layer.root;
  const count = files > 0 ? plural(files, "file") : plural(entries, "entry", "entries");
  const made = commentedPath(layer);
  return `${count} outside the store${made === void 0 ? "" : `; ${word3(made)}`}`;
}, "holdsWords");
var COMMENT = /^store paths: \['/;
var commentedPath = /* @__PURE__ */ __name(({ createdBy = "" }) => /^\/nix\/store\/[0-9a-z]{32}-([^']+)'/.exec(createdBy.replace(COMMENT, ""))?.[1], "commentedPath");
var makerOf = /* @__PURE__ */ __name(({ createdBy, storePaths }) => {
  if (createdBy === void 0 || COMMENT.test(createdBy)) return void 0;
  return storePaths.length === 0 || /^(?:ADD|COPY|RUN|WORKDIR) /.test(createdBy) ? createdBy : void 0;
}, "makerOf");
var summaryWords = /* @__PURE__ */ __name(({ comparison, totals: totals3, layers }) => {
  if (comparison?.kind !== "compared") return plural(totals3.layers, "layer");
  const { reused, updatePullSize, new: fresh, removed: removed2 } = comparison.layers;
  const pulled = updatePullSize === void 0 || fresh.length === 0 ? "" : ` (${formatBytes(updatePullSize)})`;
  const gone = removed2.length === 0 ? "" : `, ${removed2.length} gone`;
  return `Layers: ${Math.min(reused, layers.length)} reused, ${fresh.length} new${pulled}${gone}`;
}, "summaryWords");
var prefixWords = /* @__PURE__ */ __name(({ comparison, totals: totals3 }) => {
  const same = comparison?.kind === "compared" ? comparison.layers.commonPrefix : void 0;
  if (same === void 0 || same === totals3.layers) return void 0;
  if (same === 0)
    return "No layer keeps its place from the bottom up, so a machine that has the base shares none on its disk.";
  return `From the bottom up, ${plural(same, "layer keeps its", "layers keep their")} place: a machine that has the base shares ${same === 1 ? "it" : "them"} on its disk.`;
}, "prefixWords");
var shortWord = /* @__PURE__ */ __name((untrusted) => word(untrusted, 60), "shortWord");
var COMMAND = 100;
var madeWords = /* @__PURE__ */ __name((layer) => {
  const maker = makerOf(layer);
  return `${holdsWords(layer, shortWord)}${maker === void 0 ? "" : ` \xB7 ${code(maker, COMMAND)}`}`;
}, "madeWords");
var layerTable = /* @__PURE__ */ __name((report, limit2) => {
  const shown = layersBySize(report).filter((view) => view.isNew || report.comparison?.kind !== "compared");
  if (shown.length === 0) return void 0;
  const body = table(
    [
      { title: "#", align: "right" },
      { title: "Compressed", align: "right" },
      { title: "Unpacked", align: "right" },
      { title: "Store paths", align: "right" },
      { title: "Largest in it" },
      { title: "diffID" }
    ],
    shown.slice(0, limit2).map(({ number: number2, layer }) => [
      String(number2),
      layer.compressedSize === void 0 ? "\u2013" : formatBytes(layer.compressedSize),
      formatBytes(layer.contentSize),
      String(layer.storePaths.length),
      madeWords(layer),
      code(shortDigest(layer.diffId))
    ])
  );
  const left = shown.length - limit2;
  const rest = left > 0 ? `

${plural(left, "smaller layer is", "smaller layers are")} not listed.` : "";
  const below = prefixWords(report);
  return details(`\u{1F9F1} ${summaryWords(report)}`, body + rest + (below === void 0 ? "" : `

${below}`));
}, "layerTable");

// src/report/render/reclaimable.ts
var worthSaying = /* @__PURE__ */ __name((report) => Math.max(1e6, report.totals.contentSize * 5e-3), "worthSaying");
var reclaimableOf = /* @__PURE__ */ __name((report) => report.content !== void 0 && report.content.reclaimable >= worthSaying(report) ? report.content : void 0, "reclaimableOf");
var reclaimableKinds = /* @__PURE__ */ __name(({ hidden, identical }) => [
  { size: identical.copiedFromStore, what: "copied out of the Nix store instead of linked" },
  { size: identical.contentSize - identical.copiedFromStore, what: "the same content in several files" },
  { size: hidden.rewritten, what: "in several layers, of which only the last is seen" },
  { size: hidden.deleted, what: "deleted by a later layer, still pulled" }
].filter(({ size: size3 }) => size3 > 0).sort((a, b) => b.size - a.size), "reclaimableKinds");
var largestCases = /* @__PURE__ */ __name(({ hidden, identical }, limit2) => [
  ...identical.largest.map((group) => ({ kind: "identical", size: group.contentSize, group })),
  ...hidden.owners.map((owner) => ({ kind: "hidden", size: owner.contentSize, owner }))
].sort((a, b) => b.size - a.size).slice(0, limit2), "largestCases");
var caseWords = /* @__PURE__ */ __name((found, name) => {
  if (found.kind === "hidden") {
    const { path } = found.owner;
    return `hidden: ${path === void 0 ? "files outside the Nix store" : name.store(nameOf(path))}`;
  }
  const [first = "", second] = found.group.paths.map(withoutHash);
  const others = found.group.files - (second === void 0 ? 1 : 2);
  const more = others === 0 ? "" : ` and ${plural(others, "other")}`;
  return `${name.path(first)}${second === void 0 ? "" : ` = ${name.path(second)}`}${more}`;
}, "caseWords");
var withoutHash = /* @__PURE__ */ __name((path) => path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, ""), "withoutHash");
var MARKDOWN = { path: code, store: word };
var CASES = 8;
var reclaimable = /* @__PURE__ */ __name((report, limit2) => {
  const content = reclaimableOf(report);
  if (content === void 0) return void 0;
  const kinds = reclaimableKinds(content).map(({ size: size4, what }) => [what, formatBytes(size4)]);
  const cases = largestCases(content, Math.max(limit2, CASES)).map((found) => [
    caseWords(found, MARKDOWN),
    formatBytes(found.size)
  ]);
  const size3 = { title: "Unpacked", align: "right" };
  const body = `${table([{ title: "Why" }, size3], kinds)}

${table([{ title: "Largest" }, size3], cases)}`;
  return details(`\u{1F9F9} Could be left out: ${formatBytes(content.reclaimable)}`, body);
}, "reclaimable");

// src/report/render/totals-rows.ts
var format = /* @__PURE__ */ __name((value2, words) => value2 === void 0 ? void 0 : words(value2), "format");
var signed2 = /* @__PURE__ */ __name((value2) => value2 === 0 ? "\xB10" : value2 > 0 ? `+${value2}` : `\u2212${-value2}`, "signed");
var sizeRow = /* @__PURE__ */ __name((title, pair) => ({
  title,
  baseline: format(pair.baseline, formatBytes),
  current: format(pair.current, formatBytes),
  change: format(changeOf(pair), formatChange)
}), "sizeRow");
var countRow = /* @__PURE__ */ __name((title, pair) => ({
  title,
  baseline: format(pair.baseline, String),
  current: format(pair.current, String),
  change: format(changeOf(pair), signed2)
}), "countRow");
var unpackedPull = /* @__PURE__ */ __name(({ layers }, diffIds) => {
  const sizes2 = new Map(layers.map(({ diffId, contentSize }) => [diffId, contentSize]));
  return [...new Set(diffIds)].reduce((sum2, diffId) => sum2 + (sizes2.get(diffId) ?? 0), 0);
}, "unpackedPull");
var missingIn = /* @__PURE__ */ __name((others, paths) => [...paths].filter((path) => !others.has(path)).length, "missingIn");
var storePathsRow = /* @__PURE__ */ __name(({ totals: totals3, packages }) => {
  const [before, after] = ["baseline", "current"].map(
    (side) => new Set(packages.flatMap((change4) => change4[side].paths))
  );
  const [came, went] = [missingIn(before, after), missingIn(after, before)];
  const row3 = countRow("Store paths", totals3.storePaths);
  return came + went === 0 ? row3 : { ...row3, change: [signed2(came), signed2(-went)].filter((it) => it !== "\xB10").join(" ") };
}, "storePathsRow");
var updatePull = /* @__PURE__ */ __name((report, { layers }) => {
  const count = `${layers.new.length} of ${plural(report.totals.layers, "layer")} new`;
  return {
    title: "Update pull (has base)",
    baseline: void 0,
    current: format(layers.updatePullSize, formatBytes) ?? `${formatBytes(unpackedPull(report, layers.new))} unpacked`,
    change: void 0,
    note: count
  };
}, "updatePull");
var isKnown = /* @__PURE__ */ __name((row3) => row3.baseline !== void 0 || row3.current !== void 0 || row3.note !== void 0, "isKnown");
var comparedTotals = /* @__PURE__ */ __name((report, compared) => {
  const { totals: totals3 } = compared;
  const rootChanged = (changeOf(totals3.rootContentSize) ?? 0) !== 0;
  return [
    sizeRow("Compressed (fresh pull)", totals3.compressedSize),
    sizeRow("Unpacked", totals3.contentSize),
    ...rootChanged ? [sizeRow("\u2026 outside the Nix store", totals3.rootContentSize)] : [],
    updatePull(report, compared),
    ...reclaimableOf(report) === void 0 ? [] : [sizeRow("Could be left out", totals3.reclaimable ?? {})],
    storePathsRow(compared),
    ...totals3.distributionPackages === void 0 ? [] : [countRow("Distribution packages", totals3.distributionPackages)],
    // Their number is said above.
    ...changeOf(totals3.layers) === 0 ? [] : [countRow("Layers", totals3.layers)]
  ].filter(isKnown);
}, "comparedTotals");
var ownTotals = /* @__PURE__ */ __name((report, word3) => {
  const { totals: totals3, root: root2, distribution } = report;
  const content = reclaimableOf(report);
  return [
    ...distribution?.name === void 0 ? [] : [["Distribution", word3(distribution.name)]],
    ...distribution === void 0 ? [] : [["Distribution packages", String(distribution.packages.length)]],
    ...totals3.compressedSize === void 0 ? [] : [["Compressed (fresh pull)", formatBytes(totals3.compressedSize)]],
    ["Unpacked", formatBytes(totals3.contentSize)],
    ["\u2026 outside the Nix store", formatBytes(root2.contentSize)],
    ["Store paths", String(totals3.storePaths)],
    ["Layers", String(totals3.layers)],
    ["Files", String(totals3.files)],
    ...content === void 0 ? [] : [["Could be left out", formatBytes(content.reclaimable)]]
  ];
}, "ownTotals");

// src/report/render/totals.ts
var NONE = "\u2013";
var cells = /* @__PURE__ */ __name((row3, index) => {
  const style = index === 0 || row3.note !== void 0 ? strong : (text2) => text2;
  const current = row3.current === void 0 ? void 0 : style(row3.current);
  return [
    style(row3.title),
    row3.baseline ?? NONE,
    [current, row3.note].filter((part2) => part2 !== void 0).join(" \xB7 ") || NONE,
    row3.change === void 0 ? NONE : style(row3.change)
  ];
}, "cells");
var comparedTotalsTable = /* @__PURE__ */ __name((report, compared, current) => {
  const { revision } = compared.baseline;
  const base = revision === void 0 ? "base" : `base ${code(shortRevision(revision))}`;
  return table(
    [
      { title: " " },
      { title: base, align: "right" },
      { title: current, align: "right" },
      { title: "\u0394", align: "right" }
    ],
    comparedTotals(report, compared).map(cells)
  );
}, "comparedTotalsTable");
var ownTotalsTable = /* @__PURE__ */ __name((report) => table([{ title: "Total" }, { title: " ", align: "right" }], ownTotals(report, phrase)), "ownTotalsTable");

// src/report/image-trend.ts
var MOST_SHOWN = 30;
var imageTrend = /* @__PURE__ */ __name(({ image, totals: totals3 }, trend) => {
  const past = trend.filter(({ revision }) => revision !== image.revision).flatMap(({ images, ...at2 }) => {
    const alike = images.filter(({ name, platform }) => name === image.name && platform === image.platform);
    const [own, ...others] = alike;
    return own === void 0 || others.length > 0 ? [] : [{ ...at2, totals: own }];
  });
  const all = [...past, { ...defined({ revision: image.revision }), totals: totals3 }].slice(-MOST_SHOWN);
  if (all.length < 2) return void 0;
  const compressed = all.flatMap(
    ({ totals: { compressedSize: size3 }, ...at2 }) => size3 === void 0 ? [] : [{ ...at2, size: size3 }]
  );
  return compressed.length === all.length ? { unit: "compressed", points: compressed } : { unit: "unpacked", points: all.map(({ totals: { contentSize: size3 }, ...at2 }) => ({ ...at2, size: size3 })) };
}, "imageTrend");

// src/report/render/trend.ts
var BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
var LEAST_SPREAD = 0.01;
var sparkline = /* @__PURE__ */ __name((values) => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (most - least <= most * LEAST_SPREAD) return "\u2584".repeat(values.length);
  return values.map((value2) => BLOCKS[Math.round((value2 - least) / (most - least) * (BLOCKS.length - 1))]).join("");
}, "sparkline");
var trendLine = /* @__PURE__ */ __name((report, trend) => {
  const found = imageTrend(report, trend);
  if (found === void 0) return void 0;
  const sizes2 = found.points.map(({ size: size3 }) => size3);
  const [first = 0, last = 0] = [sizes2[0], sizes2.at(-1)];
  const change4 = formatPercentChange(first, last);
  const words = `${formatBytes(first)} \u2192 ${formatBytes(last)} ${found.unit}${change4 === void 0 ? "" : ` (${change4})`}`;
  return `**Trend:** \`${sparkline(sizes2)}\` ${words} over the last ${plural(sizes2.length - 1, "commit")} of the default branch`;
}, "trendLine");

// src/report/cause.ts
var heaviest = /* @__PURE__ */ __name((items, weigh2) => items.reduce(
  (best, item) => best === void 0 || Math.abs(weigh2(item)) > Math.abs(weigh2(best)) ? item : best,
  void 0
), "heaviest");
var groupOf = /* @__PURE__ */ __name((items) => ({
  count: items.length,
  change: items.reduce((sum2, item) => sum2 + item.change, 0)
}), "groupOf");
var spokesman = /* @__PURE__ */ __name((items, group) => {
  const sameSign = items.filter((item) => Math.sign(item.change) === Math.sign(group.change));
  return heaviest(sameSign.length > 0 ? sameSign : items, (item) => item.change);
}, "spokesman");
var decisions = /* @__PURE__ */ __name((items, causeFor) => {
  const group = groupOf(items);
  const first = spokesman(items, group);
  return [
    ...items.map((item) => ({ cause: causeFor(item, group), weight: item.change })),
    ...first === void 0 ? [] : [{ cause: causeFor(first, group), weight: group.change / 2 }]
  ];
}, "decisions");
var additions = /* @__PURE__ */ __name((compared) => decisions(
  foldAdditions(compared.packages).filter((tree) => tree.top.kind === "added"),
  (tree, group) => ({
    kind: "added",
    package: tree.top,
    name: treeName(tree),
    change: tree.change,
    dependencies: dependencyCount(tree),
    group
  })
), "additions");
var ofKind = /* @__PURE__ */ __name((compared, kind) => compared.packages.filter((change4) => change4.kind === kind), "ofKind");
var versionChanges = /* @__PURE__ */ __name((compared) => decisions(ofKind(compared, "changed"), (change4, group) => ({
  kind: "changed",
  package: change4,
  change: change4.change,
  group
})), "versionChanges");
var rebuilds = /* @__PURE__ */ __name((compared) => {
  const { moved: moved2 = [], rebuilt: rebuilt2 = [] } = Object.groupBy(
    ofKind(compared, "rebuilt"),
    (change4) => isMoved(change4) ? "moved" : "rebuilt"
  );
  return [...together("rebuilt", rebuilt2), ...together("moved", moved2)];
}, "rebuilds");
var together = /* @__PURE__ */ __name((kind, all) => {
  const group = groupOf(all);
  const first = spokesman(all, group);
  return first === void 0 ? [] : [{ cause: { kind, package: first, change: group.change, group }, weight: group.change }];
}, "together");
var explaining = /* @__PURE__ */ __name((change4, all) => {
  if (all.some((it) => it.change === void 0)) return all;
  const same = all.filter((it) => Math.sign(it.change ?? 0) === Math.sign(change4));
  const sum2 = same.reduce((total, it) => total + (it.change ?? 0), 0);
  return Math.abs(sum2) * 2 < Math.abs(change4) ? [] : same;
}, "explaining");
var outsideStore = /* @__PURE__ */ __name((compared) => {
  const change4 = changeOf(compared.totals.rootContentSize) ?? 0;
  const weigh2 = /* @__PURE__ */ __name((item) => Math.abs(item.change ?? 0), "weigh");
  const packages = explaining(change4, compared.distribution ?? []).toSorted((a, b) => weigh2(b) - weigh2(a));
  const { baseline, current } = compared.totals.distributionPackages ?? {};
  const whole = baseline === void 0 ? current : current === void 0 ? baseline : void 0;
  const cause = { kind: "root", change: change4, packages, ...whole === void 0 ? {} : { whole } };
  return change4 === 0 ? [] : [{ cause, weight: change4 }];
}, "outsideStore");
var withoutSize = /* @__PURE__ */ __name(({ layers, totals: totals3, config = [] }) => {
  if (layers.new.length + layers.removed.length > 0)
    return { kind: "repacked", newLayers: layers.new.length, removedLayers: layers.removed.length };
  const { baseline = 0, current = 0 } = totals3.layers;
  const isSameStack = (layers.commonPrefix ?? current) === Math.max(baseline, current);
  return isSameStack ? { kind: "config", fields: config.map(({ field }) => field) } : { kind: "reordered" };
}, "withoutSize");
var causeOf = /* @__PURE__ */ __name((compared) => {
  if (compared.identical) return { kind: "nothing" };
  const direction = Math.sign(headlineMeasure(compared.totals)?.change ?? 0);
  const candidates = [
    ...additions(compared),
    ...together("removed", ofKind(compared, "removed")),
    ...versionChanges(compared),
    ...rebuilds(compared),
    ...outsideStore(compared)
  ];
  const fitting2 = candidates.filter(({ weight }) => direction !== 0 && Math.sign(weight) === direction);
  const found = heaviest(fitting2.length > 0 ? fitting2 : candidates, ({ weight }) => weight);
  return found?.cause ?? withoutSize(compared);
}, "causeOf");

// src/report/render/cause-sentence.ts
var isSpread = /* @__PURE__ */ __name(({ change: change4, group }) => Math.abs(group.change) > 2 * Math.abs(change4), "isSpread");
var spread = /* @__PURE__ */ __name((cause, verb, name, style) => `${plural(cause.group.count, "package")} ${verb} (${size2(cause.group.change, style)} together), most in ${style.name(name)} (${formatChange(cause.change)})`, "spread");
var together2 = /* @__PURE__ */ __name(({ count, change: change4 }, what) => count === 1 ? "" : `; ${count === 2 ? "both" : `all ${count}`} ${what} together: ${formatChange(change4)}`, "together");
var size2 = /* @__PURE__ */ __name((change4, style) => change4 === 0 ? "same size" : `${style.strong(formatChange(change4))} unpacked`, "size");
var withVersion = /* @__PURE__ */ __name((name, side, style) => versionsOf(side) === "" ? style.name(name) : `${style.name(name)} ${style.word(versionsOf(side))}`, "withVersion");
var named = /* @__PURE__ */ __name((change4, side, style) => withVersion(packageLabel(change4), change4[side], style), "named");
var added = /* @__PURE__ */ __name((cause, style) => {
  if (isSpread(cause)) return spread(cause, "are new", cause.name, style);
  const { chain } = cause.package;
  const dependencies = cause.dependencies === 0 ? "" : `, with ${plural(cause.dependencies, "new dependency", "new dependencies")}`;
  const via = chain === void 0 || chain.length < 2 ? "" : `, via ${style.name(elide(chain).join(" \u2192 "))}`;
  return `${withVersion(cause.name, cause.package.current, style)} is new (${size2(cause.change, style)}${dependencies})${via}${together2(cause.group, "new packages")}`;
}, "added");
var removed = /* @__PURE__ */ __name(({ package: top, group }, style) => group.count === 1 ? `${named(top, "baseline", style)} is gone (${size2(group.change, style)})` : `${named(top, "baseline", style)} and ${plural(group.count - 1, "other package")} are gone (${size2(group.change, style)} together)`, "removed");
var changed = /* @__PURE__ */ __name((cause, style) => {
  const { package: top, group } = cause;
  if (isSpread(cause)) return spread(cause, "changed version", packageLabel(top), style);
  const versions3 = [top.baseline, top.current].map((side) => style.word(versionsOf(side) || "no version"));
  const own = `${style.name(packageLabel(top))} went from ${versions3.join(" to ")} (${size2(top.change, style)})`;
  return own + together2(group, "version changes");
}, "changed");
var rebuilt = /* @__PURE__ */ __name(({ package: top, group }, style) => {
  if (group.count === 1) return `${named(top, "current", style)} was rebuilt (${size2(group.change, style)})`;
  const most = top.change === 0 ? "" : `, most in ${style.name(packageLabel(top))} (${formatChange(top.change)})`;
  return `${group.count} packages were rebuilt at the same version (${size2(group.change, style)} together)${most}`;
}, "rebuilt");
var moved = /* @__PURE__ */ __name(({ package: top, group }, style) => {
  if (group.count === 1)
    return `${named(top, "current", style)} is the same store path with other bytes in the layers (${size2(group.change, style)})`;
  const most = top.change === 0 ? "" : `, most in ${style.name(packageLabel(top))} (${formatChange(top.change)})`;
  return `${group.count} packages are the same store paths with other bytes in the layers (${size2(group.change, style)} together)${most}`;
}, "moved");
var distributionPackage = /* @__PURE__ */ __name(({ kind, name, baseline, current }, style) => {
  const versions3 = [baseline, current].map((list2) => style.word(list2.join(", ")));
  if (kind === "added") return `${style.name(name)} ${versions3[1]} is new`;
  return kind === "removed" ? `${style.name(name)} ${versions3[0]} is gone` : `${style.name(name)} went from ${versions3.join(" to ")}`;
}, "distributionPackage");
var wholeDistribution = /* @__PURE__ */ __name((count, first, style) => {
  const verb = first.kind === "added" ? "new" : "gone";
  const most = first.change === void 0 ? "" : `, most in ${style.name(first.name)} (${formatChange(first.change)})`;
  return `all ${count} packages of ${first.manager} are ${verb}${most}`;
}, "wholeDistribution");
var root = /* @__PURE__ */ __name(({ change: change4, packages, whole }, style) => {
  const grew = `files outside the Nix store ${change4 > 0 ? "grew" : "shrank"} by ${style.strong(formatBytes(Math.abs(change4)))}`;
  const [first] = packages;
  if (first === void 0) return grew;
  if (whole !== void 0 && whole > 1) return `${grew}: ${wholeDistribution(whole, first, style)}`;
  const others = packages.length - 1;
  const more = others === 0 ? "" : ` (and ${plural(others, "other package")})`;
  return `${grew}: ${distributionPackage(first, style)}${more}`;
}, "root");
var repacked = /* @__PURE__ */ __name(({ newLayers, removedLayers }) => newLayers === 0 ? `no package changed; ${plural(removedLayers, "layer is", "layers are")} gone` : `no package and no size changed, yet ${plural(newLayers, "layer holds", "layers hold")} other bytes (file times, order, or content of equal size)`, "repacked");
var FIELDS = 4;
var configuration = /* @__PURE__ */ __name(({ fields }, style) => {
  const named2 = fields.slice(0, FIELDS).map(style.name).join(", ");
  const more = fields.length > FIELDS ? ` and ${fields.length - FIELDS} more` : "";
  return `only the configuration changed (${named2 === "" ? "history, dates or values that are not shown" : named2 + more}); all layers are the same`;
}, "configuration");
var causeSentence = /* @__PURE__ */ __name((cause, style) => {
  switch (cause.kind) {
    case "added":
      return added(cause, style);
    case "removed":
      return removed(cause, style);
    case "changed":
      return changed(cause, style);
    case "rebuilt":
      return rebuilt(cause, style);
    case "moved":
      return moved(cause, style);
    case "root":
      return root(cause, style);
    case "repacked":
      return repacked(cause);
    case "reordered":
      return "the same layers are stacked in another way, and no size changed";
    case "config":
      return configuration(cause, style);
    case "nothing":
      return "configuration and layers are the same";
  }
}, "causeSentence");

// src/report/render/why-sentence.ts
var whySentence = /* @__PURE__ */ __name((compared, style) => {
  const cause = causeOf(compared);
  const { rebuildCauses = [] } = compared;
  const because = cause.kind === "rebuilt" ? rebuildWords(rebuildCauses, 1, style) : "";
  return `${causeSentence(cause, style)}${because === "" ? "" : `, by ${because}`}`;
}, "whySentence");

// src/report/render/image-markdown.ts
var MARKDOWN2 = { name: code, word, strong };
var why = /* @__PURE__ */ __name((compared) => `**Why:** ${whySentence(compared, MARKDOWN2)}`, "why");
var inputs = /* @__PURE__ */ __name((compared) => {
  const words = inputWords(compared.inputs, MARKDOWN2);
  return words === void 0 ? void 0 : `**Inputs:** ${words}`;
}, "inputs");
var baselineWords = /* @__PURE__ */ __name(({ baseline }) => {
  const at2 = baseline.revision === void 0 ? code(baseline.name) : code(shortRevision(baseline.revision));
  const isBaseCommit = baseline.exact && baseline.revision !== void 0 && baseline.source !== "image";
  const exact = isBaseCommit ? "exact base commit " : "";
  return `baseline: ${exact}${at2}, ${sourceWords(baseline)}`;
}, "baselineWords");
var warning = /* @__PURE__ */ __name(({ baseline }) => baseline.exact ? void 0 : `> [!WARNING]
> ${INEXACT}`, "warning");
var footer = /* @__PURE__ */ __name((report, { artifactUrl, runUrl, headRevision }) => {
  const { comparison } = report;
  const parts2 = [
    comparison?.kind === "compared" ? baselineWords(comparison) : void 0,
    artifactUrl === void 0 ? void 0 : link("report", artifactUrl),
    runUrl === void 0 ? void 0 : link("run", runUrl),
    headRevision === void 0 ? void 0 : `updated for ${code(shortRevision(headRevision))}`
  ].filter((part2) => part2 !== void 0);
  return parts2.length === 0 ? "" : `<sub>${parts2.join(" \xB7 ")}</sub>`;
}, "footer");
var folded = /* @__PURE__ */ __name((report, limit2) => {
  const found = largest(report, limit2);
  return found === void 0 ? void 0 : details(found.title, found.table);
}, "folded");
var comparedSection = /* @__PURE__ */ __name((report, compared, extent) => [
  why(compared),
  inputs(compared),
  warning(compared),
  comparedTotalsTable(report, compared, extent.current),
  trendLine(report, extent.trend),
  budgets(report, "broken"),
  packageTable(report, compared, extent.packages),
  extent.diagrams ? causeDiagram(report, compared) : void 0,
  distributionTable(report, extent.packages),
  configTable(compared),
  findingsCallout(report),
  findingsDetails(report, extent.findings),
  layerTable(report, extent.layers),
  folded(report, extent.storePaths),
  reclaimable(report, extent.files),
  largestFiles(report, extent.files),
  showsAll(report, compared, extent.packages) ? void 0 : allChanges(compared, extent.changes),
  budgets(report, "kept")
], "comparedSection");
var ownSection = /* @__PURE__ */ __name((report, extent) => {
  const { comparison } = report;
  const none = comparison?.kind === "no-baseline" ? comparison : void 0;
  const found = largest(report, extent.packages);
  return [
    `${noBaselineWords(none)}${none?.detail === void 0 ? "" : ` ${code(none.detail, 300)}`}`,
    ownTotalsTable(report),
    trendLine(report, extent.trend),
    findingsCallout(report),
    findingsDetails(report, extent.findings),
    budgets(report, "broken"),
    found === void 0 ? void 0 : `**${found.title}**

${found.table}`,
    layerTable(report, extent.layers),
    reclaimable(report, extent.files),
    largestFiles(report, extent.files),
    budgets(report, "kept")
  ];
}, "ownSection");
var imageSection = /* @__PURE__ */ __name((report, extent, origin) => {
  const { comparison } = report;
  const body = comparison?.kind === "compared" ? comparedSection(report, comparison, extent) : ownSection(report, extent);
  return blocks([headline(report), ...body, footer(report, origin)]);
}, "imageSection");

// src/report/render/marker.ts
var VALUE_LIMIT = 200;
var markerValue = /* @__PURE__ */ __name((untrusted) => encodeURIComponent(untrusted.toWellFormed().slice(0, VALUE_LIMIT).toWellFormed()).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`).replace(/%(2F|3A|2B)/g, decodeURIComponent).replace(/--+/g, (dashes) => "%2D".repeat(dashes.length)), "markerValue");
var commentMarker = /* @__PURE__ */ __name((workflow) => `<!-- nix-image-action v1 wf=${markerValue(workflow)} -->`, "commentMarker");
var sectionKey = /* @__PURE__ */ __name((image) => ({
  image: markerValue(image.name),
  platform: markerValue(image.platform)
}), "sectionKey");
var sectionStart = /* @__PURE__ */ __name(({ key, writer }) => {
  const by = writer === void 0 ? "" : ` job=${markerValue(writer.job)} run=${runOf(writer)} head=${markerValue(writer.head)}`;
  return `<!-- section image=${key.image} platform=${key.platform}${by} -->`;
}, "sectionStart");
var runOf = /* @__PURE__ */ __name(({ run, attempt }) => attempt === 1 ? String(run) : `${run}.${attempt}`, "runOf");
var SECTION_END = "<!-- /section -->";
var START = /^<!-- section image=(\S*) platform=(\S*)(?: job=(\S*) run=(\d+)(?:\.(\d+))? head=(\S*))? -->$/;
var parseSectionStart = /* @__PURE__ */ __name((line2) => {
  const match = START.exec(line2);
  if (match === null) return void 0;
  const [, image = "", platform = "", job, run, attempt = "1", head2 = ""] = match;
  const key = { image, platform };
  if (job === void 0) return { key };
  return { key, writer: { job: decode(job), run: Number(run), attempt: Number(attempt), head: decode(head2) } };
}, "parseSectionStart");
var decode = /* @__PURE__ */ __name((value2) => {
  try {
    return decodeURIComponent(value2);
  } catch {
    return value2;
  }
}, "decode");

// src/report/render/cut.ts
var RULE2 = /^\|[-:|]+\|$/;
var NOTE = /^_(\d+) more rows? (is|are) cut: .*_$/;
var isRow = /* @__PURE__ */ __name((line2) => line2?.startsWith("|") === true, "isRow");
var rowRanges = /* @__PURE__ */ __name((lines) => {
  const ranges = [];
  for (let at2 = 0; at2 < lines.length; at2++) {
    if (!RULE2.test(lines[at2] ?? "")) continue;
    let end = at2 + 1;
    while (isRow(lines[end])) end++;
    ranges.push({ start: at2 + 1, end });
  }
  return ranges;
}, "rowRanges");
var note = /* @__PURE__ */ __name((count, because) => `_${count} more ${count === 1 ? "row is" : "rows are"} cut: ${because}_`, "note");
var cutTable = /* @__PURE__ */ __name((lines, range, excess2, budget2) => {
  const before = NOTE.exec(lines[range.end + 1] ?? "");
  const wanted = excess2 + (before === null ? budget2.sizeOf(`

${note(99999, budget2.because)}`) : 5);
  let end = range.end;
  for (let freed = 0; end > range.start && freed < wanted; end--) freed += budget2.sizeOf(`${lines[end - 1]}
`);
  const count = range.end - end + Number(before?.[1] ?? 0);
  if (count === 0) return lines;
  const rest = lines.slice(before === null ? range.end : range.end + 2);
  return [...lines.slice(0, end), "", note(count, budget2.because), ...rest];
}, "cutTable");
var cutRows = /* @__PURE__ */ __name((section, budget2) => {
  let lines = section.split("\n");
  for (let table2 = rowRanges(lines).length - 1; table2 > 0; table2--) {
    const excess2 = budget2.sizeOf(lines.join("\n")) - budget2.limit;
    if (excess2 <= 0) break;
    const range = rowRanges(lines)[table2];
    if (range !== void 0) lines = cutTable(lines, range, excess2, budget2);
  }
  return lines.join("\n");
}, "cutRows");
var fairShare = /* @__PURE__ */ __name((sizes2, total) => {
  let left = total;
  const ascending = [...sizes2].sort((a, b) => a - b);
  for (const [index, size3] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size3 > share) return Math.max(share, 0);
    left -= size3;
  }
  return Number.POSITIVE_INFINITY;
}, "fairShare");

// src/report/render/sections.ts
var COMMENT_LIMIT = 65e3;
var commentBudget = /* @__PURE__ */ __name((limit2) => ({
  limit: limit2,
  sizeOf: /* @__PURE__ */ __name((text2) => text2.length, "sizeOf"),
  because: "a comment ends at 65,536 characters; the job summary has more."
}), "commentBudget");
var wrap2 = /* @__PURE__ */ __name((section) => `${sectionStart(section)}
${section.text}
${SECTION_END}`, "wrap");
var byKey = /* @__PURE__ */ __name((a, b) => compareText(a.key.image, b.key.image) || compareText(a.key.platform, b.key.platform), "byKey");
var outline = /* @__PURE__ */ __name((section) => ({
  ...section,
  text: `${section.text.split("\n", 1)[0]}

_Cut: a comment ends at 65,536 characters; see the job summary._`
}), "outline");
var fitAll = /* @__PURE__ */ __name((sections, limit2) => {
  const share = fairShare(
    sections.map((section) => wrap2(section).length + 2),
    limit2
  );
  return sections.map((section) => {
    const room = share - (wrap2(section).length - section.text.length) - 2;
    if (section.text.length <= room) return section;
    const cut = { ...section, text: cutRows(section.text, commentBudget(room)) };
    return cut.text.length <= room ? cut : outline(section);
  });
}, "fitAll");
var dropped = /* @__PURE__ */ __name((count) => `_${plural(count, "more image is", "more images are")} not shown._`, "dropped");
var DROPPED = /^_(\d+) more images? (?:is|are) not shown\._$/m;
var countDropped = /* @__PURE__ */ __name((body) => Number(DROPPED.exec(body)?.[1] ?? 0), "countDropped");
var numberKeys = /* @__PURE__ */ __name((sections) => {
  const counts = /* @__PURE__ */ new Map();
  return sections.map((section) => {
    const { key } = section;
    const count = (counts.get(identityOf2(key)) ?? 0) + 1;
    counts.set(identityOf2(key), count);
    return count === 1 ? section : { ...section, key: { ...key, image: `${key.image}#${count}` } };
  });
}, "numberKeys");
var fitting = /* @__PURE__ */ __name((texts3, limit2) => {
  let length = 0;
  const over = texts3.findIndex((text2) => {
    length += text2.length;
    return length > limit2;
  });
  return over < 0 ? texts3.length : over;
}, "fitting");
var joinSections = /* @__PURE__ */ __name(({ marker, sections, dropped: before = 0 }, limit2) => {
  const sorted = [...sections].sort(byKey);
  const texts3 = fitAll(sorted, limit2 - marker.length - 1).map(wrap2);
  const withFirst = /* @__PURE__ */ __name((kept2) => {
    const missing2 = before + texts3.length - kept2;
    const parts2 = [marker, ...texts3.slice(0, kept2), ...missing2 === 0 ? [] : [dropped(missing2)]];
    return `${parts2.join("\n\n")}
`;
  }, "withFirst");
  let kept = fitting(texts3, limit2);
  while (kept > 0 && withFirst(kept).length > limit2) kept--;
  return withFirst(kept);
}, "joinSections");
var parseSections = /* @__PURE__ */ __name((body) => {
  const sections = [];
  let open = false;
  for (const line2 of body.replaceAll("\r\n", "\n").split("\n")) {
    const start = parseSectionStart(line2);
    if (start !== void 0) sections.push({ ...start, lines: [] });
    else if (open && line2 !== SECTION_END) sections.at(-1)?.lines.push(line2);
    open = start !== void 0 || open && line2 !== SECTION_END;
  }
  return sections.map(({ lines, ...start }) => ({ ...start, text: lines.join("\n").trim() }));
}, "parseSections");
var identityOf2 = /* @__PURE__ */ __name(({ image, platform }) => `${image} ${platform}`, "identityOf");
var isOutdated = /* @__PURE__ */ __name(({ writer }, writers) => writers.some(
  ({ job, run, head: head2 }) => writer !== void 0 && writer.job === job && writer.head !== head2 && writer.run < run
), "isOutdated");
var compareAge = /* @__PURE__ */ __name(({ writer: a }, { writer: b }) => (a?.run ?? 0) - (b?.run ?? 0) || (a?.attempt ?? 0) - (b?.attempt ?? 0), "compareAge");
var mergeSections = /* @__PURE__ */ __name((bodies, ownBody, { limit: limit2 = COMMENT_LIMIT, yields = false } = {}) => {
  const others = bodies.map(parseSections);
  const own = parseSections(ownBody);
  const all = (yields ? [...others.slice(0, -1), own, ...others.slice(-1)] : [...others, own]).flat();
  const newest = /* @__PURE__ */ new Map();
  for (const section of all) {
    const before = newest.get(identityOf2(section.key));
    if (before === void 0 || compareAge(section, before) >= 0) newest.set(identityOf2(section.key), section);
  }
  const writers = all.flatMap(({ writer }) => writer ?? []);
  const sections = [...newest.values()].filter((section) => !isOutdated(section, writers));
  const [marker = ""] = ownBody.split("\n", 1);
  return joinSections({ marker, sections, dropped: countDropped(ownBody) }, limit2);
}, "mergeSections");

// src/report/render/tell-apart.ts
var tellApart = /* @__PURE__ */ __name((sections) => sections.map((section) => {
  const { image } = section.report;
  const alike = sections.filter(({ report }) => isAlike(report.image, image));
  if (alike.length === 1) return section;
  const twins = alike.filter(({ report }) => report.image.source === image.source);
  const number2 = twins.length === 1 ? "" : `, ${twins.indexOf(section) + 1}`;
  const name = `${image.name} (${image.source}${number2})`;
  return { report: { ...section.report, image: { ...image, name } } };
}), "tellApart");
var isAlike = /* @__PURE__ */ __name((a, b) => a.name === b.name && a.platform === b.platform, "isAlike");

// src/report/render/comment.ts
var EXTENT = {
  current: "this PR",
  packages: 10,
  changes: 200,
  layers: 40,
  storePaths: 20,
  files: 0,
  findings: 5,
  diagrams: false,
  trend: []
};
var renderComment = /* @__PURE__ */ __name((sections, options) => {
  const written = tellApart(sections).map(({ report }) => ({
    key: sectionKey(report.image),
    ...options.writer === void 0 ? {} : { writer: options.writer },
    text: imageSection(report, EXTENT, options)
  }));
  const comment = { marker: commentMarker(options.workflow), sections: numberKeys(written) };
  return joinSections(comment, options.limit ?? COMMENT_LIMIT);
}, "renderComment");

// src/report/render/html/escape.ts
var REFERENCES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
};
var escapeHtml = /* @__PURE__ */ __name((text2) => text2.replace(/[&<>"']/g, (character) => REFERENCES[character] ?? ""), "escapeHtml");
var escapeUnit = /* @__PURE__ */ __name((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`, "escapeUnit");
var jsonForHtml = /* @__PURE__ */ __name((value2) => JSON.stringify(value2).replace(/[<\u2028\u2029]/g, escapeUnit), "jsonForHtml");

// src/report/render/html/page-word.ts
var LONGEST2 = 200;
var pageWord = /* @__PURE__ */ __name((untrusted) => shorten(visible(untrusted), LONGEST2), "pageWord");

// src/report/render/html/rich.ts
var MARK = { name: "", strong: "", end: "" };
var LONGEST_NAME = 120;
var clean = /* @__PURE__ */ __name((untrusted) => shorten(visible(untrusted), LONGEST_NAME), "clean");
var MARKED = {
  name: /* @__PURE__ */ __name((untrusted) => `${MARK.name}${clean(untrusted)}${MARK.end}`, "name"),
  word: clean,
  strong: /* @__PURE__ */ __name((text2) => `${MARK.strong}${text2}${MARK.end}`, "strong")
};
var PIECE = /([\u0001\u0002])([^\u0001-\u0003]*)\u0003|([^\u0001-\u0003]+)/g;
var richOf = /* @__PURE__ */ __name((sentence) => [...sentence.matchAll(PIECE)].map(
  ([, mark, marked = "", plain2]) => plain2 === void 0 ? { kind: mark === MARK.name ? "name" : "strong", text: marked } : { kind: "text", text: plain2 }
), "richOf");

// src/report/render/html/page-change.ts
var pageChange = /* @__PURE__ */ __name((compared, numbers) => {
  const { packages, totals: totals3 } = compared;
  const positions = new Map(packages.map((change4, position) => [change4, position]));
  const positionOf = /* @__PURE__ */ __name((change4) => positions.get(change4) ?? 0, "positionOf");
  return {
    contentChange: changeOf(totals3.contentSize) ?? 0,
    rootChange: changeOf(totals3.rootContentSize) ?? 0,
    packages: packages.map((change4) => pagePackage(change4, numbers)),
    trees: foldAdditions(packages).map(({ top, folded: folded2 }) => [positionOf(top), ...folded2.map(positionOf)])
  };
}, "pageChange");
var versionOf = /* @__PURE__ */ __name((change4) => {
  if (change4.kind === "added") return pageWord(versionsOf(change4.current));
  return change4.kind === "removed" ? pageWord(versionsOf(change4.baseline)) : versionWords(change4, pageWord);
}, "versionOf");
var pagePackage = /* @__PURE__ */ __name((change4, numbers) => {
  const { kind, baseline, current, chain, introducedBy } = change4;
  const cause = causeWords(change4, MARKED);
  return {
    ...{ kind, mark: markOf2(change4), label: pageWord(packageLabel(change4)) },
    ...{ version: versionOf(change4), versions: versionWords(change4, pageWord) },
    ...{ change: change4.change, baselineSize: baseline.contentSize, currentSize: current.contentSize },
    paths: current.paths.flatMap((path) => numbers.get(path) ?? []),
    gone: baseline.paths.filter((path) => !numbers.has(path)).map(baseNameOf),
    ...chain === void 0 ? {} : { chain: elide(chain).map(pageWord) },
    ...introducedBy === void 0 ? {} : { introducedBy: pageWord(introducedBy) },
    ...cause === "" ? {} : { cause: richOf(cause) }
  };
}, "pagePackage");

// src/report/render/html/page-findings.ts
var pageFindings = /* @__PURE__ */ __name((report, numbers) => {
  const { fresh, known: known2, notes, resolved, isCompared } = sortFindings(report);
  const page2 = /* @__PURE__ */ __name((findings2, state) => wordFindings(findings2, MARKED).map((worded3) => pageFinding(worded3, state, numbers)), "page");
  return [
    ...page2(fresh, isCompared ? "new" : "current"),
    ...page2(known2, "known"),
    ...page2(notes, "current"),
    ...page2(resolved, "resolved")
  ];
}, "pageFindings");
var LONGEST3 = 120;
var pageFinding = /* @__PURE__ */ __name((worded3, state, numbers) => {
  const { finding, title, sentence, advice, nix } = worded3;
  const { id, severity, bytes, chain } = finding;
  return {
    ...{ id, severity, state, title, advice: visible(advice), url: pageOf(finding) },
    sentence: capitalised(richOf(sentence)),
    nix: nix.split("\n").map(visible).join("\n"),
    paths: [...new Set(pathsOf(finding).flatMap((path) => numbers.get(path) ?? []))],
    ...bytes === void 0 ? {} : { bytes },
    ...chain === void 0 ? {} : { chain: chain.map((name) => shorten(visible(name), LONGEST3)) }
  };
}, "pageFinding");
var capitalised = /* @__PURE__ */ __name(([first, ...others]) => first?.kind === "text" ? [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...others] : [...first === void 0 ? [] : [first], ...others], "capitalised");
var pathsOf = /* @__PURE__ */ __name(({ subject, items }) => [
  ...[parseStorePath(subject)].filter((path) => path !== void 0),
  ...items.flatMap(({ path }) => path ?? [])
], "pathsOf");

// src/report/render/html/page-layers.ts
var LONGEST_NAME2 = 60;
var LONGEST_COMMAND = 2e3;
var pageLayers = /* @__PURE__ */ __name(({ layers, comparison }) => {
  const fresh = new Set(comparison?.kind === "compared" ? comparison.layers.new : []);
  return layers.map((layer) => pageLayer(layer, fresh.has(layer.diffId)));
}, "pageLayers");
var pageLayer = /* @__PURE__ */ __name((layer, isNew) => {
  const { diffId, digest, compressedSize, uncompressedSize, contentSize, root: root2, files, createdBy } = layer;
  return {
    ...{ diffId, uncompressedSize, contentSize, rootSize: root2.contentSize, files, isNew },
    holds: holdsWords(layer, (name) => shorten(visible(name), LONGEST_NAME2)),
    ...digest === void 0 ? {} : { digest },
    ...compressedSize === void 0 ? {} : { compressedSize },
    ...createdBy === void 0 || createdBy === "" ? {} : { createdBy: shorten(visible(createdBy), LONGEST_COMMAND) }
  };
}, "pageLayer");

// src/core/secrets.ts
var SECRET = /(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|SECRETS?|TOKEN|CREDENTIALS?|AUTHORIZATION|(API|ACCESS|PRIVATE|SECRET|ACCOUNT|MASTER|ENCRYPTION|SIGNING|DEPLOY|LICEN[CS]E)_?KEY)(_|$)|(^|_)[A-Z]*(PASSWORD|SECRET)(_|$)|_PWD$|^APIKEY$/;
var ABOUT = /_(FILE|PATH|DIR|STDIN|URL|URI|TYPE|TTL|LENGTH|EXPIRY)$/;
var NAME_LIMIT3 = 200;
var upperCase = /* @__PURE__ */ __name((name) => name.slice(0, NAME_LIMIT3).replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_").toUpperCase(), "upperCase");
var isSecretName = /* @__PURE__ */ __name((name) => {
  const words = upperCase(name);
  return SECRET.test(words) && !ABOUT.test(words);
}, "isSecretName");
var MASK = "***";
var maskValue = /* @__PURE__ */ __name((name, value2) => value2 === "" || value2.startsWith("$") || !isSecretName(name) ? value2 : MASK, "maskValue");
var maskVariable = /* @__PURE__ */ __name((line2) => {
  const equals = line2.indexOf("=");
  return equals < 0 ? line2 : `${line2.slice(0, equals + 1)}${maskValue(line2.slice(0, equals), line2.slice(equals + 1))}`;
}, "maskVariable");
var ASSIGNMENT = /(?<![\w.-])([\w.-]+=|--?[A-Za-z][\w.-]* +)("[^"]*"|'[^']*'|[^\s"';&|,)]+)/g;
var maskCommand = /* @__PURE__ */ __name((text2) => text2.replace(
  ASSIGNMENT,
  (whole, name, value2) => isFlag(value2) ? whole : `${name}${maskValue(name.replace(/[= ]+$/, ""), value2)}`
), "maskCommand");
var isFlag = /* @__PURE__ */ __name((value2) => /^--?[A-Za-z]/.test(value2), "isFlag");
var maskWords = /* @__PURE__ */ __name((words) => words.map((word3, index) => {
  const before = words[index - 1] ?? "";
  const value2 = isFlag(before) && !before.includes("=") && !isFlag(word3) ? maskValue(before, word3) : word3;
  if (value2 !== word3) return value2;
  return /^[\w.-]+=/.test(word3) ? maskVariable(word3) : maskCommand(word3);
}), "maskWords");

// src/report/shown-config.ts
var showConfig = /* @__PURE__ */ __name((config) => defined({
  ...config,
  entrypoint: config.entrypoint && maskWords(config.entrypoint).map(clipForeign),
  cmd: config.cmd && maskWords(config.cmd).map(clipForeign),
  env: config.env?.map((line2) => clipForeign(maskVariable(line2))),
  labels: config.labels && showLabels(config.labels)
}), "showConfig");
var showLabels = /* @__PURE__ */ __name((labels) => Object.fromEntries(Object.entries(labels).map(([key, value2]) => [key, clipForeign(maskValue(key, value2))])), "showLabels");

// src/report/render/html/page-lists.ts
var LONGEST4 = 2e3;
var word2 = /* @__PURE__ */ __name((untrusted) => shorten(visible(untrusted), LONGEST4), "word");
var pageFiles = /* @__PURE__ */ __name((report, numbers) => report.largestFiles.map(({ path, size: size3, layer }) => {
  const store = storePathOf(path);
  const owner = store === void 0 ? void 0 : numbers.get(store);
  return { path: word2(withoutStore(path)), size: size3, layer, ...owner === void 0 ? {} : { owner } };
}), "pageFiles");
var pageConfig = /* @__PURE__ */ __name(({ image }) => {
  const { entrypoint, cmd, env, user, workingDir, exposedPorts, labels = {} } = showConfig(image.config);
  const line2 = /* @__PURE__ */ __name((field, values = []) => values.length === 0 ? [] : [{ field, value: word2(values.join(" ")) }], "line");
  return [
    ...line2("Entrypoint", entrypoint),
    ...line2("Cmd", cmd),
    ...line2("User", user === void 0 ? [] : [user]),
    ...line2("WorkingDir", workingDir === void 0 ? [] : [workingDir]),
    ...line2("ExposedPorts", exposedPorts),
    ...(env ?? []).map((value2) => ({ field: "Env", value: word2(value2) })),
    ...Object.entries(labels).map(([key, value2]) => ({ field: `Label ${word2(key)}`, value: word2(value2) }))
  ];
}, "pageConfig");
var SHOWN_DIFFERENCE = 400;
var pageConfigChanges = /* @__PURE__ */ __name(({ comparison }) => comparison?.kind !== "compared" ? [] : configChanges(comparison).map((change4) => {
  const [baseline = "\u2013", current = "\u2013"] = shownValues(change4, SHOWN_DIFFERENCE);
  return { field: word2(change4.field), baseline: word2(baseline), current: word2(current) };
}), "pageConfigChanges");
var pageBudgets = /* @__PURE__ */ __name((report) => [
  ...budgetRows(report).map((row3) => ({
    ...{ name: row3.name, mark: row3.mark, limit: row3.limit, found: row3.found ?? "\u2013", note: noteWords(row3) }
  })),
  ...forbiddenRows(report).map(({ name, pattern, why: why4 }) => ({
    ...{ name: "forbidden", mark: "broken", limit: word2(pattern), found: word2(name) },
    note: why4 === void 0 || why4.length === 0 ? "" : `by way of ${word2(elide(why4).join(" \u2192 "))}`
  }))
], "pageBudgets");
var CASES2 = 50;
var cleanNames = { path: word2, store: word2 };
var pageWaste = /* @__PURE__ */ __name((report) => {
  const content = reclaimableOf(report);
  if (content === void 0) return void 0;
  return {
    size: content.reclaimable,
    kinds: reclaimableKinds(content).map(({ size: size3, what }) => ({ size: size3, words: what })),
    cases: largestCases(content, CASES2).map((found) => ({ size: found.size, words: caseWords(found, cleanNames) }))
  };
}, "pageWaste");
var changeWords2 = /* @__PURE__ */ __name(({ kind, baseline, current }) => {
  if (kind === "added") return "new";
  return kind === "removed" ? "gone" : `${baseline.join(", ")} \u2192 ${current.join(", ")}`;
}, "changeWords");
var pageDistribution = /* @__PURE__ */ __name((report) => {
  const changes = new Map(distributionChanges(report).map((change4) => [change4.name, change4]));
  const { distribution } = report;
  if (distribution === void 0 && changes.size === 0) return void 0;
  const there = (distribution?.packages ?? []).map(
    ({ name, version, manager, installedSize, licence = "" }) => {
      const change4 = changes.get(name);
      return {
        ...{ name: word2(name), version: word2(version), manager, licence: word2(licence) },
        ...installedSize === void 0 ? {} : { installedSize },
        change: change4 === void 0 ? "" : word2(changeWords2(change4))
      };
    }
  );
  const gone = [...changes.values()].filter(({ kind }) => kind === "removed").map(({ name, baseline, manager }) => {
    return { name: word2(name), version: word2(baseline.join(", ")), manager, licence: "", change: "gone" };
  });
  const packages = [...there, ...gone].sort((a, b) => (b.installedSize ?? 0) - (a.installedSize ?? 0));
  return { name: word2(distribution?.name ?? "the distribution"), packages };
}, "pageDistribution");

// src/report/render/html/page-trend.ts
var pageTrend = /* @__PURE__ */ __name((report, trend) => {
  const found = imageTrend(report, trend);
  if (found === void 0) return void 0;
  return {
    unit: found.unit,
    points: found.points.map(({ revision, date, size: size3 }) => ({
      size: size3,
      label: date === void 0 ? "this image" : `${shortRevision(revision ?? "")}, ${date.slice(0, 10)}`
    }))
  };
}, "pageTrend");

// src/report/render/html/store-columns.ts
var numberPaths = /* @__PURE__ */ __name(({ storePaths }) => new Map(storePaths.map(({ path }, number2) => [path, number2])), "numberPaths");
var storeColumns = /* @__PURE__ */ __name(({ storePaths }, numbers) => {
  const graph = graphColumns(storePaths, numbers);
  return {
    baseNames: storePaths.map(({ path }) => baseNameOf(path)),
    packages: ownNames(storePaths),
    contentSizes: storePaths.map(({ contentSize }) => contentSize),
    files: storePaths.map(({ files }) => files),
    layers: storePaths.map(({ layers }) => layers),
    ...graph === void 0 ? {} : { graph }
  };
}, "storeColumns");
var ownNames = /* @__PURE__ */ __name((storePaths) => Object.fromEntries(
  storePaths.flatMap(({ path, pname, version, output }, number2) => {
    const told = parseStoreName(path);
    if (told.pname === pname && told.version === version && told.output === output) return [];
    return [
      [
        number2,
        [
          pageWord(pname),
          version === void 0 ? null : pageWord(version),
          output === void 0 ? null : pageWord(output)
        ]
      ]
    ];
  })
), "ownNames");
var graphColumns = /* @__PURE__ */ __name((storePaths, numbers) => {
  if (!storePaths.some(({ references, retainedSize }) => references !== void 0 && retainedSize !== void 0))
    return void 0;
  const numberOf = /* @__PURE__ */ __name((path) => path === void 0 ? -1 : numbers.get(path) ?? -1, "numberOf");
  return {
    narSizes: storePaths.map(({ narSize }) => narSize ?? null),
    closureSizes: storePaths.map(({ closureSize }) => closureSize ?? null),
    retainedSizes: storePaths.map(({ retainedSize }) => retainedSize ?? null),
    dominators: storePaths.map(({ dominator }) => numberOf(dominator)),
    references: storePaths.map(({ references = [] }) => references.flatMap((path) => numbers.get(path) ?? [])),
    referrerOnWay: storePaths.map((entry) => referrerOnWay(entry, numbers)),
    evidence: Object.fromEntries(
      storePaths.flatMap(({ evidence }, number2) => evidence === void 0 ? [] : [[number2, pageWord(evidence)]])
    )
  };
}, "graphColumns");
var referrerOnWay = /* @__PURE__ */ __name(({ whyChain }, numbers) => {
  const referrer = whyChain?.at(-2);
  if (whyChain === void 0) return -2;
  return referrer === void 0 ? -1 : numbers.get(referrer) ?? -2;
}, "referrerOnWay");

// src/report/render/html/page-image.ts
var pageImage = /* @__PURE__ */ __name((report, trend) => {
  const numbers = numberPaths(report);
  const compared = report.comparison?.kind === "compared" ? report.comparison : void 0;
  const budget2 = budgetHeadline(report);
  const distribution = pageDistribution(report);
  const waste = pageWaste(report);
  const sizes2 = pageTrend(report, trend);
  return {
    ...{ name: pageWord(report.image.name), platform: pageWord(report.image.platform) },
    ...{ verdict: richOf(verdict(report, MARKED.strong)), why: why2(report, compared) },
    ...compared === void 0 ? {} : changeFacts(compared),
    ...budget2 === void 0 ? {} : { budget: budget2 },
    ...{ findingCounts: countWords2(sortFindings(report)), facts: facts(report, compared) },
    totals: compared === void 0 ? ownRows(report) : comparedTotals(report, compared),
    ...{ store: storeColumns(report, numbers), layers: pageLayers(report), layerUnit: layerUnit(report) },
    ...compared === void 0 ? {} : { change: pageChange(compared, numbers) },
    ...{ findings: pageFindings(report, numbers), files: pageFiles(report, numbers) },
    ...{ config: pageConfig(report), configChanges: pageConfigChanges(report), budgets: pageBudgets(report) },
    ...waste === void 0 ? {} : { waste },
    ...distribution === void 0 ? {} : { distribution },
    ...sizes2 === void 0 ? {} : { trend: sizes2 }
  };
}, "pageImage");
var why2 = /* @__PURE__ */ __name(({ comparison }, compared) => {
  if (compared !== void 0) return richOf(whySentence(compared, MARKED));
  const none = comparison?.kind === "no-baseline" ? comparison : void 0;
  return richOf(noBaselineWords(none) + (none?.detail === void 0 ? "" : ` ${MARKED.name(none.detail)}`));
}, "why");
var changeFacts = /* @__PURE__ */ __name((compared) => {
  const inputs3 = inputWords(compared.inputs, MARKED);
  const change4 = compared.identical ? 0 : headlineMeasure(compared.totals)?.change ?? 0;
  return {
    direction: change4 > 0 ? 1 : change4 < 0 ? -1 : 0,
    ...inputs3 === void 0 ? {} : { inputs: richOf(inputs3) },
    ...compared.baseline.exact ? {} : { warning: INEXACT }
  };
}, "changeFacts");
var ownRows = /* @__PURE__ */ __name((report) => ownTotals(report, pageWord).map(([title, value2]) => ({
  title,
  baseline: void 0,
  current: value2,
  change: void 0
})), "ownRows");
var baselineFact = /* @__PURE__ */ __name(({ baseline }) => {
  const at2 = baseline.revision === void 0 ? pageWord(baseline.name) : shortRevision(pageWord(baseline.revision));
  return `${at2}, ${sourceWords(baseline)}`;
}, "baselineFact");
var revisionOf = /* @__PURE__ */ __name(({ image }) => {
  if (image.revision !== void 0) return shortRevision(pageWord(image.revision));
  return image.dirty ? "uncommitted changes" : void 0;
}, "revisionOf");
var facts = /* @__PURE__ */ __name((report, compared) => [
  { label: "revision", value: revisionOf(report) },
  { label: "baseline", value: compared === void 0 ? void 0 : baselineFact(compared) },
  { label: "image ID", value: shortDigest(report.image.configDigest) },
  { label: "source", value: pageWord(report.image.source) }
].filter((fact) => fact.value !== void 0), "facts");

// src/report/render/html/static-summary.ts
var TAGS = { name: "code", strong: "b" };
var richHtml = /* @__PURE__ */ __name((rich) => rich.map(
  ({ kind, text: text2 }) => kind === "text" ? escapeHtml(text2) : `<${TAGS[kind]}>${escapeHtml(text2)}</${TAGS[kind]}>`
).join(""), "richHtml");
var row = /* @__PURE__ */ __name((head2, cells2) => `<tr><th scope="row">${escapeHtml(head2)}</th>${cells2.map((cell) => `<td>${escapeHtml(cell ?? "\u2013")}</td>`).join("")}</tr>`, "row");
var totals = /* @__PURE__ */ __name(({ totals: totals3, change: change4 }) => {
  const isCompared = change4 !== void 0;
  const head2 = isCompared ? "<tr><td></td><th>base</th><th>now</th><th>\u0394</th></tr>" : "";
  const rows = totals3.map(({ title, baseline, current, change: change5, note: note2 }) => {
    const now = [current, note2].filter((part2) => part2 !== void 0).join(" \xB7 ");
    return row(title, isCompared ? [baseline, now, change5] : [now]);
  });
  return `<table>${head2}${rows.join("")}</table>`;
}, "totals");
var findings = /* @__PURE__ */ __name(({ findings: findings2, findingCounts }) => findings2.length === 0 ? "" : `<h2>Findings: ${escapeHtml(findingCounts)}</h2><ul>${findings2.map(({ title, sentence }) => `<li><b>${escapeHtml(title)}</b>: ${richHtml(sentence)}</li>`).join("")}</ul>`, "findings");
var staticSummary = /* @__PURE__ */ __name((images) => images.map(
  (image) => `<section><h1>${escapeHtml(image.name)} <small>${escapeHtml(image.platform)}</small></h1><p>${richHtml(image.verdict)}</p><p>${richHtml(image.why)}</p>${totals(image)}${findings(image)}</section>`
).join(""), "staticSummary");

// src/report/render/html/html.ts
var renderHtml = /* @__PURE__ */ __name((reports, options) => {
  const images = tellApart(reports.map((report) => ({ report }))).map(
    ({ report }) => withRevision(pageImage(report, options.trend ?? []), options.headRevision)
  );
  const { script, style, graphviz } = options.client;
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(options.client)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(titleOf2(images))}</title>`,
    `<style>${style.text}</style>
</head>
<body>`,
    `<div id="app"></div>
<noscript>${staticSummary(images)}<p>With scripts on, this page shows a treemap, tables and graphs.</p></noscript>`,
    `<script type="application/json" id="report">${jsonForHtml(pageData(images, options))}</script>`,
    `<script type="text/plain" id="graphviz">${graphviz.text}</script>`,
    `<script>${script.text}</script>
</body>
</html>
`
  ].join("\n");
}, "renderHtml");
var policy = /* @__PURE__ */ __name(({ script, style, graphviz }) => [
  "default-src 'none'",
  `script-src '${script.hash}' '${graphviz.hash}' 'wasm-unsafe-eval'`,
  `style-src '${style.hash}'`,
  "base-uri 'none'",
  "form-action 'none'"
].join("; "), "policy");
var HTTPS = /^https:\/\/[\w.-]+(:\d+)?\//;
var pageData = /* @__PURE__ */ __name((images, { runUrl, version }) => ({
  images,
  ...runUrl !== void 0 && HTTPS.test(runUrl) ? { runUrl } : {},
  ...version === void 0 ? {} : { version }
}), "pageData");
var withRevision = /* @__PURE__ */ __name((image, revision) => revision === void 0 || image.facts.some(({ label: label3 }) => label3 === "revision") ? image : { ...image, facts: [{ label: "revision", value: shortRevision(revision) }, ...image.facts] }, "withRevision");
var titleOf2 = /* @__PURE__ */ __name((images) => {
  const [first] = images;
  if (first === void 0) return "nix-image report";
  if (images.length > 1) return `${images.length} images \xB7 nix-image report`;
  return `${first.name} ${first.verdict.map(({ text: text2 }) => text2).join("")} \xB7 nix-image report`;
}, "titleOf");

// src/report/schemas.ts
var storePathSchema = custom(
  (value2) => typeof value2 === "string" && parseStorePath(value2) !== void 0,
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
var change2 = pipe(number(), safeInteger());
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
  change: change2,
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
  change: exactOptional(change2)
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
        change: change2
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

// src/report/render/summary.ts
var EXTENT2 = {
  current: "this build",
  packages: 30,
  changes: 2e3,
  layers: 200,
  storePaths: 100,
  files: 20,
  findings: 20,
  diagrams: true
};
var SUMMARY_LIMIT = 1e6;
var sizeOf = /* @__PURE__ */ __name((text2) => new TextEncoder().encode(text2).length, "sizeOf");
var SEPARATOR = "\n\n";
var renderSummary = /* @__PURE__ */ __name((sections, options = {}) => {
  const limit2 = options.limit ?? SUMMARY_LIMIT;
  const extent = { ...EXTENT2, trend: options.trend ?? [] };
  const texts3 = tellApart(sections).map(({ report }) => imageSection(report, extent, options));
  const room = fairShare(texts3.map(sizeOf), limit2 - texts3.length * SEPARATOR.length);
  const budget2 = { limit: room, sizeOf, because: "a job summary ends at 1 MiB; the JSON report has all." };
  const fitting2 = [];
  let left = limit2;
  for (const text2 of texts3.map((text3) => cutRows(text3, budget2))) {
    left -= sizeOf(text2) + SEPARATOR.length;
    if (left >= 0) fitting2.push(text2);
  }
  return `${fitting2.join(SEPARATOR)}
`;
}, "renderSummary");

// src/report/render/terminal-budgets.ts
var SIGN = { ok: "\u2713", broken: "\u2717", warning: "!", "not-judged": "\u2013" };
var FORBIDDEN3 = 10;
var INDENT2 = " ".repeat(6);
var paintMark = /* @__PURE__ */ __name((paint, mark, text2) => mark === "ok" ? paint.green(text2) : mark === "not-judged" ? paint.dim(text2) : paint.red(text2), "paintMark");
var budgetLines = /* @__PURE__ */ __name((row3, paint) => {
  const { name, mark, limit: limit2, found = "\u2013" } = row3;
  const note2 = noteWords(row3);
  const left = `  ${SIGN[mark]} ${padEnd(name, 22)}${padStart(found, 13)} of ${padEnd(limit2, 11)}`;
  const oneLine = `${left} ${note2}`.trimEnd();
  if (oneLine.length <= TERMINAL_WIDTH) return [paintMark(paint, mark, oneLine)];
  const notes = wrap(note2, TERMINAL_WIDTH - INDENT2.length, "").map((line2) => INDENT2 + line2);
  return [paintMark(paint, mark, left.trimEnd()), ...notes];
}, "budgetLines");
var forbiddenLine = /* @__PURE__ */ __name(({ name, pattern, why: why4 = [] }) => {
  const via = why4.length === 0 ? "" : ` via ${elide(why4).map(visible).join(" \u2192 ")}`;
  return clip(`${INDENT2}${clip(name, 40)} (${clip(pattern, 24)})${via}`, TERMINAL_WIDTH);
}, "forbiddenLine");
var label2 = /* @__PURE__ */ __name(({ budgets: budgets2 }) => budgets2?.overriddenBy === void 0 ? [] : [`  The label ${clip(budgets2.overriddenBy, 40)} makes this a warning.`], "label");
var terminalBudgets = /* @__PURE__ */ __name((report, paint) => {
  const rows = budgetRows(report);
  if (rows.length === 0) return [];
  const forbidden2 = forbiddenRows(report);
  const left = forbidden2.length - FORBIDDEN3;
  return [
    paint.bold(`Budgets: ${budgetCounts(report)}`),
    ...rows.flatMap((row3) => budgetLines(row3, paint)),
    ...forbidden2.slice(0, FORBIDDEN3).map(forbiddenLine),
    ...left > 0 ? [`${INDENT2}and ${left} more`] : [],
    ...label2(report)
  ];
}, "terminalBudgets");

// src/report/render/terminal-change.ts
var ROWS2 = 15;
var NAME_WIDTH2 = 34;
var SIGN2 = {
  added: "+",
  removed: "-",
  rebuilt: "~",
  upgraded: "\u2191",
  downgraded: "\u2193",
  changed: "~"
};
var against = /* @__PURE__ */ __name(({ baseline }) => {
  const name = baseline.revision === void 0 ? baseline.name : shortRevision(baseline.revision);
  const exact = baseline.exact ? "" : "; not the commit that this change starts from";
  return `Change against ${clip(name, 30)} (${sourceWords(baseline)}${exact})`;
}, "against");
var short = /* @__PURE__ */ __name((untrusted) => clip(untrusted, 60), "short");
var TERMINAL = { name: short, word: short, strong: /* @__PURE__ */ __name((text2) => text2, "strong") };
var BASELINE_WIDTH = 12;
var CURRENT_WIDTH = 14;
var totalsRow = /* @__PURE__ */ __name(({ title, baseline = "\u2013", current = "\u2013", change: change4 = "", note: note2 }) => {
  const width = Math.max(CURRENT_WIDTH, current.length + 2);
  const sides = padStart(baseline, BASELINE_WIDTH + CURRENT_WIDTH - width) + padStart(current, width);
  return `  ${padEnd(title, 24)}${sides}${note2 === void 0 ? padStart(change4, 14) : `  ${note2}`}`.trimEnd();
}, "totalsRow");
var nameOfRow = /* @__PURE__ */ __name((row3) => {
  switch (row3.kind) {
    case "package": {
      const dependencies = dependencyWords(row3.tree);
      const name = `${clip(treeName(row3.tree), NAME_WIDTH2 - dependencies.length - 1)} ${dependencies}`.trim();
      return [SIGN2[markOf2(row3.tree.top)], name, versionWords(row3.tree.top, visible)];
    }
    case "rest":
      return ["\u2026", `${row3.count} more`, ""];
    case "rebuilt":
      return ["~", `${row3.count} rebuilt, same version`, ""];
    case "moved":
      return ["~", `${row3.count} same, in other layers`, ""];
    case "root":
      return ["~", "files outside the Nix store", ""];
  }
}, "nameOfRow");
var CAUSES_SHOWN = 3;
var becauseLines = /* @__PURE__ */ __name((row3, { rebuildCauses = [] }) => {
  if (row3.kind === "package") return [becauseWords(row3.tree.top, TERMINAL)].filter((words) => words !== "");
  if (row3.kind !== "rebuilt") return [];
  return rebuildCauses.slice(0, CAUSES_SHOWN).map((cause) => rebuildWords([cause], 1, TERMINAL));
}, "becauseLines");
var packageLines2 = /* @__PURE__ */ __name((row3, { compared, heaviest: heaviest2, paint }) => {
  const [sign, name, versions3] = nameOfRow(row3);
  const left = `  ${sign} ${padEnd(name, NAME_WIDTH2 + 1)}${padEnd(clip(versions3, 17), 18)}`;
  const size3 = padStart(formatChange(row3.change), 11);
  const drawn = bar(Math.abs(row3.change), heaviest2, 10);
  const line2 = `${left}${paintChange(paint, row3.change, drawn === "" ? size3 : `${size3} ${drawn}`)}`;
  const why4 = row3.kind === "package" && row3.tree.top.kind === "added" ? row3.why ?? [] : [];
  const via = `      via ${elide(why4).map(visible).join(" \u2192 ")}`;
  const notes = [...why4.length === 0 ? [] : [via], ...becauseLines(row3, compared).map((it) => `      by ${it}`)];
  return [line2, ...notes.map((note2) => paint.dim(clip(note2, TERMINAL_WIDTH)))];
}, "packageLines");
var why3 = /* @__PURE__ */ __name((compared) => {
  const sentence = whySentence(compared, TERMINAL);
  return wrap(`Why: ${sentence}`, TERMINAL_WIDTH - 2, "     ").map((line2) => `  ${line2}`);
}, "why");
var inputs2 = /* @__PURE__ */ __name((compared) => {
  const words = inputWords(compared.inputs, TERMINAL);
  if (words === void 0) return [];
  return wrap(`Inputs: ${words}`, TERMINAL_WIDTH - 2, "        ").map((line2) => `  ${line2}`);
}, "inputs");
var terminalChange = /* @__PURE__ */ __name((report, compared, paint) => {
  const rows = packageRows(report, compared, ROWS2);
  const heaviest2 = Math.max(...rows.map((row3) => Math.abs(row3.change)));
  return [
    ...wrap(against(compared), TERMINAL_WIDTH, "  ").map(paint.bold),
    ...why3(compared),
    ...inputs2(compared),
    "",
    paint.dim(
      `  ${padEnd("", 24)}${padStart("baseline", BASELINE_WIDTH)}${padStart("now", CURRENT_WIDTH)}${padStart("change", 14)}`
    ),
    ...comparedTotals(report, compared).map(totalsRow),
    ...rows.length === 0 ? [] : ["", paint.bold("Packages, by change of unpacked bytes")],
    ...rows.flatMap((row3) => packageLines2(row3, { compared, heaviest: heaviest2, paint }))
  ];
}, "terminalChange");

// src/report/render/terminal-config.ts
var ROWS3 = 10;
var FIELD = 24;
var INDENT3 = " ".repeat(6);
var rowsOf = /* @__PURE__ */ __name((change4) => {
  const { field } = change4;
  const [before, after] = shownValues(change4, TERMINAL_WIDTH - INDENT3.length - 2).map((text2) => text2 && visible(text2));
  const line2 = `  ~ ${padEnd(clip(field, FIELD), FIELD)} ${before ?? "\u2013"} \u2192 ${after ?? "\u2013"}`;
  if (columnsOf(line2) <= TERMINAL_WIDTH) return [line2];
  const side = /* @__PURE__ */ __name((mark, text2) => text2 === void 0 ? [] : [clip(`${INDENT3}${mark} ${text2}`, TERMINAL_WIDTH)], "side");
  return [clip(`  ~ ${field}`, TERMINAL_WIDTH), ...side("\u2212", before), ...side("+", after)];
}, "rowsOf");
var terminalConfig = /* @__PURE__ */ __name((compared, paint) => {
  const changes = configChanges(compared);
  if (changes.length === 0) return [];
  const left = changes.length - ROWS3;
  return [
    paint.bold("Configuration"),
    ...changes.slice(0, ROWS3).flatMap(rowsOf),
    ...left > 0 ? [`  \u2026 ${left} more`] : []
  ];
}, "terminalConfig");

// src/report/render/terminal-distribution.ts
var ROWS4 = 10;
var SIGN3 = { added: "+", removed: "-", changed: "~" };
var versions2 = /* @__PURE__ */ __name((list2) => list2.length === 0 ? "\u2013" : list2.map(visible).join(", "), "versions");
var row2 = /* @__PURE__ */ __name(({ kind, name, baseline, current, change: change4 }, paint) => {
  const between = clip(`${versions2(baseline)} \u2192 ${versions2(current)}`, 35);
  const size3 = change4 === void 0 ? "" : padStart(formatChange(change4), 11);
  const text2 = `  ${SIGN3[kind]} ${padEnd(clip(name, 25), 26)}${padEnd(between, 36)}`;
  return clip(text2, TERMINAL_WIDTH) + paintChange(paint, change4 ?? 0, size3);
}, "row");
var terminalDistribution = /* @__PURE__ */ __name((report, paint) => {
  const changes = distributionChanges(report);
  if (changes.length === 0) return [];
  const left = changes.length - ROWS4;
  return [
    paint.bold(`Packages of the distribution: ${distributionWords(changes)} (sizes as listed)`),
    ...changes.slice(0, ROWS4).map((change4) => row2(change4, paint)),
    ...left > 0 ? [`  \u2026 ${left} more`] : []
  ];
}, "terminalDistribution");

// src/report/render/terminal-files.ts
var ROWS5 = 6;
var terminalFiles = /* @__PURE__ */ __name(({ largestFiles: largestFiles2 }, paint) => {
  const shown = largestFiles2.slice(0, ROWS5);
  if (shown.length === 0) return [];
  return [
    paint.bold("Largest files"),
    ...shown.map(
      ({ path, size: size3, layer }) => clip(`${padStart(formatBytes(size3), 10)} ${padStart(`#${layer + 1}`, 5)}  ${withoutStore(path)}`, TERMINAL_WIDTH)
    )
  ];
}, "terminalFiles");

// src/report/render/terminal-findings.ts
var WITH_FIX = 5;
var NOTES = 8;
var INDENT4 = "      ";
var MARK2 = { error: "\u2717", warning: "!", info: "\xB7" };
var short2 = /* @__PURE__ */ __name((untrusted) => clip(untrusted, 60), "short");
var worded2 = /* @__PURE__ */ __name((findings2) => wordFindings(findings2, { name: short2, word: short2 }), "worded");
var headLine = /* @__PURE__ */ __name(({ finding, title }, isNew, paint) => {
  const size3 = finding.bytes === void 0 ? "" : ` \xB7 ${formatBytes(finding.bytes)}`;
  const text2 = `  ${MARK2[finding.severity]} ${title}${size3}${isNew ? " \xB7 new" : ""}`;
  return finding.severity === "error" ? paint.red(text2) : text2;
}, "headLine");
var indented = /* @__PURE__ */ __name((text2) => wrap(text2, TERMINAL_WIDTH - INDENT4.length, "").map((line2) => INDENT4 + line2), "indented");
var chainLine = /* @__PURE__ */ __name(({ chain }) => chain === void 0 || chain.length < 2 ? [] : [clip(`${INDENT4}by way of ${elide(chain).map(visible).join(" \u2192 ")}`, TERMINAL_WIDTH)], "chainLine");
var inFull = /* @__PURE__ */ __name((line2, isNew, paint) => [
  headLine(line2, isNew, paint),
  ...indented(`${line2.sentence}.`),
  ...chainLine(line2.finding).map(paint.dim),
  ...indented(line2.advice).map(paint.dim),
  ...line2.nix.split("\n").map((text2) => `${INDENT4}  ${visible(text2)}`),
  // code that is cut cannot be pasted
  paint.dim(`${INDENT4}More on this: docs/findings/${line2.finding.id}.md`)
], "inFull");
var inShort = /* @__PURE__ */ __name((line2) => wrap(`${MARK2[line2.finding.severity]} ${line2.finding.id}: ${line2.sentence}`, TERMINAL_WIDTH - 4, "  ").map(
  (text2) => `  ${text2}`
), "inShort");
var terminalFindings = /* @__PURE__ */ __name((report, paint) => {
  const sorted = sortFindings(report);
  const words = countWords2(sorted);
  if (words === "") return [];
  const serious = [
    ...worded2(sorted.fresh).map((line2) => ({ line: line2, isNew: sorted.isCompared })),
    ...worded2(sorted.known).map((line2) => ({ line: line2, isNew: false }))
  ];
  return [
    paint.bold(`Findings: ${words}`),
    ...serious.slice(0, WITH_FIX).flatMap(({ line: line2, isNew }) => inFull(line2, isNew, paint)),
    ...serious.slice(WITH_FIX).flatMap(({ line: line2 }) => inShort(line2)),
    ...worded2(sorted.notes.slice(0, NOTES)).flatMap(inShort).map(paint.dim),
    ...worded2(sorted.resolved).map((line2) => paint.green(clip(`  \u2713 resolved: ${line2.title}`, TERMINAL_WIDTH)))
  ];
}, "terminalFindings");

// src/report/render/terminal-layers.ts
var ROWS6 = 12;
var BAR3 = 16;
var LEFT2 = 2 + 10 + 1 + BAR3 + 1;
var measured = /* @__PURE__ */ __name((size3, largest2, paint) => `  ${padStart(formatBytes(size3), 10)} ${paint.blue(padEnd(bar(size3, largest2, BAR3), BAR3))} `, "measured");
var INDENT5 = 2 + 10 + 1;
var COMMAND2 = TERMINAL_WIDTH - INDENT5;
var makerLines = /* @__PURE__ */ __name((maker) => {
  const [first = "", second, third] = wrap(clip(maker, 3 * COMMAND2), COMMAND2, "  ");
  if (second === void 0) return [first];
  return [first, third === void 0 ? second : clip(`${second} \u2026`, COMMAND2)];
}, "makerLines");
var layerLines = /* @__PURE__ */ __name((view, largest2, paint) => {
  const start = `#${view.number}${view.isNew ? " new" : ""}`;
  const text2 = clip(`${padEnd(start, 8)} ${holdsWords(view.layer, visible)}`, TERMINAL_WIDTH - LEFT2);
  const line2 = `${measured(view.size, largest2, paint)}${view.isNew ? paint.bold(text2) : text2}`;
  const maker = makerOf(view.layer);
  const below = maker === void 0 ? [] : makerLines(maker);
  return [line2, ...below.map((it) => " ".repeat(INDENT5) + paint.dim(it))];
}, "layerLines");
var terminalLayers = /* @__PURE__ */ __name((report, paint) => {
  const views = layersBySize(report);
  const largest2 = views[0]?.size ?? 0;
  const shown = views.slice(0, ROWS6);
  return [
    paint.bold(`Layers by ${layerUnit(report)} bytes (${shown.length} of ${views.length})`),
    ...shown.flatMap((view) => layerLines(view, largest2, paint))
  ];
}, "terminalLayers");

// src/report/render/terminal-reclaimable.ts
var CASES3 = 5;
var line = /* @__PURE__ */ __name((size3, text2) => clip(`  ${padStart(formatBytes(size3), 10)} ${text2}`, TERMINAL_WIDTH), "line");
var terminalReclaimable = /* @__PURE__ */ __name((report, paint) => {
  const content = reclaimableOf(report);
  if (content === void 0) return [];
  return [
    paint.bold(`Could be left out: ${formatBytes(content.reclaimable)} unpacked`),
    ...reclaimableKinds(content).map(({ size: size3, what }) => line(size3, what)),
    ...largestCases(content, CASES3).map(
      (found) => paint.dim(line(found.size, `${padEnd("", 2)}${caseWords(found, { path: visible, store: visible })}`))
    )
  ];
}, "terminalReclaimable");

// src/report/render/terminal-store-paths.ts
var ROWS7 = 12;
var BAR4 = 10;
var SIZE = 10;
var COLUMNS2 = {
  retained: {
    titles: ["frees", "own", "closure"],
    sizesOf: /* @__PURE__ */ __name(({ retainedSize, narSize, closureSize }) => [retainedSize, narSize, closureSize], "sizesOf")
  },
  content: { titles: ["unpacked"], sizesOf: /* @__PURE__ */ __name(({ contentSize }) => [contentSize], "sizesOf") }
};
var sizes = /* @__PURE__ */ __name((texts3) => texts3.map((text2) => padStart(text2, SIZE)).join(""), "sizes");
var format2 = /* @__PURE__ */ __name((size3) => size3 === void 0 ? "\u2013" : formatBytes(size3), "format");
var pathLines = /* @__PURE__ */ __name((entry, { ranking, largest: largest2, paint }) => {
  const numbers = sizes(COLUMNS2[ranking].sizesOf(entry).map(format2));
  const drawn = padEnd(bar(weightOf(entry, ranking), largest2, BAR4), BAR4);
  const left = numbers.length + BAR4 + 2;
  const room = TERMINAL_WIDTH - left;
  const why4 = elide(whyNames(entry) ?? []).join(" \u2192 ");
  const line2 = `${numbers} ${paint.blue(drawn)} ${clip(nameOf(entry.path), room)}`;
  return why4 === "" ? [line2] : [line2, " ".repeat(left) + paint.dim(clip(`via ${why4}`, room))];
}, "pathLines");
var terminalStorePaths = /* @__PURE__ */ __name((report, paint) => {
  const shown = largestPaths(report, ROWS7);
  if (shown[0] === void 0) return [];
  const ranking = rankingOf(report);
  const drawing = { ranking, largest: weightOf(shown[0], ranking), paint };
  const by = ranking === "retained" ? "bytes freed if removed" : "unpacked bytes";
  return [
    paint.bold(`Store paths by ${by} (${shown.length} of ${report.storePaths.length})`),
    paint.dim(sizes(COLUMNS2[ranking].titles)),
    ...shown.flatMap((entry) => pathLines(entry, drawing))
  ];
}, "terminalStorePaths");

// src/report/render/terminal.ts
var head = /* @__PURE__ */ __name((report, paint) => {
  const { image } = report;
  const built = image.revision === void 0 ? image.dirty ? "dirty tree" : void 0 : shortRevision(image.revision);
  const facts2 = [image.platform, built, `image ID ${shortDigest(image.configDigest)}`];
  const shown = facts2.filter((fact) => fact !== void 0).map((fact) => clip(fact, 24));
  return [paint.bold(`${clip(image.name, 30)}  ${verdict(report, (text2) => text2)}`), paint.dim(shown.join(" \xB7 "))];
}, "head");
var totals2 = /* @__PURE__ */ __name((report) => ownTotals(report, (name) => clip(name, 50)).map(([title, value2]) => `  ${padEnd(title, 26)}${padStart(value2, 12)}`), "totals");
var withoutComparison = /* @__PURE__ */ __name((report) => {
  const { comparison } = report;
  const none = comparison?.kind === "no-baseline" ? comparison : void 0;
  const words = noBaselineWords(none);
  const told = none?.detail === void 0 ? words : `${words.slice(0, -1)} (${clip(none.detail, 200)}).`;
  return [...totals2(report), "", ...wrap(told, TERMINAL_WIDTH, "")];
}, "withoutComparison");
var change3 = /* @__PURE__ */ __name((report, paint) => report.comparison?.kind === "compared" ? terminalChange(report, report.comparison, paint) : withoutComparison(report), "change");
var renderTerminal = /* @__PURE__ */ __name((report, options) => {
  const paint = paintFor(options.colour);
  const parts2 = [
    head(report, paint),
    change3(report, paint),
    terminalDistribution(report, paint),
    report.comparison?.kind === "compared" ? terminalConfig(report.comparison, paint) : [],
    terminalFindings(report, paint),
    terminalBudgets(report, paint),
    terminalLayers(report, paint),
    terminalStorePaths(report, paint),
    terminalFiles(report, paint),
    terminalReclaimable(report, paint)
  ];
  return `${parts2.filter((lines) => lines.length > 0).map((lines) => lines.map((line2) => line2.trimEnd()).join("\n")).join("\n\n")}
`;
}, "renderTerminal");

// src/report/render/worth-posting.ts
var FLOOR = 1e6;
var SHARE4 = 5e-3;
var worthPosting = /* @__PURE__ */ __name((report) => budgetIsNews(report) || changeIsNews(report.comparison), "worthPosting");
var budgetIsNews = /* @__PURE__ */ __name(({ budgets: budgets2, comparison }) => {
  if (budgets2 === void 0) return false;
  const before = comparison?.kind === "compared" ? comparison.brokenBudgets ?? [] : [];
  const now = brokenByImage(budgets2);
  const isKept = /* @__PURE__ */ __name((name) => budgets2.judged.some(({ budget: budget2 }) => budget2 === name) && !now.includes(name), "isKept");
  return budgets2.judged.some(isBroken) || before.some(isKept);
}, "budgetIsNews");
var changeIsNews = /* @__PURE__ */ __name((comparison) => {
  if (comparison === void 0) return false;
  if (comparison.kind === "no-baseline") return comparison.reason !== "not-asked";
  if (comparison.identical) return false;
  if (comparison.packages.some((change4) => change4.kind !== "rebuilt")) return true;
  if (comparison.distribution !== void 0 && comparison.distribution.length > 0) return true;
  const { new: fresh = [], resolved = [] } = comparison.findings ?? {};
  if ([...fresh, ...resolved].some(({ severity }) => severity !== "info")) return true;
  const measure3 = headlineMeasure(comparison.totals);
  return measure3 !== void 0 && Math.abs(measure3.change) >= Math.max(FLOOR, measure3.baseline * SHARE4);
}, "changeIsNews");

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
  clip2 as clip,
  clipSome,
  clipForeign,
  withoutHashes,
  filled,
  findAll,
  parseSilence,
  silence,
  compareFindings,
  findingAnnotations,
  judgeBudgets,
  isBroken,
  override,
  brokenByImage,
  breachLines,
  breachAdvice,
  commentMarker,
  mergeSections,
  renderComment,
  maskValue,
  maskCommand,
  showConfig,
  renderHtml,
  reportClientSchema,
  text,
  SCHEMA_VERSION,
  reportSchema,
  renderJson,
  renderDominators,
  renderDot,
  renderDuplicates,
  renderLayerChanges,
  renderListing,
  renderTree,
  renderWhy,
  renderSummary,
  renderTerminal,
  worthPosting
};
