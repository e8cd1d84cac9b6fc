import { plural } from "../../core/units.ts";
import { type Budget, cutRows, fairShare } from "./cut.ts";
import { parseSectionStart, SECTION_END, type SectionKey, sectionStart } from "./marker.ts";

/** GitHub refuses comments above 65,536 characters; the rest is for whoever counts otherwise. */
export const COMMENT_LIMIT = 65_000;

/** One image's part of a comment. */
export interface Section {
  readonly key: SectionKey;
  /** Without its markers; starts with a heading. */
  readonly text: string;
}

const commentBudget = (limit: number): Budget => ({
  limit,
  sizeOf: (text) => text.length,
  because: "a comment ends at 65,536 characters; the job summary has more.",
});

const wrap = (section: Section): string => `${sectionStart(section.key)}\n${section.text}\n${SECTION_END}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byKey = (a: Section, b: Section): number =>
  compare(a.key.image, b.key.image) || compare(a.key.platform, b.key.platform);

/** The heading alone, for the case that even tables without rows are too much. */
const outline = (section: Section): Section => ({
  ...section,
  text: `${section.text.split("\n", 1)[0]}\n\n_Cut: a comment ends at 65,536 characters; see the job summary._`,
});

const fitAll = (sections: readonly Section[], limit: number): readonly Section[] => {
  const share = fairShare(
    sections.map((section) => wrap(section).length + 2),
    limit,
  );
  return sections.map((section) => {
    const room = share - (wrap(section).length - section.text.length) - 2;
    if (section.text.length <= room) return section;
    const cut = { ...section, text: cutRows(section.text, commentBudget(room)) };
    return cut.text.length <= room ? cut : outline(section);
  });
};

const dropped = (count: number): string => `_${plural(count, "more image is", "more images are")} not shown._`;

/** A comment of at most `limit` UTF-16 units: marker, then the sections by image and platform. */
export const joinSections = (marker: string, sections: readonly Section[], limit: number): string => {
  const sorted = [...sections].sort(byKey);
  const texts = fitAll(sorted, limit - marker.length - 1).map(wrap);
  let body = [marker, ...texts].join("\n\n");
  for (let kept = texts.length - 1; body.length + 1 > limit && kept >= 0; kept--)
    body = [marker, ...texts.slice(0, kept), dropped(texts.length - kept)].join("\n\n");
  return `${body}\n`;
};

/** The sections of a comment; one whose end is missing ends where the next begins. Other text is not ours to keep. */
export const parseSections = (body: string): readonly Section[] => {
  const sections: { readonly key: SectionKey; readonly lines: string[] }[] = [];
  let open = false;
  for (const line of body.replaceAll("\r\n", "\n").split("\n")) {
    const key = parseSectionStart(line);
    if (key !== undefined) sections.push({ key, lines: [] });
    else if (open && line !== SECTION_END) sections.at(-1)?.lines.push(line);
    open = key !== undefined || (open && line !== SECTION_END);
  }
  return sections.map(({ key, lines }) => ({ key, text: lines.join("\n").trim() }));
};

const idOf = ({ key }: Section): string => `${key.image} ${key.platform}`;

/**
 * The comment that has every section of `ownBody`, and of `existingBody` those of other images and platforms.
 * The marker is the own one. Merging the same twice changes nothing.
 */
export const mergeSections = (existingBody: string, ownBody: string, limit: number = COMMENT_LIMIT): string => {
  const merged = new Map([...parseSections(existingBody), ...parseSections(ownBody)].map((it) => [idOf(it), it]));
  return joinSections(ownBody.split("\n", 1)[0] ?? "", [...merged.values()], limit);
};
