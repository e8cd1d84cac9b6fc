import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  renderMarkdown,
  reportCommand
} from "./chunk-4M6L4R5X.js";
import "./chunk-6IXNSTPR.js";
import "./chunk-BWBS7AQ3.js";
import "./chunk-BLBGCFR4.js";
import "./chunk-GDDRRXG6.js";
import "./chunk-UKBYAVXE.js";
import "./chunk-FQQKM2IL.js";
export {
  renderMarkdown,
  reportCommand
};
