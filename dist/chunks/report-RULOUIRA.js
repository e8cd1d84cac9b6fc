import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  renderMarkdown,
  reportCommand
} from "./chunk-WJO6HG7S.js";
import "./chunk-RTV34FVT.js";
import "./chunk-F6WSNSPX.js";
import "./chunk-BLBGCFR4.js";
import "./chunk-UKBYAVXE.js";
import "./chunk-FQQKM2IL.js";
export {
  renderMarkdown,
  reportCommand
};
