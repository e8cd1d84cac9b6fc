import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analysePlan,
  findNix,
  nearest,
  planImage
} from "./chunk-2H4F7B5S.js";
import {
  compareStorePaths,
  groupByPackageAndPart,
  packageLabel,
  referrersAmong
} from "./chunk-BXXVUI6A.js";
import {
  jsonText
} from "./chunk-4DAKE55C.js";
import {
  baseNameOf,
  hashPartOf,
  nameOf,
  storePathOf
} from "./chunk-EG7TS4Y5.js";
import {
  Problems,
  integer,
  parseImageArg,
  platform
} from "./chunk-IAKEKEDV.js";
import {
  compareText
} from "./chunk-42IRVI7Q.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  InputError
} from "./chunk-UNTW53JI.js";
import {
  visible
} from "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/report/query/references.ts
var ownSize = /* @__PURE__ */ __name((entry) => entry.narSize ?? entry.contentSize, "ownSize");
var byRetained = /* @__PURE__ */ __name((a, b) => (b.retainedSize ?? 0) - (a.retainedSize ?? 0) || ownSize(b) - ownSize(a) || compareStorePaths(a.path, b.path), "byRetained");
var openReferences = /* @__PURE__ */ __name(({ storePaths }) => {
  if (!storePaths.some((entry) => entry.references !== void 0 && entry.retainedSize !== void 0)) return void 0;
  const entries = new Map(storePaths.map((entry) => [entry.path, entry]));
  const sorted = [...storePaths].sort(byRetained);
  const referrers = referrersAmong(sorted);
  return {
    entries,
    roots: sorted.filter(({ whyChain }) => whyChain?.length === 1),
    referencesOf: /* @__PURE__ */ __name((path) => (entries.get(path)?.references ?? []).flatMap((target) => entries.get(target) ?? []).sort(byRetained), "referencesOf"),
    referrersOf: /* @__PURE__ */ __name((path) => referrers.get(path) ?? [], "referrersOf")
  };
}, "openReferences");

// src/report/query/dominators.ts
var buildDominators = /* @__PURE__ */ __name((report, extent) => {
  const known = report.storePaths.filter((entry) => entry.retainedSize !== void 0).sort(byRetained);
  const dominated = Map.groupBy(known, (entry) => entry.dominator);
  const top = dominated.get(void 0) ?? [];
  return { retainedSize: sumRetained(top), ...split(top, dominated, extent) };
}, "buildDominators");
var split = /* @__PURE__ */ __name((entries, dominated, { depth, limit }) => {
  const shown = depth === 0 ? 0 : limit;
  const left = entries.slice(shown);
  return {
    children: entries.slice(0, shown).map((entry) => ({
      path: entry.path,
      name: entry.name,
      ownSize: ownSize(entry),
      retainedSize: entry.retainedSize ?? 0,
      ...split(dominated.get(entry.path) ?? [], dominated, { depth: depth - 1, limit })
    })),
    rest: { paths: left.length, retainedSize: sumRetained(left) }
  };
}, "split");
var sumRetained = /* @__PURE__ */ __name((entries) => entries.reduce((sum, entry) => sum + (entry.retainedSize ?? 0), 0), "sumRetained");

// src/report/query/repeated-packages.ts
var findRepeatedPackages = /* @__PURE__ */ __name(({ storePaths }) => groupByPackageAndPart(storePaths).filter((entries) => entries.length > 1).map(describe).sort((a, b) => b.contentSize - a.contentSize || compareText(a.name, b.name)), "findRepeatedPackages");
var describe = /* @__PURE__ */ __name((entries) => {
  const [heaviest, ...others] = entries;
  return {
    name: packageLabel(heaviest),
    kind: others.some(({ version }) => version !== heaviest.version) ? "versions" : "builds",
    paths: entries.map(
      ({ path, version, contentSize }) => version === void 0 ? { path, contentSize } : { path, version, contentSize }
    ),
    contentSize: others.reduce((sum, entry) => sum + entry.contentSize, 0)
  };
}, "describe");

