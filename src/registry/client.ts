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
import { headBlob } from "./blobs.ts";
import { openBody } from "./body.ts";
import { basicHeader, type Credentials } from "./credentials.ts";
import { downloadBlob } from "./download.ts";
import { downloadManifest, type NewManifest, type StoredManifest, uploadManifest } from "./manifests.ts";
import { createMounter, type Mounter } from "./mount.ts";
import type { Place } from "./place.ts";
import { listReferrers } from "./referrers.ts";
import { type Pace, realPace } from "./retry.ts";
import { createScopes } from "./scopes.ts";
import type { OnSent } from "./sent-bytes.ts";
import { createSession, type Session } from "./session.ts";
import { listTags } from "./tag-list.ts";
import { fetchToken } from "./token.ts";
import { type BlobOutcome, tryUpload, uploadBlob } from "./upload.ts";
import { dropUpload } from "./upload-session.ts";

/** One repository of a registry. Every call repeats what fails in passing, and rejects with `RegistryError`. */
export interface Repository {
  /** Host as the user named it. */
  readonly registry: string;
  readonly repository: string;
  /** Asks for the right to push before there is anything to push. */
  preflight(): Promise<void>;
  /** Size of a blob in bytes, `undefined` when the repository does not have it. */
  headBlob(digest: Digest): Promise<number | undefined>;
  /** `source` is a file's path or the bytes. */
  putBlob(descriptor: Descriptor, source: string | Uint8Array, options?: PutBlobOptions): Promise<BlobOutcome>;
  /** True when the blob was taken over from one of these repositories of the same registry; nothing is sent otherwise. */
  mountBlob(digest: Digest, from: readonly string[]): Promise<boolean>;
  getManifest(reference: string): Promise<StoredManifest | undefined>;
  /** The bytes of a manifest or a blob, as many as the descriptor says; their digest is the reader's to check. */
  download(descriptor: Descriptor): AsyncIterable<Buffer>;
  putManifest(manifest: NewManifest): Promise<Digest>;
  /** Writes a manifest that names another one as its subject; `subject` when the registry has understood that it does. */
  putReferrer(manifest: NewManifest): Promise<{ readonly subject: boolean }>;
  /** The first page of the tags in the registry's order; none when the repository is not there. */
  listTags(limit: number): Promise<readonly string[]>;
  /** Manifests that name `subject` as theirs: what the referrers API lists, else what the tag `sha256-…` lists. */
  listReferrers(subject: Digest, artifactType?: string): Promise<readonly Descriptor[]>;
}

export interface PutBlobOptions {
  /** Repositories of the same registry that may have the blob; it is taken over from the first that does. */
  readonly mountFrom?: readonly string[];
  /**
   * Hears of bytes as they go to the connection. Each byte of the blob counts once: what a failed attempt makes us send
   * again is not told again, so the sum only grows, and is the blob's size when it has been uploaded.
   */
  readonly onSent?: OnSent;
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
  const { registry } = options;
  const repository = checkRepository(options.repository);
  const { session, mounter } = openSession(options);
  const own = apiRepository(registry, repository);
  const others = (names: readonly string[]): readonly string[] =>
    names.map((name) => apiRepository(registry, checkRepository(name))).filter((name) => name !== own);
  return {
    ...{ registry, repository },
    preflight: () => session.repeat(() => tryUpload(session), PREFLIGHT_ATTEMPTS),
    headBlob: (digest) => session.repeat(() => headBlob(session, digest)),
    putBlob: async (descriptor, source, { mountFrom = [], onSent } = {}) => {
      const body = await openBody(descriptor, source);
      return uploadBlob(session, mounter, { descriptor, body, mountFrom: others(mountFrom), onSent });
    },
    mountBlob: async (digest, from) => {
      const outcome = await session.repeat(() => mounter.mount(digest, others(from)));
      if (outcome.kind === "upload") await dropUpload(session, outcome.location);
      return outcome.kind === "mounted";
    },
    getManifest: async (reference) => session.repeat(() => downloadManifest(session, checkReference(reference))),
    download: (descriptor) =>
      downloadBlob(session, descriptor, isManifestType(descriptor.mediaType) ? "manifests" : "blobs"),
    putManifest: async (manifest) => {
      checkReference(manifest.reference);
      return (await session.repeat(() => uploadManifest(session, manifest))).digest;
    },
    putReferrer: async (manifest) => {
      checkReference(manifest.reference);
      return session.repeat(() => uploadManifest(session, manifest));
    },
    listTags: (limit) => session.repeat(() => listTags(session, limit)),
    listReferrers: (subject, artifactType) => session.repeat(() => listReferrers(session, subject, artifactType)),
  };
}

interface Opened {
  readonly session: Session;
  readonly mounter: Mounter;
}

function openSession(options: RepositoryOptions): Opened {
  const { registry, credentials, fetch, log, workflow, attempts, pace = realPace } = options;
  const address = registryAddress(registry, options.insecure);
  const repository = apiRepository(registry, options.repository);
  const scopes = createScopes(`repository:${repository}:${options.access === "pull" ? "pull" : "pull,push"}`);
  const context = { registry, repository: options.repository, source: credentials?.source, workflow };
  const place: Place = { name: `${registry}/${options.repository}`, context, secrets: secretsOf(credentials) };
  const secret = credentials?.secret;
  const tokens = { place, address, fetch, secret, scopes, now: pace.now };
  const authorizer = createAuthorizer({ secret, fetchToken: (bearer) => fetchToken(tokens, bearer) });
  const session = createSession({ place, address, authorizer, fetch, log, pace, attempts, repository });
  const allowReading = (from: string): void => {
    if (scopes.addPull(from)) authorizer.forgetToken();
  };
  return { session, mounter: createMounter({ session, allowReading }) };
}

/** Also the form in which a password travels, without its scheme. */
function secretsOf(credentials: Credentials | undefined): Set<string> {
  const secret = credentials?.secret;
  if (secret === undefined) return new Set();
  if (secret.kind === "identity-token") return new Set([secret.token].filter(Boolean));
  const encoded = basicHeader(secret.username, secret.password).slice("Basic ".length);
  return new Set([encoded, secret.password].filter(Boolean));
}

/** Repositories are parts of a URL's path too. */
function checkRepository(repository: string): string {
  if (isRepository(repository)) return repository;
  const wanted = "wanted lower-case letters, digits and . _ - between slashes";
  throw new InputError("BAD_REPOSITORY", `repository ${JSON.stringify(repository)}: not a repository name (${wanted})`);
}

/** References are parts of a URL's path, so only what the specification allows may pass. */
function checkReference(reference: string): string {
  if (isTag(reference) || isDigest(reference)) return reference;
  throw new InputError("BAD_REFERENCE", `${JSON.stringify(reference)}: neither a tag nor a digest`);
}
