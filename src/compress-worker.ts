import { parentPort, workerData } from "node:worker_threads";
import type { Compressing } from "./publish/compress-block.ts";
import { serveBlocks } from "./publish/serve-blocks.ts";

if (parentPort !== null) serveBlocks(parentPort, workerData as Compressing);
