import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  analyseQuery,
  findRepeatedPackages,
  limitOf,
  printAnswers
} from "./chunk-3VTT7XNS.js";
import {
  findDuplicates
} from "./chunk-LNHMVC2N.js";
import {
  renderDuplicates
} from "./chunk-Q5TWWWUV.js";
import "./chunk-R5D3Q47E.js";
import "./chunk-TGHYRGPX.js";
import "./chunk-J26AIPMZ.js";
import "./chunk-UZ43WKVZ.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-3YOWRT4G.js";
import "./chunk-TPS7SHAV.js";
import "./chunk-C5EYQWJQ.js";
import "./chunk-24EF4IVO.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-QPEP4A4R.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/cli/duplicates.ts
var duplicatesCommand = /* @__PURE__ */ __name(async (args, cli) => {
  const limit = limitOf(args);
  const answers = (await analyseQuery(args, cli)).map(({ image, report }) => {
    const files = findDuplicates(
      image.layers.map((layer) => layer.files),
      limit
    );
    const found = { ...files, packages: findRepeatedPackages(report) };
    return {
      report,
      data: /* @__PURE__ */ __name(() => ({ ...found, packages: found.packages.slice(0, limit) }), "data"),
      text: /* @__PURE__ */ __name(() => renderDuplicates(report, found, { limit, colour: cli.colour }), "text")
    };
  });
  printAnswers("duplicates", answers, { args, cli });
}, "duplicatesCommand");
export {
  duplicatesCommand
};
