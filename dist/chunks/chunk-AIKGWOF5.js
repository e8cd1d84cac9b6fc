import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  choosePlatform,
  closureOf,
  findDerivers,
  hasDerivation,
  heldPaths,
  inspectImage,
  isPlainName,
  openPlanStore,
  readImages,
  realiseImage,
  splitByDerivation
} from "./chunk-PINPUHKC.js";
import {
  buildReport
} from "./chunk-JTD6X7RN.js";
import {
  environmentForPrograms
} from "./chunk-GDDRRXG6.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/derivers.ts
var deriversOf = /* @__PURE__ */ __name(async ({ paths, drvPath }, wanted, store) => {
  const remembered = new Map(Array.from(paths, ({ path, deriver }) => [path, deriver]));
  const found = /* @__PURE__ */ new Map();
  for (const path of new Set(wanted)) {
    const deriver = remembered.get(path);
    if (deriver !== void 0 && await hasDerivation(deriver)) found.set(path, deriver);
  }
  const missing = wanted.filter((path) => !found.has(path));
  if (missing.length === 0 || drvPath === void 0 || !await hasDerivation(drvPath)) return found;
  return new Map([...found, ...await findDerivers(store, drvPath, missing)]);
}, "deriversOf");

// src/pipeline/derived-names.ts
var readDerivedNames = /* @__PURE__ */ __name(async ({ paths }, drvPath, nix) => {
  const open = [...paths.keys()].filter((path) => !isPlainName(path));
  if (open.length === 0) return /* @__PURE__ */ new Map();
  const store = openPlanStore(nix);
  const derivers = await deriversOf({ paths: paths.values(), drvPath }, open, store);
  const derivations = await store.read([...new Set(derivers.values())]);
  return new Map(
    open.flatMap((path) => {
      const derivation = derivations.get(derivers.get(path) ?? path);
      return derivation === void 0 ? [] : [[path, splitByDerivation(path, derivation)]];
    })
  );
}, "readDerivedNames");

// src/pipeline/ask-nix.ts
var askNix = /* @__PURE__ */ __name(async (images, { drvPath }, { nix, deps }) => {
  const paths = [...new Set(images.flatMap((image) => [...heldPaths(image)]))];
  const found = paths.length === 0 ? void 0 : await nix.want();
  const closure = found && await closureOf(found, paths);
  if (found === void 0 || closure === void 0) return {};
  const names = await readDerivedNames(closure, drvPath, found).catch(
    (error) => deps.log.debug(`names are read off store paths, since derivations could not be read: ${messageOf(error)}`)
  );
  return { closure, ...names && { names } };
}, "askNix");

// src/pipeline/provenance.ts
var provenanceOf = /* @__PURE__ */ __name((plan, { outPath, drvPath }) => ({
  source: plan.text,
  dirty: plan.dirty,
  ...defined({
    revision: plan.revision,
    outPath,
    drvPath,
    flakeInputs: plan.target.kind === "flake" ? plan.target.metadata.inputs : void 0
  })
}), "provenanceOf");

// src/pipeline/analyse.ts
var analysePlan = /* @__PURE__ */ __name(async (plan, options) => {
  return analyseRealised(await realiseImage(plan, options), options);
}, "analysePlan");
var analyseRealised = /* @__PURE__ */ __name(async (realised, options) => {
  const { deps } = options;
  const { plan } = realised;
  options.nix.want().catch(() => {
  });
  const images = await deps.log.group(
    `read ${plan.text}`,
    () => readImages(realised.source, {
      log: deps.log,
      env: environmentForPrograms(deps.env),
      ...options.openPacker === void 0 ? {} : { openPacker: options.openPacker },
      ...deps.workers === void 0 ? {} : { workers: deps.workers },
      ...defined({ platform: choosePlatform(plan, options.platform, deps) })
    })
  );
  for (const image of images) tellCut(image, deps.log);
  const asked = askNix(images, realised, options);
  const inspections = images.map(inspectImage);
  const [known, toolVersion] = await Promise.all([asked, deps.version()]);
  return images.map(
    (image, i) => analyseImage(realised, image, { inspection: inspections[i], known, toolVersion, options })
  );
}, "analyseRealised");
var tellCut = /* @__PURE__ */ __name(({ source, layers }, log) => {
  const cut = layers.flatMap(({ traces }, index) => traces.cut ? [index + 1] : []);
  if (cut.length === 0) return;
  log.warning(
    `${source}: layer ${cut.join(", ")} holds more programs, names of store paths or package lists than are looked at; sizes are exact, findings and references may be incomplete`
  );
}, "tellCut");
var analyseImage = /* @__PURE__ */ __name(({ plan, outPath, drvPath }, image, { inspection, known, toolVersion, options }) => {
  const report = buildReport({
    image,
    inspection,
    toolVersion,
    ...known,
    ...defined({ silences: options.silences, publishing: options.publishing?.(image, plan) }),
    provenance: provenanceOf(plan, { ...defined({ outPath, drvPath }) })
  });
  return { plan, image, report, references: inspection.references };
}, "analyseImage");

export {
  deriversOf,
  provenanceOf,
  analysePlan,
  analyseRealised
};
