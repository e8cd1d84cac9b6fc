import * as v from "valibot";
import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import type { RemoteImage } from "../image/index.ts";
import { formatImageRef, type ImageRef } from "../oci/image-ref.ts";
import { isManifestType, MEDIA_TYPE } from "../oci/media-type.ts";
import {
  chooseCredentials,
  openRepository,
  type Repository,
  readDockerCredentials,
  type StoredManifest,
} from "../registry/index.ts";
import type { Deps } from "./deps.ts";

/** How registries are read. */
export interface RegistryAccess {
  /** What the user gives for publishing, where that very registry is read; it goes to no other. */
  readonly given?: { readonly username?: string; readonly password?: string };
  readonly github?: { readonly actor: string; readonly token: string };
  /** Hosts that are spoken to in plain HTTP. */
  readonly insecure: readonly string[];
  /** True when the image is only looked for: a registry that is not there is soon given up. */
  readonly impatient?: boolean;
}

const IMPATIENT = { attempts: 2, answerMs: 15_000 };

/** What a manifest is: some registries leave its type away, some add a character set. */
const typeOf = ({ mediaType, bytes }: StoredManifest): string => {
  const told = mediaType.split(";")[0]?.trim() ?? "";
  if (isManifestType(told)) return told;
  const document = parseJson(v.object({ manifests: v.optional(v.unknown()) }), Buffer.from(bytes).toString("utf8"));
  return document.kind === "ok" && document.value.manifests !== undefined ? MEDIA_TYPE.index : MEDIA_TYPE.manifest;
};

/** An image in a registry, its manifest read; its config and layers are read when they are asked for. */
export const openRemoteImage = async (reference: ImageRef, deps: Deps, access: RegistryAccess): Promise<RemoteImage> =>
  readRemoteImage(await openForReading(reference, deps, access), reference);

/** The repository that an image lies in, for reading. */
export const openForReading = async (
  { registry, repository }: ImageRef,
  { env, fetch, log }: Deps,
  { given, github, insecure, impatient = false }: RegistryAccess,
): Promise<Repository> => {
  const stored = () => readDockerCredentials({ registry, env });
  const credentials = await chooseCredentials({ registry, stored, ...defined({ given, github }) });
  const access = { access: "pull", insecure: insecure.includes(registry) } as const;
  const pace = impatient ? { attempts: IMPATIENT.attempts, fetch: fetchSoon(fetch, IMPATIENT.answerMs) } : { fetch };
  return openRepository({ registry, repository, credentials, ...access, ...pace, log });
};

/** The image that `reference` names in its repository. */
export const readRemoteImage = async (client: Repository, reference: ImageRef): Promise<RemoteImage> => {
  const { registry, repository } = reference;
  const name = formatImageRef(reference);
  const wanted = reference.digest ?? reference.tag ?? "latest";
  const manifest = await client.getManifest(wanted);
  if (manifest === undefined) {
    throw new InputError(
      "NO_IMAGE",
      `${name}: the registry has no such image (wanted: one that is there); check ${reference.digest === undefined ? `the tag, ${wanted},` : "the digest"} and the repository`,
    );
  }
  const { bytes, digest } = manifest;
  const mediaType = typeOf(manifest);
  return {
    name,
    repoTags: reference.tag === undefined ? [] : [formatImageRef({ registry, repository, tag: reference.tag })],
    root: { mediaType, digest, size: bytes.byteLength },
    rootBytes: bytes,
    open: (descriptor) => client.download(descriptor),
  };
};

/** Fetches what starts to answer in time; the answer itself may take longer. */
const fetchSoon =
  (fetch: typeof globalThis.fetch, milliseconds: number): typeof globalThis.fetch =>
  async (input, init) => {
    const controller = new AbortController();
    const late = new Error(`no answer within ${milliseconds / 1000} s`);
    const timer = setTimeout(() => controller.abort(late), milliseconds);
    try {
      return await fetch(input, { ...init, signal: controller.signal });
    } finally {
      clearTimeout(timer);
    }
  };
