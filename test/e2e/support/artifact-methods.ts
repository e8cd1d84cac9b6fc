import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { BlobStore } from "./azurite.ts";
import { TwirpError } from "./cache-entries.ts";
import { packageFile } from "./packages.ts";

/** The client's own generated message classes: if the contract drifts, decoding fails with a 400 that names the field. */
type Contract = typeof import("../../../node_modules/@actions/artifact/lib/generated/results/api/v1/artifact.js");
const CONTRACT_FILE = packageFile("@actions/artifact", "lib/generated/results/api/v1/artifact.js");

/** Ids of the run and of its job, as the runtime token carries them. */
const RUN = "ce7f54c7-61c7-4aae-887f-30da475f5f1a";
const JOB = "ca395085-040a-526b-2ce8-bdc85f692774";

/** A token like the runner's: the client reads these ids out of it, and nobody checks the signature. */
export const RUNTIME_TOKEN = [
  { alg: "none" },
  { scp: `Actions.GenericRead:x Actions.Results:${RUN}:${JOB}` },
  "signature",
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .join(".");

export interface StoredArtifact {
  readonly id: number;
  readonly name: string;
  /** Of the zip. */
  download(): Promise<Buffer>;
}

export interface ArtifactMethods {
  /** Finished ones, oldest first. */
  readonly artifacts: readonly StoredArtifact[];
  readonly methods: ReadonlyMap<string, (request: string) => unknown>;
}

export interface ArtifactServiceOptions {
  /** What every upload is refused with, as a full quota is. */
  readonly refuseArtifacts?: string;
}

const STRICT = { ignoreUnknownFields: false };
const SNAKE = { useProtoFieldName: true };

/** The two Twirp methods by which artifacts of one run are uploaded. The blobs lie in `blobs`. */
export async function createArtifactMethods(
  blobs: BlobStore,
  { refuseArtifacts }: ArtifactServiceOptions,
): Promise<ArtifactMethods> {
  const contract: Contract = await import(pathToFileURL(CONTRACT_FILE).href);
  const artifacts: StoredArtifact[] = [];
  const reserved: string[] = [];
  const blobOf = (name: string): string => `artifact-${reserved.indexOf(name) + 1}`;
  const read = async (name: string): Promise<Buffer> =>
    Buffer.from(await (await fetch(blobs.signedUrl(blobOf(name), "r"))).arrayBuffer());

  const create = (request: string): unknown => {
    const { CreateArtifactRequest: Request, CreateArtifactResponse: Response } = contract;
    const { name, version, ...ids } = Request.fromJsonString(request, STRICT);
    checkIds(ids);
    if (version < 4) throw new TwirpError(400, "invalid_argument", `version is ${version}`);
    if (refuseArtifacts !== undefined) throw new TwirpError(403, "resource_exhausted", refuseArtifacts);
    if (reserved.includes(name)) {
      throw new TwirpError(409, "already_exists", "an artifact with this name already exists on the workflow run");
    }
    reserved.push(name);
    return Response.toJson(Response.create({ ok: true, signedUploadUrl: blobs.signedUrl(blobOf(name), "cw") }), SNAKE);
  };

  const finalize = async (request: string): Promise<unknown> => {
    const { FinalizeArtifactRequest: Request, FinalizeArtifactResponse: Response } = contract;
    const { name, size, hash, ...ids } = Request.fromJsonString(request, STRICT);
    checkIds(ids);
    if (!reserved.includes(name)) throw new TwirpError(404, "not_found", `nothing was created as ${name}`);
    const zip = await read(name);
    const found = `${zip.length} sha256:${createHash("sha256").update(zip).digest("hex")}`;
    const wanted = `${size} ${hash?.value}`;
    if (found !== wanted) throw new TwirpError(400, "invalid_argument", `the blob is ${found}, not ${wanted}`);
    const id = 1000 + artifacts.length;
    artifacts.push({ id, name, download: () => read(name) });
    return Response.toJson(Response.create({ ok: true, artifactId: String(id) }), SNAKE);
  };
  return {
    artifacts,
    methods: new Map([
      ["ArtifactService/CreateArtifact", create],
      ["ArtifactService/FinalizeArtifact", finalize],
    ]),
  };
}

interface BackendIds {
  readonly workflowRunBackendId: string;
  readonly workflowJobRunBackendId: string;
}

function checkIds({ workflowRunBackendId, workflowJobRunBackendId }: BackendIds): void {
  if (workflowRunBackendId !== RUN || workflowJobRunBackendId !== JOB)
    throw new TwirpError(403, "permission_denied", "the ids are not those of the token");
}
