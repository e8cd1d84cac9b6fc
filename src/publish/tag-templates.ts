import { versionOfTag } from "./version.ts";

/** What a run knows that placeholders stand for; absent is what this event does not have. */
export interface TemplateContext {
  /** Short revision of the source, `dev` when its tree is dirty. */
  readonly rev?: string | undefined;
  /** Short revision of the pull request's own head, which the checked-out merge commit is not. */
  readonly headRev?: string | undefined;
  readonly branch?: string | undefined;
  /** Number of the pull request. */
  readonly pr?: number | undefined;
  /** Name of the git tag that was pushed; a semantic version gives `{version}`, `{major}`, `{minor}`. */
  readonly gitTag?: string | undefined;
  /** Commit date, ISO 8601. */
  readonly date?: string | undefined;
  /** The tag that the image carries itself. */
  readonly imageTag?: string | undefined;
  readonly onDefaultBranch?: boolean | undefined;
}

const PLACEHOLDERS: Readonly<Record<string, (context: TemplateContext) => string | undefined>> = {
  rev: ({ rev }) => rev,
  "head-rev": ({ headRev }) => headRev,
  branch: ({ branch }) => branch,
  pr: ({ pr }) => pr?.toString(),
  version: (context) => versionOf(context)?.version,
  major: (context) => versionOf(context)?.release?.major,
  minor: (context) => versionOf(context)?.release?.minor,
  date: ({ date }) => (date === undefined ? undefined : dayOf(date)),
  "image-tag": ({ imageTag }) => imageTag,
  latest: (context) =>
    versionOf(context)?.release !== undefined || context.onDefaultBranch === true ? "latest" : undefined,
};

const versionOf = ({ gitTag }: TemplateContext) => (gitTag === undefined ? undefined : versionOfTag(gitTag));

/** `20250131` in UTC. */
const dayOf = (date: string): string => new Date(date).toISOString().slice(0, 10).replaceAll("-", "");

const PLACEHOLDER = /\{([^{}]*)\}/g;

const KNOWN = Object.keys(PLACEHOLDERS)
  .map((name) => `{${name}}`)
  .join(" ");

/** What is wrong with a line that is text with placeholders. */
export function templateProblem(template: string): string | undefined {
  const names = [...template.matchAll(PLACEHOLDER)];
  const unknown = names.find(([, name = ""]) => !Object.hasOwn(PLACEHOLDERS, name));
  if (unknown !== undefined) return `${unknown[0]} is not known (known: ${KNOWN})`;
  // Taken as text these would become a tag that nobody meant.
  if (!/[{}/:@,]/.test(template.replace(PLACEHOLDER, ""))) return undefined;
  return `not a tag (wanted letters, digits, . _ - and placeholders: ${KNOWN}); give the tag alone`;
}

/** The text, which may still have characters that no tag may have; `undefined` when a placeholder has no value. */
export function renderTemplate(template: string, context: TemplateContext): string | undefined {
  const value = (name: string): string | undefined => PLACEHOLDERS[name]?.(context);
  const parts = [...template.matchAll(PLACEHOLDER)].map(([, name = ""]) => value(name));
  if (parts.some((part) => part === undefined || part === "")) return undefined;
  return template.replace(PLACEHOLDER, (_, name: string) => value(name) ?? "");
}
