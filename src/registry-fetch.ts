import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { InputError } from "./core/errors.ts";
import { once } from "./core/once.ts";

export interface RegistryFetchOptions {
  /** Proxies are named here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Files with certificates of authorities, PEM, that are trusted beside those that the machine trusts. */
  readonly authorities: readonly string[];
}

/** A `fetch` for registries and their token servers. The files are read at once, and the client when it is first used. */
export const openRegistryFetch = async ({ env, cwd, authorities }: RegistryFetchOptions): Promise<typeof fetch> => {
  const certificates = (await Promise.all(authorities.map((file) => readCertificates(path.resolve(cwd, file))))).flat();
  const transport = once(async () => (await import("./registry/index.ts")).openTransport({ env, certificates }));
  return async (...request) => (await transport())(...request);
};

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** All certificates in a file: a chain has several. */
const readCertificates = async (file: string): Promise<readonly string[]> => {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new InputError("BAD_REGISTRY_CA", `registry-ca: ${file} cannot be read; check the path`, { cause });
  });
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length > 0 && certificates.every(isCertificate)) return certificates;
  const wanted = "wanted PEM, which begins with -----BEGIN CERTIFICATE-----";
  throw new InputError("BAD_REGISTRY_CA", `registry-ca: ${file} holds no certificate, or a broken one (${wanted})`);
};

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.byteLength > 0;
  } catch {
    return false;
  }
};
