import { InputError } from "../core/errors.ts";
import { RegistryError } from "./errors.ts";

/** Where a registry is spoken to, and which addresses it may send us on to. */
export interface RegistryAddress {
  /** As the user named it. */
  readonly registry: string;
  /** `https://registry-1.docker.io`; credentials go here and to the token server only. */
  readonly origin: string;
  readonly loopback: boolean;
  /** The one host behind which plain HTTP was asked for. */
  readonly insecureHost?: string;
}

/** Docker Hub is named by its web site and serves the protocol elsewhere. */
const API_HOSTS: ReadonlyMap<string, string> = new Map([
  ["docker.io", "registry-1.docker.io"],
  ["index.docker.io", "registry-1.docker.io"],
]);

/** 127.0.0.0/8, `localhost` and `[::1]`, as `URL` writes host names. */
export const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** Address of a registry named `host[:port]`. Loopback is always spoken to in plain HTTP, other hosts when `insecure`. */
export function registryAddress(registry: string, insecure = false): RegistryAddress {
  const url = parseHost(registry);
  const loopback = isLoopback(url.hostname);
  const scheme = loopback || insecure ? "http:" : "https:";
  const origin = `${scheme}//${API_HOSTS.get(url.host) ?? url.host}`;
  return { registry, origin: new URL(origin).origin, loopback, ...(insecure ? { insecureHost: url.hostname } : {}) };
}

/** Docker Hub keeps the images without an owner under `library/`. */
export const apiRepository = (registry: string, repository: string): string =>
  API_HOSTS.has(registry) && !repository.includes("/") ? `library/${repository}` : repository;

function parseHost(registry: string): URL {
  const text = `http://${registry}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // Port 80 is left out by URL, so the comparison looks at the shape and not at the text.
  if (url === undefined || !/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d+)?$/i.test(registry)) {
    throw new InputError("BAD_REGISTRY", `registry ${JSON.stringify(registry)}: not a host name (wanted host[:port])`);
  }
  return url;
}

/**
 * The URL that `location` means, seen from `base`. Throws `UNSAFE_ADDRESS` for plain HTTP outside loopback (unless the
 * user named that host), and for addresses with a user name in them.
 */
export function resolveSafely(location: string, base: URL | undefined, address: RegistryAddress): URL {
  const url = URL.canParse(location, base?.href) ? new URL(location, base) : undefined;
  if (url !== undefined && mayVisit(url, address)) return url;
  const target = url === undefined ? "an address that cannot be read" : `${url.protocol}//${url.host}`;
  throw new RegistryError(
    "UNSAFE_ADDRESS",
    `${address.registry}: the registry sends us to ${target}, which is refused (only https is followed, so that nobody ` +
      "on the way reads or changes what is sent); check the registry's external URL and its proxy",
  );
}

function mayVisit(url: URL, address: RegistryAddress): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol === "https:") return true;
  if (url.protocol !== "http:") return false;
  // A registry elsewhere has no business with the services of this machine.
  return isLoopback(url.hostname) ? address.loopback : url.hostname === address.insecureHost;
}
