import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  descriptorSchema,
  digestSchema
} from "./chunk-T4RP7OKA.js";
import {
  array,
  boolean,
  exactOptional,
  literal,
  nullish,
  object,
  record,
  string,
  unknown
} from "./chunk-DL4G24GU.js";

// src/oci/image-config.ts
var strings = nullish(array(string()));
var keys = nullish(record(string(), unknown()));
var runConfigSchema = object({
  User: nullish(string()),
  ExposedPorts: keys,
  Env: strings,
  Entrypoint: strings,
  Cmd: strings,
  Volumes: keys,
  WorkingDir: nullish(string()),
  /** Docker's own: https://github.com/moby/docker-image-spec/blob/main/spec.md */
  Healthcheck: nullish(object({ Test: strings })),
  Labels: nullish(record(string(), string()))
});
var historySchema = object({
  created: nullish(string()),
  created_by: nullish(string()),
  comment: nullish(string()),
  empty_layer: nullish(boolean())
});
var imageConfigSchema = object({
  created: nullish(string()),
  architecture: string(),
  os: string(),
  variant: nullish(string()),
  config: nullish(runConfigSchema),
  rootfs: object({ diff_ids: array(digestSchema) }),
  history: nullish(array(historySchema))
});

// src/oci/manifest.ts
var manifestSchema = object({
  schemaVersion: literal(2),
  mediaType: exactOptional(string()),
  config: descriptorSchema,
  layers: array(descriptorSchema),
  annotations: exactOptional(record(string(), string()))
});
var imageIndexSchema = object({
  schemaVersion: literal(2),
  mediaType: exactOptional(string()),
  manifests: array(descriptorSchema),
  annotations: exactOptional(record(string(), string()))
});

export {
  imageConfigSchema,
  manifestSchema,
  imageIndexSchema
};
