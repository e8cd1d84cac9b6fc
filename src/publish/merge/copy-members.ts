import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { Meter } from "../../core/hash.ts";
import type { Log } from "../../core/log.ts";
import { formatBytes, plural } from "../../core/units.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import type { Repository } from "../../registry/index.ts";
import { PublishError } from "../errors.ts";
import { mapLimited } from "./map-limited.ts";
import type { Member } from "./member.ts";

export interface CopyOptions {
  readonly to: Repository;
  /** For blobs on their way, a few at a time. */
  readonly tempDir: string;
  readonly log: Log;
}

/**
 * Sees to it that a repository has the manifests of all members with all that they name, and confirms it. What is there is
 * not fetched; what another repository of the same registry has is mounted; the rest goes through a file and is hashed.
 */
export const copyMembers = async (members: readonly Member[], options: CopyOptions): Promise<void> => {
  const { to, log } = options;
  const missing = await findMissing(members, to);
  const outcomes = await mapLimited(blobsOf(missing), (blob) => copyBlob(blob, options));
  if (outcomes.length > 0) log.info(`${nameOf(to)}: ${describe(outcomes)}`);
  for (const { descriptor, bytes } of missing)
    await to.putManifest({ reference: descriptor.digest, bytes, mediaType: descriptor.mediaType });
  const [lost] = await findMissing(missing, to);
  if (lost === undefined) return;
  const found = `${lost.descriptor.digest} was written, and is not there`;
  throw new PublishError("NOT_CONFIRMED", `${nameOf(to)}: ${found} (wanted: all images of the index); try again`);
};

const findMissing = async (members: readonly Member[], to: Repository): Promise<readonly Member[]> => {
  const stored = await mapLimited(members, ({ descriptor }) => to.getManifest(descriptor.digest));
  return members.filter((_, index) => stored[index] === undefined);
};

interface Blob {
  readonly descriptor: Descriptor;
  readonly from: Repository;
}

const blobsOf = (members: readonly Member[]): readonly Blob[] => {
  const blobs = members.flatMap(({ from, blobs }) => blobs.map((descriptor) => ({ from, descriptor })));
  return [...new Map(blobs.map((blob) => [blob.descriptor.digest, blob])).values()];
};

interface Outcome {
  readonly kind: "exists" | "mounted" | "uploaded";
  readonly size: number;
}

const copyBlob = async ({ descriptor, from }: Blob, { to, tempDir }: CopyOptions): Promise<Outcome> => {
  const { digest, size } = descriptor;
  if ((await to.headBlob(digest)) === size) return { kind: "exists", size };
  const near = from.registry === to.registry ? [from.repository] : [];
  if (near.length > 0 && (await to.mountBlob(digest, near))) return { kind: "mounted", size };
  await mkdir(tempDir, { recursive: true });
  const file = path.join(tempDir, `copy-${randomUUID()}`);
  try {
    await download(descriptor, from, file);
    return { kind: await to.putBlob(descriptor, file), size };
  } finally {
    await rm(file, { force: true });
  }
};

const download = async (descriptor: Descriptor, from: Repository, file: string): Promise<void> => {
  const meter = new Meter();
  async function* metered(): AsyncGenerator<Buffer> {
    for await (const chunk of from.download(descriptor)) {
      meter.update(chunk);
      yield chunk;
    }
  }
  await pipeline(metered, createWriteStream(file, { flags: "wx" }));
  const got = meter.digest();
  if (got === descriptor.digest) return;
  const found = `${descriptor.digest} hashes to ${got}`;
  throw new PublishError(
    "BLOB_CHANGED",
    `${nameOf(from)}: ${found} (wanted: what it is named by); push the image again`,
  );
};

const describe = (outcomes: readonly Outcome[]): string =>
  (["uploaded", "mounted", "exists"] as const)
    .map((kind) => {
      const sizes = outcomes.filter((outcome) => outcome.kind === kind).map(({ size }) => size);
      return `${plural(sizes.length, "blob")} (${formatBytes(sizes.reduce((sum, size) => sum + size, 0))}) ${WORDS[kind]}`;
    })
    .join(", ");

const WORDS = { uploaded: "copied", mounted: "mounted", exists: "were there" } as const;

const nameOf = ({ registry, repository }: Repository): string => `${registry}/${repository}`;
