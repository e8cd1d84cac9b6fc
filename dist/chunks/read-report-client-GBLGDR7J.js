import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  readReportClient
} from "./chunk-SN5NFMNE.js";
import "./chunk-GSXTA2A2.js";
import "./chunk-4DAKE55C.js";
import "./chunk-T4RP7OKA.js";
import "./chunk-42IRVI7Q.js";
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
