import { type Registry, type RegistryAuth, startRegistry } from "../../support/registry.ts";
import { type CacheService, type CacheServiceOptions, startCacheService } from "./cache-service.ts";
import { type GitHub, startGitHub } from "./github.ts";

export interface Services extends AsyncDisposable {
  readonly github: GitHub;
  readonly cache: CacheService;
  readonly registry: Registry;
  /** For `runAction` and `runJob`: the address of the API and the cache service. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface ServicesOptions extends CacheServiceOptions {
  readonly registryAuth?: RegistryAuth;
}

/**
 * Everything an action talks to, running on loopback: GitHub's REST API, the cache service, a registry. `GITHUB_SERVER_URL`
 * is not among `env`: for any host but github.com the cache client falls back to the old cache service.
 */
export async function startServices(options: ServicesOptions = {}): Promise<Services> {
  const { registryAuth: auth = "none", ...cacheOptions } = options;
  const [github, cache, registry] = await Promise.all([
    startGitHub(),
    startCacheService(cacheOptions),
    startRegistry({ auth }),
  ]);
  const env = { ...cache.env, GITHUB_API_URL: github.url };
  const stop = async (): Promise<void> => {
    await Promise.all([github.stop(), cache.stop(), registry.stop()]);
  };
  return { github, cache, registry, env, stop, [Symbol.asyncDispose]: stop };
}
