import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConnectProxy } from "../../support/connect-proxy.ts";
import { type RegistryOptions, startRegistry } from "../../support/registry.ts";
import { startTlsFront } from "../../support/tls-front.ts";

/** A registry called `registry.test` with a private authority, to be reached through a proxy alone, as its token server. */
export async function behindProxy(options: RegistryOptions = {}) {
  const stack = new AsyncDisposableStack();
  const root = mkdtempSync(join(tmpdir(), "proxied-"));
  stack.defer(() => rmSync(root, { recursive: true }));
  const registry = stack.use(await startRegistry({ ...options, realm: "https://auth.test/token" }));
  const front = async (host: string, upstream: string) => {
    const folder = join(root, host);
    mkdirSync(folder);
    const started = await startTlsFront(host, upstream, folder);
    stack.defer(() => started.stop());
    return { port: started.port, pem: readFileSync(started.certificateFile, "utf8"), file: started.certificateFile };
  };
  const main = await front("registry.test", registry.url);
  const auth = await front("auth.test", new URL(registry.tokens?.realm ?? registry.url).origin);
  const proxy = stack.use(await startConnectProxy({ "registry.test:443": main.port, "auth.test:443": auth.port }));
  const env = { HTTPS_PROXY: `http://me:proxy-secret@127.0.0.1:${proxy.port}` };
  return {
    ...{ registry, proxy, env, certificates: [main.pem, auth.pem], files: [main.file, auth.file] },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
