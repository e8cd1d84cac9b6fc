import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { closeServer, listenOnLoopback } from "../../support/ports.ts";
import {
  type ArtifactServiceOptions,
  createArtifactMethods,
  RUNTIME_TOKEN,
  type StoredArtifact,
} from "./artifact-methods.ts";
import { type BlobStore, startBlobStore } from "./azurite.ts";
import { blobName, type CacheEntries, type CacheEntry, createCacheEntries, TwirpError } from "./cache-entries.ts";
import { packageFile } from "./packages.ts";

/** The client's own generated message classes: if the contract drifts, decoding fails with a 400 that names the field. */
type Contract = typeof import("../../../node_modules/@actions/cache/lib/generated/results/api/v1/cache.js");
const CONTRACT_FILE = packageFile("@actions/cache", "lib/generated/results/api/v1/cache.js");
const ROUTE = /^\/twirp\/github\.actions\.results\.api\.v1\.(\w+Service\/\w+)$/;

export interface CacheCall {
  readonly method: string;
  readonly status: number;
}

export interface CacheService {
  /** Finished entries, oldest first. */
  readonly entries: readonly CacheEntry[];
  /** What was uploaded to the run, oldest first. */
  readonly artifacts: readonly StoredArtifact[];
  /** Every call of the cache so far, oldest first. */
  readonly calls: readonly CacheCall[];
  /** What the runner sets so that the real client finds this service. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface CacheServiceOptions extends ArtifactServiceOptions {
  /** False answers every save as GitHub answers an untrusted trigger. Default: true. */
  readonly writable?: boolean;
}

/**
 * The running service behind `ACTIONS_RESULTS_URL`: the three Twirp methods of the cache, version 2, and the two of
 * artifacts, in front of a real Azure blob protocol.
 */
export async function startCacheService(options: CacheServiceOptions = {}): Promise<CacheService> {
  const { writable = true } = options;
  const contract: Contract = await import(pathToFileURL(CONTRACT_FILE).href);
  const blobs = await startBlobStore();
  const cache = createCacheEntries(blobs);
  const { artifacts, methods: artifactMethods } = await createArtifactMethods(blobs, options);
  const methods = new Map([...createMethods({ contract, blobs, cache, writable }), ...artifactMethods]);
  const calls: CacheCall[] = [];
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request, methods);
    const [service, method = ""] = (ROUTE.exec(request.url ?? "")?.[1] ?? "").split("/");
    if (service !== "ArtifactService") calls.push({ method, status });
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(server)}/`;
  const env = { ACTIONS_CACHE_SERVICE_V2: "true", ACTIONS_RESULTS_URL: url, ACTIONS_RUNTIME_TOKEN: RUNTIME_TOKEN };
  const stop = async (): Promise<void> => {
    await Promise.all([closeServer(server), blobs.stop()]);
  };
  return { entries: cache.entries, artifacts, calls, env, stop };
}

type Method = (request: string) => unknown;

async function answer(request: IncomingMessage, methods: ReadonlyMap<string, Method>) {
  const body = await text(request);
  const method = methods.get(ROUTE.exec(request.url ?? "")?.[1] ?? "");
  try {
    if (request.method !== "POST" || method === undefined) throw new TwirpError(404, "bad_route", "no such method");
    if (request.headers.authorization !== `Bearer ${RUNTIME_TOKEN}`)
      throw new TwirpError(401, "unauthenticated", "wrong or missing token");
    return { status: 200, body: await method(body) };
  } catch (error) {
    const { status, code } = error instanceof TwirpError ? error : { status: 400, code: "malformed" };
    return { status, body: { code, msg: String(error) } };
  }
}

interface MethodsOptions {
  readonly contract: Contract;
  readonly blobs: BlobStore;
  readonly cache: CacheEntries;
  readonly writable: boolean;
}

const STRICT = { ignoreUnknownFields: false };
/** The service speaks snake_case. */
const SNAKE = { useProtoFieldName: true };

function createMethods({ contract, blobs, cache, writable }: MethodsOptions): ReadonlyMap<string, Method> {
  const lookUp: Method = (request) => {
    const { GetCacheEntryDownloadURLRequest: Request, GetCacheEntryDownloadURLResponse: Response } = contract;
    const { key, restoreKeys, version } = Request.fromJsonString(request, STRICT);
    const hit = cache.find([key, ...restoreKeys], version);
    const found = hit && { ok: true, matchedKey: hit.key, signedDownloadUrl: blobs.signedUrl(blobName(hit), "r") };
    return Response.toJson(Response.create(found ?? { ok: false }), SNAKE);
  };
  const reserve: Method = (request) => {
    const { CreateCacheEntryRequest: Request, CreateCacheEntryResponse: Response } = contract;
    const { key, version } = Request.fromJsonString(request, STRICT);
    const made = writable
      ? { ok: true, signedUploadUrl: blobs.signedUrl(blobName(cache.reserve({ key, version })), "cw") }
      : { ok: false, message: "cache write denied: token is read-only" };
    return Response.toJson(Response.create(made), SNAKE);
  };
  const finish: Method = async (request) => {
    const { FinalizeCacheEntryUploadRequest: Request, FinalizeCacheEntryUploadResponse: Response } = contract;
    const { key, version, sizeBytes } = Request.fromJsonString(request, STRICT);
    const entry = await cache.finish({ key, version, size: Number(sizeBytes) });
    return Response.toJson(Response.create({ ok: true, entryId: String(entry.id) }), SNAKE);
  };
  return new Map([
    ["CacheService/GetCacheEntryDownloadURL", lookUp],
    ["CacheService/CreateCacheEntry", reserve],
    ["CacheService/FinalizeCacheEntryUpload", finish],
  ]);
}
