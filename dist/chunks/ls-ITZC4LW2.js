import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  limitOf,
  printAnswers
} from "./chunk-MGJ4YMS6.js";
import {
  diffLayer,
  listFolder
} from "./chunk-2H4F7B5S.js";
import "./chunk-KB2GI7UG.js";
import "./chunk-4EDFUQKZ.js";
import "./chunk-JFXXGL7K.js";
import {
  renderLayerChanges,
  renderListing
} from "./chunk-K5RP352F.js";
import "./chunk-BXXVUI6A.js";
import "./chunk-4DAKE55C.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-HQY36DKX.js";
import "./chunk-S5TTZZGM.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-Q27EGVJI.js";
import "./chunk-WJ444KRO.js";
import "./chunk-IAKEKEDV.js";
import "./chunk-JYKSYV3G.js";
import "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-5RK4XCTW.js";
import "./chunk-GEC2743B.js";
import "./chunk-MRU7UBN4.js";
import "./chunk-KFVUV2LW.js";
import {
  plural
} from "./chunk-GL7HVQXP.js";
import "./chunk-FLZNCGTB.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-EZNROI2T.js";
import "./chunk-QPEP4A4R.js";
import {
  InputError
} from "./chunk-UNTW53JI.js";
import "./chunk-OL3P4MEU.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/ls.ts
var lsCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const asked = {
    query: args.path.startsWith("/") ? args.path : `/${args.path}`,
    limit: limitOf(args),
    colour: cli.colour
  };
  const { layer } = args;
  if (layer !== void 0 && !/^[-+]?\d+$/.test(layer)) {
    throw new InputError("BAD_INPUT", `--layer is ${JSON.stringify(layer)}; expected the number of a layer, from 1`);
  }
  const analyses = await analyseQuery(args, cli);
  const answers = analyses.map(
    (analysis) => layer === void 0 ? listAnswer(analysis, asked) : changesAnswer(analysis, { ...asked, layer: Number(layer) })
  );
  printAnswers("ls", answers, { args, cli });
}, "lsCommand");
var listAnswer = /* @__PURE__ */ __name(({ image, report }, { query, limit, colour }) => {
  const files = image.layers.map((layer) => layer.files);
  const answer = listFolder(files, query, limit);
  if (answer.kind === "missing") throw missing(report.image.source, query, answer);
  const { listing } = answer;
  return {
    report,
    data: /* @__PURE__ */ __name(() => ({ query, ...listing }), "data"),
    text: /* @__PURE__ */ __name(() => renderListing(report, query, { listing, colour }), "text")
  };
}, "listAnswer");
var changesAnswer = /* @__PURE__ */ __name(({ image, report }, { query, limit, colour, layer }) => {
  const files = image.layers.map((one) => one.files);
  if (layer < 1 || layer > files.length) throw noSuchLayer(report.image.source, layer, files.length);
  const changes = diffLayer(files, { index: layer - 1, path: query, limit });
  if (changes === void 0) throw missing(report.image.source, query, { near: [] });
  return {
    report,
    data: /* @__PURE__ */ __name(() => ({ query, layer, ...changes }), "data"),
    text: /* @__PURE__ */ __name(() => renderLayerChanges(report, { layer, path: query }, { changes, colour }), "text")
  };
}, "changesAnswer");
var noSuchLayer = /* @__PURE__ */ __name((source, layer, count) => new InputError(
  "NO_LAYER",
  `${source}: --layer is ${layer}, the image has ${plural(count, "layer")}${count === 0 ? "" : `; give a number from 1 to ${count}`}`
), "noSuchLayer");
var missing = /* @__PURE__ */ __name((source, query, { near, link }) => {
  const guess = near.filter((path) => path !== query);
  const names = guess.length === 0 ? "" : ` (did you mean ${guess.join(", ")}?)`;
  const hint = link === void 0 ? names : ` (${link} is a link that leads nowhere)`;
  return new InputError("NO_PATH", `${source}: ${query} is not in the image${hint}; nix-image ls shows what is`);
}, "missing");
export {
  lsCommand
};
