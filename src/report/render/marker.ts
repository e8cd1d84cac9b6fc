/** Comments are found again by their first line and their sections by these; a value ends at the next space. */
const VALUE_LIMIT = 200;

/**
 * A value that cannot end the HTML comment or look like another field: everything but letters, digits and `-_.~/:+`
 * is percent-encoded, and runs of dashes too. Long values are cut.
 */
export const markerValue = (untrusted: string): string =>
  encodeURIComponent(untrusted.toWellFormed().slice(0, VALUE_LIMIT).toWellFormed())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%(2F|3A|2B)/g, decodeURIComponent)
    .replace(/--+/g, (dashes) => "%2D".repeat(dashes.length));

/** First line of the one comment of a workflow. */
export const commentMarker = (workflow: string): string => `<!-- nix-image-action v1 wf=${markerValue(workflow)} -->`;

export interface SectionKey {
  /** As they stand in the marker. */
  readonly image: string;
  readonly platform: string;
}

/** The run that wrote a section last. */
export interface Writer {
  readonly job: string;
  /** Id of the workflow run, which grows. */
  readonly run: number;
  /** From 1, grows when the run is run again. */
  readonly attempt: number;
  /** Commit of the pull request that it ran for. */
  readonly head: string;
}

export const sectionKey = (image: { readonly name: string; readonly platform: string }): SectionKey => ({
  image: markerValue(image.name),
  platform: markerValue(image.platform),
});

export interface SectionStart {
  readonly key: SectionKey;
  /** Absent outside of a workflow, and in comments that were written before there was any. */
  readonly writer?: Writer;
}

export const sectionStart = ({ key, writer }: SectionStart): string => {
  const by =
    writer === undefined ? "" : ` job=${markerValue(writer.job)} run=${runOf(writer)} head=${markerValue(writer.head)}`;
  return `<!-- section image=${key.image} platform=${key.platform}${by} -->`;
};

const runOf = ({ run, attempt }: Writer): string => (attempt === 1 ? String(run) : `${run}.${attempt}`);

export const SECTION_END = "<!-- /section -->";

const START = /^<!-- section image=(\S*) platform=(\S*)(?: job=(\S*) run=(\d+)(?:\.(\d+))? head=(\S*))? -->$/;

/** What a line that starts a section says. */
export const parseSectionStart = (line: string): SectionStart | undefined => {
  const match = START.exec(line);
  if (match === null) return undefined;
  const [, image = "", platform = "", job, run, attempt = "1", head = ""] = match;
  const key = { image, platform };
  if (job === undefined) return { key };
  return { key, writer: { job: decode(job), run: Number(run), attempt: Number(attempt), head: decode(head) } };
};

/** Anybody may edit a comment, so the text may be none that was encoded. */
const decode = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};
