export interface NetworkFailure {
  /** What the system says, without the generic "fetch failed". */
  readonly detail: string;
  readonly retryable: boolean;
  readonly advice: string;
}

const CERTIFICATE = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT)/;
const UNKNOWN_AUTHORITY =
  "give the file of the certificate authority, PEM, in registry-ca (--registry-ca on the command line)";
const PROXY = "check HTTPS_PROXY, HTTP_PROXY and NO_PROXY";
/** Node tells how to run Node, which nobody who reads this does; and the system's authorities are trusted already. */
const NODE_HINT = /; if the root CA is installed locally, try running Node\.js with --use-system-ca$/;
/** A TLS client met a server that speaks something else. */
const NOT_TLS = /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/;

/** Why `fetch`, or reading what it gave, failed. Names that do not resolve and bad certificates stay as they are. */
export function explainNetworkFailure(error: unknown): NetworkFailure {
  const { code, detail } = innermost(error);
  const failure = (retryable: boolean, advice: string): NetworkFailure => ({ detail, retryable, advice });
  if (code === "CERT_HAS_EXPIRED")
    return failure(false, "renew the registry's certificate, or set this machine's clock");
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return failure(false, "the certificate is another host's; check the name");
  if (CERTIFICATE.test(code)) return failure(false, UNKNOWN_AUTHORITY);
  if (NOT_TLS.test(code)) return failure(false, "it may speak plain HTTP, which has to be allowed for this host");
  if (code === "ERR_PROXY_INVALID_CONFIG") return failure(false, PROXY);
  if (code === "ERR_PROXY_TUNNEL") return failure(true, PROXY);
  if (code === "ENOTFOUND") return failure(false, "check the registry's name");
  return failure(true, "check the network and that the registry is up");
}

function innermost(error: unknown): { readonly code: string; readonly detail: string } {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause !== undefined; depth += 1) {
    current = current.cause;
  }
  // Several addresses were tried: the first failure speaks for all.
  if (current instanceof AggregateError && current.errors[0] !== undefined) current = current.errors[0];
  const code = String((current as { readonly code?: unknown } | undefined)?.code ?? "");
  const message = current instanceof Error ? current.message : String(current);
  return { code, detail: message === "" ? code : message.replace(NODE_HINT, "") };
}
