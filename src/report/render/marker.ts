/** Comments are found again by their first line and their sections by these; a value ends at the next space. */
const VALUE_LIMIT = 200;

/**
 * A value that cannot end the HTML comment or look like another field: everything but letters, digits and `-_.~/:+`
 * is percent-encoded, and runs of dashes too. Long values are cut, so names that share 200 characters share a section.
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

export const sectionKey = (image: { readonly name: string; readonly platform: string }): SectionKey => ({
  image: markerValue(image.name),
  platform: markerValue(image.platform),
});

export const sectionStart = (key: SectionKey): string => `<!-- section image=${key.image} platform=${key.platform} -->`;

export const SECTION_END = "<!-- /section -->";

const START = /^<!-- section image=(\S*) platform=(\S*) -->$/;

/** The key in a line that starts a section. */
export const parseSectionStart = (line: string): SectionKey | undefined => {
  const match = START.exec(line);
  return match === null ? undefined : { image: match[1] ?? "", platform: match[2] ?? "" };
};
