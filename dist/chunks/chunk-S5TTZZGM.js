import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  once
} from "./chunk-Q27EGVJI.js";
import {
  sha256
} from "./chunk-WJ444KRO.js";
import {
  imageIndexSchema
} from "./chunk-5RK4XCTW.js";
import {
  canonicalRegistry,
  isRepository,
  isTag
} from "./chunk-GEC2743B.js";
import {
  parseJson
} from "./chunk-MRU7UBN4.js";
import {
  array,
  boolean,
  exactOptional,
  looseObject,
  nullish,
  object,
  optional,
  record,
  string,
  union,
  unknown
} from "./chunk-FLZNCGTB.js";
import {
  MEDIA_TYPE,
  isManifestType
} from "./chunk-EZNROI2T.js";
import {
  hexOf,
  isDigest,
  shortDigest
} from "./chunk-QPEP4A4R.js";
import {
  EXIT,
  InputError,
  KnownError
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/registry/errors.ts
var RegistryError = class extends KnownError {
  static {
    __name(this, "RegistryError");
  }
  code;
  exitCode = EXIT.network;
  status;
  detail;
  /** With `BLOB_UNKNOWN`: what the registry does not have; empty when it does not say. */
  digests;
  retryable;
  retryAfterMs;
  constructor(code, message, facts = {}) {
    super(message, facts.cause === void 0 ? void 0 : { cause: facts.cause });
    this.code = code;
    this.status = facts.status;
    this.detail = facts.detail;
    this.digests = facts.digests ?? [];
    this.retryable = facts.retryable ?? false;
    this.retryAfterMs = facts.retryAfterMs;
  }
};

// src/registry/address.ts
var API_HOSTS = /* @__PURE__ */ new Map([
  ["docker.io", "registry-1.docker.io"],
  ["index.docker.io", "registry-1.docker.io"]
]);
var isLoopback = /* @__PURE__ */ __name((hostname) => hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname), "isLoopback");
function registryAddress(registry, insecure = false) {
  const url = parseHost(registry);
  const loopback = isLoopback(url.hostname);
  const scheme = loopback || insecure ? "http:" : "https:";
  const origin = `${scheme}//${API_HOSTS.get(url.host) ?? url.host}`;
  return { registry, origin: new URL(origin).origin, loopback, ...insecure ? { insecureHost: url.hostname } : {} };
}
__name(registryAddress, "registryAddress");
var apiRepository = /* @__PURE__ */ __name((registry, repository) => API_HOSTS.has(registry) && !repository.includes("/") ? `library/${repository}` : repository, "apiRepository");
function parseHost(registry) {
  const text2 = `http://${registry}`;
  const url = URL.canParse(text2) ? new URL(text2) : void 0;
  if (url === void 0 || !/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d+)?$/i.test(registry)) {
    throw new InputError("BAD_REGISTRY", `registry ${JSON.stringify(registry)}: not a host name (wanted host[:port])`);
  }
  return url;
}
__name(parseHost, "parseHost");
function resolveSafely(location, base, address) {
  const url = URL.canParse(location, base?.href) ? new URL(location, base) : void 0;
  if (url !== void 0 && mayVisit(url, address)) return url;
  const target = url === void 0 ? "an address that cannot be read" : `${url.protocol}//${url.host}`;
  throw new RegistryError(
    "UNSAFE_ADDRESS",
    `${address.registry}: the registry sends us to ${target}, which is refused (only https is followed, so that nobody on the way reads or changes what is sent); check the registry's external URL and its proxy`
  );
}
__name(resolveSafely, "resolveSafely");
function mayVisit(url, address) {
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol === "https:") return true;
  if (url.protocol !== "http:") return false;
  return isLoopback(url.hostname) ? address.loopback : url.hostname === address.insecureHost;
}
__name(mayVisit, "mayVisit");

// src/registry/challenge.ts
var WORD = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+)))?/g;
function parseChallenges(header) {
  const challenges = [];
  for (const [, word = "", quoted, plain] of header.matchAll(WORD)) {
    const value = quoted?.replace(/\\(.)/g, "$1") ?? plain;
    if (value === void 0) challenges.push({ scheme: word.toLowerCase(), params: /* @__PURE__ */ new Map() });
    else challenges.at(-1)?.params.set(word.toLowerCase(), value);
  }
  return challenges;
}
__name(parseChallenges, "parseChallenges");
var lacksScope = /* @__PURE__ */ __name((header) => parseChallenges(header).some((challenge) => challenge.params.get("error") === "insufficient_scope"), "lacksScope");

// src/registry/credentials.ts
var GITHUB_REGISTRY = "ghcr.io";
async function chooseCredentials(options) {
  const { registry, given, github, stored } = options;
  const username = given?.username ?? (registry === GITHUB_REGISTRY ? github?.actor : void 0);
  if (given?.password !== void 0) {
    if (username === void 0) throw incomplete(registry, "password", "username");
    return { secret: { kind: "password", username, password: given.password }, source: { kind: "input" } };
  }
  if (given?.username !== void 0) throw incomplete(registry, "username", "password");
  if (registry === GITHUB_REGISTRY && github !== void 0) {
    const secret = { kind: "password", username: github.actor, password: github.token };
    return { secret, source: { kind: "github-token" } };
  }
  return stored();
}
__name(chooseCredentials, "chooseCredentials");
var incomplete = /* @__PURE__ */ __name((registry, present, missing) => new InputError(
  "BAD_CREDENTIALS",
  `registry-${present}: given for ${registry} without registry-${missing}; set both or neither`
), "incomplete");
function describeSource(source2) {
  switch (source2.kind) {
    case "input":
      return "registry-username and registry-password";
    case "github-token":
      return "github-token (GITHUB_TOKEN of this job)";
    case "docker-config":
      return `${source2.file} (entry ${source2.key})`;
    case "helper":
      return `${source2.program} (named in ${source2.file} for ${source2.key})`;
  }
}
__name(describeSource, "describeSource");
var basicHeader = /* @__PURE__ */ __name((username, password) => `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`, "basicHeader");

// src/registry/auth.ts
function createAuthorizer({ secret, fetchToken: fetchToken2 }) {
  let current;
  let pending;
  const ask2 = /* @__PURE__ */ __name((bearer) => {
    const asking = fetchToken2(bearer).finally(() => {
      if (pending === asking) pending = void 0;
    });
    return asking;
  }, "ask");
  let forgotten = 0;
  const renewBy = /* @__PURE__ */ __name(async (bearer) => {
    pending ??= ask2(bearer);
    const before = forgotten;
    const token = await pending;
    if (before === forgotten) current = token;
    return true;
  }, "renewBy");
  return {
    header: /* @__PURE__ */ __name(() => current, "header"),
    renew: /* @__PURE__ */ __name(async (wwwAuthenticate, used) => {
      if (current !== used) return true;
      const challenges = parseChallenges(wwwAuthenticate);
      const bearer = challenges.find(({ scheme }) => scheme === "bearer");
      if (bearer !== void 0) return used !== void 0 && lacksScope(wwwAuthenticate) ? false : renewBy(bearer);
      const offered = challenges.some(({ scheme }) => scheme === "basic");
      if (!offered || used !== void 0 || secret?.kind !== "password") return false;
      current = basicHeader(secret.username, secret.password);
      return true;
    }, "renew"),
    forgetToken: /* @__PURE__ */ __name(() => {
      forgotten += 1;
      pending = void 0;
      if (current?.startsWith("Bearer ")) current = void 0;
    }, "forgetToken")
  };
}
__name(createAuthorizer, "createAuthorizer");

