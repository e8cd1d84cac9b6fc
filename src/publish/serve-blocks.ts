import type { MessagePort } from "node:worker_threads";
import { messageOf } from "../core/errors.ts";
import type { FilledBlock } from "./block-compressor.ts";
import { type Compressing, openBlockCompressor } from "./compress-block.ts";
import type { BlockAnswer } from "./compress-workers.ts";

/** Compresses every block that the port brings and sends it back: what a compressing worker does. */
export const serveBlocks = (port: MessagePort, setting: Compressing): void => {
  const opening = openBlockCompressor(setting);
  port.on("message", async ({ block, size }: FilledBlock) => {
    const answer = await opening
      .then((compress): BlockAnswer => ({ kind: "compressed", block, size: compress(block, size) }))
      .catch((error: unknown): BlockAnswer => ({ kind: "failed", message: messageOf(error) }));
    port.postMessage(answer, [block.buffer]);
  });
};
