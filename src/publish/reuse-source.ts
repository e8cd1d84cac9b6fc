import { isDigest } from "../core/digest.ts";
import { InputError } from "../core/errors.ts";
import {
  canonicalRegistry,
  type ImageRef,
  isRepository,
  isTag,
  splitTag,
  startsWithRegistry,
} from "../oci/image-ref.ts";

/** An image whose layers may be used again. */
export type ReuseSource =
  /** A tag or digest of the destination's own repository. */
  { readonly kind: "own"; readonly reference: string } | { readonly kind: "image"; readonly ref: ImageRef };

/** What the lines of `reuse-from` mean. Problems of all lines come in one `InputError`. */
export const parseReuseSources = (lines: readonly string[]): readonly ReuseSource[] => {
  const problems: string[] = [];
  const sources = lines.flatMap((line) => {
    const source = parseSource(line.replace(/^docker:\/\//, ""));
    if (source === undefined) problems.push(`reuse-from: ${JSON.stringify(line)}: ${WANTED}`);
    return source ?? [];
  });
  if (problems.length > 0) throw new InputError("BAD_REFERENCE", problems.join("\n"));
  return sources;
};

const WANTED = "neither a tag nor an image (wanted: a tag such as latest, or registry/repository:tag)";

const parseSource = (text: string): ReuseSource | undefined => {
  if (isTag(text) || isDigest(text)) return { kind: "own", reference: text };
  const [before = "", digest, ...rest] = text.split("@");
  const { name, tag } = splitTag(before);
  if (!startsWithRegistry(name) || rest.length > 0) return undefined;
  const slash = name.indexOf("/");
  const [registry, repository] = [canonicalRegistry(name.slice(0, slash)), name.slice(slash + 1).toLowerCase()];
  if (!isRepository(repository) || (tag !== undefined && !isTag(tag))) return undefined;
  if (digest === undefined) return { kind: "image", ref: { registry, repository, tag: tag ?? "latest" } };
  return isDigest(digest) ? { kind: "image", ref: { registry, repository, digest } } : undefined;
};
