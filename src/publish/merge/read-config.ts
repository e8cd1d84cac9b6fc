import { buffer } from "node:stream/consumers";
import * as v from "valibot";
import { defined } from "../../core/defined.ts";
import type { Digest } from "../../core/digest.ts";
import { sha256 } from "../../core/hash.ts";
import { parseJson } from "../../core/json.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import { isConfigType } from "../../oci/media-type.ts";
import { isPlatformWord } from "../../oci/platform.ts";
import type { Repository } from "../../registry/index.ts";
import { PublishError } from "../errors.ts";
import type { MemberPlatform } from "./member.ts";

/** Builders in Go write `null` and "" for what is not there. */
const text = v.nullish(v.string());
/** Platforms are printed line by line, and GitHub reads commands out of lines. */
const word = v.pipe(
  v.string(),
  v.check((it) => isPlatformWord(it), "expected letters, digits and . _ -"),
);
const configSchema = v.object({
  os: word,
  architecture: word,
  variant: v.nullish(v.union([v.literal(""), word])),
  "os.version": text,
  "os.features": v.nullish(v.array(v.string())),
  config: v.nullish(v.object({ Labels: v.nullish(v.record(v.string(), v.string())) })),
});

const CONFIG_LIMIT = 8 * 1024 * 1024;

export interface ConfigFacts {
  readonly platform: MemberPlatform;
  readonly labels: Readonly<Record<string, string>>;
}

/** What the config of an image says of it; PublishError BAD_MEMBER for a config of anything else. */
export const readConfig = async (from: Repository, image: Digest, descriptor: Descriptor): Promise<ConfigFacts> => {
  const { mediaType, size, digest } = descriptor;
  if (!isConfigType(mediaType)) throw badMember(from, image, `no image, its config is ${mediaType}`);
  if (size > CONFIG_LIMIT) throw badMember(from, image, `a config of ${size} bytes (at most ${CONFIG_LIMIT})`);
  const bytes = await buffer(from.download(descriptor));
  if (sha256(bytes) !== digest)
    throw badMember(from, image, `its config hashes to ${sha256(bytes)} (wanted ${digest})`);
  const parsed = parseJson(configSchema, bytes.toString("utf8"));
  if (parsed.kind === "bad") throw badMember(from, image, `its config tells no platform (${parsed.problem})`);
  const { os, architecture, variant, config, ...rest } = parsed.value;
  const features = rest["os.features"] ?? [];
  return {
    platform: {
      ...{ os, architecture },
      ...defined({ variant: variant || undefined, "os.version": rest["os.version"] || undefined }),
      ...(features.length === 0 ? {} : { "os.features": features }),
    },
    labels: config?.Labels ?? {},
  };
};

/** The error that names what was found under a digest instead of an image. */
export const badMember = ({ registry, repository }: Repository, digest: Digest, found: string): PublishError =>
  new PublishError(
    "BAD_MEMBER",
    `${registry}/${repository}@${digest}: ${found} (wanted an image); name another digest`,
  );
