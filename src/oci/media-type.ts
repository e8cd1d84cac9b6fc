/** Media types of image-spec v1.1 and of Docker's schema 2, which registries and tools still write. */
export const MEDIA_TYPE = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar",
  layerGzip: "application/vnd.oci.image.layer.v1.tar+gzip",
  layerZstd: "application/vnd.oci.image.layer.v1.tar+zstd",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerConfig: "application/vnd.docker.container.image.v1+json",
  dockerLayer: "application/vnd.docker.image.rootfs.diff.tar",
  dockerLayerGzip: "application/vnd.docker.image.rootfs.diff.tar.gzip",
} as const;

/** Whose media types a manifest has: those of image-spec, or those of Docker's schema 2. */
export type MediaTypes = "oci" | "docker";

export type Compression = "none" | "gzip" | "zstd";

const LAYERS: Readonly<Record<Compression, string>> = {
  none: MEDIA_TYPE.layer,
  gzip: MEDIA_TYPE.layerGzip,
  zstd: MEDIA_TYPE.layerZstd,
};

export const layerMediaType = (compression: Compression): string => LAYERS[compression];

/** How a layer with this media type is packed, `undefined` for what is none or may not be passed on. */
export const layerCompression = (mediaType: string): Compression | undefined => {
  if (!/^application\/vnd\.(oci\.image\.layer\.v1\.tar|docker\.image\.rootfs\.diff\.tar)\b/.test(mediaType))
    return undefined;
  const packing = /[+.](gzip|zstd)$/.exec(mediaType)?.[1];
  if (packing === "gzip" || packing === "zstd") return packing;
  return /\.tar$/.test(mediaType) ? "none" : undefined;
};

/** The media type under which Docker's schema 2 has the same layer, `undefined` for zstd, which it does not know. */
export const dockerLayerType = (mediaType: string): string | undefined => DOCKER_LAYERS[mediaType];

const DOCKER_LAYERS: Readonly<Record<string, string>> = {
  [MEDIA_TYPE.layer]: MEDIA_TYPE.dockerLayer,
  [MEDIA_TYPE.layerGzip]: MEDIA_TYPE.dockerLayerGzip,
  [MEDIA_TYPE.dockerLayer]: MEDIA_TYPE.dockerLayer,
  [MEDIA_TYPE.dockerLayerGzip]: MEDIA_TYPE.dockerLayerGzip,
};

/** The media type of the same layer in image-spec. */
export const ociLayerType = (mediaType: string): string => {
  if (mediaType === MEDIA_TYPE.dockerLayer) return MEDIA_TYPE.layer;
  return mediaType === MEDIA_TYPE.dockerLayerGzip ? MEDIA_TYPE.layerGzip : mediaType;
};

/** True for configs of images; other artifacts are kept under manifests too. */
export const isConfigType = (mediaType: string): boolean =>
  mediaType === MEDIA_TYPE.config || mediaType === MEDIA_TYPE.dockerConfig;

/** True for what registries keep as manifests: those of images, and indexes. */
export const isManifestType = (mediaType: string): boolean =>
  isIndexType(mediaType) || mediaType === MEDIA_TYPE.manifest || mediaType === MEDIA_TYPE.dockerManifest;

export const isIndexType = (mediaType: string): boolean =>
  mediaType === MEDIA_TYPE.index || mediaType === MEDIA_TYPE.dockerList;