// src/report/query/why.ts
var weighPath = /* @__PURE__ */ __name((entry) => defined({
  path: entry.path,
  name: entry.name,
  ownSize: ownSize(entry),
  closureSize: entry.closureSize,
  retainedSize: entry.retainedSize,
  evidence: entry.evidence
}), "weighPath");
var explainPaths = /* @__PURE__ */ __name((report, paths, evidence = () => void 0) => {
  const references = openReferences(report);
  return paths.map((entry) => explain(entry, references, evidence));
}, "explainPaths");
var referrerOf = /* @__PURE__ */ __name((referrer, path, evidence) => {
  const { evidence: _, ...weighed } = weighPath(referrer);
  return defined({ ...weighed, evidence: evidence(referrer.path, path) });
}, "referrerOf");
var explain = /* @__PURE__ */ __name((entry, references, evidence) => {
  const referrers = references?.referrersOf(entry.path) ?? [];
  const chain = entry.whyChain?.flatMap((path) => references?.entries.get(path) ?? []);
  const facts = defined({
    chain: chain?.map(weighPath),
    dominator: entry.dominator,
    cut: cutFor(entry, referrers, references)
  });
  return {
    ...weighPath(entry),
    contentSize: entry.contentSize,
    files: entry.files,
    layers: entry.layers.map((layer) => layer + 1),
    referrers: referrers.map((referrer) => referrerOf(referrer, entry.path, evidence)),
    ...facts
  };
}, "explain");
var cutFor = /* @__PURE__ */ __name((entry, referrers, references) => {
  const { path: to, retainedSize: frees } = entry;
  if (entry.whyChain?.length === 1 || frees === void 0) return void 0;
  let way;
  for (const referrer of referrers) {
    if (hangsBelow(referrer, entry, references)) continue;
    if (way !== void 0) return void 0;
    way = referrer.path;
  }
  return way === void 0 ? void 0 : { from: way, to, frees };
}, "cutFor");
var hangsBelow = /* @__PURE__ */ __name((entry, above, references) => {
  let at = entry;
  while (at !== void 0 && at.path !== above.path)
    at = at.dominator === void 0 ? void 0 : references?.entries.get(at.dominator);
  return at !== void 0;
}, "hangsBelow");

// src/report/query/tree.ts
function* walkReferences(references, starts, depthLimit) {
  const expanded = /* @__PURE__ */ new Set();
  const waiting = [];
  const push = /* @__PURE__ */ __name((entries, depth) => {
    for (const [index, entry] of entries.toReversed().entries()) waiting.push({ entry, depth, last: index === 0 });
  }, "push");
  push(starts, 0);
  for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
    const { entry, depth, last } = next;
    const below = references.referencesOf(entry.path);
    const how = continuationOf(below.length, expanded.has(entry.path), depth < depthLimit);
    yield { ...weighPath(entry), depth, last, references: how };
    if (how === "expanded" || how === "none") expanded.add(entry.path);
    if (how === "expanded") push(below, depth + 1);
  }
}
__name(walkReferences, "walkReferences");
var continuationOf = /* @__PURE__ */ __name((below, isAbove, isShallow) => {
  if (isAbove) return "above";
  if (below === 0) return "none";
  return isShallow ? "expanded" : "cut";
}, "continuationOf");
var collectGraph = /* @__PURE__ */ __name((references, starts, depthLimit) => {
  const depths = new Map(starts.map((entry) => [entry, 0]));
  for (const [entry, depth] of depths) {
    if (depth === depthLimit) continue;
    for (const target of references.referencesOf(entry.path)) if (!depths.has(target)) depths.set(target, depth + 1);
  }
  const paths = [...depths.keys()];
  const edges = paths.flatMap(
    (entry) => references.referencesOf(entry.path).filter((target) => depths.has(target)).map((target) => ({ from: entry.path, to: target.path }))
  );
  return { paths, edges };
}, "collectGraph");

