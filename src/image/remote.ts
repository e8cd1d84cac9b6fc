import type { Progress } from "../core/log.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { type BlobSource, readEntry } from "./blob-source.ts";
import { type Bytes, collect, peek } from "./bytes.ts";
import { type PlatformChoice, readChosen } from "./choose-platform.ts";
import { sniffCompression } from "./compression.ts";
import { openEntryBudget } from "./entry-budget.ts";
import { ImageError } from "./errors.ts";
import { DOCUMENT_LIMIT } from "./members.ts";
import type { BareImage } from "./model.ts";
import type { OpenPacker } from "./packer.ts";
import { type ScannedLayer, scanLayer } from "./scan-layer.ts";

/** An image in a registry, as whoever speaks to that registry hands it over. */
export interface RemoteImage {
  /** `ghcr.io/acme/api:1.0`. */
  readonly name: string;
  readonly repoTags: readonly string[];
  /** The manifest or index that the reference names. */
  readonly root: Descriptor;
  readonly rootBytes: Uint8Array;
  /** The bytes of a blob or manifest; a stream that breaks off throws. */
  open(descriptor: Descriptor): Bytes;
}

export interface RemoteOptions {
  readonly platform: PlatformChoice | undefined;
  readonly openPacker: OpenPacker | undefined;
  readonly bare?: boolean | undefined;
  readonly progress: Progress;
}

/** The images of a registry that are wanted; what is not is not fetched. */
export const readRemoteImages = (remote: RemoteImage, options: RemoteOptions): Promise<readonly BareImage[]> =>
  readChosen(remote.name, options.platform, (filter) =>
    readEntry(openRemote(remote, options), remote.root, { repoTags: remote.repoTags, filter }),
  );

const openRemote = (remote: RemoteImage, options: RemoteOptions): BlobSource => ({
  name: remote.name,
  format: "registry",
  readDocument: async (descriptor) =>
    descriptor === remote.root ? Buffer.from(remote.rootBytes) : readSmall(remote, descriptor),
  scan: async (descriptors) => {
    const spend = openEntryBudget(remote.name);
    const scanned: ScannedLayer[] = [];
    for (const descriptor of descriptors) {
      const result = await scanBlob(remote, descriptor, options);
      spend(result.layer);
      scanned.push(result);
    }
    return scanned;
  },
  nameOf: ({ digest }) => digest,
});

const readSmall = (remote: RemoteImage, descriptor: Descriptor): Promise<Buffer> => {
  if (descriptor.size <= DOCUMENT_LIMIT) return collect(remote.open(descriptor));
  const found = `${descriptor.digest} has ${descriptor.size} bytes (at most ${DOCUMENT_LIMIT} for a manifest or config)`;
  throw new ImageError("UNSUPPORTED", `${remote.name}: ${found}; name an image`);
};

const scanBlob = async (
  remote: RemoteImage,
  descriptor: Descriptor,
  { openPacker, bare, progress }: RemoteOptions,
): Promise<ScannedLayer> => {
  const member = descriptor.digest;
  const { head, all } = await peek(counted(remote.open(descriptor), progress));
  const compression = sniffCompression(head);
  if (compression === "xz") throw new ImageError("UNSUPPORTED", `${remote.name}: ${member} is compressed with xz`);
  return scanLayer({ member, bytes: all, compression, announced: descriptor.digest, openPacker, bare, progress });
};

async function* counted(bytes: Bytes, progress: Progress): Bytes {
  for await (const chunk of bytes) {
    progress.advance(chunk.length);
    yield chunk;
  }
}
