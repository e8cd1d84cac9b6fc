import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  WORDS,
  brokenByImage,
  changeOf,
  compareVersions,
  headlineMeasure,
  isBroken,
  isMoved,
  packageLabel,
  showConfig,
  startOfDifference,
  withoutHashes,
  withoutStore
} from "./chunk-BXXVUI6A.js";
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
  baseNameOf,
  nameOf,
  parseStoreName,
  parseStorePath,
  splitName,
  storePathOf
} from "./chunk-EG7TS4Y5.js";
import {
  limitKind
} from "./chunk-TCTDNPSK.js";
import {
  compareText
} from "./chunk-42IRVI7Q.js";
import {
  formatBytes,
  formatChange,
  formatLimit,
  formatPercentChange,
  plural
} from "./chunk-GL7HVQXP.js";
import {
  object,
  pipe,
  regex,
  string
} from "./chunk-FLZNCGTB.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  shortDigest
} from "./chunk-QPEP4A4R.js";
import {
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
var sgr = /* @__PURE__ */ __name((code2, end) => (text) => text === "" ? "" : `\x1B[${code2}m${text}\x1B[${end}m`, "sgr");
var plain = /* @__PURE__ */ __name((text) => text, "plain");
var COLOURS = { bold: sgr(1, 22), dim: sgr(2, 22), red: sgr(31, 39), green: sgr(32, 39), blue: sgr(34, 39) };
var NO_COLOURS = { bold: plain, dim: plain, red: plain, green: plain, blue: plain };
var paintFor = /* @__PURE__ */ __name((colour) => colour ? COLOURS : NO_COLOURS, "paintFor");
var paintChange = /* @__PURE__ */ __name((paint, change3, text) => change3 > 0 ? paint.red(text) : change3 < 0 ? paint.green(text) : text, "paintChange");

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
var titleLine = /* @__PURE__ */ __name(({ image }, text, paint) => {
  const [name, platform] = [clip(image.name, NAME_WIDTH), clip(image.platform, PLATFORM_WIDTH)];
  const left = TERMINAL_WIDTH - columnsOf(name) - columnsOf(platform) - 3;
  return `${paint.bold(name)} ${paint.dim(platform)}  ${clip(text, left)}`;
}, "titleLine");
var page = /* @__PURE__ */ __name((blocks2) => `${blocks2.filter((lines) => lines.length > 0).map((lines) => lines.map((line2) => line2.trimEnd()).join("\n")).join("\n\n")}
`, "page");
var sizeColumn = /* @__PURE__ */ __name((bytes, width = 10) => padStart(bytes === void 0 ? "\u2013" : formatBytes(bytes), width), "sizeColumn");
var countWords = /* @__PURE__ */ __name((shown, count) => `(${shown} of ${count})`, "countWords");
var shortPath = /* @__PURE__ */ __name((untrusted, width) => {
  const text = visible(untrusted);
  const bare = text.replace(/(^|\/)[0-9a-z]{32}-/g, "$1\u2026-");
  const fitting2 = [text, bare, bare.replace("/nix/store/\u2026-", "\u2026-")].find((form) => columnsOf(form) <= width);
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
var changeLine = /* @__PURE__ */ __name((change3, paint) => {
  const { kind, path, directory, files, contentSize, before } = change3;
  const size3 = sizeColumn(kind === "removed" ? before : contentSize);
  const name = directory ? `${shortPath(path, NAME - 1)}/` : shortPath(path, NAME);
  const count = directory ? fileWords(files) : "";
  return `  ${paintSign(kind, paint)}${size3}  ${padEnd(name, NAME)} ${padEnd(count, 10)} ${clip(beforeWords(change3), 13)}`;
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
  const rows = changes.changes.map((change3) => changeLine(change3, paint));
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
var nameOfEntry = /* @__PURE__ */ __name((entry, text) => {
  switch (entry.kind) {
    case "directory":
      return `${shortPath(text, NAME2 - 1)}/`;
    case "symlink": {
      const name = shortPath(text, NAME2 - 8);
      return `${name} \u2192 ${shortPath(entry.target ?? "", NAME2 + FILES - 3 - columnsOf(name))}`;
    }
    case "file":
      return shortPath(text, NAME2);
  }
}, "nameOfEntry");
var entryLine = /* @__PURE__ */ __name((entry, largest2, paint) => {
  const files = entry.kind === "directory" ? fileWords(entry.files) : "";
  const name = padEnd(nameOfEntry(entry, baseName(entry.path)), NAME2);
  const text = padEnd(`${name} ${columnsOf(name) > NAME2 ? "" : files}`, NAME2 + 1 + FILES);
  const share = paint.blue(padEnd(bar(entry.contentSize, largest2, BAR2), BAR2));
  return `${sizeColumn(entry.contentSize)} ${share} ${text}${clip(layerWords(entry.layers), LAYERS)}`;
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
var evidenceLines = /* @__PURE__ */ __name(({ evidence }, indent, paint) => {
  if (evidence === void 0) return [];
  const left = WEIGHTS + indent;
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
var paragraph = /* @__PURE__ */ __name((text) => wrap(text, TERMINAL_WIDTH - INDENT.length, "").map((line2) => INDENT + line2), "paragraph");
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

// src/report/render/finding-words.ts
var wordFindings = /* @__PURE__ */ __name((findings2, speak) => {
  const voice = {
    name: /* @__PURE__ */ __name((text) => speak.name(withoutStore(text)), "name"),
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
  const keys = new Set(changed2?.new.map(keyOf));
  const isNew = /* @__PURE__ */ __name((finding) => changed2 === void 0 || keys.has(keyOf(finding)), "isNew");
  const serious = heard.filter((finding) => !isNote(finding));
  const heardKeys = new Set(heard.map(keyOf));
  const ofChange = (changed2?.new ?? []).filter((finding) => !heardKeys.has(keyOf(finding)));
  return {
    isCompared: changed2 !== void 0,
    fresh: [...ofChange.filter((finding) => !isNote(finding)), ...serious.filter(isNew)],
    known: serious.filter((finding) => !isNew(finding)),
    notes: [...ofChange, ...heard].filter(isNote),
    resolved: (changed2?.resolved ?? []).filter((finding) => !isNote(finding)),
    silenced: findings2.length - heard.length
  };
}, "sortFindings");
var keyOf = /* @__PURE__ */ __name(({ id, subject, severity }) => [id, subject, severity].join("\0"), "keyOf");
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
      chain: chainTo(finding, report)
    };
  });
}, "findingAnnotations");
var chainTo = /* @__PURE__ */ __name(({ items, subject }, { storePaths }) => {
  const about = items.flatMap(({ path }) => path ?? [])[0];
  const entry = storePaths.find(({ path }) => about === void 0 ? nameOf(path) === subject : path === about);
  return entry?.whyChain ?? [];
}, "chainTo");

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
  const [missing, advice] = REASONS[reason];
  return { note: `not judged: ${missing}`, ...advice === "" ? {} : { advice } };
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
  return [count("failed", "broken"), count("broken", "warning"), count("ok", "ok"), count("not judged", "not-judged")].filter((text) => text !== "").join(", ");
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
  const names = chain.filter((name, index) => name !== chain[index - 1]);
  const kept = (CHAIN_LIMIT - 1) / 2;
  return names.length <= CHAIN_LIMIT ? names : [...names.slice(0, kept), ELISION, ...names.slice(-kept)];
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
var NAME_LIMIT = 80;
var PLAIN_WORD = /^(?!gh-\d)(?!www\.)[a-z0-9][a-z0-9._+-]*$/i;
var PLAIN_CODE = /^[\w\p{L}\p{N}./:+=,@#~%?×→…-]+( [\w\p{L}\p{N}./:+=,@#~%?×→…-]+)*$/u;
var reference = /* @__PURE__ */ __name((character) => `&#${character.charCodeAt(0)};`, "reference");
var code = /* @__PURE__ */ __name((untrusted, limit2 = NAME_LIMIT) => {
  const text = shorten(visible(untrusted), limit2);
  if (text === "") return "<code>&nbsp;</code>";
  return PLAIN_CODE.test(text) ? `\`${text}\`` : `<code>${text.replace(/[!-,./:-@[-`{-~]/g, reference)}</code>`;
}, "code");
var word = /* @__PURE__ */ __name((untrusted, limit2 = NAME_LIMIT) => PLAIN_WORD.test(untrusted) ? shorten(untrusted, limit2).replaceAll("_", "\\_") : code(untrusted, limit2), "word");
var PLAIN_PHRASE = /^(?!.*gh-\d)[a-z0-9][a-z0-9 ,-]*$/i;
var phrase = /* @__PURE__ */ __name((untrusted) => untrusted.length <= NAME_LIMIT && PLAIN_PHRASE.test(untrusted) ? untrusted : code(untrusted), "phrase");
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
var fence = /* @__PURE__ */ __name((language, text) => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}
${text}
${ticks}`;
}, "fence");
var openDetails = /* @__PURE__ */ __name((summary, body) => details(summary, body).replace("<details>", "<details open>"), "openDetails");
var strong = /* @__PURE__ */ __name((text) => `**${text}**`, "strong");
var blocks = /* @__PURE__ */ __name((parts2) => parts2.filter((part2) => part2 !== void 0 && part2 !== "").join("\n\n"), "blocks");

// src/report/fold.ts
var dependencyCount = /* @__PURE__ */ __name((tree) => new Set(tree.folded.filter((change3) => change3.pname !== tree.top.pname).map(packageLabel)).size, "dependencyCount");
var treeName = /* @__PURE__ */ __name(({ top, folded: folded2 }) => folded2.some((change3) => change3.pname === top.pname) ? top.pname : packageLabel(top), "treeName");
var openOutermost = /* @__PURE__ */ __name((additions2) => {
  const known = /* @__PURE__ */ new Map();
  return (start) => {
    const way = /* @__PURE__ */ new Set();
    let at = start;
    while (!known.has(at) && !way.has(at)) {
      way.add(at);
      const parent = at.foldedInto === void 0 ? void 0 : additions2.get(at.foldedInto);
      if (parent === void 0) known.set(at, at);
      else at = parent;
    }
    const top = known.get(at);
    for (const change3 of way) known.set(change3, top);
    return top ?? start;
  };
}, "openOutermost");
var foldAdditions = /* @__PURE__ */ __name((packages) => {
  const additions2 = new Map(packages.filter((change3) => change3.kind === "added").map((it) => [packageLabel(it), it]));
  const outermost = openOutermost(additions2);
  const groups = /* @__PURE__ */ new Map();
  for (const change3 of packages) {
    const top = change3.kind === "added" ? outermost(change3) : change3;
    const members = groups.get(top);
    if (members === void 0) groups.set(top, [change3]);
    else members.push(change3);
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
  return [...counts].map(([version, count]) => count === 1 ? version : `${version} \xD7${count}`.trim()).filter((text) => text !== "").join(", ");
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
var versionWords = /* @__PURE__ */ __name((change3, word3) => {
  const side = /* @__PURE__ */ __name((of) => versionsOf(of) === "" ? "\u2013" : word3(versionsOf(of)), "side");
  const [before, after] = [side(change3.baseline), side(change3.current)];
  return change3.kind === "rebuilt" || before === after ? after === "\u2013" ? "" : after : `${before} \u2192 ${after}`;
}, "versionWords");

// src/report/render/rebuild-words.ts
var READABLE = ["version", "pname", "name"];
var fromTo = /* @__PURE__ */ __name(({ before = "", after = "" }, { word: word3 }) => `${before === "" ? "\u2013" : word3(before)} \u2192 ${after === "" ? "\u2013" : word3(after)}`, "fromTo");
var differenceWords = /* @__PURE__ */ __name((reason, style) => {
  const { kind, attribute, before = "", after = "" } = reason;
  const as = attribute === void 0 ? "" : ` ${style.name(attribute)}`;
  switch (kind) {
    case "env":
      return attribute !== void 0 && READABLE.includes(attribute) ? `${attribute} ${fromTo(reason, style)}` : `changed${as}`;
    case "source":
      return attribute === "source" ? "changed source" : `changed source${as}`;
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
var becauseWords = /* @__PURE__ */ __name((change3, style) => {
  const { reason } = change3.cause ?? {};
  return reason === void 0 || isItself(change3) ? "" : originWords(change3.cause ?? {}, style) + reasonWords2(reason, style);
}, "becauseWords");
var causeWords = /* @__PURE__ */ __name((change3, style) => {
  const input = change3.cause?.input;
  return becauseWords(change3, style) || (input === void 0 ? "" : `input ${style.name(input)}`);
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
var weigh = /* @__PURE__ */ __name((change3, heaviest2) => change3 !== 0 && Math.abs(change3) * 2 >= heaviest2 ? strong(formatChange(change3)) : formatChange(change3), "weigh");
var WORDS2 = { name: code, word, strong };
var linkWord = /* @__PURE__ */ __name((name) => name === ELISION ? ELISION : word(name), "linkWord");
var chainWords = /* @__PURE__ */ __name((names) => {
  if (names === void 0) return "";
  return names.length === 0 ? "_the image itself_" : elide(names).map(linkWord).join(" \u2192 ");
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
var changeRow = /* @__PURE__ */ __name((change3) => [
  `${ICON[markOf2(change3)]} ${word(packageLabel(change3))}`,
  versionWords(change3, word),
  formatChange(change3.change),
  change3.current.paths.length === 0 ? "\u2013" : formatBytes(change3.current.contentSize),
  change3.foldedInto === void 0 ? "" : word(change3.foldedInto)
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
  const becauses = shown.map((change3) => causeWords(change3, WORDS2));
  const isCaused = becauses.some((because) => because !== "");
  const rows = shown.map((change3, index) => [...changeRow(change3), ...isCaused ? [becauses[index] ?? ""] : []]);
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
  return trees.filter(({ change: change3 }) => Math.abs(change3) >= Math.max(1, heaviest2 * WORTH_DRAWING)).slice(0, CHAINS).flatMap((tree) => {
    const way = whyOf(report, tree);
    return way === void 0 || way.length === 0 ? [] : [{ way: elide(way), tree }];
  });
}, "chainsOf");
var flowchart = /* @__PURE__ */ __name((chains) => {
  const ids = /* @__PURE__ */ new Map();
  const lines = [];
  const node = /* @__PURE__ */ __name((key, text, from, style = "") => {
    const known = ids.get(key);
    if (known !== void 0) return known;
    const id = `n${ids.size}`;
    ids.set(key, id);
    const drawn = `${id}["${label(text)}"]${style}`;
    lines.push(from === void 0 ? `  ${drawn}` : `  ${from} --> ${drawn}`);
    return id;
  }, "node");
  for (const { way, tree } of chains) {
    let at;
    let key = "";
    for (const name of way) {
      key += `${name}
`;
      at = node(key, name, at);
    }
    const text = `${treeName(tree)} ${dependencyWords(tree).replace(/[()]/g, "")} ${formatChange(tree.change).replace("\u2212", "-")}`;
    node(`${key}${treeName(tree)}
`, text.replace(/ +/g, " "), at, tree.change < 0 ? ":::shrunk" : ":::grown");
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
  const [before, after] = [baseline, current].map((text) => text === void 0 ? void 0 : withoutHashes(text));
  if (before === void 0 || after === void 0) return [before, after];
  const start = startOfDifference(before, after, width);
  return start === 0 ? [before, after] : [`\u2026${before.slice(start)}`, `\u2026${after.slice(start)}`];
}, "shownValues");
var value = /* @__PURE__ */ __name((text) => text === void 0 ? "\u2013" : code(text, LONGEST), "value");
var configTable = /* @__PURE__ */ __name((compared) => {
  const changes = configChanges(compared);
  if (changes.length === 0) return void 0;
  const rows = changes.slice(0, ROWS).map((change3) => [code(change3.field), ...shownValues(change3, LONGEST).map(value)]);
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
    const found = changes.filter((change3) => change3.kind === kind).length;
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
  const rows = changes.slice(0, limit2).map(({ kind, name, baseline, current, change: change3 }) => [
    `${ICON2[kind]} ${word(name)}`,
    `${versions(baseline)} \u2192 ${versions(current)}`,
    change3 === void 0 ? "\u2013" : formatChange(change3)
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
  const measure = headlineMeasure(compared.totals);
  if (compared.identical) return `unchanged \xB7 ${sizeWords(report)}`;
  if (measure === void 0 || measure.change === 0)
    return `${measure === void 0 ? "changed" : "same size"} \xB7 ${sizeWords(report)}`;
  const percent = formatPercentChange(measure.baseline, measure.current);
  const share = percent === void 0 ? "" : ` (${percent})`;
  return `${strong2(formatChange(measure.change))}${share} \u2192 ${formatBytes(measure.current)} ${measure.unit}`;
}, "change");
var verdict = /* @__PURE__ */ __name((report, strong2) => report.comparison?.kind === "compared" ? change(report, report.comparison, strong2) : sizeWords(report), "verdict");
var budget = /* @__PURE__ */ __name((report) => {
  const found = budgetHeadline(report);
  return found === void 0 ? "" : ` \xB7 ${found.words} ${BUDGET_ICON[found.mark]}`;
}, "budget");
var headline = /* @__PURE__ */ __name((report) => `### \u{1F4E6} ${code(report.image.name)} ${verdict(report, strong)}${budget(report)} <sub>${code(report.image.platform)}</sub>`, "headline");

// src/report/render/input-words.ts
var SHOWN = 4;
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
  const more = inputs3.length - SHOWN;
  const shown = inputs3.slice(0, SHOWN).map((input) => changeWords(input, style));
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
  const names = layer.storePaths.slice(0, 2).map((share) => word3(nameOf(share.path)));
  const more = layer.storePaths.length - names.length;
  if (names.length > 0) return more > 0 ? `${names.join(", ")} + ${more} more` : names.join(", ");
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
    shown.slice(0, limit2).map(({ number, layer }) => [
      String(number),
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
    (side) => new Set(packages.flatMap((change3) => change3[side].paths))
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
  const style = index === 0 || row3.note !== void 0 ? strong : (text) => text;
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
  const past = trend.filter(({ revision }) => revision !== image.revision).flatMap(({ images, ...at }) => {
    const alike = images.filter(({ name, platform }) => name === image.name && platform === image.platform);
    const [own, ...others] = alike;
    return own === void 0 || others.length > 0 ? [] : [{ ...at, totals: own }];
  });
  const all = [...past, { ...defined({ revision: image.revision }), totals: totals3 }].slice(-MOST_SHOWN);
  if (all.length < 2) return void 0;
  const compressed = all.flatMap(
    ({ totals: { compressedSize: size3 }, ...at }) => size3 === void 0 ? [] : [{ ...at, size: size3 }]
  );
  return compressed.length === all.length ? { unit: "compressed", points: compressed } : { unit: "unpacked", points: all.map(({ totals: { contentSize: size3 }, ...at }) => ({ ...at, size: size3 })) };
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
  const change3 = formatPercentChange(first, last);
  const words = `${formatBytes(first)} \u2192 ${formatBytes(last)} ${found.unit}${change3 === void 0 ? "" : ` (${change3})`}`;
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
var ofKind = /* @__PURE__ */ __name((compared, kind) => compared.packages.filter((change3) => change3.kind === kind), "ofKind");
var versionChanges = /* @__PURE__ */ __name((compared) => decisions(ofKind(compared, "changed"), (change3, group) => ({
  kind: "changed",
  package: change3,
  change: change3.change,
  group
})), "versionChanges");
var rebuilds = /* @__PURE__ */ __name((compared) => {
  const { moved: moved2 = [], rebuilt: rebuilt2 = [] } = Object.groupBy(
    ofKind(compared, "rebuilt"),
    (change3) => isMoved(change3) ? "moved" : "rebuilt"
  );
  return [...together("rebuilt", rebuilt2), ...together("moved", moved2)];
}, "rebuilds");
var together = /* @__PURE__ */ __name((kind, all) => {
  const group = groupOf(all);
  const first = spokesman(all, group);
  return first === void 0 ? [] : [{ cause: { kind, package: first, change: group.change, group }, weight: group.change }];
}, "together");
var explaining = /* @__PURE__ */ __name((change3, all) => {
  if (all.some((it) => it.change === void 0)) return all;
  const same = all.filter((it) => Math.sign(it.change ?? 0) === Math.sign(change3));
  const sum2 = same.reduce((total, it) => total + (it.change ?? 0), 0);
  return Math.abs(sum2) * 2 < Math.abs(change3) ? [] : same;
}, "explaining");
var outsideStore = /* @__PURE__ */ __name((compared) => {
  const change3 = changeOf(compared.totals.rootContentSize) ?? 0;
  const weigh2 = /* @__PURE__ */ __name((item) => Math.abs(item.change ?? 0), "weigh");
  const packages = explaining(change3, compared.distribution ?? []).toSorted((a, b) => weigh2(b) - weigh2(a));
  const { baseline, current } = compared.totals.distributionPackages ?? {};
  const whole = baseline === void 0 ? current : current === void 0 ? baseline : void 0;
  const cause = { kind: "root", change: change3, packages, ...whole === void 0 ? {} : { whole } };
  return change3 === 0 ? [] : [{ cause, weight: change3 }];
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
var isSpread = /* @__PURE__ */ __name(({ change: change3, group }) => Math.abs(group.change) > 2 * Math.abs(change3), "isSpread");
var spread = /* @__PURE__ */ __name((cause, verb, name, style) => `${plural(cause.group.count, "package")} ${verb} (${size2(cause.group.change, style)} together), most in ${style.name(name)} (${formatChange(cause.change)})`, "spread");
var together2 = /* @__PURE__ */ __name(({ count, change: change3 }, what) => count === 1 ? "" : `; ${count === 2 ? "both" : `all ${count}`} ${what} together: ${formatChange(change3)}`, "together");
var size2 = /* @__PURE__ */ __name((change3, style) => change3 === 0 ? "same size" : `${style.strong(formatChange(change3))} unpacked`, "size");
var withVersion = /* @__PURE__ */ __name((name, side, style) => versionsOf(side) === "" ? style.name(name) : `${style.name(name)} ${style.word(versionsOf(side))}`, "withVersion");
var named = /* @__PURE__ */ __name((change3, side, style) => withVersion(packageLabel(change3), change3[side], style), "named");
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
var root = /* @__PURE__ */ __name(({ change: change3, packages, whole }, style) => {
  const grew = `files outside the Nix store ${change3 > 0 ? "grew" : "shrank"} by ${style.strong(formatBytes(Math.abs(change3)))}`;
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
  const at = baseline.revision === void 0 ? code(baseline.name) : code(shortRevision(baseline.revision));
  const isBaseCommit = baseline.exact && baseline.revision !== void 0 && baseline.source !== "image";
  const exact = isBaseCommit ? "exact base commit " : "";
  return `baseline: ${exact}${at}, ${sourceWords(baseline)}`;
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
  for (let at = 0; at < lines.length; at++) {
    if (!RULE2.test(lines[at] ?? "")) continue;
    let end = at + 1;
    while (isRow(lines[end])) end++;
    ranges.push({ start: at + 1, end });
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
  sizeOf: /* @__PURE__ */ __name((text) => text.length, "sizeOf"),
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
    const count = (counts.get(identityOf(key)) ?? 0) + 1;
    counts.set(identityOf(key), count);
    return count === 1 ? section : { ...section, key: { ...key, image: `${key.image}#${count}` } };
  });
}, "numberKeys");
var fitting = /* @__PURE__ */ __name((texts, limit2) => {
  let length = 0;
  const over = texts.findIndex((text) => {
    length += text.length;
    return length > limit2;
  });
  return over < 0 ? texts.length : over;
}, "fitting");
var joinSections = /* @__PURE__ */ __name(({ marker, sections, dropped: before = 0 }, limit2) => {
  const sorted = [...sections].sort(byKey);
  const texts = fitAll(sorted, limit2 - marker.length - 1).map(wrap2);
  const withFirst = /* @__PURE__ */ __name((kept2) => {
    const missing = before + texts.length - kept2;
    const parts2 = [marker, ...texts.slice(0, kept2), ...missing === 0 ? [] : [dropped(missing)]];
    return `${parts2.join("\n\n")}
`;
  }, "withFirst");
  let kept = fitting(texts, limit2);
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
var identityOf = /* @__PURE__ */ __name(({ image, platform }) => `${image} ${platform}`, "identityOf");
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
    const before = newest.get(identityOf(section.key));
    if (before === void 0 || compareAge(section, before) >= 0) newest.set(identityOf(section.key), section);
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
  const number = twins.length === 1 ? "" : `, ${twins.indexOf(section) + 1}`;
  const name = `${image.name} (${image.source}${number})`;
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
var escapeHtml = /* @__PURE__ */ __name((text) => text.replace(/[&<>"']/g, (character) => REFERENCES[character] ?? ""), "escapeHtml");
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
  strong: /* @__PURE__ */ __name((text) => `${MARK.strong}${text}${MARK.end}`, "strong")
};
var PIECE = /([\u0001\u0002])([^\u0001-\u0003]*)\u0003|([^\u0001-\u0003]+)/g;
var richOf = /* @__PURE__ */ __name((sentence) => [...sentence.matchAll(PIECE)].map(
  ([, mark, marked = "", plain2]) => plain2 === void 0 ? { kind: mark === MARK.name ? "name" : "strong", text: marked } : { kind: "text", text: plain2 }
), "richOf");

// src/report/render/html/page-change.ts
var pageChange = /* @__PURE__ */ __name((compared, numbers) => {
  const { packages, totals: totals3 } = compared;
  const positions = new Map(packages.map((change3, position) => [change3, position]));
  const positionOf = /* @__PURE__ */ __name((change3) => positions.get(change3) ?? 0, "positionOf");
  return {
    contentChange: changeOf(totals3.contentSize) ?? 0,
    rootChange: changeOf(totals3.rootContentSize) ?? 0,
    packages: packages.map((change3) => pagePackage(change3, numbers)),
    trees: foldAdditions(packages).map(({ top, folded: folded2 }) => [positionOf(top), ...folded2.map(positionOf)])
  };
}, "pageChange");
var versionOf = /* @__PURE__ */ __name((change3) => {
  if (change3.kind === "added") return pageWord(versionsOf(change3.current));
  return change3.kind === "removed" ? pageWord(versionsOf(change3.baseline)) : versionWords(change3, pageWord);
}, "versionOf");
var pagePackage = /* @__PURE__ */ __name((change3, numbers) => {
  const { kind, baseline, current, chain, introducedBy } = change3;
  const cause = causeWords(change3, MARKED);
  return {
    ...{ kind, mark: markOf2(change3), label: pageWord(packageLabel(change3)) },
    ...{ version: versionOf(change3), versions: versionWords(change3, pageWord) },
    ...{ change: change3.change, baselineSize: baseline.contentSize, currentSize: current.contentSize },
    paths: current.paths.flatMap((path) => numbers.get(path) ?? []),
    gone: baseline.paths.filter((path) => !numbers.has(path)).map(baseNameOf),
    ...chain === void 0 ? {} : { chain: elide(chain).map(pageWord) },
    ...introducedBy === void 0 ? {} : { introducedBy: pageWord(introducedBy) },
    ...cause === "" ? {} : { cause: richOf(cause) }
  };
}, "pagePackage");

// src/report/render/html/page-findings.ts
var pageFindings = /* @__PURE__ */ __name((report, numbers) => {
  const { fresh, known, notes, resolved, isCompared } = sortFindings(report);
  const page2 = /* @__PURE__ */ __name((findings2, state) => wordFindings(findings2, MARKED).map((worded3) => pageFinding(worded3, state, numbers)), "page");
  return [
    ...page2(fresh, isCompared ? "new" : "current"),
    ...page2(known, "known"),
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
var pageConfigChanges = /* @__PURE__ */ __name(({ comparison }) => comparison?.kind !== "compared" ? [] : configChanges(comparison).map((change3) => {
  const [baseline = "\u2013", current = "\u2013"] = shownValues(change3, SHOWN_DIFFERENCE);
  return { field: word2(change3.field), baseline: word2(baseline), current: word2(current) };
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
  const changes = new Map(distributionChanges(report).map((change3) => [change3.name, change3]));
  const { distribution } = report;
  if (distribution === void 0 && changes.size === 0) return void 0;
  const there = (distribution?.packages ?? []).map(
    ({ name, version, manager, installedSize, licence = "" }) => {
      const change3 = changes.get(name);
      return {
        ...{ name: word2(name), version: word2(version), manager, licence: word2(licence) },
        ...installedSize === void 0 ? {} : { installedSize },
        change: change3 === void 0 ? "" : word2(changeWords2(change3))
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
var numberPaths = /* @__PURE__ */ __name(({ storePaths }) => new Map(storePaths.map(({ path }, number) => [path, number])), "numberPaths");
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
  storePaths.flatMap(({ path, pname, version, output }, number) => {
    const told = parseStoreName(path);
    if (told.pname === pname && told.version === version && told.output === output) return [];
    return [
      [
        number,
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
      storePaths.flatMap(({ evidence }, number) => evidence === void 0 ? [] : [[number, pageWord(evidence)]])
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
  const change3 = compared.identical ? 0 : headlineMeasure(compared.totals)?.change ?? 0;
  return {
    direction: change3 > 0 ? 1 : change3 < 0 ? -1 : 0,
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
  const at = baseline.revision === void 0 ? pageWord(baseline.name) : shortRevision(pageWord(baseline.revision));
  return `${at}, ${sourceWords(baseline)}`;
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
  ({ kind, text }) => kind === "text" ? escapeHtml(text) : `<${TAGS[kind]}>${escapeHtml(text)}</${TAGS[kind]}>`
).join(""), "richHtml");
var row = /* @__PURE__ */ __name((head2, cells2) => `<tr><th scope="row">${escapeHtml(head2)}</th>${cells2.map((cell) => `<td>${escapeHtml(cell ?? "\u2013")}</td>`).join("")}</tr>`, "row");
var totals = /* @__PURE__ */ __name(({ totals: totals3, change: change3 }) => {
  const isCompared = change3 !== void 0;
  const head2 = isCompared ? "<tr><td></td><th>base</th><th>now</th><th>\u0394</th></tr>" : "";
  const rows = totals3.map(({ title, baseline, current, change: change4, note: note2 }) => {
    const now = [current, note2].filter((part2) => part2 !== void 0).join(" \xB7 ");
    return row(title, isCompared ? [baseline, now, change4] : [now]);
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
  return `${first.name} ${first.verdict.map(({ text }) => text).join("")} \xB7 nix-image report`;
}, "titleOf");

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
var sizeOf = /* @__PURE__ */ __name((text) => new TextEncoder().encode(text).length, "sizeOf");
var SEPARATOR = "\n\n";
var renderSummary = /* @__PURE__ */ __name((sections, options = {}) => {
  const limit2 = options.limit ?? SUMMARY_LIMIT;
  const extent = { ...EXTENT2, trend: options.trend ?? [] };
  const texts = tellApart(sections).map(({ report }) => imageSection(report, extent, options));
  const room = fairShare(texts.map(sizeOf), limit2 - texts.length * SEPARATOR.length);
  const budget2 = { limit: room, sizeOf, because: "a job summary ends at 1 MiB; the JSON report has all." };
  const fitting2 = [];
  let left = limit2;
  for (const text of texts.map((text2) => cutRows(text2, budget2))) {
    left -= sizeOf(text) + SEPARATOR.length;
    if (left >= 0) fitting2.push(text);
  }
  return `${fitting2.join(SEPARATOR)}
`;
}, "renderSummary");

// src/report/render/terminal-budgets.ts
var SIGN = { ok: "\u2713", broken: "\u2717", warning: "!", "not-judged": "\u2013" };
var FORBIDDEN3 = 10;
var INDENT2 = " ".repeat(6);
var paintMark = /* @__PURE__ */ __name((paint, mark, text) => mark === "ok" ? paint.green(text) : mark === "not-judged" ? paint.dim(text) : paint.red(text), "paintMark");
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
var TERMINAL = { name: short, word: short, strong: /* @__PURE__ */ __name((text) => text, "strong") };
var BASELINE_WIDTH = 12;
var CURRENT_WIDTH = 14;
var totalsRow = /* @__PURE__ */ __name(({ title, baseline = "\u2013", current = "\u2013", change: change3 = "", note: note2 }) => {
  const width = Math.max(CURRENT_WIDTH, current.length + 2);
  const sides = padStart(baseline, BASELINE_WIDTH + CURRENT_WIDTH - width) + padStart(current, width);
  return `  ${padEnd(title, 24)}${sides}${note2 === void 0 ? padStart(change3, 14) : `  ${note2}`}`.trimEnd();
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
var rowsOf = /* @__PURE__ */ __name((change3) => {
  const { field } = change3;
  const [before, after] = shownValues(change3, TERMINAL_WIDTH - INDENT3.length - 2).map((text) => text && visible(text));
  const line2 = `  ~ ${padEnd(clip(field, FIELD), FIELD)} ${before ?? "\u2013"} \u2192 ${after ?? "\u2013"}`;
  if (columnsOf(line2) <= TERMINAL_WIDTH) return [line2];
  const side = /* @__PURE__ */ __name((mark, text) => text === void 0 ? [] : [clip(`${INDENT3}${mark} ${text}`, TERMINAL_WIDTH)], "side");
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
var row2 = /* @__PURE__ */ __name(({ kind, name, baseline, current, change: change3 }, paint) => {
  const between = clip(`${versions2(baseline)} \u2192 ${versions2(current)}`, 35);
  const size3 = change3 === void 0 ? "" : padStart(formatChange(change3), 11);
  const text = `  ${SIGN3[kind]} ${padEnd(clip(name, 25), 26)}${padEnd(between, 36)}`;
  return clip(text, TERMINAL_WIDTH) + paintChange(paint, change3 ?? 0, size3);
}, "row");
var terminalDistribution = /* @__PURE__ */ __name((report, paint) => {
  const changes = distributionChanges(report);
  if (changes.length === 0) return [];
  const left = changes.length - ROWS4;
  return [
    paint.bold(`Packages of the distribution: ${distributionWords(changes)} (sizes as listed)`),
    ...changes.slice(0, ROWS4).map((change3) => row2(change3, paint)),
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
  const text = `  ${MARK2[finding.severity]} ${title}${size3}${isNew ? " \xB7 new" : ""}`;
  return finding.severity === "error" ? paint.red(text) : text;
}, "headLine");
var indented = /* @__PURE__ */ __name((text) => wrap(text, TERMINAL_WIDTH - INDENT4.length, "").map((line2) => INDENT4 + line2), "indented");
var chainLine = /* @__PURE__ */ __name(({ chain }) => chain === void 0 || chain.length < 2 ? [] : [clip(`${INDENT4}by way of ${elide(chain).map(visible).join(" \u2192 ")}`, TERMINAL_WIDTH)], "chainLine");
var inFull = /* @__PURE__ */ __name((line2, isNew, paint) => [
  headLine(line2, isNew, paint),
  ...indented(`${line2.sentence}.`),
  ...chainLine(line2.finding).map(paint.dim),
  ...indented(line2.advice).map(paint.dim),
  ...line2.nix.split("\n").map((text) => `${INDENT4}  ${visible(text)}`),
  // code that is cut cannot be pasted
  paint.dim(`${INDENT4}More on this: docs/findings/${line2.finding.id}.md`)
], "inFull");
var inShort = /* @__PURE__ */ __name((line2) => wrap(`${MARK2[line2.finding.severity]} ${line2.finding.id}: ${line2.sentence}`, TERMINAL_WIDTH - 4, "  ").map(
  (text) => `  ${text}`
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
  const text = clip(`${padEnd(start, 8)} ${holdsWords(view.layer, visible)}`, TERMINAL_WIDTH - LEFT2);
  const line2 = `${measured(view.size, largest2, paint)}${view.isNew ? paint.bold(text) : text}`;
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
var line = /* @__PURE__ */ __name((size3, text) => clip(`  ${padStart(formatBytes(size3), 10)} ${text}`, TERMINAL_WIDTH), "line");
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
var sizes = /* @__PURE__ */ __name((texts) => texts.map((text) => padStart(text, SIZE)).join(""), "sizes");
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
  return [paint.bold(`${clip(image.name, 30)}  ${verdict(report, (text) => text)}`), paint.dim(shown.join(" \xB7 "))];
}, "head");
var totals2 = /* @__PURE__ */ __name((report) => ownTotals(report, (name) => clip(name, 50)).map(([title, value2]) => `  ${padEnd(title, 26)}${padStart(value2, 12)}`), "totals");
var withoutComparison = /* @__PURE__ */ __name((report) => {
  const { comparison } = report;
  const none = comparison?.kind === "no-baseline" ? comparison : void 0;
  const words = noBaselineWords(none);
  const told = none?.detail === void 0 ? words : `${words.slice(0, -1)} (${clip(none.detail, 200)}).`;
  return [...totals2(report), "", ...wrap(told, TERMINAL_WIDTH, "")];
}, "withoutComparison");
var change2 = /* @__PURE__ */ __name((report, paint) => report.comparison?.kind === "compared" ? terminalChange(report, report.comparison, paint) : withoutComparison(report), "change");
var renderTerminal = /* @__PURE__ */ __name((report, options) => {
  const paint = paintFor(options.colour);
  const parts2 = [
    head(report, paint),
    change2(report, paint),
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
var SHARE = 5e-3;
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
  if (comparison.packages.some((change3) => change3.kind !== "rebuilt")) return true;
  if (comparison.distribution !== void 0 && comparison.distribution.length > 0) return true;
  const { new: fresh = [], resolved = [] } = comparison.findings ?? {};
  if ([...fresh, ...resolved].some(({ severity }) => severity !== "info")) return true;
  const measure = headlineMeasure(comparison.totals);
  return measure !== void 0 && Math.abs(measure.change) >= Math.max(FLOOR, measure.baseline * SHARE);
}, "changeIsNews");

export {
  findingAnnotations,
  breachLines,
  breachAdvice,
  commentMarker,
  mergeSections,
  renderComment,
  renderHtml,
  reportClientSchema,
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
