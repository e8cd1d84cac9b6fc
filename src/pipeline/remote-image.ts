import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import type { RemoteImage } from "../image/index.ts";
import { formatImageRef, type ImageRef } from "../oci/image-ref.ts";
import { chooseCredentials, openRepository, readDockerCredentials } from "../registry/index.ts";
import type { Deps } from "./deps.ts";

/** How registries are read. What the user gives for publishing goes to no other registry. */
export interface RegistryAccess {
  readonly github?: { readonly actor: string; readonly token: string };
  /** Hosts that are spoken to in plain HTTP. */
  readonly insecure: readonly string[];
}

/** An image in a registry, its manifest read; its config and layers are read when they are asked for. */
export const openRemoteImage = async (
  reference: ImageRef,
  { env, fetch, log }: Deps,
  { github, insecure }: RegistryAccess,
): Promise<RemoteImage> => {
  const { registry, repository } = reference;
  const stored = () => readDockerCredentials({ registry, env });
  const credentials = await chooseCredentials({ registry, stored, ...defined({ github }) });
  const access = { access: "pull", insecure: insecure.includes(registry) } as const;
  const client = openRepository({ registry, repository, credentials, ...access, fetch, log });
  const name = formatImageRef(reference);
  const manifest = await client.getManifest(reference.digest ?? reference.tag ?? "latest");
  if (manifest === undefined) {
    throw new InputError(
      "NO_IMAGE",
      `${name}: the registry has no such image (wanted: one that is there); check the tag`,
    );
  }
  const { bytes, digest, mediaType } = manifest;
  return {
    name,
    repoTags: reference.tag === undefined ? [] : [formatImageRef({ registry, repository, tag: reference.tag })],
    root: { mediaType, digest, size: bytes.byteLength },
    rootBytes: bytes,
    open: (descriptor) => client.download(descriptor),
  };
};
