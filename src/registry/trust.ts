import tls from "node:tls";

/**
 * What an agent needs to trust `certificates` (PEM) beside the authorities that Node knows and those of this machine,
 * where private ones are commonly installed. Reading them takes some 0.1 s.
 */
export function createTrust(certificates: readonly string[]): Pick<tls.ConnectionOptions, "secureContext"> {
  const ca = new Set([...tls.getCACertificates("default"), ...tls.getCACertificates("system"), ...certificates]);
  return { secureContext: tls.createSecureContext({ ca: [...ca] }) };
}
