import { InputError } from "../core/errors.ts";
import {
  canonicalRegistry,
  type ImageRef,
  isRepository,
  isTag,
  splitTag,
  startsWithRegistry,
} from "../oci/image-ref.ts";

export type Destination =
  | { readonly kind: "registry"; readonly ref: ImageRef }
  /** `tag` is added to those of the run. */
  | { readonly kind: "oci-layout"; readonly folder: string; readonly tag?: string };

export interface DestinationContext {
  /** Owner of the repository that runs the workflow. */
  readonly owner?: string | undefined;
  /** Name of that repository, without its owner. */
  readonly repo?: string | undefined;
  /** What the image calls itself: `imageName` of the build, else its first RepoTag. */
  readonly imageName?: string | undefined;
}

const DEFAULT_DESTINATION = "ghcr.io/{owner}/{name}";

/** Where an image goes when nobody said so: where its own name points, when that has a registry, else to ghcr.io. */
function defaultDestination({ imageName }: DestinationContext): string {
  const name = imageName === undefined ? "" : splitTag(imageName).name;
  return startsWithRegistry(name) ? name : DEFAULT_DESTINATION;
}

/** The places that `destination` lines mean, the default for no lines. Problems of all lines come in one `InputError`. */
export function parseDestinations(lines: readonly string[], context: DestinationContext): readonly Destination[] {
  const problems: string[] = [];
  const destinations = (lines.length === 0 ? [defaultDestination(context)] : lines).flatMap((line) => {
    const result = parseDestination(line.trim(), context);
    if (typeof result !== "string") return [result];
    problems.push(`destination: ${JSON.stringify(line)}: ${result}`);
    return [];
  });
  if (problems.length > 0) throw new InputError("BAD_DESTINATION", problems.join("\n"));
  return destinations;
}

/** The destination, or what is wrong with the line. */
function parseDestination(line: string, context: DestinationContext): Destination | string {
  const values = new Map([
    ["owner", context.owner],
    ["repo", context.repo],
    ["name", lastPart(context.imageName)],
  ]);
  const names = [...line.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  const unknown = names.find((name) => !values.has(name));
  if (unknown !== undefined) return `{${unknown}} is not known (known: {owner} {repo} {name})`;
  const missing = names.find((name) => !values.get(name));
  if (missing !== undefined) return `{${missing}} has no value here${MISSING[missing] ?? ""}; write it out`;
  const filled = line.replace(/\{([^{}]*)\}/g, (_, name: string) => values.get(name)?.toLowerCase() ?? "");
  return filled.startsWith("oci:") ? parseLayout(filled.slice("oci:".length)) : parseReference(filled);
}

const MISSING: Readonly<Record<string, string>> = {
  owner: " (it comes from the workflow run)",
  repo: " (it comes from the workflow run)",
  name: " (the image has no name)",
};

/** `api` of `registry.example.com/team/api:1.2`. */
const lastPart = (imageName: string | undefined): string | undefined =>
  imageName === undefined ? undefined : splitTag(imageName).name.split("/").at(-1);

function parseLayout(text: string): Destination | string {
  const { name: folder, tag } = splitTag(text);
  if (folder === "") return "no folder (wanted oci:FOLDER or oci:FOLDER:TAG)";
  if (tag === undefined) return { kind: "oci-layout", folder };
  return isTag(tag) ? { kind: "oci-layout", folder, tag } : badTag(tag);
}

function parseReference(text: string): Destination | string {
  const reference = text.replace(/^docker:\/\//, "");
  if (reference.includes("@")) return "a digest cannot be chosen (wanted registry/repository[:tag])";
  const { name, tag } = splitTag(reference);
  if (!startsWithRegistry(name)) return `no registry (wanted, for example, ghcr.io/${name || "owner/name"})`;
  const slash = name.indexOf("/");
  const registry = canonicalRegistry(name.slice(0, slash));
  // Registries refuse capitals in a repository, and owners on GitHub have them.
  const repository = name.slice(slash + 1).toLowerCase();
  if (!isRepository(repository)) return `${JSON.stringify(repository)} is not a repository name`;
  if (tag !== undefined && !isTag(tag)) return badTag(tag);
  return { kind: "registry", ref: { registry, repository, ...(tag === undefined ? {} : { tag }) } };
}

const badTag = (tag: string): string => `${JSON.stringify(tag)} is not a tag (wanted letters, digits, . _ -)`;
