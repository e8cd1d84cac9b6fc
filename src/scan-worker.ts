import { parentPort } from "node:worker_threads";
import { serveScans } from "./image/serve-scans.ts";

if (parentPort !== null) serveScans(parentPort);
