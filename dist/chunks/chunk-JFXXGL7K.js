import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  SCHEMA_VERSION,
  addShares,
  analyseClosure,
  brokenByImage,
  byWeight,
  clip,
  clipForeign,
  clipSome,
  compareFindings,
  compareStorePaths,
  compareVersions,
  completeClosure,
  diffLayers,
  filled,
  findAll,
  maskCommand,
  maskValue,
  packageLabel,
  pairPackages,
  renderJson,
  reportSchema,
  restrictClosure,
  showConfig,
  silence,
  sumOfKnown,
  text,
  withoutHashes
} from "./chunk-BXXVUI6A.js";
import {
  parseStoreName
} from "./chunk-EG7TS4Y5.js";
import {
  deepFreeze
} from "./chunk-TCTDNPSK.js";
import {
  compareText
} from "./chunk-42IRVI7Q.js";
import {
  splitTag
} from "./chunk-GEC2743B.js";
import {
  describeIssues,
  parseJson
} from "./chunk-MRU7UBN4.js";
import {
  array,
  exactOptional,
  formatPlatform,
  isoTimestamp,
  looseObject,
  number,
  object,
  parse,
  pipe,
  regex,
  safeParse,
  sizeSchema,
  string,
  union,
  unknown
} from "./chunk-FLZNCGTB.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/report/parse.ts
var versionSchema = looseObject({ schemaVersion: number() });
var aboutVersion = /* @__PURE__ */ __name((version) => version > SCHEMA_VERSION ? `schemaVersion is ${version}, this program reads ${SCHEMA_VERSION}; use a newer nix-image` : `schemaVersion is ${version}, this program reads ${SCHEMA_VERSION}; write the report again with this nix-image`, "aboutVersion");
var parseReport = /* @__PURE__ */ __name((text2) => {
  const versioned = parseJson(versionSchema, text2);
  if (versioned.kind === "bad") return { kind: "bad", problem: `not a report: ${versioned.problem}` };
  const { schemaVersion } = versioned.value;
  if (schemaVersion !== SCHEMA_VERSION) return { kind: "bad", problem: aboutVersion(schemaVersion) };
  const result = safeParse(reportSchema, versioned.value, { abortEarly: true });
  return result.success ? { kind: "ok", value: deepFreeze(result.output) } : { kind: "bad", problem: `not a report: ${describeIssues(result.issues)}` };
}, "parseReport");

