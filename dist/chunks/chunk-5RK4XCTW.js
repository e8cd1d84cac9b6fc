import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  array,
  descriptorSchema,
  exactOptional,
  literal,
  object,
  record,
  string
} from "./chunk-FLZNCGTB.js";

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
  manifestSchema,
  imageIndexSchema
};