// src/registry/body.ts
import { openAsBlob } from "node:fs";
async function readBytes(response, limit) {
  const chunks = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return void 0;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
__name(readBytes, "readBytes");
var SMALL = 64 * 1024;
async function discard(response) {
  if (response.bodyUsed) return;
  const length = response.headers.get("content-length");
  const reading = length !== null && Number(length) <= SMALL ? readBytes(response, SMALL) : response.body?.cancel();
  await reading?.catch(() => {
  });
}
__name(discard, "discard");
async function openBody(descriptor, source2) {
  const blob = typeof source2 === "string" ? await openAsBlob(source2) : new Blob([source2]);
  if (blob.size === descriptor.size) return blob;
  const name = typeof source2 === "string" ? source2 : descriptor.digest;
  throw new InputError("BLOB_SIZE", `${name}: ${blob.size} bytes (wanted ${descriptor.size}); build the image again`);
}
__name(openBody, "openBody");

// src/registry/advice.ts
var says = /* @__PURE__ */ __name((pattern) => ({ message }) => pattern.test(message), "says");
var ownerOf = /* @__PURE__ */ __name((repository) => repository.split("/")[0]?.toLowerCase() ?? "", "ownerOf");
var refused = /* @__PURE__ */ __name(({ status }) => status === 401 || status === 403, "refused");
var onGithub = /* @__PURE__ */ __name(({ registry }) => registry === "ghcr.io", "onGithub");
var usesJobToken = /* @__PURE__ */ __name(({ source: source2 }) => source2?.kind === "github-token", "usesJobToken");
var source = /* @__PURE__ */ __name((context) => context.source ? describeSource(context.source) : "nowhere", "source");
var PERMISSION = "add `permissions: packages: write` to the job";
function packageSettings({ repository, workflow }) {
  const [owner = "", ...name] = repository.split("/");
  const kind = workflow?.ownerType === "User" ? "users" : "orgs";
  return `https://github.com/${kind}/${owner}/packages/container/${encodeURIComponent(name.join("/"))}/settings`;
}
__name(packageSettings, "packageSettings");
var RULES = [
  {
    when: /* @__PURE__ */ __name((refusal, context) => refused(refusal) && onGithub(context) && context.workflow?.fromFork === true, "when"),
    say: /* @__PURE__ */ __name(() => "a pull request from a fork has a read-only token and cannot push; set `push: false` for it", "say")
  },
  {
    when: /* @__PURE__ */ __name((refusal, context) => refused(refusal) && onGithub(context) && usesJobToken(context) && context.workflow?.actor === "dependabot[bot]", "when"),
    say: /* @__PURE__ */ __name(() => "runs of Dependabot have a read-only token and cannot push; set `push: false` for them", "say")
  },
  {
    when: says(/pull rate limit/i),
    say: /* @__PURE__ */ __name(({ source: from, registry }) => from === void 0 ? `strangers may pull little from ${registry}; log in, by docker/login-action or registry-username and registry-password` : "this account has pulled as much as it may for now; wait, pull through a mirror, or raise its limit", "say")
  },
  {
    when: says(/secondary rate limit|too ?many ?requests/i),
    say: /* @__PURE__ */ __name(() => "the registry limits requests and waiting did not help; lower the matrix's `max-parallel`", "say")
  },
  {
    when: says(/SAML enforcement|SAML SSO/i),
    say: /* @__PURE__ */ __name((context) => `the organization ${ownerOf(context.repository)} wants single sign-on: open https://github.com/settings/tokens, Configure SSO at the token from ${source(context)}, and authorize it for the organization; or use GITHUB_TOKEN`, "say")
  },
  {
    // A quota of requests is another thing.
    when: /* @__PURE__ */ __name((refusal) => refusal.status !== 429 && says(/configured upper limit|quota|storage limit|billing|payment|spending limit/i)(refusal), "when"),
    say: /* @__PURE__ */ __name(({ repository }) => `there is no room left for ${ownerOf(repository)}; delete old versions, or raise its quota or spending limit`, "say")
  },
  {
    when: /* @__PURE__ */ __name((refusal, context) => refused(refusal) && onGithub(context) && usesJobToken(context) && context.workflow !== void 0 && ownerOf(context.repository) !== ownerOf(context.workflow.repository), "when"),
    say: /* @__PURE__ */ __name(({ repository, workflow }) => `GITHUB_TOKEN is good for packages of ${ownerOf(workflow?.repository ?? "")} alone, not of ${ownerOf(repository)}; give a classic personal access token with write:packages in registry-password`, "say")
  },
  {
    when: says(/not allowed to create organization package/i),
    say: /* @__PURE__ */ __name(() => `${PERMISSION}; if it is there, allow package creation in the organization's Settings \u2192 Packages`, "say")
  },
  { when: says(/not allowed to write organization package/i), say: /* @__PURE__ */ __name(() => PERMISSION, "say") },
  {
    when: says(/permission_denied: (write_package|create_package)/i),
    say: /* @__PURE__ */ __name((context) => `the package exists and does not let this repository write; open ${packageSettings(context)} \u2192 Manage Actions access, add ${context.workflow?.repository ?? "the repository"} with role Write (and ${PERMISSION})`, "say")
  },
  {
    when: says(/requested installation does not exist/i),
    say: /* @__PURE__ */ __name(() => "the repository has moved or the owner in the destination is wrong; correct `destination`, or give a classic personal access token with write:packages in registry-password", "say")
  },
  {
    when: /* @__PURE__ */ __name((refusal, context) => onGithub(context) && context.source !== void 0 && says(/cannot be authenticated with the token provided|^(?:denied: )?denied$/i)(refusal), "when"),
    say: /* @__PURE__ */ __name((context) => `the credential from ${source(context)} is empty, expired or a fine-grained token, which ghcr.io does not take; use GITHUB_TOKEN or a classic personal access token with write:packages`, "say")
  },
  {
    when: /* @__PURE__ */ __name((refusal, context) => context.source === void 0 && refused(refusal), "when"),
    say: /* @__PURE__ */ __name(({ registry }) => `no credentials for ${registry} were found in registry-username and registry-password or in Docker's config.json ($DOCKER_CONFIG, else ~/.docker); log in before this step, or set both inputs`, "say")
  },
  {
    when: says(/not allowed access|aka\.ms\/acr\/firewall/i),
    say: /* @__PURE__ */ __name(() => "the registry's firewall does not know this runner; allow its address, or use a runner inside the network", "say")
  },
  {
    when: says(/authorization token has expired|token (?:is |has )?expired/i),
    say: /* @__PURE__ */ __name((context) => `the credential from ${source(context)} has expired; log in right before this step`, "say")
  },
  {
    when: says(/not authorized to perform: ecr/i),
    say: /* @__PURE__ */ __name(() => "allow this role the action in its policy, and see that the repository's own policy does not forbid it", "say")
  },
  {
    when: says(/artifactregistry\.|may not exist/i),
    say: /* @__PURE__ */ __name((context) => `create the repository in Artifact Registry first, and give the account behind ${source(context)} the role Artifact Registry Writer; the region in the host's name has to be the repository's`, "say")
  },
  {
    when: says(/operation is disallowed/i),
    say: /* @__PURE__ */ __name(() => "the image, its repository or the registry is locked for writing; unlock it, or choose another tag", "say")
  },
  {
    when: says(/access to the requested resource is not authorized/i),
    say: /* @__PURE__ */ __name((context) => `see that the repository exists, and that the robot account from ${source(context)} has the role Write in it`, "say")
  },
  {
    when: says(/access forbidden|reqpackageaccess/i),
    say: /* @__PURE__ */ __name((context) => `see that the project exists and that the token from ${source(context)} may write its registry (write_registry, or packages)`, "say")
  },
  {
    when: says(/requested access to the resource is denied/i),
    say: /* @__PURE__ */ __name(({ repository, ...context }) => `compare the namespace ${ownerOf(repository)} with the user that logs in, and see that the token may write (the credential came from ${source({ repository, ...context })})`, "say")
  },
  {
    when: says(/action: push/i),
    say: /* @__PURE__ */ __name(() => "see that the project exists and that the robot account may both push and pull", "say")
  },
  {
    when: says(/repository name must be lowercase/i),
    say: /* @__PURE__ */ __name(() => "write the destination in lower case", "say")
  },
  {
    when: says(/immutable/i),
    say: /* @__PURE__ */ __name(() => "the tag is taken by another image and this registry does not move tags; choose another tag", "say")
  },
  {
    when: says(/name[_ ]unknown|repository .*does not exist|project .*not found/i),
    say: /* @__PURE__ */ __name(() => "this registry creates no repositories by itself; create it first", "say")
  },
  {
    when: says(/MANIFEST_BLOB_UNKNOWN|BLOB_UNKNOWN|LAYERS?_?NOT_?FOUND/i),
    say: /* @__PURE__ */ __name(() => "a blob vanished from the registry meanwhile (a clean-up?); run the job again", "say")
  },
  {
    when: /* @__PURE__ */ __name((refusal, context) => refused(refusal) && onGithub(context), "when"),
    say: /* @__PURE__ */ __name((context) => `${usesJobToken(context) ? PERMISSION : "see that the token has write:packages"}; if the package exists already, let this repository write it in ${packageSettings(context)} (the credential came from ${source(context)})`, "say")
  },
  {
    when: /* @__PURE__ */ __name(({ status }) => status === 401, "when"),
    say: /* @__PURE__ */ __name((context) => `the registry does not accept the credential from ${source(context)}; renew it`, "say")
  },
  {
    when: /* @__PURE__ */ __name(({ status }) => status === 403, "when"),
    say: /* @__PURE__ */ __name((context) => `see that the credential from ${source(context)} may push to ${context.repository}`, "say")
  },
  {
    when: /* @__PURE__ */ __name(({ status }) => status === 413 || status === 416, "when"),
    say: /* @__PURE__ */ __name(() => "the registry, or a proxy in front of it, takes no body this large; split the layer or raise the limit", "say")
  },
  { when: /* @__PURE__ */ __name(({ status }) => status === 429, "when"), say: /* @__PURE__ */ __name(() => "lower the matrix's `max-parallel`, or run the job again later", "say") },
  { when: /* @__PURE__ */ __name(({ status }) => status >= 500, "when"), say: /* @__PURE__ */ __name(() => "the registry is in trouble; run the job again later", "say") }
];
var adviseOn = /* @__PURE__ */ __name((refusal, context) => RULES.find((rule) => rule.when(refusal, context))?.say(context), "adviseOn");

// src/registry/clean-text.ts
var CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;
var LONGEST = 300;
function cleanText(text2) {
  const line = text2.slice(0, LONGEST * 4).replace(CONTROLS, " ").replace(/ {2,}/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}\u2026` : line;
}
__name(cleanText, "cleanText");

// src/registry/network-advice.ts
var CERTIFICATE = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT)/;
var UNKNOWN_AUTHORITY = "give the file of the certificate authority, PEM, in registry-ca (--registry-ca on the command line)";
var PROXY = "check HTTPS_PROXY, HTTP_PROXY and NO_PROXY";
var NODE_HINT = /; if the root CA is installed locally, try running Node\.js with --use-system-ca$/;
var NOT_TLS = /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/;
function explainNetworkFailure(error) {
  const { code, detail } = innermost(error);
  const failure2 = /* @__PURE__ */ __name((retryable, advice) => ({ detail, retryable, advice }), "failure");
  if (code === "CERT_HAS_EXPIRED")
    return failure2(false, "renew the registry's certificate, or set this machine's clock");
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return failure2(false, "the certificate is another host's; check the name");
  if (CERTIFICATE.test(code)) return failure2(false, UNKNOWN_AUTHORITY);
  if (NOT_TLS.test(code)) return failure2(false, "it may speak plain HTTP, which has to be allowed for this host");
  if (code === "ERR_PROXY_INVALID_CONFIG") return failure2(false, PROXY);
  if (code === "ERR_PROXY_TUNNEL") return failure2(true, PROXY);
  if (code === "ENOTFOUND") return failure2(false, "check the registry's name");
  return failure2(true, "check the network and that the registry is up");
}
__name(explainNetworkFailure, "explainNetworkFailure");
function innermost(error) {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause !== void 0; depth += 1) {
    current = current.cause;
  }
  if (current instanceof AggregateError && current.errors[0] !== void 0) current = current.errors[0];
  const code = String(current?.code ?? "");
  const message = current instanceof Error ? current.message : String(current);
  return { code, detail: message === "" ? code : message.replace(NODE_HINT, "") };
}
__name(innermost, "innermost");

// src/registry/place.ts
function quote(place, text2) {
  let result = text2;
  for (const secret of place.secrets) result = result.replaceAll(secret, "***");
  return cleanText(result);
}
__name(quote, "quote");
function networkError(place, action, error) {
  if (error instanceof RegistryError) return error;
  const { detail, retryable, advice } = explainNetworkFailure(error);
  const message = `${place.name}: ${action} failed: ${quote(place, detail)}; ${advice}`;
  return new RegistryError("NETWORK", message, { cause: error, retryable });
}
__name(networkError, "networkError");
var badAnswer = /* @__PURE__ */ __name((place, { code, action, problem }) => new RegistryError(
  code,
  `${place.name}: ${action}: ${quote(place, problem)}; check the registry and the proxies on the way to it`
), "badAnswer");
function withAdvice(place, refusal) {
  const advice = adviseOn(refusal, place.context);
  return advice === void 0 ? "" : `; ${advice}`;
}
__name(withAdvice, "withAdvice");

// src/registry/blobs.ts
var UNPACKED = { "accept-encoding": "identity" };
async function headBlob(session, digest) {
  const action = `looking for blob ${shortDigest(digest)}`;
  const url = session.url(`blobs/${digest}`);
  const { response } = await session.ask({ method: "HEAD", url, action, headers: UNPACKED }, [200, 404]);
  await discard(response);
  if (response.status === 404) return void 0;
  const length = response.headers.get("content-length") ?? "";
  if (/^\d{1,15}$/.test(length)) return Number(length);
  throw badAnswer(session.place, { code: "BAD_ANSWER", action, problem: "the answer has no Content-Length" });
}
__name(headBlob, "headBlob");
var isSilentRefusal = /* @__PURE__ */ __name((error) => error instanceof RegistryError && error.code === "DENIED" && !error.detail, "isSilentRefusal");

// src/registry/retry.ts
import { setTimeout as sleep } from "node:timers/promises";
var realPace = { sleep, random: Math.random, now: Date.now };
var ATTEMPTS = 6;
var FIRST_DELAY_MS = 1e3;
var LONGEST_DELAY_MS = 3e4;
var LONGEST_REQUESTED_MS = 3e5;
async function retry({ random, log, pause }, body, attempts = ATTEMPTS) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await body(attempt);
    } catch (error) {
      const delay = attempt + 1 < attempts ? retryDelay(error, attempt, random()) : void 0;
      if (delay === void 0) throw error;
      const message = error.message;
      log.info(`${message}; trying again in ${(delay / 1e3).toFixed(1)} s (${attempt + 2} of ${attempts})`);
      await pause(error, delay);
    }
  }
}
__name(retry, "retry");
function retryDelay(error, attempt, random) {
  if (!(error instanceof RegistryError) || !error.retryable) return void 0;
  const own = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt) * (0.5 + random / 2);
  if (error.retryAfterMs === void 0) return Math.ceil(own);
  return error.retryAfterMs > LONGEST_REQUESTED_MS ? void 0 : Math.ceil(error.retryAfterMs + random * FIRST_DELAY_MS);
}
__name(retryDelay, "retryDelay");

// src/registry/download.ts
var ATTEMPTS2 = 5;
async function* downloadBlob(session, descriptor, kind = "blobs") {
  const action = `reading ${shortDigest(descriptor.digest)}`;
  let got = 0;
  for (let failures = 0; ; ) {
    try {
      for await (const chunk of await openAt(session, { descriptor, kind, action, offset: got })) {
        got += chunk.length;
        failures = 0;
        if (got > descriptor.size) throw wrongSize(session, action, descriptor, "more than");
        yield chunk;
      }
      if (got === descriptor.size) return;
      throw networkError(session.place, action, new Error(`the answer ended after ${got} of ${descriptor.size} bytes`));
    } catch (error) {
      failures += 1;
      await waitAfter(session, error, failures);
    }
  }
}
__name(downloadBlob, "downloadBlob");
var waitAfter = /* @__PURE__ */ __name(async ({ pace, log, pause }, error, failures) => {
  const delay = failures < ATTEMPTS2 ? retryDelay(error, failures, pace.random()) : void 0;
  if (delay === void 0) throw error;
  log.info(`${error.message}; going on in ${(delay / 1e3).toFixed(1)} s`);
  await pause(error, delay);
}, "waitAfter");
var openAt = /* @__PURE__ */ __name(async (session, { descriptor, kind, action, offset }) => {
  const range = offset === 0 ? {} : { range: `bytes=${offset}-` };
  const accept = kind === "manifests" ? { accept: descriptor.mediaType } : {};
  const url = session.url(`${kind}/${descriptor.digest}`);
  const headers = { ...UNPACKED, ...range, ...accept };
  const { response } = await session.ask({ method: "GET", url, action, headers }, [200, 206]);
  const skip = response.status === 200 ? offset : 0;
  return bodyOf(session, response, action, skip);
}, "openAt");
async function* bodyOf(session, response, action, skip) {
  let left = skip;
  try {
    for await (const chunk of response.body ?? []) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      if (bytes.length > left) yield bytes.subarray(left);
      left = Math.max(0, left - bytes.length);
    }
  } catch (error) {
    throw networkError(session.place, action, error);
  } finally {
    await discard(response);
  }
}
__name(bodyOf, "bodyOf");
var wrongSize = /* @__PURE__ */ __name((session, action, { size }, found) => badAnswer(session.place, { code: "BAD_ANSWER", action, problem: `${found} the ${size} bytes that were promised` }), "wrongSize");

// src/registry/manifests.ts
var MANIFEST_LIMIT = 8 * 1024 * 1024;
var ACCEPT = [MEDIA_TYPE.index, MEDIA_TYPE.manifest, MEDIA_TYPE.dockerList, MEDIA_TYPE.dockerManifest].join(", ");
async function downloadManifest(session, reference) {
  const action = `reading manifest ${reference}`;
  const headers = { accept: ACCEPT, ...UNPACKED };
  const url = session.url(`manifests/${reference}`);
  const { response } = await session.ask({ method: "GET", url, action, headers }, [200, 404]);
  if (response.status === 404) return void await discard(response);
  const bytes = await readBytes(response, MANIFEST_LIMIT).catch((error) => {
    throw networkError(session.place, action, error);
  });
  if (bytes === void 0) {
    const problem = `more than ${MANIFEST_LIMIT} bytes (wanted less)`;
    throw badAnswer(session.place, { code: "TOO_LARGE", action, problem });
  }
  const digest = sha256(bytes);
  checkDigest(session, { action, digest, claims: [response.headers.get("docker-content-digest"), asked(reference)] });
  return { bytes, digest, mediaType: response.headers.get("content-type") ?? "" };
}
__name(downloadManifest, "downloadManifest");
async function uploadManifest(session, manifest) {
  const { reference, bytes, mediaType } = manifest;
  const action = `writing manifest ${reference}`;
  const url = session.url(`manifests/${reference}`);
  const body = new Blob([bytes]);
  const headers = { "content-type": mediaType };
  const { response } = await session.ask({ method: "PUT", url, action, headers, body }, [201]);
  await discard(response);
  const digest = sha256(bytes);
  checkDigest(session, { action, digest, claims: [response.headers.get("docker-content-digest"), asked(reference)] });
  return { digest, subject: isDigest(response.headers.get("oci-subject")) };
}
__name(uploadManifest, "uploadManifest");
var asked = /* @__PURE__ */ __name((reference) => isDigest(reference) ? reference : null, "asked");
function checkDigest(session, { action, digest, claims }) {
  const other = claims.find((claim) => claim !== null && claim !== digest);
  if (other === void 0 || other === null) return;
  const problem = `the bytes hash to ${digest} (wanted ${other.slice(0, 80)})`;
  throw badAnswer(session.place, { code: "DIGEST_MISMATCH", action, problem });
}
__name(checkDigest, "checkDigest");

// src/registry/upload-session.ts
async function beginUpload(session) {
  const action = "starting an upload";
  const answer = await session.ask({ method: "POST", url: session.url("blobs/uploads/"), action }, [202]);
  await discard(answer.response);
  const least = answer.response.headers.get("oci-chunk-min-length") ?? "";
  return {
    location: uploadLocation(session, answer, action),
    least: /^\d{1,12}$/.test(least) ? Number(least) : 0
  };
}
__name(beginUpload, "beginUpload");
function uploadLocation(session, { response, url }, action) {
  const location = response.headers.get("location");
  if (location !== null) return resolveSafely(location, url, session.address);
  throw badAnswer(session.place, { code: "BAD_ANSWER", action, problem: "the answer has no Location" });
}
__name(uploadLocation, "uploadLocation");
async function dropUpload(session, location) {
  const request = { method: "DELETE", url: location, action: "dropping an upload" };
  try {
    await discard((await session.ask(request, [200, 202, 204])).response);
  } catch (error) {
    session.log.debug(error.message);
  }
}
__name(dropUpload, "dropUpload");

// src/registry/mount.ts
var NEVER = [400, 401, 403, 405, 501];
function createMounter({ session, allowReading }) {
  const closed = /* @__PURE__ */ new Set();
  const ask2 = /* @__PURE__ */ __name(async (digest, from) => {
    try {
      return await askToMount(session, digest, from);
    } catch (error) {
      if (!(error instanceof RegistryError) || error.retryable) throw error;
      session.log.debug(error.message);
      if (error.status !== void 0 && NEVER.includes(error.status)) closed.add(from);
      return { kind: "refused" };
    }
  }, "ask");
  return {
    mount: /* @__PURE__ */ __name(async (digest, from) => {
      const open2 = from.filter((repository) => !closed.has(repository));
      for (const repository of open2) allowReading(repository);
      let outcome = { kind: "refused" };
      for (const repository of open2) {
        const opened = outcome.kind === "upload" ? outcome.location : void 0;
        const next = await ask2(digest, repository);
        if (next.kind === "refused") continue;
        if (opened !== void 0) await dropUpload(session, opened);
        if (next.kind === "mounted") return next;
        outcome = next;
      }
      return outcome;
    }, "mount")
  };
}
__name(createMounter, "createMounter");
async function askToMount(session, digest, from) {
  const action = `mounting blob ${shortDigest(digest)} from ${from}`;
  const url = session.url("blobs/uploads/");
  url.search = `?${new URLSearchParams({ mount: digest, from })}`;
  const answer = await session.ask({ method: "POST", url, action }, [201, 202]);
  await discard(answer.response);
  if (answer.response.status === 201) return { kind: "mounted" };
  return { kind: "upload", location: uploadLocation(session, answer, action) };
}
__name(askToMount, "askToMount");

// src/registry/referrers.ts
var BODY_LIMIT = 8 * 1024 * 1024;
var PAGES = 10;
var referrersTag = /* @__PURE__ */ __name((subject) => `sha256-${hexOf(subject)}`, "referrersTag");
async function listReferrers(session, subject, artifactType) {
  const listed = await askApi(session, subject, artifactType) ?? await readTag(session, subject);
  return artifactType === void 0 ? listed : listed.filter((descriptor) => descriptor.artifactType === artifactType);
}
__name(listReferrers, "listReferrers");
async function askApi(session, subject, artifactType) {
  const action = `listing referrers of ${shortDigest(subject)}`;
  const url = session.url(`referrers/${subject}`);
  if (artifactType !== void 0) url.search = `?${new URLSearchParams({ artifactType })}`;
  const listed = [];
  for (let page = url, read = 0; page !== void 0 && read < PAGES; read += 1) {
    const request = { method: "GET", url: page, action, headers: { accept: MEDIA_TYPE.index }, stay: true };
    const { response } = await session.tell(request);
    const index = await readIndex(session, response, action);
    if (index === void 0) return void 0;
    listed.push(...index);
    page = nextPage(response, page);
  }
  return listed;
}
__name(askApi, "askApi");
async function readIndex(session, response, action) {
  if (response.status !== 200) return void await discard(response);
  const bytes = await readBytes(response, BODY_LIMIT).catch((error) => {
    throw networkError(session.place, action, error);
  });
  return bytes === void 0 ? void 0 : parseIndex(bytes);
}
__name(readIndex, "readIndex");
function nextPage(response, here) {
  const target = /<([^<>]*)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "")?.[1];
  const url = target !== void 0 && URL.canParse(target, here.href) ? new URL(target, here) : void 0;
  return url?.origin === here.origin ? url : void 0;
}
__name(nextPage, "nextPage");
async function readTag(session, subject) {
  const stored = await downloadManifest(session, referrersTag(subject));
  return (stored === void 0 ? void 0 : parseIndex(stored.bytes)) ?? [];
}
__name(readTag, "readTag");
var parseIndex = /* @__PURE__ */ __name((bytes) => {
  const index = parseJson(imageIndexSchema, Buffer.from(bytes).toString());
  return index.kind === "ok" ? index.value.manifests : void 0;
}, "parseIndex");

// src/registry/scopes.ts
function createScopes(own) {
  const added = /* @__PURE__ */ new Set();
  const refused2 = /* @__PURE__ */ new Set();
  return {
    all: /* @__PURE__ */ __name(() => [own, ...added], "all"),
    addPull: /* @__PURE__ */ __name((repository) => {
      const scope = `repository:${repository}:pull`;
      if (added.has(scope) || refused2.has(scope)) return false;
      added.add(scope);
      return true;
    }, "addPull"),
    narrow: /* @__PURE__ */ __name(() => {
      const some = added.size > 0;
      for (const scope of added) refused2.add(scope);
      added.clear();
      return some;
    }, "narrow")
  };
}
__name(createScopes, "createScopes");

// src/registry/gate.ts
function createGate(pace) {
  let rest = Promise.resolve();
  const passed = /* @__PURE__ */ __name(async () => {
    for (let seen; seen !== rest; await seen) seen = rest;
  }, "passed");
  return {
    passed,
    close: /* @__PURE__ */ __name((milliseconds) => {
      rest = Promise.all([rest, pace.sleep(milliseconds)]);
      return passed();
    }, "close")
  };
}
__name(createGate, "createGate");

// src/registry/http.ts
var RENEWALS = 3;
var HOPS = 5;
async function send(options, request) {
  for (let renewals = 0; ; renewals += 1) {
    const used = options.authorizer.header();
    const answer = await follow(options, request, used);
    const { response, home } = answer;
    if (response.status !== 401 || !home || renewals >= RENEWALS) return answer;
    if (!await options.authorizer.renew(response.headers.get("www-authenticate") ?? "", used)) return answer;
    await discard(response);
  }
}
__name(send, "send");
async function follow(options, request, authorization) {
  let url = request.url;
  let home = true;
  for (let hop = 0; hop <= HOPS; hop += 1) {
    home &&= url.origin === options.address.origin;
    const response = await once2(options, { ...request, url }, home ? authorization : void 0);
    const location = request.stay === true ? void 0 : redirectTarget(request.method, response);
    if (location === void 0) return { response, url, home };
    await discard(response);
    url = resolveSafely(location, url, options.address);
  }
  throw badAnswer(options.place, {
    code: "BAD_ANSWER",
    action: request.action,
    problem: `more than ${HOPS} redirects`
  });
}
__name(follow, "follow");
async function once2(options, request, authorization) {
  const { place, log } = options;
  const { method, url, body } = request;
  const headers = { ...request.headers, ...authorization === void 0 ? {} : { authorization } };
  try {
    const init = { method, headers, redirect: "manual", ...body === void 0 ? {} : { body } };
    const response = await options.fetch(url, init);
    log.debug(`${method} ${url.origin}${url.pathname} ${response.status}`);
    return response;
  } catch (error) {
    throw networkError(place, request.action, error);
  }
}
__name(once2, "once");
function redirectTarget(method, response) {
  const reading = method === "GET" || method === "HEAD";
  const followed = reading ? [301, 302, 303, 307, 308] : [307, 308];
  return followed.includes(response.status) ? response.headers.get("location") ?? void 0 : void 0;
}
__name(redirectTarget, "redirectTarget");

// src/registry/retry-after.ts
var UNITS = { ms: 1, s: 1e3, m: 6e4, h: 36e5 };
var SECONDARY_LIMIT_MS = 6e4;
function parseRetryAfter({ header, message, now }) {
  if (header !== void 0 && /^\d{1,9}$/.test(header)) return Number(header) * 1e3;
  const date = header?.endsWith(" GMT") ? Date.parse(header) : Number.NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const written = /retry-after: (\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)\b/i.exec(message);
  if (written !== null) return Number(written[1]) * (UNITS[written[2]?.toLowerCase() ?? "s"] ?? 1e3);
  return isSecondaryLimit(message) ? SECONDARY_LIMIT_MS : void 0;
}
__name(parseRetryAfter, "parseRetryAfter");
var isSecondaryLimit = /* @__PURE__ */ __name((message) => /secondary rate limit/i.test(message), "isSecondaryLimit");

// src/registry/refusal.ts
var schema = union([
  object({
    errors: array(
      object({ code: nullish(string()), message: nullish(string()), detail: optional(unknown()) })
    )
  }),
  object({ message: string() }),
  object({ details: string() }),
  object({ error_description: string() }),
  object({ error: string() })
]);
var BODY_LIMIT2 = 64 * 1024;
async function refusalError(facts) {
  const { place, response, action, home, now } = facts;
  const { status } = response;
  const spoken = await spokenMessage(response);
  const detail = quote(place, spoken.message);
  const code = facts.manifest === true && lacksBlob(spoken.message) ? "BLOB_UNKNOWN" : codeOf(response, detail);
  const advice = home ? withAdvice(place, { status: code === "DENIED" ? 403 : status, message: detail }) : "";
  const message = `${place.name}: ${action} was answered ${status}${detail === "" ? "" : ` (${detail})`}${advice}`;
  const retryAfterMs = parseRetryAfter({
    header: response.headers.get("retry-after") ?? void 0,
    message: detail,
    now
  });
  const passing = code === "RATE_LIMITED" || code === "UNAVAILABLE" || (facts.retryStatuses?.includes(status) ?? false);
  return new RegistryError(code, message, {
    ...{ status, detail, retryable: passing },
    ...code === "BLOB_UNKNOWN" ? { digests: digestsIn(spoken.everything) } : {},
    ...retryAfterMs === void 0 ? {} : { retryAfterMs }
  });
}
__name(refusalError, "refusalError");
function codeOf(response, message) {
  const { status } = response;
  if (status === 429 || status === 403 && isSecondaryLimit(message)) return "RATE_LIMITED";
  if (status === 401) return lacksScope(response.headers.get("www-authenticate") ?? "") ? "DENIED" : "UNAUTHORIZED";
  if (status === 403) return "DENIED";
  if (status === 404) return "NOT_FOUND";
  if (status === 413 || status === 416) return "TOO_LARGE";
  if (status === 408 || status === 425 || status === 499 || status >= 500) return "UNAVAILABLE";
  return status >= 400 ? "REFUSED" : "BAD_ANSWER";
}
__name(codeOf, "codeOf");
var lacksBlob = /* @__PURE__ */ __name((message) => /\b(?:MANIFEST_BLOB_UNKNOWN|BLOB_UNKNOWN|LAYERS?_?NOT_?FOUND)/i.test(message), "lacksBlob");
var digestsIn = /* @__PURE__ */ __name((text2) => [
  ...new Set([...text2.matchAll(/\bsha256:[0-9a-f]{64}\b/g)].map(([digest]) => digest).filter(isDigest))
], "digestsIn");
async function spokenMessage(response) {
  const bytes = await readBytes(response, BODY_LIMIT2).catch(() => void 0);
  const everything = Buffer.from(bytes ?? []).toString();
  return { message: messageIn(everything), everything };
}
__name(spokenMessage, "spokenMessage");
function messageIn(text2) {
  const result = parseJson(schema, text2);
  if (result.kind === "bad") return /^\s*</.test(text2) ? "" : text2;
  const { value } = result;
  if ("errors" in value)
    return value.errors.map(({ code, message }) => [code, message].filter(Boolean).join(": ")).join("; ");
  return Object.values(value).join("; ");
}
__name(messageIn, "messageIn");

// src/registry/session.ts
function createSession(options) {
  const { place, address, log, pace, repository } = options;
  const refuse = /* @__PURE__ */ __name((answer, request, retryStatuses) => {
    const { response, home } = answer;
    const manifest = request.method === "PUT" && request.url.pathname.includes("/manifests/");
    return refusalError({ place, response, action: request.action, home, manifest, now: pace.now(), retryStatuses });
  }, "refuse");
  const gate = createGate(pace);
  const tell = /* @__PURE__ */ __name(async (request) => {
    await gate.passed();
    return send(options, request);
  }, "tell");
  const pause = /* @__PURE__ */ __name((error, milliseconds) => error instanceof RegistryError && error.retryAfterMs !== void 0 ? gate.close(milliseconds) : pace.sleep(milliseconds), "pause");
  return {
    ...{ place, address, log, pace, tell, pause },
    url: /* @__PURE__ */ __name((path) => new URL(`/v2/${repository}/${path}`, address.origin), "url"),
    ask: /* @__PURE__ */ __name(async (request, expected, retryStatuses = []) => {
      const answer = await tell(request);
      if (expected.includes(answer.response.status)) return answer;
      throw await refuse(answer, request, retryStatuses);
    }, "ask"),
    repeat: /* @__PURE__ */ __name((body, attempts = options.attempts) => retry({ random: pace.random, log, pause }, body, attempts), "repeat")
  };
}
__name(createSession, "createSession");

// src/registry/tag-list.ts
var schema2 = object({ tags: nullish(array(string())) });
var BODY_LIMIT3 = 4 * 1024 * 1024;
async function listTags(session, limit) {
  const action = "listing tags";
  const url = session.url("tags/list");
  url.search = `?n=${limit}`;
  const { response } = await session.ask({ method: "GET", url, action }, [200, 404]);
  if (response.status === 404) {
    await discard(response);
    return [];
  }
  const bytes = await readBytes(response, BODY_LIMIT3).catch((error) => {
    throw networkError(session.place, action, error);
  });
  const answer = parseJson(schema2, Buffer.from(bytes ?? []).toString());
  if (answer.kind === "ok") return (answer.value.tags ?? []).filter(isTag).slice(0, limit);
  throw badAnswer(session.place, { code: "BAD_ANSWER", action, problem: answer.problem });
}
__name(listTags, "listTags");

// src/registry/token.ts
var schema3 = object({ token: nullish(string()), access_token: nullish(string()) });
var BODY_LIMIT4 = 1024 * 1024;
var ACTION = "asking the token server for a token";
async function fetchToken(options, bearer) {
  try {
    return await fetchWithScopes(options, bearer);
  } catch (error) {
    if (!(error instanceof RegistryError) || error.status === void 0 || error.retryable) throw error;
    if (!options.scopes.narrow()) throw error;
    return fetchWithScopes(options, bearer);
  }
}
__name(fetchToken, "fetchToken");
async function fetchWithScopes(options, bearer) {
  const { place } = options;
  const response = await ask(options, bearer);
  if (response.status !== 200) {
    throw await refusalError({ place, response, action: ACTION, home: true, now: options.now() });
  }
  const bytes = await readBytes(response, BODY_LIMIT4).catch((error) => {
    throw networkError(place, ACTION, error);
  });
  const answer = parseJson(schema3, Buffer.from(bytes ?? []).toString());
  const token = answer.kind === "ok" ? answer.value.token ?? answer.value.access_token : void 0;
  if (!token || !/^[\x21-\x7e]+$/.test(token)) {
    throw badAnswer(place, { code: "BAD_ANSWER", action: ACTION, problem: "the answer holds no token" });
  }
  place.secrets.add(token);
  return `Bearer ${token}`;
}
__name(fetchWithScopes, "fetchWithScopes");
async function ask(options, bearer) {
  const { place, address, secret } = options;
  const scopes = options.scopes.all();
  const realm = resolveSafely(bearer.params.get("realm") ?? "", void 0, address);
  const service = bearer.params.get("service");
  const query = service === void 0 ? [] : [["service", service]];
  const request = secret?.kind === "identity-token" ? { url: realm, init: refreshGrant(secret.token, [...query, ["scope", scopes.join(" ")]]) } : { url: withQuery(realm, [...query, ...scopes.map(scopeParameter)]), init: passwordGrant(secret) };
  const response = await options.fetch(request.url, { ...request.init, redirect: "manual" }).catch((error) => {
    throw networkError(place, ACTION, error);
  });
  if (response.status < 300 || response.status >= 400) return response;
  await discard(response);
  throw badAnswer(place, { code: "BAD_ANSWER", action: ACTION, problem: "it sends us elsewhere (wanted a token)" });
}
__name(ask, "ask");
var scopeParameter = /* @__PURE__ */ __name((scope) => ["scope", scope], "scopeParameter");
function withQuery(realm, query) {
  const url = new URL(realm);
  for (const [key, value] of query) url.searchParams.append(key, value);
  return url;
}
__name(withQuery, "withQuery");
var passwordGrant = /* @__PURE__ */ __name((secret) => secret?.kind === "password" ? { headers: { authorization: basicHeader(secret.username, secret.password) } } : {}, "passwordGrant");
var refreshGrant = /* @__PURE__ */ __name((token, query) => {
  const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: token, client_id: "nix-image" });
  for (const [key, value] of query) body.append(key, value);
  return { method: "POST", body };
}, "refreshGrant");

// src/registry/sent-bytes.ts
function watchBody(body, onSent) {
  let told = 0;
  const tell = /* @__PURE__ */ __name((reached) => {
    if (reached <= told) return;
    onSent?.(reached - told);
    told = reached;
  }, "tell");
  return { size: body.size, from: /* @__PURE__ */ __name((offset, end) => counted(body.slice(offset, end), offset, tell), "from") };
}
__name(watchBody, "watchBody");
var PIECE = 64 * 1024;
var counted = /* @__PURE__ */ __name((body, offset, tell) => Object.assign(body.slice(), { stream: /* @__PURE__ */ __name(() => ReadableStream.from(pieces(body, offset, tell)), "stream") }), "counted");
async function* pieces(body, offset, tell) {
  let reached = offset;
  for await (const chunk of body.stream()) {
    for (let at = 0; at < chunk.byteLength; at += PIECE) {
      const piece = chunk.subarray(at, at + PIECE);
      yield piece;
      reached += piece.byteLength;
      tell(reached);
    }
  }
}
__name(pieces, "pieces");

// src/registry/transfer.ts
var LOST_SESSION = [404, 416];
var OCTETS = { "content-type": "application/octet-stream" };
var actionOf = /* @__PURE__ */ __name(({ digest, size }) => `uploading blob ${shortDigest(digest)} (${size} bytes)`, "actionOf");
var sendWhole = /* @__PURE__ */ __name((session, transfer) => finish(session, transfer, transfer.body.from(0)), "sendWhole");
async function sendPieces(session, transfer, { offset, most }) {
  const { descriptor, body } = transfer;
  let { location } = transfer;
  for (let start = offset; start < body.size; start += most) {
    const end = Math.min(start + most, body.size);
    const action = `${actionOf(descriptor)}, from byte ${start}`;
    const headers = { ...OCTETS, "content-range": `${start}-${end - 1}` };
    const request = { method: "PATCH", url: location, action, headers, body: body.from(start, end) };
    const answer = await session.ask(request, [202, 204], LOST_SESSION);
    await discard(answer.response);
    location = uploadLocation(session, answer, action);
  }
  await finish(session, { ...transfer, location }, void 0);
}
__name(sendPieces, "sendPieces");
async function finish(session, { descriptor, location }, body) {
  const { digest } = descriptor;
  const action = actionOf(descriptor);
  const url = new URL(location);
  url.search += `${url.search === "" ? "?" : "&"}digest=${encodeURIComponent(digest)}`;
  const request = { method: "PUT", url, action, headers: OCTETS, ...body === void 0 ? {} : { body } };
  const { response } = await session.ask(request, [201, 204], LOST_SESSION);
  await discard(response);
  const got = response.headers.get("docker-content-digest");
  if (got === null || got === digest) return;
  const problem = `the registry calls it ${got.slice(0, 80)} (wanted ${digest})`;
  throw badAnswer(session.place, { code: "DIGEST_MISMATCH", action, problem });
}
__name(finish, "finish");
async function askKept(session, { location, body }) {
  const action = "asking how far an upload has come";
  const answer = await session.tell({ method: "GET", url: location, action });
  await discard(answer.response);
  const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(answer.response.headers.get("range") ?? "")?.[1];
  const offset = last === void 0 || last === "0" ? 0 : Number(last) + 1;
  if (answer.response.status !== 204 || offset === 0 || offset > body.size) return void 0;
  return {
    location: answer.response.headers.has("location") ? uploadLocation(session, answer, action) : location,
    offset
  };
}
__name(askKept, "askKept");
var takesPieces = /* @__PURE__ */ __name(({ origin }) => !/^https:\/\/(ghcr\.io|containers\..*\.ghe\.com)$/.test(origin), "takesPieces");

// src/registry/upload.ts
var WORTH_RESUMING = 8 * 1024 * 1024;
function uploadBlob(session, mounter, upload) {
  const { descriptor, mountFrom } = upload;
  const body = watchBody(upload.body, upload.onSent);
  let cut;
  let sent = false;
  return session.repeat(async (attempt) => {
    if (await hasBlob(session, descriptor)) return sent ? "uploaded" : "exists";
    const onward = /* @__PURE__ */ __name((location2) => {
      cut = location2;
    }, "onward");
    if (cut !== void 0 && await resume(session, { descriptor, body, location: cut }, onward)) return "uploaded";
    const mounting = attempt === 0 ? await mounter.mount(descriptor.digest, mountFrom) : void 0;
    if (mounting?.kind === "mounted") return "mounted";
    const location = mounting?.kind === "upload" ? mounting.location : (await beginUpload(session)).location;
    sent = true;
    cut = descriptor.size >= WORTH_RESUMING && takesPieces(session.address) ? location : void 0;
    await send2(session, { descriptor, body, location });
    return "uploaded";
  });
}
__name(uploadBlob, "uploadBlob");
async function resume(session, transfer, onward) {
  try {
    const kept = await askKept(session, transfer);
    if (kept === void 0) return false;
    const { offset, location } = kept;
    onward(location);
    session.log.info(`${session.place.name}: the upload goes on at byte ${offset} of ${transfer.body.size}`);
    await sendPieces(session, { ...transfer, location }, { offset, most: transfer.body.size });
    return true;
  } catch (error) {
    if (error instanceof RegistryError && error.code === "NETWORK" && error.retryable) throw error;
    session.log.debug(error.message);
    return false;
  }
}
__name(resume, "resume");
var SMALLER = [16, 4, 1].map((mebibytes) => mebibytes * 1024 * 1024);
async function send2(session, transfer) {
  try {
    await sendWhole(session, transfer);
  } catch (error) {
    if (!isTooLarge(error) || !takesPieces(session.address)) throw error;
    for (const most of SMALLER.filter((size) => size < transfer.body.size)) {
      if (await sendSmaller(session, transfer, most)) return;
    }
    throw error;
  }
}
__name(send2, "send");
async function sendSmaller(session, transfer, wanted) {
  const { location, least } = await beginUpload(session);
  try {
    await sendPieces(session, { ...transfer, location }, { offset: 0, most: Math.max(wanted, least) });
    return true;
  } catch (error) {
    if (isTooLarge(error)) return false;
    throw error;
  }
}
__name(sendSmaller, "sendSmaller");
var isTooLarge = /* @__PURE__ */ __name((error) => error instanceof RegistryError && error.status === 413, "isTooLarge");
async function tryUpload(session) {
  await dropUpload(session, (await beginUpload(session)).location);
}
__name(tryUpload, "tryUpload");
async function hasBlob(session, { digest, size }) {
  const action = `looking for blob ${shortDigest(digest)}`;
  const found = await headBlob(session, digest).catch(async (error) => {
    if (!isSilentRefusal(error)) throw error;
    await tryUpload(session);
    return void 0;
  });
  if (found === void 0 || found === size) return found !== void 0;
  const problem = `the registry's has ${found} bytes (wanted ${size})`;
  throw badAnswer(session.place, { code: "DIGEST_MISMATCH", action, problem });
}
__name(hasBlob, "hasBlob");

// src/registry/client.ts
var PREFLIGHT_ATTEMPTS = 3;
function openRepository(options) {
  const { registry } = options;
  const repository = checkRepository(options.repository);
  const { session, mounter } = openSession(options);
  const own = apiRepository(registry, repository);
  const others = /* @__PURE__ */ __name((names) => names.map((name) => apiRepository(registry, checkRepository(name))).filter((name) => name !== own), "others");
  return {
    ...{ registry, repository },
    preflight: /* @__PURE__ */ __name(() => session.repeat(() => tryUpload(session), PREFLIGHT_ATTEMPTS), "preflight"),
    headBlob: /* @__PURE__ */ __name((digest) => session.repeat(() => headBlob(session, digest)), "headBlob"),
    putBlob: /* @__PURE__ */ __name(async (descriptor, source2, { mountFrom = [], onSent } = {}) => {
      const body = await openBody(descriptor, source2);
      return uploadBlob(session, mounter, { descriptor, body, mountFrom: others(mountFrom), onSent });
    }, "putBlob"),
    mountBlob: /* @__PURE__ */ __name(async (digest, from) => {
      const outcome = await session.repeat(() => mounter.mount(digest, others(from)));
      if (outcome.kind === "upload") await dropUpload(session, outcome.location);
      return outcome.kind === "mounted";
    }, "mountBlob"),
    getManifest: /* @__PURE__ */ __name(async (reference) => session.repeat(() => downloadManifest(session, checkReference(reference))), "getManifest"),
    download: /* @__PURE__ */ __name((descriptor) => downloadBlob(session, descriptor, isManifestType(descriptor.mediaType) ? "manifests" : "blobs"), "download"),
    putManifest: /* @__PURE__ */ __name(async (manifest) => {
      checkReference(manifest.reference);
      return (await session.repeat(() => uploadManifest(session, manifest))).digest;
    }, "putManifest"),
    putReferrer: /* @__PURE__ */ __name(async (manifest) => {
      checkReference(manifest.reference);
      return session.repeat(() => uploadManifest(session, manifest));
    }, "putReferrer"),
    listTags: /* @__PURE__ */ __name((limit) => session.repeat(() => listTags(session, limit)), "listTags"),
    listReferrers: /* @__PURE__ */ __name((subject, artifactType) => session.repeat(() => listReferrers(session, subject, artifactType)), "listReferrers")
  };
}
__name(openRepository, "openRepository");
function openSession(options) {
  const { registry, credentials, fetch, log, workflow, attempts, pace = realPace } = options;
  const address = registryAddress(registry, options.insecure);
  const repository = apiRepository(registry, options.repository);
  const scopes = createScopes(`repository:${repository}:${options.access === "pull" ? "pull" : "pull,push"}`);
  const context = { registry, repository: options.repository, source: credentials?.source, workflow };
  const place = { name: `${registry}/${options.repository}`, context, secrets: secretsOf(credentials) };
  const secret = credentials?.secret;
  const tokens = { place, address, fetch, secret, scopes, now: pace.now };
  const authorizer = createAuthorizer({ secret, fetchToken: /* @__PURE__ */ __name((bearer) => fetchToken(tokens, bearer), "fetchToken") });
  const session = createSession({ place, address, authorizer, fetch, log, pace, attempts, repository });
  const allowReading = /* @__PURE__ */ __name((from) => {
    if (scopes.addPull(from)) authorizer.forgetToken();
  }, "allowReading");
  return { session, mounter: createMounter({ session, allowReading }) };
}
__name(openSession, "openSession");
function secretsOf(credentials) {
  const secret = credentials?.secret;
  if (secret === void 0) return /* @__PURE__ */ new Set();
  if (secret.kind === "identity-token") return new Set([secret.token].filter(Boolean));
  const encoded = basicHeader(secret.username, secret.password).slice("Basic ".length);
  return new Set([encoded, secret.password].filter(Boolean));
}
__name(secretsOf, "secretsOf");
function checkRepository(repository) {
  if (isRepository(repository)) return repository;
  const wanted = "wanted lower-case letters, digits and . _ - between slashes";
  throw new InputError("BAD_REPOSITORY", `repository ${JSON.stringify(repository)}: not a repository name (${wanted})`);
}
__name(checkRepository, "checkRepository");
function checkReference(reference) {
  if (isTag(reference) || isDigest(reference)) return reference;
  throw new InputError("BAD_REFERENCE", `${JSON.stringify(reference)}: neither a tag nor a digest`);
}
__name(checkReference, "checkReference");

// src/registry/docker-config.ts
import { readFile } from "node:fs/promises";
import { join } from "node:path";

// src/registry/credential-helper.ts
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
var schema4 = object({ Username: string(), Secret: string() });
var TOKEN_USER = "<token>";
var TIME_LIMIT_MS = 6e4;
async function askHelper(question) {
  const { helper, key, file } = question;
  const program = `docker-credential-${helper}`;
  if (!/^[\w.-]+$/.test(helper)) throw failure(question, "its name is not a program name");
  const { status, stdout, stderr } = await run(program, question);
  if (/credentials not found in native keychain/i.test(stdout + stderr)) return void 0;
  if (status !== 0) throw failure(question, `exit status ${status}${stderr === "" ? "" : `: ${cleanText(stderr)}`}`);
  const result = parseJson(schema4, stdout);
  if (result.kind === "bad") throw failure(question, "its answer is not JSON with Username and Secret");
  const { Username: username, Secret: password } = result.value;
  const source2 = { kind: "helper", program, file, key };
  return username === TOKEN_USER ? { secret: { kind: "identity-token", token: password }, source: source2 } : { secret: { kind: "password", username, password }, source: source2 };
}
__name(askHelper, "askHelper");
async function run(program, question) {
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  const child = spawn(program, ["get"], { env: question.env, signal });
  const status = new Promise((resolve, reject) => {
    child.once("error", (cause) => {
      const problem = signal.aborted ? "it gave no answer within a minute" : "it cannot be started; put it on PATH";
      reject(failure(question, problem, cause));
    });
    child.once("close", resolve);
  });
  child.stdin.on("error", () => {
  });
  child.stdin.end(question.key);
  const [code, stdout, stderr] = await Promise.all([status, text(child.stdout), text(child.stderr)]);
  return { status: code, stdout, stderr };
}
__name(run, "run");
var failure = /* @__PURE__ */ __name((question, problem, cause) => new RegistryError(
  "CREDENTIAL_HELPER",
  `docker-credential-${cleanText(question.helper)}: ${problem} (${question.file} names it for ${question.key}); repair it, or set registry-username and registry-password`,
  { cause }
), "failure");

// src/registry/docker-config.ts
var schema5 = object({
  auths: nullish(
    record(
      string(),
      object({
        auth: nullish(string()),
        username: nullish(string()),
        password: nullish(string()),
        identitytoken: nullish(string())
      })
    )
  ),
  credHelpers: nullish(record(string(), string())),
  credsStore: nullish(string())
});
async function readDockerCredentials(options) {
  const { registry, env } = options;
  const file = configFile(env);
  const config = file === void 0 ? void 0 : await readConfig(file);
  if (file === void 0 || config === void 0) return void 0;
  const ask2 = /* @__PURE__ */ __name((helper2, key2) => askHelper({ helper: helper2, key: key2, file, env }), "ask");
  const helperKey = matchingKey(config.credHelpers, registry);
  const helper = helperKey === void 0 ? void 0 : config.credHelpers?.[helperKey];
  if (helper !== void 0 && helperKey !== void 0) return ask2(helper, helperKey);
  const key = matchingKey(config.auths, registry);
  const secret = key === void 0 ? void 0 : secretOf(config.auths?.[key]);
  if (key !== void 0 && secret !== void 0) return { secret, source: { kind: "docker-config", file, key } };
  return config.credsStore ? ask2(config.credsStore, key ?? serverName(registry)) : void 0;
}
__name(readDockerCredentials, "readDockerCredentials");
function configFile(env) {
  const folder = env["DOCKER_CONFIG"] || (env["HOME"] ? join(env["HOME"], ".docker") : void 0);
  return folder === void 0 ? void 0 : join(folder, "config.json");
}
__name(configFile, "configFile");
async function readConfig(file) {
  let text2;
  try {
    text2 = await readFile(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return void 0;
    throw new InputError("BAD_DOCKER_CONFIG", `${file}: cannot be read; check its permissions`, { cause: error });
  }
  const result = parseJson(schema5, text2);
  if (result.kind === "ok") return result.value;
  throw new InputError("BAD_DOCKER_CONFIG", `${file}: not a Docker configuration file; log in again or remove it`);
}
__name(readConfig, "readConfig");
var HUB_NAMES = ["docker.io", "index.docker.io", "registry-1.docker.io"];
var serverName = /* @__PURE__ */ __name((registry) => HUB_NAMES.includes(registry) ? "https://index.docker.io/v1/" : registry, "serverName");
var hostOf = /* @__PURE__ */ __name((key) => {
  const host = key.replace(/^https?:\/\//, "").replace(/\/(v[12]\/?)?$/, "");
  return HUB_NAMES.includes(host) ? "docker.io" : host;
}, "hostOf");
var matchingKey = /* @__PURE__ */ __name((entries, registry) => Object.keys(entries ?? {}).find((key) => hostOf(key) === hostOf(registry)), "matchingKey");
function secretOf(auth) {
  if (auth?.identitytoken) return { kind: "identity-token", token: auth.identitytoken };
  if (auth?.username && auth.password) return { kind: "password", username: auth.username, password: auth.password };
  const [username, ...rest] = Buffer.from(auth?.auth ?? "", "base64").toString().split(":");
  const password = rest.join(":");
  if (username === TOKEN_USER && password) return { kind: "identity-token", token: password };
  return username && password ? { kind: "password", username, password } : void 0;
}
__name(secretOf, "secretOf");

// src/registry/stored-login.ts
import { randomUUID } from "node:crypto";
import { chmod, mkdir, readFile as readFile2, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join as join2 } from "node:path";
var storedLoginSchema = object({
  file: string(),
  key: string(),
  /** Hash of the entry, by which it is known again. */
  written: string(),
  /** File with the entry that was there before, which may be a secret. */
  backup: exactOptional(string()),
  /** False when the file was made for it. */
  hadFile: boolean()
});
var entriesSchema = looseObject({ auths: nullish(record(string(), unknown())) });
async function storeLogin({
  registry,
  secret,
  home,
  backupFolder
}) {
  const file = await resolved(join2(home, ".docker", "config.json"));
  const config = await readConfig2(file);
  const key = canonicalRegistry(registry) === "docker.io" ? "https://index.docker.io/v1/" : registry;
  const entry = entryOf(secret);
  const previous = config?.auths?.[key];
  if (hashOf(previous) === hashOf(entry)) return void 0;
  const backup = previous === void 0 ? void 0 : join2(backupFolder, `docker-login-${randomUUID()}.json`);
  if (backup !== void 0) await writeFile(backup, JSON.stringify(previous), { mode: 384 });
  await writeConfig(file, { ...config, auths: { ...config?.auths, [key]: entry } });
  const kept = backup === void 0 ? {} : { backup };
  return { file, key, written: hashOf(entry), ...kept, hadFile: config !== void 0 };
}
__name(storeLogin, "storeLogin");
async function removeLogin(login) {
  const { file, key, written, backup, hadFile } = login;
  const previous = backup === void 0 ? void 0 : JSON.parse(await readFile2(backup, "utf8"));
  if (backup !== void 0) await rm(backup, { force: true });
  const config = await readConfig2(file);
  if (config === void 0 || hashOf(config.auths?.[key]) !== written) return "left alone";
  const { [key]: _, ...others } = config.auths ?? {};
  const auths = previous === void 0 ? others : { ...config.auths, [key]: previous };
  const isOurs = !hadFile && Object.keys(auths).length === 0 && Object.keys(config).length === 1;
  await (isOurs ? rm(file, { force: true }) : writeConfig(file, { ...config, auths }));
  return previous === void 0 ? "removed" : "restored";
}
__name(removeLogin, "removeLogin");
var NOBODY = "00000000-0000-0000-0000-000000000000";
var entryOf = /* @__PURE__ */ __name((secret) => {
  const auth = /* @__PURE__ */ __name((username, password) => Buffer.from(`${username}:${password}`).toString("base64"), "auth");
  return secret.kind === "password" ? { auth: auth(secret.username, secret.password) } : { auth: auth(NOBODY, ""), identitytoken: secret.token };
}, "entryOf");
var hashOf = /* @__PURE__ */ __name((entry) => sha256(Buffer.from(JSON.stringify(entry) ?? "")), "hashOf");
var resolved = /* @__PURE__ */ __name((file) => realpath(file).catch(() => file), "resolved");
async function readConfig2(file) {
  let text2;
  try {
    text2 = await readFile2(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return void 0;
    throw new InputError("BAD_DOCKER_CONFIG", `${file}: cannot be read; check its permissions`, { cause: error });
  }
  const parsed = parseJson(entriesSchema, text2);
  if (parsed.kind === "ok") return parsed.value;
  throw new InputError("BAD_DOCKER_CONFIG", `${file}: not a Docker configuration file; correct or remove it`);
}
__name(readConfig2, "readConfig");
async function writeConfig(file, config) {
  await mkdir(dirname(file), { recursive: true, mode: 448 });
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, `${JSON.stringify(config, null, "	")}
`, { mode: 384 });
    await chmod(partial, 384);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
__name(writeConfig, "writeConfig");

// src/registry/transport.ts
import http2 from "node:http";
import https2 from "node:https";

// src/registry/alarm.ts
var StallError = class extends Error {
  static {
    __name(this, "StallError");
  }
  code = "ERR_STALLED";
  constructor(milliseconds) {
    super(`nothing moved for ${milliseconds / 1e3} s`);
  }
};
function setAlarm(milliseconds, fail) {
  let patience = milliseconds;
  const ring = /* @__PURE__ */ __name(() => fail(new StallError(patience)), "ring");
  let timer = setTimeout(ring, patience);
  return {
    again: /* @__PURE__ */ __name((other) => {
      clearTimeout(timer);
      patience = other ?? patience;
      timer = setTimeout(ring, patience);
    }, "again"),
    off: /* @__PURE__ */ __name(() => clearTimeout(timer), "off")
  };
}
__name(setAlarm, "setAlarm");

// src/registry/exchange.ts
import http from "node:http";
import https from "node:https";
var SMALL_BODY = 1024 * 1024;
var CONTINUE_MS = 1e3;
var EXPECTATION_FAILED = 417;
async function exchange(request) {
  for (; ; ) {
    const state = { begun: false, answered: false };
    const waits = (request.body?.size ?? 0) > SMALL_BODY && !request.silent.has(request.url.origin);
    const sending = open(request, waits);
    try {
      const answer = await complete(request, { sending, state, waits });
      if (!waits || answer.statusCode !== EXPECTATION_FAILED) return answer;
      answer.destroy();
      return await complete(request, {
        sending: open(request, false),
        state: { begun: false, answered: false },
        waits: false
      });
    } catch (error) {
      if (!isStale(sending, error) || waits && state.begun) throw error;
    }
  }
}
__name(exchange, "exchange");
var isStale = /* @__PURE__ */ __name((sending, error) => sending.reusedSocket && ["ECONNRESET", "EPIPE"].includes(String(error.code)), "isStale");
function open({ url, method, headers, body, agent, signal }, waits) {
  const own = {
    "user-agent": "nix-image",
    accept: "*/*",
    ...body === void 0 ? {} : { "content-length": String(body.size) },
    ...waits ? { expect: "100-continue" } : {}
  };
  const options = { method, agent, headers: { ...own, ...headers }, ...signal === void 0 ? {} : { signal } };
  const sending = (url.protocol === "https:" ? https : http).request(url, options);
  if (waits) sending.flushHeaders();
  return sending;
}
__name(open, "open");
async function complete(request, it) {
  const { sending } = it;
  const alarm = setAlarm(request.limits.stallMs, (error) => sending.destroy(error));
  const answered = answerTo(it, alarm);
  try {
    await Promise.race([answered, transmit(request, it, alarm)]);
    return await answered;
  } catch (error) {
    answered.catch(() => {
    });
    sending.destroy();
    throw error;
  } finally {
    alarm.off();
  }
}
__name(complete, "complete");
var answerTo = /* @__PURE__ */ __name(({ sending, state }, alarm) => new Promise((resolve, reject) => {
  sending.on("socket", (socket) => {
    alarm.again();
    if (socket.connecting) socket.once("connect", () => alarm.again());
  });
  sending.on("error", reject);
  sending.once("response", (answer) => {
    state.answered = true;
    answer.once("end", () => sending.writableEnded || sending.destroy());
    resolve(answer);
  });
}), "answerTo");
async function transmit({ url, body, limits, method, silent }, it, alarm) {
  const { sending, state, waits } = it;
  if (waits && !await happens(sending, ["continue", "response", "close"], CONTINUE_MS)) silent.add(url.origin);
  if (body !== void 0 && !isOver(it)) {
    state.begun = true;
    for await (const piece of body.stream()) {
      if (isOver(it)) return;
      if (!sending.write(piece)) await happens(sending, ["drain", "response", "close"]);
      alarm.again();
    }
  }
  if (isOver(it)) return;
  sending.end();
  if (method !== "GET" && method !== "HEAD") alarm.again(limits.answerMs);
}
__name(transmit, "transmit");
var isOver = /* @__PURE__ */ __name(({ sending, state }) => sending.destroyed || state.answered, "isOver");
var happens = /* @__PURE__ */ __name((sending, events, milliseconds) => new Promise((resolve) => {
  const over = /* @__PURE__ */ __name((happened) => {
    clearTimeout(timer);
    for (const event of events) sending.off(event, yes);
    resolve(happened);
  }, "over");
  const yes = /* @__PURE__ */ __name(() => over(true), "yes");
  const timer = milliseconds === void 0 ? void 0 : setTimeout(() => over(false), milliseconds);
  for (const event of events) sending.on(event, yes);
}), "happens");

// src/registry/trust.ts
import tls from "node:tls";
function createTrust(certificates) {
  const ca = /* @__PURE__ */ new Set([...tls.getCACertificates("default"), ...tls.getCACertificates("system"), ...certificates]);
  return { secureContext: tls.createSecureContext({ ca: [...ca] }) };
}
__name(createTrust, "createTrust");

// src/registry/transport.ts
var STALL_MS = 6e4;
var ANSWER_MS = 3e5;
function openTransport(options) {
  const agents = openAgents(options);
  const limits = { stallMs: options.stallMs ?? STALL_MS, answerMs: options.answerMs ?? ANSWER_MS };
  const silent = /* @__PURE__ */ new Set();
  return async (input, init = {}) => {
    const url = new URL(input instanceof URL ? input : String(input));
    const headers = Object.fromEntries(new Headers(init.headers));
    const body = bodyOf2(init.body);
    const agent = agents(url);
    const request = {
      ...{ url, agent, silent, method: init.method ?? "GET", limits, signal: init.signal ?? void 0 },
      headers: { ...body?.headers, ...headers },
      body: body?.blob
    };
    return responseOf(await exchange(request), request);
  };
}
__name(openTransport, "openTransport");
function bodyOf2(body) {
  if (body === void 0 || body === null) return void 0;
  if (body instanceof Blob) return { blob: body, headers: {} };
  if (!(body instanceof URLSearchParams)) throw new TypeError("a registry is sent bytes or form data");
  return { blob: new Blob([body.toString()]), headers: { "content-type": "application/x-www-form-urlencoded" } };
}
__name(bodyOf2, "bodyOf");
function openAgents({ env, certificates = [] }) {
  const proxyEnv = { ...env };
  const trust = once(() => createTrust(certificates));
  const agents = {
    "http:": [
      once(() => new http2.Agent({ keepAlive: true })),
      once(() => new http2.Agent({ keepAlive: true, proxyEnv }))
    ],
    "https:": [
      once(() => new https2.Agent({ keepAlive: true, ...trust() })),
      once(() => new https2.Agent({ keepAlive: true, ...trust(), proxyEnv }))
    ]
  };
  return ({ protocol, hostname }) => {
    const [direct, proxied] = agents[protocol === "https:" ? "https:" : "http:"];
    return isLoopback(hostname) ? direct() : proxied();
  };
}
__name(openAgents, "openAgents");
var WITHOUT_BODY = [204, 205, 304];
function responseOf(answer, { method, limits }) {
  const status = answer.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const empty = method === "HEAD" || WITHOUT_BODY.includes(status) || headers.get("content-length") === "0";
  if (empty) answer.resume();
  return new Response(empty ? null : bodyStream(answer, limits.stallMs), { status, headers });
}
__name(responseOf, "responseOf");
function bodyStream(answer, stallMs) {
  const chunks = chunksOf(answer, stallMs);
  const pull = /* @__PURE__ */ __name(async (controller) => {
    const { done, value } = await chunks.next();
    if (done === true) controller.close();
    else controller.enqueue(value);
  }, "pull");
  return new ReadableStream({ pull, cancel: /* @__PURE__ */ __name(() => void answer.destroy(), "cancel") }, { highWaterMark: 0 });
}
__name(bodyStream, "bodyStream");
async function* chunksOf(answer, stallMs) {
  const alarm = setAlarm(stallMs, (error) => answer.destroy(error));
  try {
    for await (const chunk of answer) {
      alarm.off();
      yield chunk;
      alarm.again();
    }
  } finally {
    alarm.off();
  }
  return void 0;
}
__name(chunksOf, "chunksOf");

export {
  RegistryError,
  GITHUB_REGISTRY,
  chooseCredentials,
  describeSource,
  realPace,
  referrersTag,
  openRepository,
  readDockerCredentials,
  storedLoginSchema,
  storeLogin,
  removeLogin,
  openTransport
};
