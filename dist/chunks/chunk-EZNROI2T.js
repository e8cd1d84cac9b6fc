import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/oci/media-type.ts
var MEDIA_TYPE = {
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
  dockerLayerGzip: "application/vnd.docker.image.rootfs.diff.tar.gzip"
};
var LAYERS = {
  none: MEDIA_TYPE.layer,
  gzip: MEDIA_TYPE.layerGzip,
  zstd: MEDIA_TYPE.layerZstd
};
var layerMediaType = /* @__PURE__ */ __name((compression) => LAYERS[compression], "layerMediaType");
var layerCompression = /* @__PURE__ */ __name((mediaType) => {
  if (!/^application\/vnd\.(oci\.image\.layer\.v1\.tar|docker\.image\.rootfs\.diff\.tar)\b/.test(mediaType))
    return void 0;
  const packing = /[+.](gzip|zstd)$/.exec(mediaType)?.[1];
  if (packing === "gzip" || packing === "zstd") return packing;
  return /\.tar$/.test(mediaType) ? "none" : void 0;
}, "layerCompression");
var dockerLayerType = /* @__PURE__ */ __name((mediaType) => DOCKER_LAYERS[mediaType], "dockerLayerType");
var DOCKER_LAYERS = {
  [MEDIA_TYPE.layer]: MEDIA_TYPE.dockerLayer,
  [MEDIA_TYPE.layerGzip]: MEDIA_TYPE.dockerLayerGzip,
  [MEDIA_TYPE.dockerLayer]: MEDIA_TYPE.dockerLayer,
  [MEDIA_TYPE.dockerLayerGzip]: MEDIA_TYPE.dockerLayerGzip
};
var ociLayerType = /* @__PURE__ */ __name((mediaType) => {
  if (mediaType === MEDIA_TYPE.dockerLayer) return MEDIA_TYPE.layer;
  return mediaType === MEDIA_TYPE.dockerLayerGzip ? MEDIA_TYPE.layerGzip : mediaType;
}, "ociLayerType");
var isConfigType = /* @__PURE__ */ __name((mediaType) => mediaType === MEDIA_TYPE.config || mediaType === MEDIA_TYPE.dockerConfig, "isConfigType");
var isManifestType = /* @__PURE__ */ __name((mediaType) => isIndexType(mediaType) || mediaType === MEDIA_TYPE.manifest || mediaType === MEDIA_TYPE.dockerManifest, "isManifestType");
var isIndexType = /* @__PURE__ */ __name((mediaType) => mediaType === MEDIA_TYPE.index || mediaType === MEDIA_TYPE.dockerList, "isIndexType");

export {
  MEDIA_TYPE,
  layerMediaType,
  layerCompression,
  dockerLayerType,
  ociLayerType,
  isConfigType,
  isManifestType,
  isIndexType
};
