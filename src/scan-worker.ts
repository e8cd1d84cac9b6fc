import { parentPort, workerData } from "node:worker_threads";
import type { ScanWorkerData } from "./image/scan-answer.ts";
import { serveScans } from "./image/serve-scans.ts";
import { openPackers, type PackOptions } from "./publish/pack.ts";

const { packing, bare } = workerData as ScanWorkerData;
const openPacker = packing === undefined ? undefined : openPackers({ ...(packing as PackOptions), blocking: true });
if (parentPort !== null) serveScans(parentPort, { openPacker, bare });
