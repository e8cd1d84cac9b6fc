/** Runs the cases that its parent names, one after the other, in a process that may crash or hang without the parent. */
import { openFuzzer, runCase } from "./run.ts";

const fuzzer = await openFuzzer(process.argv[2] ?? "");
process.on("message", ({ run, n }: { readonly run: number; readonly n: number }) => {
  void runCase(fuzzer, run, n).then((result) => process.send?.({ ...result, rss: process.memoryUsage.rss() }));
});
process.send?.("ready");
