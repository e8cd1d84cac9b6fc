import { InputError } from "../core/errors.ts";
import { canonicalRegistry, isRepository, isTag, splitTag, startsWithRegistry } from "../oci/image-ref.ts";

/** A line of `tags` that says where to as well, as docker/metadata-action prints its tags. */
export interface TagReference {
  /** As it was written. */
  readonly line: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

export interface SplitTags {
  readonly references: readonly TagReference[];
  /** All other lines. */
  readonly lines: readonly string[];
}

/** Tells whole references (`ghcr.io/acme/api:1.2.3`) from tags; those that are none are one `InputError` BAD_TAG. */
export function splitReferences(tags: readonly string[]): SplitTags {
  const lines = tags.filter((line) => !isReference(line));
  const parsed = tags.filter(isReference).map(parseReference);
  const problems = parsed.filter((it) => typeof it === "string");
  if (problems.length > 0) throw new InputError("BAD_TAG", problems.join("\n"));
  return { references: parsed.filter((it) => typeof it !== "string"), lines };
}

/** A rule has a sign of equality, a template braces, and a tag neither slash nor colon. */
const isReference = (line: string): boolean => /^[^={}#,]*\/[^={}#,]*[:@][^={}#,]*$/.test(line.trim());

/** The reference, or what is wrong with it. A name without a registry is one of Docker Hub, as everywhere. */
function parseReference(line: string): TagReference | string {
  const wrong = (problem: string): string => `tags: "${line}": ${problem}`;
  if (line.includes("@")) return wrong("a digest cannot be chosen (wanted registry/repository:tag)");
  const { name, tag } = splitTag(line.trim().replace(/^docker:\/\//, ""));
  const slash = name.indexOf("/");
  const [host, rest] = startsWithRegistry(name) ? [name.slice(0, slash), name.slice(slash + 1)] : ["docker.io", name];
  const repository = rest.toLowerCase();
  if (!isRepository(repository)) return wrong(`${JSON.stringify(repository)} is not a repository name`);
  if (tag === undefined || !isTag(tag)) return wrong("has no tag at its end (wanted registry/repository:tag)");
  return { line, registry: canonicalRegistry(host), repository, tag };
}

/** Where references lead, each place once: what stands for `destination` when that is empty. */
export const placesOfReferences = (references: readonly TagReference[]): readonly string[] => [
  ...new Set(references.map(({ registry, repository }) => `${registry}/${repository}`)),
];
