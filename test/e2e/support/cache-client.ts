/** A program: does what its first argument says with the real @actions/cache and prints what came back as its last line. */
import { restoreCache, saveCache } from "@actions/cache";

export interface CacheOperation {
  readonly kind: "save" | "restore";
  readonly paths: readonly string[];
  readonly key: string;
  readonly restoreKeys?: readonly string[];
}

const run = ({ kind, paths, key, restoreKeys = [] }: CacheOperation): Promise<number | string | undefined> =>
  kind === "save" ? saveCache([...paths], key) : restoreCache([...paths], key, [...restoreKeys]);

const operation: CacheOperation = JSON.parse(process.argv[2] ?? "");
const answer = await run(operation);
console.log(`\n${JSON.stringify(answer ?? null)}`);
