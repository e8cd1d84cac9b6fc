import { variable } from "../entrypoint.ts";
import { imageWith } from "../nix-text.ts";
import type { Rule } from "../rule.ts";
import type { Subject } from "../subject.ts";

/** Where the libraries and Go look, each of them somewhere else. */
const BUNDLES = [
  "/etc/ssl/certs/ca-bundle.crt",
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/cert.pem",
];
const VARIABLES = ["SSL_CERT_FILE", "NIX_SSL_CERT_FILE", "SYSTEM_CERTIFICATE_PATH", "SSL_CERT_DIR"];
const LIBRARIES = new Set("openssl libressl gnutls nss mbedtls wolfssl s2n-tls boringssl".split(" "));

const hasCertificates = (subject: Subject): boolean => {
  const { see } = subject.inspection;
  const named = VARIABLES.flatMap((name) => variable(subject, name)?.split(":")[0] ?? []);
  return [...BUNDLES, ...named].some((path) => path.startsWith("/") && see(path).kind !== "missing");
};

/** Whoever speaks TLS; a Go program brings its own library. */
const tlsUser = ({ report, inspection }: Subject): string | undefined => {
  const library = report.storePaths.find(({ pname, output }) => LIBRARIES.has(pname) && !isDevelopment(output));
  if (library !== undefined) return library.name;
  for (const { fact, path } of inspection.programs())
    if (fact.kind === "elf" && fact.isGo && fact.isProgram) return path;
  return undefined;
};

const isDevelopment = (output: string | undefined): boolean => ["dev", "man", "doc"].includes(output ?? "");

export const noCaCerts: Rule = {
  id: "no-ca-certs",
  severity: "warning",
  title: "No CA certificates",
  detect: (subject) => {
    const user = hasCertificates(subject) ? undefined : tlsUser(subject);
    return user === undefined ? [] : [{ subject: "certificates", value: user }];
  },
  describe: ({ value = "" }, { name }) =>
    `no CA certificates are where programs look for them, and ${name(value)} can speak TLS: connections end in “unknown authority”`,
  fix: () => ({
    advice: "Add them under all of the usual names.",
    nix: imageWith(["contents = [ pkgs.dockerTools.caCertificates ];"]),
  }),
};
