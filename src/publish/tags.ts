import { InputError } from "../core/errors.ts";
import { isTag } from "../oci/image-ref.ts";
import { latestOf, type RuleContext, renderRules } from "./rules/index.ts";
import { parseTagLines, type TagLine } from "./tag-lines.ts";
import { renderTemplate, type TemplateContext } from "./tag-templates.ts";

/** What a run knows about what it builds; absent is what this event does not have. */
export interface TagContext extends TemplateContext {
  /** The whole of `rev`; absent when its tree is dirty. */
  readonly revision?: string | undefined;
  /** What only the rules of docker/metadata-action ask for; its `sha` goes before the revision. */
  readonly event?: Partial<RuleContext> | undefined;
}

export interface RenderedTags {
  /** By priority, those of equal priority in the order of the lines; each once. */
  readonly tags: readonly string[];
  /** Lines that have no value for this event. */
  readonly dropped: readonly string[];
  /** What a person should know of how the tags came about. */
  readonly notes: readonly string[];
}

const LONGEST_TAG = 128;

/** As many characters of a commit as docker/metadata-action takes. */
const SHORT_SHA = 7;

/** The tags to publish under. Lines that can never become a tag are reported together as one `InputError` BAD_TAG. */
export function renderTags(
  tags: readonly string[],
  context: TagContext,
  flavorLines?: readonly string[],
): RenderedTags {
  const { lines, flavor } = parseTagLines(tags, flavorLines);
  const event = ruleContext(context);
  const rules = lines.flatMap((line) => (line.kind === "rule" ? line.rule : []));
  const rendered = renderRules(rules, flavor, event);
  const problems = rendered.flatMap(({ rule, problem }) =>
    problem === undefined ? [] : `tags: "${rule.line}": ${problem}`,
  );
  if (problems.length > 0) throw new InputError("BAD_TAG", problems.join("\n"));
  const textOf = (line: TagLine): string | undefined =>
    line.kind === "rule" ? rendered.find(({ rule }) => rule === line.rule)?.tag : renderTemplate(line.line, context);
  const tagged = lines.map((line) => ({ line: line.line, tag: cleanTag(textOf(line)) }));
  const latest = cleanTag(latestOf(rendered, flavor, event));
  return {
    tags: [...new Set([...tagged.map(({ tag }) => tag), latest].filter((tag) => tag !== undefined))],
    dropped: tagged.filter(({ tag }) => tag === undefined).map(({ line }) => line),
    notes: rendered.flatMap(({ rule, note }) => (note === undefined ? [] : `tags: "${rule.line}": ${note}`)),
  };
}

const ruleContext = (context: TagContext): RuleContext => ({
  sha: context.revision ?? context.rev,
  shaLength: SHORT_SHA,
  commitDate: context.date,
  ...context.event,
});

/** The text as a tag: what no tag may have becomes a dash; `undefined` when nothing is left. */
function cleanTag(text: string | undefined): string | undefined {
  const tag = text
    ?.trim()
    .replace(/[^a-zA-Z0-9._-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, LONGEST_TAG);
  return tag !== undefined && isTag(tag) ? tag : undefined;
}