// src/report/report-file.ts
var reportFileSchema = union([reportSchema, array(reportSchema)]);
var parseReportFile = /* @__PURE__ */ __name((text2) => {
  const list = parseJson(array(unknown()), text2);
  if (list.kind === "bad") {
    const single = parseReport(text2);
    return single.kind === "ok" ? { kind: "ok", value: [single.value] } : single;
  }
  const result = safeParse(array(reportSchema), list.value, { abortEarly: true });
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

// src/report/image-section.ts
var lastPart = /* @__PURE__ */ __name((text2) => filled(text2.split(/[/#]/).findLast((part) => part !== "") ?? ""), "lastPart");
var nameInReference = /* @__PURE__ */ __name((reference) => lastPart(splitTag(reference.replace(/@sha256:.*$/, "")).name), "nameInReference");
var nameOfImage = /* @__PURE__ */ __name((image, { name, source }) => nameInReference(image.repoTags[0] ?? "") ?? filled(name) ?? nameInReference(source) ?? "image", "nameOfImage");
var runConfig = /* @__PURE__ */ __name(({ config }) => showConfig(
  defined({
    entrypoint: filled(config?.Entrypoint),
    cmd: filled(config?.Cmd),
    env: filled(config?.Env),
    user: filled(config?.User && clip(config.User)),
    workingDir: filled(config?.WorkingDir && clip(config.WorkingDir)),
    exposedPorts: filled(Object.keys(config?.ExposedPorts ?? {}).map(clip)),
    labels: Object.keys(config?.Labels ?? {}).length === 0 ? void 0 : config?.Labels ?? void 0
  })
), "runConfig");
var buildFlakeInput = /* @__PURE__ */ __name(({ name, url, revision, lastModified, narHash }) => defined({
  name: clipForeign(name),
  url: url === void 0 ? void 0 : clipForeign(url),
  revision: revision === void 0 ? void 0 : clip(revision),
  lastModified,
  narHash: narHash === void 0 ? void 0 : clip(narHash)
}), "buildFlakeInput");
var buildProvenance = /* @__PURE__ */ __name(({ source, revision, dirty, outPath, drvPath, flakeInputs }) => defined({
  source: clipForeign(source),
  revision: dirty ? void 0 : filled(revision && clip(revision)),
  dirty,
  outPath,
  drvPath,
  flakeInputs: flakeInputs?.map(buildFlakeInput)
}), "buildProvenance");
var buildImageSection = /* @__PURE__ */ __name((image, provenance) => defined({
  name: clipForeign(nameOfImage(image, provenance)),
  repoTags: image.repoTags.map(clip),
  platform: clip(formatPlatform(image.platform)),
  created: filled(image.config.created && clip(image.config.created)),
  configDigest: image.configDigest,
  ...buildProvenance(provenance),
  config: runConfig(image.config)
}), "buildImageSection");

// src/report/adopt.ts
var adoptReport = /* @__PURE__ */ __name((older, { provenance, silences = [] }) => {
  const { comparison: _compared, budgets: _judged, findings = [], ...rest } = older;
  const unknown2 = { revision: void 0, outPath: void 0, drvPath: void 0, flakeInputs: void 0 };
  const heard = findings.map(({ silenced: _, ...finding }) => finding);
  const image = defined({ ...rest.image, ...unknown2, ...buildProvenance(provenance) });
  return deepFreeze(parse(reportSchema, { ...rest, image, findings: silence(heard, silences) }));
}, "adoptReport");
var isOfToday = /* @__PURE__ */ __name(({ toolVersion, totals }, version) => toolVersion === version && totals.compressedSize !== void 0, "isOfToday");

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

// src/report/distribution-section.ts
var buildDistribution = /* @__PURE__ */ __name(({ id, version, name, packages }) => defined({
  id: clipSome(id),
  version: clipSome(version),
  name: clipSome(name),
  packages: packages.map(
    ({ manager, installedSize, ...texts }) => defined({
      manager,
      name: clip(texts.name),
      version: clip(texts.version),
      architecture: clipSome(texts.architecture),
      installedSize,
      source: clipSome(texts.source),
      licence: clipSome(texts.licence)
    })
  )
}), "buildDistribution");

// src/report/instruction.ts
var CONFIGURING = "ARG CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD SHELL STOPSIGNAL USER VOLUME";
var EFFECTS = new Map([
  ...["ADD", "COPY", "RUN"].map((word) => [word, "writes"]),
  ["WORKDIR", "may-write"],
  ...CONFIGURING.split(" ").map((word) => [word, "configures"])
]);
var LIMIT = 2e4;
var NOP = /^[^#]{0,200}#\(nop\) */;
var SHELL = /\/(?:usr\/)?bin\/(?:ba|da|a|z)?sh (?:-[a-z]+ (?:pipefail )?){0,4}?-[a-z]*c /;
var FIRST_SHELL = new RegExp(`^${SHELL.source}`);
var ARGUMENTS = /^\|[0-9]+ /;
var parseInstruction = /* @__PURE__ */ __name((createdBy) => {
  const plain = createdBy.slice(0, LIMIT).replace(/\s+/g, " ").replace(/ # buildkit *$/, "").trim();
  const text2 = NOP.test(plain) ? plain.replace(NOP, "") : commandOf(plain) ?? plain;
  const word = text2.split(" ", 1)[0] ?? "";
  const effect = EFFECTS.get(word);
  return effect === void 0 ? void 0 : { text: withoutSums(text2), effect };
}, "parseInstruction");
var commandOf = /* @__PURE__ */ __name((plain) => {
  const command = plain.startsWith("RUN ") ? plain.slice(4) : plain;
  if (ARGUMENTS.test(command)) {
    const shell = SHELL.exec(command);
    return shell === null ? "RUN \u2026" : `RUN ${command.slice(shell.index + shell[0].length)}`;
  }
  return FIRST_SHELL.test(command) ? `RUN ${command.replace(FIRST_SHELL, "")}` : void 0;
}, "commandOf");
var withoutSums = /* @__PURE__ */ __name((text2) => text2.replace(/^((?:COPY|ADD) (?:--\S+ )*)(?:file|dir|multi):[0-9a-f]{32,128} in /, "$1\u2026 "), "withoutSums");

// src/report/layer-creators.ts
var creatorsOf = /* @__PURE__ */ __name((config, layers) => {
  const steps = (config.history ?? []).map(toStep);
  const found = [withLayers(steps), withLayers(steps.filter((step) => !cannotWrite(step)))].find(
    (texts) => texts.length === layers
  );
  return found?.map((text2) => text2 === void 0 ? void 0 : show(text2)) ?? [];
}, "creatorsOf");
var READ = 1e5;
var show = /* @__PURE__ */ __name((text2) => clipForeign(maskCommand(text2.slice(0, READ))), "show");
var toStep = /* @__PURE__ */ __name(({ created_by, comment, empty_layer }) => {
  const createdBy = filled(created_by?.trim());
  const instruction = createdBy === void 0 ? void 0 : parseInstruction(createdBy);
  const own = filled(comment?.trim());
  const text2 = own?.startsWith("store paths:") ? own : instruction?.text ?? createdBy ?? own;
  return { isEmpty: empty_layer === true, text: text2, instruction };
}, "toStep");
var cannotWrite = /* @__PURE__ */ __name(({ instruction }) => instruction?.effect === "configures", "cannotWrite");
var withLayers = /* @__PURE__ */ __name((steps) => {
  const texts = [];
  let squashed = [];
  for (const step of steps) {
    if (step.isEmpty) {
      if (step.instruction?.effect === "writes") squashed.push(step.instruction.text);
      continue;
    }
    const own = cannotWrite(step) || squashed.length > 0 && step.instruction === void 0 ? void 0 : step.text;
    const all = own === void 0 ? squashed : [...squashed, own];
    texts.push(all.length === 0 ? void 0 : all.join("; "));
    squashed = [];
  }
  return texts;
}, "withLayers");

// src/report/layer-section.ts
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
    createdBy,
    storePaths: [...layer.shares].map(([path, share]) => ({ path, ...addShares([share]) })).sort(byWeight),
    root: addShares([layer.root]),
    entriesDigest: layer.files.digest
  });
}, "buildLayer");
var buildLayers = /* @__PURE__ */ __name((image) => {
  const createdBy = creatorsOf(image.config, image.layers.length);
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
var evidenceOf = /* @__PURE__ */ __name((path, { whyChain }, { evidence }) => {
  const file = whyChain && evidence(whyChain.at(-2), path);
  return file === void 0 ? void 0 : clip(file);
}, "evidenceOf");
var buildEntry = /* @__PURE__ */ __name((path, { share, layers }, { known, facts, found, name }) => defined({
  path,
  ...name,
  version: name.version && clip(name.version),
  ...share,
  layers,
  narSize: known?.narSize,
  closureSize: facts?.closureSize,
  retainedSize: facts?.retainedSize,
  dominator: facts?.dominator,
  references: known && referencesOf(known),
  whyChain: facts?.whyChain,
  evidence: facts && evidenceOf(path, facts, found),
  deriver: known?.deriver
}), "buildEntry");
var buildStorePaths = /* @__PURE__ */ __name((image, found, { closure, names }) => {
  const holdings = collectHoldings(image);
  const held = restrictClosure(completeClosure(closure, found.closure), holdings);
  const facts = analyseClosure(held);
  return [...holdings].map(([path, holding]) => {
    const name = names?.get(path) ?? parseStoreName(path);
    return buildEntry(path, holding, { known: held.paths.get(path), facts: facts.get(path), found, name });
  }).sort(byWeight);
}, "buildStorePaths");

// src/report/build.ts
var LARGEST_FILES = 20;
var findLargestFiles = /* @__PURE__ */ __name((image) => image.layers.flatMap((layer, index) => layer.largestFiles.map(({ path, size }) => ({ path, size, layer: index }))).sort((a, b) => b.size - a.size || compareText(a.path, b.path) || a.layer - b.layer).slice(0, LARGEST_FILES), "findLargestFiles");
var buildTotals = /* @__PURE__ */ __name((image, layers, storePaths) => defined({
  layers: layers.length,
  storePaths: storePaths.length,
  ...addShares(layers),
  compressedSize: sumOfKnown([image.configBytes.byteLength, ...layers.map((layer) => layer.compressedSize)]),
  uncompressedSize: layers.reduce((sum, layer) => sum + layer.uncompressedSize, 0),
  tarOverhead: layers.reduce((sum, layer) => sum + layer.tarOverhead, 0),
  narSize: sumOfKnown(storePaths.map((entry) => entry.narSize))
}), "buildTotals");
var buildReport = /* @__PURE__ */ __name((parts) => {
  const { image, inspection, closure, names, provenance, toolVersion, publishing, silences = [] } = parts;
  const layers = buildLayers(image);
  const storePaths = buildStorePaths(image, inspection.references, { closure, names });
  const { distribution } = inspection;
  const report = deepFreeze(
    parse(reportSchema, {
      content: buildContent(inspection.content),
      ...distribution === void 0 ? {} : { distribution: buildDistribution(distribution) },
      ...{ schemaVersion: SCHEMA_VERSION, ...defined({ toolVersion }) },
      image: buildImageSection(image, provenance),
      totals: buildTotals(image, layers, storePaths),
      layers,
      root: addShares(image.layers.map((layer) => layer.root)),
      storePaths,
      largestFiles: findLargestFiles(image)
    })
  );
  const findings = silence(findAll({ image, inspection, report, publishing }), silences);
  return deepFreeze({ ...report, findings });
}, "buildReport");

// src/report/config-diff.ts
var words = /* @__PURE__ */ __name((list) => list === void 0 ? void 0 : JSON.stringify(list), "words");
var fieldsOf = /* @__PURE__ */ __name(({ image }) => {
  const config = showConfig(image.config);
  const single = defined({
    Entrypoint: words(config.entrypoint),
    Cmd: words(config.cmd),
    User: config.user,
    WorkingDir: config.workingDir,
    ExposedPorts: words(config.exposedPorts?.toSorted())
  });
  const variables = (config.env ?? []).map((line) => {
    const equals = line.indexOf("=");
    return equals < 0 ? [`Env ${line}`, ""] : [`Env ${line.slice(0, equals)}`, line.slice(equals + 1)];
  });
  const labels = Object.entries(config.labels ?? {}).map(([key, value]) => [`Label ${key}`, value]);
  return new Map([...Object.entries(single), ...variables, ...labels]);
}, "fieldsOf");
var isSame = /* @__PURE__ */ __name((before, after) => before === after || before !== void 0 && after !== void 0 && withoutHashes(before) === withoutHashes(after), "isSame");
var diffConfigs = /* @__PURE__ */ __name((baseline, current) => {
  const [before, after] = [fieldsOf(baseline), fieldsOf(current)];
  return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].filter((field) => !isSame(before.get(field), after.get(field))).map(
    (field) => defined({ field: clip(field), baseline: clipSome(before.get(field)), current: clipSome(after.get(field)) })
  );
}, "diffConfigs");

// src/report/distribution-diff.ts
var versionsOf = /* @__PURE__ */ __name((packages) => packages.map(({ version }) => version).sort(compareVersions), "versionsOf");
var sizeOf = /* @__PURE__ */ __name((packages) => sumOfKnown(packages.map(({ installedSize }) => installedSize)), "sizeOf");
var kindOf = /* @__PURE__ */ __name(({ baseline, current }) => baseline.length === 0 ? "added" : current.length === 0 ? "removed" : "changed", "kindOf");
var buildOf = /* @__PURE__ */ __name(({ version, architecture }) => JSON.stringify([version, architecture]), "buildOf");
var without = /* @__PURE__ */ __name((packages, others) => {
  const builds = new Set(others.map(buildOf));
  return packages.filter((entry) => !builds.has(buildOf(entry)));
}, "without");
var withoutCommon = /* @__PURE__ */ __name(({ baseline, current }) => ({
  baseline: without(baseline, current),
  current: without(current, baseline)
}), "withoutCommon");
var nameOf = /* @__PURE__ */ __name((some, group, rest) => kindOf(group) === "changed" && kindOf(rest) !== "changed" && some.architecture !== void 0 ? `${some.name}:${some.architecture}` : some.name, "nameOf");
var buildChange = /* @__PURE__ */ __name((group) => {
  const rest = withoutCommon(group);
  const some = rest.current[0] ?? rest.baseline[0];
  const [baseline, current] = [versionsOf(rest.baseline), versionsOf(rest.current)];
  if (some === void 0 || baseline.join("\0") === current.join("\0")) return void 0;
  const [before, after] = [sizeOf(rest.baseline), sizeOf(rest.current)];
  return defined({
    kind: kindOf(rest),
    manager: some.manager,
    name: nameOf(some, group, rest),
    baseline,
    current,
    change: before === void 0 || after === void 0 ? void 0 : after - before
  });
}, "buildChange");
var diffDistributions = /* @__PURE__ */ __name((baseline, current) => {
  if (baseline.distribution === void 0 && current.distribution === void 0) return void 0;
  const groups = /* @__PURE__ */ new Map();
  for (const side of ["baseline", "current"]) {
    const report = side === "baseline" ? baseline : current;
    for (const entry of report.distribution?.packages ?? []) {
      const key = `${entry.manager} ${entry.name}`;
      const group = groups.get(key) ?? { baseline: [], current: [] };
      group[side].push(entry);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(buildChange).filter((change) => change !== void 0).sort((a, b) => compareText(a.name, b.name));
}, "diffDistributions");

// src/core/date.ts
var LATEST = 864e10;
var formatSeconds = /* @__PURE__ */ __name((seconds) => Math.abs(seconds) > LATEST ? void 0 : new Date(seconds * 1e3).toISOString().replace(".000Z", "Z"), "formatSeconds");

// src/report/input-diff.ts
var stateOf = /* @__PURE__ */ __name((input) => defined({
  revision: input.revision,
  date: input.lastModified === void 0 ? void 0 : formatSeconds(input.lastModified)
}), "stateOf");
var isSame2 = /* @__PURE__ */ __name((a, b) => {
  if (a.revision !== void 0 && b.revision !== void 0) return a.revision === b.revision;
  if (a.narHash !== void 0 && b.narHash !== void 0) return a.narHash === b.narHash;
  return a.lastModified === b.lastModified && a.url === b.url;
}, "isSame");
var byName = /* @__PURE__ */ __name((inputs) => new Map(inputs.map((input) => [input.name, input])), "byName");
var diffInputs = /* @__PURE__ */ __name((baseline, current) => {
  const [before, after] = [baseline.image.flakeInputs, current.image.flakeInputs];
  if (before === void 0 || after === void 0) return void 0;
  const [known, kept] = [byName(before), byName(after)];
  const moved = after.flatMap((input) => {
    const { name } = input;
    const old = known.get(name);
    if (old === void 0) return [{ kind: "added", name, current: stateOf(input) }];
    return isSame2(old, input) ? [] : [{ kind: "moved", name, baseline: stateOf(old), current: stateOf(input) }];
  });
  const gone = before.filter(({ name }) => !kept.has(name));
  return [
    ...moved,
    ...gone.map((input) => ({ kind: "removed", name: input.name, baseline: stateOf(input) }))
  ];
}, "diffInputs");

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

// src/report/package-diff.ts
var byVersion = /* @__PURE__ */ __name((a, b) => compareVersions(a.version ?? "", b.version ?? "") || compareText(a.version ?? "", b.version ?? "") || byPath(a, b), "byVersion");
var byPath = /* @__PURE__ */ __name((a, b) => compareText(a.path, b.path), "byPath");
var buildSide = /* @__PURE__ */ __name((entries) => {
  const sorted = entries.toSorted(byVersion);
  return {
    paths: sorted.map((entry) => entry.path),
    versions: sorted.map((entry) => entry.version ?? ""),
    contentSize: sorted.reduce((sum, entry) => sum + entry.contentSize, 0)
  };
}, "buildSide");
var pnames = /* @__PURE__ */ __name((entries) => [...new Set(entries.map(({ pname }) => pname))].join(), "pnames");
var kindOf2 = /* @__PURE__ */ __name((group, baseline, current) => {
  if (baseline.paths.length === 0) return "added";
  if (current.paths.length === 0) return "removed";
  const sameVersions = baseline.versions.join("\0") === current.versions.join("\0");
  return sameVersions && pnames(group.baseline) === pnames(group.current) ? "rebuilt" : "changed";
}, "kindOf");
var buildChange2 = /* @__PURE__ */ __name((group) => {
  const baseline = buildSide(group.baseline);
  const current = buildSide(group.current);
  return defined({
    kind: kindOf2(group, baseline, current),
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
var byChange = /* @__PURE__ */ __name((a, b) => Math.abs(b.change) - Math.abs(a.change) || compareText(a.pname, b.pname) || compareText(a.output ?? "", b.output ?? ""), "byChange");
var diffPackages = /* @__PURE__ */ __name((baseline, current) => explainAdditions(pairPackages(baseline, current).map(buildChange2), current).toSorted(byChange), "diffPackages");

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
    reclaimable: pair((report) => report.content?.reclaimable),
    ...[baseline, current].some(({ distribution }) => distribution !== void 0) && {
      distributionPackages: pair(({ distribution }) => distribution?.packages.length)
    }
  };
}, "pairTotals");
var diffReports = /* @__PURE__ */ __name((baseline, current, info, silences = []) => deepFreeze({
  kind: "compared",
  baseline: info,
  identical: isIdentical(baseline, current),
  totals: pairTotals(baseline, current),
  layers: diffLayers(baseline, current),
  packages: diffPackages(baseline, current),
  ...defined({
    config: filled(diffConfigs(baseline, current)),
    distribution: diffDistributions(baseline, current),
    findings: compareFindings(baseline, current, silences),
    inputs: diffInputs(baseline, current),
    brokenBudgets: filled(brokenByImage(baseline.budgets))
  })
}), "diffReports");
var compareReports = /* @__PURE__ */ __name((baseline, current, info, silences = []) => baseline.image.platform === current.image.platform ? diffReports(baseline, current, info, silences) : {
  kind: "no-baseline",
  reason: "other-platform",
  detail: `the baseline is for ${baseline.image.platform}, this image for ${current.image.platform}`
}, "compareReports");

// src/report/rebuild-causes.ts
var show2 = /* @__PURE__ */ __name((text2, attribute = "") => clipForeign(maskValue(attribute, maskCommand(text2))), "show");
var clipReason = /* @__PURE__ */ __name(({ kind, derivation, attribute, before, after, via }) => ({
  kind,
  derivation: clipForeign(derivation),
  ...attribute === void 0 ? {} : { attribute: clipForeign(attribute) },
  ...before === void 0 ? {} : { before: show2(before, attribute) },
  ...after === void 0 ? {} : { after: show2(after, attribute) },
  via: via.map(clipForeign)
}), "clipReason");
var withCause = /* @__PURE__ */ __name((change, cause) => {
  if (cause?.input === void 0 && cause?.reason === void 0) return change;
  return { ...change, cause: { ...cause, ...cause.reason && { reason: clipReason(cause.reason) } } };
}, "withCause");
var groupCauses = /* @__PURE__ */ __name((packages) => {
  const groups = /* @__PURE__ */ new Map();
  for (const { kind, cause, change } of packages) {
    if (kind !== "rebuilt" || cause?.reason === void 0) continue;
    const { via: _, ...reason } = cause.reason;
    const key = JSON.stringify([cause.input, reason]);
    const before = groups.get(key) ?? { ...cause, reason, packages: 0, change: 0 };
    groups.set(key, { ...before, packages: before.packages + 1, change: before.change + change });
  }
  return [...groups.values()].sort((a, b) => b.packages - a.packages || Math.abs(b.change) - Math.abs(a.change));
}, "groupCauses");
var addCauses = /* @__PURE__ */ __name((compared, causes) => {
  const packages = compared.packages.map((change) => withCause(change, causes.get(change)));
  const rebuildCauses = groupCauses(packages);
  return deepFreeze({ ...compared, packages, ...rebuildCauses.length === 0 ? {} : { rebuildCauses } });
}, "addCauses");

// src/report/trend.ts
var imagePointSchema = object({
  name: text,
  platform: text,
  compressedSize: exactOptional(sizeSchema),
  contentSize: sizeSchema,
  layers: sizeSchema,
  storePaths: sizeSchema
});
var trendPointSchema = object({
  /** Commit, 40 or 64 characters. */
  revision: pipe(string(), regex(/^[0-9a-f]{40,64}$/)),
  /** When it was committed, RFC 3339 in UTC. */
  date: pipe(string(), isoTimestamp()),
  images: array(imagePointSchema)
});
var MOST_POINTS = 400;
var trendPoint = /* @__PURE__ */ __name((reports, at) => ({
  ...at,
  images: reports.map(({ image, totals }) => ({
    name: image.name,
    platform: image.platform,
    ...totals.compressedSize === void 0 ? {} : { compressedSize: totals.compressedSize },
    contentSize: totals.contentSize,
    layers: totals.layers,
    storePaths: totals.storePaths
  }))
}), "trendPoint");
var extendTrend = /* @__PURE__ */ __name((trend, point) => [...trend.filter(({ revision }) => revision !== point.revision), point].slice(-MOST_POINTS), "extendTrend");
var renderTrend = /* @__PURE__ */ __name((trend) => trend.map((point) => `${JSON.stringify(point)}
`).join(""), "renderTrend");
var parseTrend = /* @__PURE__ */ __name((file) => file.split("\n").slice(-MOST_POINTS - 1).flatMap((line) => {
  const parsed = parseJson(trendPointSchema, line);
  return parsed.kind === "ok" ? [parsed.value] : [];
}), "parseTrend");

export {
  adoptReport,
  isOfToday,
  buildReport,
  formatSeconds,
  compareReports,
  addCauses,
  parseReportFile,
  renderReportFile,
  trendPoint,
  extendTrend,
  renderTrend,
  parseTrend
};
