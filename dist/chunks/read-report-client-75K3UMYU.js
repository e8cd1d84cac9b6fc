import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  readReportClient
} from "./chunk-G2MO7UNA.js";
import "./chunk-IHUARCMR.js";
import "./chunk-DUZL7PBA.js";
import "./chunk-PN3I25AP.js";
import "./chunk-DL4G24GU.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-QPEP4A4R.js";
import "./chunk-OL3P4MEU.js";
import "./chunk-FQQKM2IL.js";
export {
  readReportClient
};
