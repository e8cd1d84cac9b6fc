import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  exec,
  getExecOutput
} from "./chunk-XHU6Y52C.js";
import "./chunk-FQQKM2IL.js";
export {
  exec,
  getExecOutput
};
