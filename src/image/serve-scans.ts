import type { MessagePort } from "node:worker_threads";
import type { Progress } from "../core/log.ts";
import { isLookedInto } from "./model.ts";
import type { OpenPacker } from "./packer.ts";
import { type ScanAnswer, toFailure } from "./scan-answer.ts";
import { type LayerRange, scanRange } from "./scan-range.ts";

export interface ServeOptions {
  readonly openPacker: OpenPacker | undefined;
  readonly bare: boolean;
}

/** Scans and packs every range that the port brings, one after the other: what a scanning worker does. */
export const serveScans = (port: MessagePort, options: ServeOptions): void => {
  port.on("message", async (range: LayerRange) => {
    const progress = reporter(port);
    const answer = await scanRange(range, { ...options, progress, blocking: true }).then(scannedAnswer, toFailure);
    progress.done();
    port.postMessage(answer, transferable(answer));
  });
};

const transferable = (answer: ScanAnswer): ArrayBuffer[] => {
  const layer = answer.kind === "scanned" ? answer.scanned.layer : undefined;
  return layer !== undefined && isLookedInto(layer) ? [layer.files.bytes.buffer] : [];
};

const scannedAnswer = (scanned: Extract<ScanAnswer, { kind: "scanned" }>["scanned"]): ScanAnswer => ({
  kind: "scanned",
  scanned,
});

/** A message costs some microseconds: a few for each second of work are enough. */
const REPORTED_BYTES = 16 << 20;

const reporter = (port: MessagePort): Progress => {
  let bytes = 0;
  let describe = (): string => "";
  const report = (): void => {
    port.postMessage({ kind: "progress", bytes, doing: describe() } satisfies ScanAnswer);
    bytes = 0;
  };
  return {
    advance: (count) => {
      bytes += count;
      if (bytes >= REPORTED_BYTES) report();
    },
    doing: (what) => {
      describe = what;
    },
    done: report,
  };
};
