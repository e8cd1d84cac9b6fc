import * as v from "valibot";
import { digestSchema } from "./descriptor.ts";

const strings = v.nullish(v.array(v.string()));
const keys = v.nullish(v.record(v.string(), v.unknown()));

/** The part that a container is started with. Builders in Go write `null` where a list or map is empty. */
const runConfigSchema = v.object({
  User: v.nullish(v.string()),
  ExposedPorts: keys,
  Env: strings,
  Entrypoint: strings,
  Cmd: strings,
  Volumes: keys,
  WorkingDir: v.nullish(v.string()),
  /** Docker's own: https://github.com/moby/docker-image-spec/blob/main/spec.md */
  Healthcheck: v.nullish(v.object({ Test: strings })),
  Labels: v.nullish(v.record(v.string(), v.string())),
});

const historySchema = v.object({
  created: v.nullish(v.string()),
  created_by: v.nullish(v.string()),
  comment: v.nullish(v.string()),
  empty_layer: v.nullish(v.boolean()),
});

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md, as far as it is read. */
export const imageConfigSchema = v.object({
  created: v.nullish(v.string()),
  architecture: v.string(),
  os: v.string(),
  variant: v.nullish(v.string()),
  config: v.nullish(runConfigSchema),
  rootfs: v.object({ diff_ids: v.array(digestSchema) }),
  history: v.nullish(v.array(historySchema)),
});

export type ImageConfig = v.InferOutput<typeof imageConfigSchema>;

export type History = v.InferOutput<typeof historySchema>;
