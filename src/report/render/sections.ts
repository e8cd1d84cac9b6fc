import { compareText } from "../../core/compare-text.ts";
import { plural } from "../../core/units.ts";
import { type Budget, cutRows, fairShare } from "./cut.ts";
import {
  parseSectionStart,
  SECTION_END,
  type SectionKey,
  type SectionStart,
  sectionStart,
  type Writer,
} from "./marker.ts";

/** GitHub refuses comments above 65,536 characters; the rest is for whoever counts otherwise. */
export const COMMENT_LIMIT = 65_000;

/** One image's part of a comment. */
export interface Section extends SectionStart {
  /** Without its markers; starts with a heading. */
  readonly text: string;
}

const commentBudget = (limit: number): Budget => ({
  limit,
  sizeOf: (text) => text.length,
  because: "a comment ends at 65,536 characters; the job summary has more.",
});

const wrap = (section: Section): string => `${sectionStart(section)}\n${section.text}\n${SECTION_END}`;

const byKey = (a: Section, b: Section): number =>
  compareText(a.key.image, b.key.image) || compareText(a.key.platform, b.key.platform);

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

const DROPPED = /^_(\d+) more images? (?:is|are) not shown\._$/m;

const countDropped = (body: string): number => Number(DROPPED.exec(body)?.[1] ?? 0);

/** The sections with a number in the keys of all but the first of equal key, by "#", which stands in no marker's value. */
export const numberKeys = (sections: readonly Section[]): readonly Section[] => {
  const counts = new Map<string, number>();
  return sections.map((section) => {
    const { key } = section;
    const count = (counts.get(identityOf(key)) ?? 0) + 1;
    counts.set(identityOf(key), count);
    return count === 1 ? section : { ...section, key: { ...key, image: `${key.image}#${count}` } };
  });
};

export interface Comment {
  /** First line. */
  readonly marker: string;
  readonly sections: readonly Section[];
  /** Images that had no room before. */
  readonly dropped?: number;
}

/** How many of the texts, from the first on, have no more characters than that together. */
const fitting = (texts: readonly string[], limit: number): number => {
  let length = 0;
  const over = texts.findIndex((text) => {
    length += text.length;
    return length > limit;
  });
  return over < 0 ? texts.length : over;
};

/** A comment of at most `limit` UTF-16 units: marker, then the sections by image and platform. */
export const joinSections = ({ marker, sections, dropped: before = 0 }: Comment, limit: number): string => {
  const sorted = [...sections].sort(byKey);
  const texts = fitAll(sorted, limit - marker.length - 1).map(wrap);
  const withFirst = (kept: number): string => {
    const missing = before + texts.length - kept;
    const parts = [marker, ...texts.slice(0, kept), ...(missing === 0 ? [] : [dropped(missing)])];
    return `${parts.join("\n\n")}\n`;
  };
  let kept = fitting(texts, limit);
  while (kept > 0 && withFirst(kept).length > limit) kept--;
  return withFirst(kept);
};

/** The sections of a comment; one whose end is missing ends where the next begins. Other text is not ours to keep. */
export const parseSections = (body: string): readonly Section[] => {
  const sections: (SectionStart & { readonly lines: string[] })[] = [];
  let open = false;
  for (const line of body.replaceAll("\r\n", "\n").split("\n")) {
    const start = parseSectionStart(line);
    if (start !== undefined) sections.push({ ...start, lines: [] });
    else if (open && line !== SECTION_END) sections.at(-1)?.lines.push(line);
    open = start !== undefined || (open && line !== SECTION_END);
  }
  return sections.map(({ lines, ...start }) => ({ ...start, text: lines.join("\n").trim() }));
};

const identityOf = ({ image, platform }: SectionKey): string => `${image} ${platform}`;

/**
 * Whether the job has since run for a newer commit. Its other legs in a matrix, and its other steps, write their sections
 * for that commit too; so what is dropped too early comes back, and what does not come back is built no more.
 */
const isOutdated = ({ writer }: Section, writers: readonly Writer[]): boolean =>
  writers.some(
    ({ job, run, head }) => writer !== undefined && writer.job === job && writer.head !== head && writer.run < run,
  );

/** Below 0 when `a` was written by an earlier run, or an earlier attempt at the same. */
const compareAge = ({ writer: a }: Section, { writer: b }: Section): number =>
  (a?.run ?? 0) - (b?.run ?? 0) || (a?.attempt ?? 0) - (b?.attempt ?? 0);

export interface Merging {
  /** UTF-16 units. */
  readonly limit?: number;
  /** Whether the last of `bodies` has the last word on sections that this run has written too; else the own ones have. */
  readonly yields?: boolean;
}

/**
 * The comment that has every section of `ownBody` and of `bodies`, of those for the same image and platform the newest, and
 * none that the same job wrote for an older commit. The marker is the own one. It is the same in whatever order bodies are
 * merged in, and merging the same twice changes nothing; of sections that one run has written twice, the last stays.
 */
export const mergeSections = (
  bodies: readonly string[],
  ownBody: string,
  { limit = COMMENT_LIMIT, yields = false }: Merging = {},
): string => {
  const others = bodies.map(parseSections);
  const own = parseSections(ownBody);
  const all = (yields ? [...others.slice(0, -1), own, ...others.slice(-1)] : [...others, own]).flat();
  const newest = new Map<string, Section>();
  for (const section of all) {
    const before = newest.get(identityOf(section.key));
    if (before === undefined || compareAge(section, before) >= 0) newest.set(identityOf(section.key), section);
  }
  const writers = all.flatMap(({ writer }) => writer ?? []);
  const sections = [...newest.values()].filter((section) => !isOutdated(section, writers));
  const [marker = ""] = ownBody.split("\n", 1);
  return joinSections({ marker, sections, dropped: countDropped(ownBody) }, limit);
};