// src/report/query/find-store-path.ts
var wordsFor = /* @__PURE__ */ __name((entry) => {
  const { name, pname, version, output } = entry;
  return [
    baseNameOf(entry.path),
    hashPartOf(entry.path),
    name,
    pname,
    packageLabel(entry),
    ...version === void 0 ? [] : [`${pname}-${version}`],
    ...output === void 0 ? [] : [`${pname}.${output}`, `${pname}-${version}.${output}`]
  ];
}, "wordsFor");
var findStorePaths = /* @__PURE__ */ __name(({ storePaths }, text) => {
  const path = storePathOf(text.replace(/\/+$/, ""));
  if (path !== void 0) return storePaths.filter((entry) => entry.path === path);
  const exact = storePaths.filter((entry) => wordsFor(entry).includes(text));
  const lower = text.toLowerCase();
  const found = exact.length > 0 ? exact : storePaths.filter((entry) => wordsFor(entry).some(isLower(lower)));
  return [...found].sort(byRetained);
}, "findStorePaths");
var isLower = /* @__PURE__ */ __name((lower) => (word) => word.toLowerCase() === lower, "isLower");
var SUGGESTIONS = 5;
var suggestNames = /* @__PURE__ */ __name(({ storePaths }, text) => {
  const path = storePathOf(text);
  const wanted = path === void 0 ? text.replace(/^\/nix\/store\//, "") : nameOf(path);
  return nearest(
    wanted,
    storePaths.flatMap(({ name, pname }) => [name, pname]),
    SUGGESTIONS
  );
}, "suggestNames");

// src/cli/query.ts
var analyseQuery = /* @__PURE__ */ __name(async (args, { deps }) => {
  const problems = new Problems();
  const asked = platform("--platform", args.platform, problems);
  problems.throwAny();
  const options = {
    deps,
    nix: findNix(deps),
    buildArgs: args.buildArgs,
    registry: { insecure: args.insecure },
    ...defined({ platform: asked })
  };
  const plan = await planImage(parseImageArg(args.image, args.file), { ...options, revLength: 9 });
  return analysePlan(plan, options);
}, "analyseQuery");
var MOST_ROWS = 1e5;
var DEEPEST = 1e3;
var checked = /* @__PURE__ */ __name((name, text, most) => {
  const problems = new Problems();
  const value = integer(name, text, [1, most], problems);
  problems.throwAny();
  return value;
}, "checked");
var limitOf = /* @__PURE__ */ __name(({ limit }) => checked("--limit", limit, MOST_ROWS), "limitOf");
var depthOf = /* @__PURE__ */ __name((depth) => checked("--depth", depth, DEEPEST), "depthOf");
var QUERY_VERSION = 1;
var printAnswers = /* @__PURE__ */ __name((command, answers, { args, cli }) => {
  if (!args.json) {
    cli.print(answers.map(({ text }) => text()).join("\n"));
    return;
  }
  const documents = answers.map(({ report, data }) => {
    const { name, source, platform: platform2, configDigest } = report.image;
    return { schemaVersion: QUERY_VERSION, command, image: { name, source, platform: platform2, configDigest }, ...data() };
  });
  cli.stdout(jsonText(documents.length === 1 ? documents[0] : documents));
}, "printAnswers");
var findWanted = /* @__PURE__ */ __name((analyses, wanted) => {
  const hits = analyses.map(({ report, references }) => ({ report, references, found: findStorePaths(report, wanted) })).filter(({ found }) => found.length > 0);
  if (hits.length > 0) return hits;
  const reports = analyses.map(({ report }) => report);
  throw new InputError(
    "NO_STORE_PATH",
    `${sourceOf(analyses)}: no store path is called ${JSON.stringify(wanted)} (${hintFor(reports, wanted)}); name a store path, its base name, or the package with or without its version`
  );
}, "findWanted");
var FEW = 8;
var hintFor = /* @__PURE__ */ __name((reports, wanted) => {
  const listed = reports.flatMap(({ distribution }) => distribution?.packages ?? []).find(({ name }) => name === wanted);
  if (listed !== void 0)
    return `${listed.manager} lists ${visible(`${listed.name} ${listed.version}`)}, whose references nobody knows`;
  const names = [...new Set(reports.flatMap(({ storePaths }) => storePaths.map(({ name }) => visible(name))))];
  const near = [...new Set(reports.flatMap((report) => suggestNames(report, wanted)))];
  if (near.length > 0) return `did you mean ${near.join(", ")}?`;
  if (names.length === 0) return "the image holds none";
  return names.length <= FEW ? `it holds ${names.join(", ")}` : `among its ${names.length} names`;
}, "hintFor");
var needReferences = /* @__PURE__ */ __name((report) => {
  const references = openReferences(report);
  if (references !== void 0) return references;
  const { source } = report.image;
  throw new InputError(
    "NO_REFERENCES",
    report.storePaths.length === 0 ? `${source}: holds no store paths (wanted: an image made by Nix); nix-image ls shows its files` : `${source}: nobody here knows the references between its store paths; run this where Nix has them, such as the machine that built the image, or name what builds it, as in .#image`
  );
}, "needReferences");
var sourceOf = /* @__PURE__ */ __name((analyses) => analyses[0]?.report.image.source ?? "", "sourceOf");

export {
  buildDominators,
  findRepeatedPackages,
  weighPath,
  explainPaths,
  walkReferences,
  collectGraph,
  analyseQuery,
  limitOf,
  depthOf,
  printAnswers,
  findWanted,
  needReferences
};
