import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  readReportClient
} from "./chunk-6THJAQ47.js";
import "./chunk-K5RP352F.js";
import "./chunk-BXXVUI6A.js";
import "./chunk-4DAKE55C.js";
import "./chunk-WWT3VFJF.js";
import "./chunk-EG7TS4Y5.js";
import "./chunk-TCTDNPSK.js";
import "./chunk-42IRVI7Q.js";
import "./chunk-MRU7UBN4.js";
import "./chunk-GL7HVQXP.js";
import "./chunk-FLZNCGTB.js";
import "./chunk-KKCQXBLK.js";
import "./chunk-QPEP4A4R.js";
import "./chunk-OL3P4MEU.js";
import "./chunk-FQQKM2IL.js";
export {
  readReportClient
};
