import type { Digest } from "../core/digest.ts";
import { isDigest } from "../core/digest.ts";
import { InputError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { isRepository, isTag } from "../oci/image-ref.ts";
import { isManifestType } from "../oci/media-type.ts";
import { apiRepository, registryAddress } from "./address.ts";
import type { WorkflowFacts } from "./advice.ts";
import { createAuthorizer } from "./auth.ts";
import { openBody } from "./body.ts";
import { basicHeader, type Credentials } from "./credentials.ts";
import { downloadBlob } from "./download.ts";
import { downloadManifest, type NewManifest, type StoredManifest, uploadManifest } from "./manifests.ts";
import type { Place } from "./place.ts";
import { type Pace, realPace } from "./retry.ts";
import { createSession, type Session } from "./session.ts";
import { fetchToken } from "./token.ts";
import { tryUpload, uploadBlob } from "./upload.ts";

/** One repository of a registry. Every call repeats what fails in passing, and rejects with `RegistryError`. */
export interface Repository {
  /** Host as the user named it. */
  readonly registry: string;
  readonly repository: string;
  /** Asks for the right to push before there is anything to push. */
  preflight(): Promise<void>;
  /** `source` is a file's path or the bytes. */
  putBlob(descriptor: Descriptor, source: string | Uint8Array): Promise<"exists" | "uploaded">;
  getManifest(reference: string): Promise<StoredManifest | undefined>;
  /** The bytes of a manifest or a blob, as many as the descriptor says; their digest is the reader's to check. */
  download(descriptor: Descriptor): AsyncIterable<Buffer>;
  putManifest(manifest: NewManifest): Promise<Digest>;
}

export interface RepositoryOptions {
  readonly registry: string;
  readonly repository: string;
  readonly credentials?: Credentials | undefined;
  /** Plain HTTP for this host, as the user asked. Loopback needs no asking. */
  readonly insecure?: boolean;
  /** Which rights are asked for; `push` unless it is given. */
  readonly access?: "pull" | "push";
  /** For advice on refusals. */
  readonly workflow?: WorkflowFacts | undefined;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly pace?: Pace;
  /** How often something is tried that fails in passing. */
  readonly attempts?: number | undefined;
}

/** Nothing has been sent yet: a wrong address should be told soon. */
const PREFLIGHT_ATTEMPTS = 3;

/** A client for one repository; nothing is sent before the first call. */
export function openRepository(options: RepositoryOptions): Repository {
  const { registry, repository } = options;
  if (!isRepository(repository)) {
    const wanted = "wanted lower-case letters, digits and . _ - between slashes";
    throw new InputError(
      "BAD_REPOSITORY",
      `repository ${JSON.stringify(repository)}: not a repository name (${wanted})`,
    );
  }
  const session = openSession(options);
  return {
    ...{ registry, repository },
    preflight: () => session.repeat(() => tryUpload(session), PREFLIGHT_ATTEMPTS),
    putBlob: async (descriptor, source) => uploadBlob(session, descriptor, await openBody(descriptor, source)),
    getManifest: async (reference) => session.repeat(() => downloadManifest(session, checkReference(reference))),
    download: (descriptor) =>
      downloadBlob(session, descriptor, isManifestType(descriptor.mediaType) ? "manifests" : "blobs"),
    putManifest: async (manifest) => {
      checkReference(manifest.reference);
      return session.repeat(() => uploadManifest(session, manifest));
    },
  };
}

function openSession(options: RepositoryOptions): Session {
  const { registry, credentials, fetch, log, workflow, attempts, pace = realPace } = options;
  const address = registryAddress(registry, options.insecure);
  const repository = apiRepository(registry, options.repository);
  const scope = `repository:${repository}:${options.access === "pull" ? "pull" : "pull,push"}`;
  const context = { registry, repository: options.repository, source: credentials?.source, workflow };
  const place: Place = { name: `${registry}/${options.repository}`, context, secrets: secretsOf(credentials) };
  const secret = credentials?.secret;
  const tokens = { place, address, fetch, secret, scope, now: pace.now };
  const authorizer = createAuthorizer({ secret, fetchToken: (bearer) => fetchToken(tokens, bearer) });
  return createSession({ place, address, authorizer, fetch, log, pace, attempts, repository });
}

/** Also the form in which a password travels, without its scheme. */
function secretsOf(credentials: Credentials | undefined): Set<string> {
  const secret = credentials?.secret;
  if (secret === undefined) return new Set();
  if (secret.kind === "identity-token") return new Set([secret.token].filter(Boolean));
  const encoded = basicHeader(secret.username, secret.password).slice("Basic ".length);
  return new Set([encoded, secret.password].filter(Boolean));
}

/** References are parts of a URL's path, so only what the specification allows may pass. */
function checkReference(reference: string): string {
  if (isTag(reference) || isDigest(reference)) return reference;
  throw new InputError("BAD_REFERENCE", `${JSON.stringify(reference)}: neither a tag nor a digest`);
}
