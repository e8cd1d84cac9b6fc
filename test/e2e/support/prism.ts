import { join } from "node:path";
import { freePort } from "../../support/ports.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { packageFile } from "./packages.ts";

const DESCRIPTION = join(import.meta.dirname, "github-requests.json");

export interface Prism {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A running proxy that lets a request through to `upstream` only if it fits `github-requests.json`, GitHub's own
 * description of its API. Otherwise it answers 422 (404 when there is no such operation) in problem+json.
 */
export async function startPrism(upstream: string): Promise<Prism> {
  const port = String(await freePort());
  const cli = packageFile("@stoplight/prism-cli", "dist/index.js");
  const options = ["proxy", "--host", "127.0.0.1", "--port", port, "--errors", DESCRIPTION, upstream];
  const { stop } = await startServerProcess({
    name: "prism",
    command: [process.execPath, cli, ...options],
    isReady: (output) => output.includes("is listening on"),
  });
  return { url: `http://127.0.0.1:${port}`, stop };
}
