import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  nixSystem,
  queryLicences
} from "./chunk-2H4F7B5S.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/sbom.ts
import path from "node:path";
var renderSboms = /* @__PURE__ */ __name(async (analyses, settings) => {
  const { buildSbom } = await import("./sbom-5NIBYG3A.js");
  const toolVersion = await settings.deps.version();
  const meta = await licencesOf(analyses, settings);
  return analyses.map(
    ({ plan, report }) => buildSbom(report, defined({ toolVersion, meta, manifestDigest: digestIn(plan) }))
  );
}, "renderSboms");
var digestIn = /* @__PURE__ */ __name(({ target }) => target.kind === "registry" ? target.reference.digest : void 0, "digestIn");
var licencesOf = /* @__PURE__ */ __name(async (analyses, { deps, buildArgs }) => {
  const known = /* @__PURE__ */ new Map();
  for (const [flakeRef, images] of Map.groupBy(analyses, ({ plan }) => lockedRefOf(plan))) {
    const target = images[0]?.plan.target;
    if (flakeRef === void 0 || target?.kind !== "flake") continue;
    const paths = unique(images.flatMap(({ report }) => report.storePaths.map((entry) => entry.path)));
    const systems = unique([...images.map(({ image }) => image.platform), deps.machine].map(nixSystem));
    const options = { flakeRef, systems, paths, cwd: deps.cwd, args: buildArgs, log: deps.log };
    const found = await deps.log.group(`licences in ${target.installable}`, () => queryLicences(target.nix, options));
    for (const [storePath, meta] of found) known.set(storePath, meta);
  }
  return known;
}, "licencesOf");
var lockedRefOf = /* @__PURE__ */ __name(({ target }) => target.kind === "flake" ? target.metadata.lockedRef : void 0, "lockedRefOf");
var unique = /* @__PURE__ */ __name((values) => [...new Set(values)], "unique");
var sbomFiles = /* @__PURE__ */ __name((file, count) => {
  const [, stem = "", extensions = ""] = /^(.[^.]*)(.*)$/s.exec(path.basename(file)) ?? [];
  return Array.from(
    { length: count },
    (_, index) => index === 0 ? file : path.join(path.dirname(file), `${stem}-${index + 1}${extensions}`)
  );
}, "sbomFiles");

export {
  renderSboms,
  sbomFiles
};
