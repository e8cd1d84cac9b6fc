import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  array,
  boolean,
  digestSchema,
  nullish,
  object,
  record,
  string,
  unknown
} from "./chunk-FLZNCGTB.js";

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

export {
  imageConfigSchema
};
