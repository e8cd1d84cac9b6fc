import type { Octokit } from "@octokit/rest";
import * as v from "valibot";
import type { Log } from "../core/log.ts";
import { statusOf } from "./api.ts";
import { type CommentTarget, listOwnComments, type OwnComment, parseAnswer, readComment } from "./own-comments.ts";
import { type ApiPace, openPatience, toTrouble } from "./patience.ts";
import type { FinalTrouble, PassingTrouble } from "./trouble.ts";

export type { CommentTarget } from "./own-comments.ts";

export interface StickyComment {
  /** A line of the body, by which the comment is found again. */
  readonly marker: string;
  /** False when there is nothing worth a new comment; one that exists is brought up to date all the same. */
  readonly mayCreate: boolean;
  readonly compose: (standing: Standing) => string;
}

/** What a comment is made from: the whole body, with the own part in it. Composed again from its own result, it stays the same. */
export interface Standing {
  /** What our comments say, or have said while this one was written; the one that stays comes last. Empty: there is none. */
  readonly bodies: readonly string[];
  /** True once the own part has been written: whoever wrote the same part in the same run since then has the last word. */
  readonly written: boolean;
}

export type CommentOutcome =
  | { readonly kind: "created" | "updated" | "unchanged"; readonly url: string }
  /** Others kept writing over it for as long as we tried. */
  | { readonly kind: "contested"; readonly url: string }
  | { readonly kind: "not-needed" }
  /** A person removed it as soon as it was there. */
  | { readonly kind: "removed" }
  | FinalTrouble;

export interface CommentWriting {
  readonly api: Octokit;
  readonly target: CommentTarget;
  readonly comment: StickyComment;
  readonly pace: ApiPace;
  readonly log: Log;
}

const ROUNDS = 12;
/** After a write, until it is read again. Much longer than others take from their reading to their writing. */
const SETTLE_MS = 2500;
const JITTER_MS = 1000;

/**
 * Writes the one comment of a workflow on a pull request: created, updated, or left alone when it says the same already.
 * Whatever GitHub answers is an outcome: a comment is no reason to fail a build.
 *
 * Jobs of a matrix write at the same moment, and GitHub has no compare-and-swap: a job that read before another wrote
 * writes that one's sections away. So every writer goes round by round:
 *
 * 1. It reads all that is there. Nothing to change: it is done.
 * 2. It writes what it read, joined with its own. Joining keeps the newest of each section, in whatever order, so every
 *    writer works towards the same text, and two never undo each other's.
 * 3. It waits, and goes to 1. Who overwrites us has read before we wrote, so its write comes at most as much later as
 *    lies between its reading and its writing. The wait is longer: the next round sees the loss and repairs it.
 *
 * Two that find no comment both make one. Every writer takes the one with the lowest id, which nobody ever deletes; it
 * moves the sections of the others there, and deletes those only after it has read them there. Who was about to change
 * one of these gets a 404 and starts over. What was read once is joined into every later write, so that a section whose
 * writer is long gone survives in the memory of who moves it.
 */
export const upsertComment = async (writing: CommentWriting): Promise<CommentOutcome> => {
  const { pace } = writing;
  const writer = openWriter(writing);
  const patience = openPatience("Comment", writing);
  for (let round = 0; round < ROUNDS; ) {
    const step = await writer.step().catch(toStep);
    if ("outcome" in step) return step.outcome;
    if ("trouble" in step) {
      const end = await patience.endure(step.trouble);
      if (end !== undefined) return end;
      continue;
    }
    round += 1;
    // Jitter keeps apart those that have met once.
    await pace.sleep(SETTLE_MS + pace.random() * JITTER_MS * round);
  }
  return writer.contested();
};

/** What one round came to. */
type Step = { readonly outcome: CommentOutcome } | { readonly trouble: PassingTrouble } | { readonly wrote: boolean };

const toStep = (error: unknown): Step => {
  const trouble = toTrouble(error);
  return trouble.kind === "passing" ? { trouble } : { outcome: trouble };
};

const writtenSchema = v.object({ html_url: v.string() });

/** One writer of the comment, which remembers what it has read and done. */
const openWriter = ({ api, target, comment }: CommentWriting) => {
  const { owner, repo, issue: issue_number } = target;
  const memory = new Set<string>();
  let done: { readonly kind: "created" | "updated"; readonly url: string } | undefined;

  const compose = (bodies: readonly string[]): string => {
    const before = [...memory].filter((body) => !bodies.includes(body));
    for (const body of bodies) memory.add(body);
    return comment.compose({ bodies: [...before, ...bodies], written: done !== undefined });
  };

  const create = async (): Promise<Step> => {
    // Who deletes a comment within seconds does not want to see it once more.
    if (done !== undefined) return { outcome: { kind: "removed" } };
    if (!comment.mayCreate) return { outcome: { kind: "not-needed" } };
    const { data } = await api.rest.issues.createComment({ owner, repo, issue_number, body: compose([]) });
    done = { kind: "created", url: parseAnswer(writtenSchema, data).html_url };
    return { wrote: true };
  };

  const update = async (comment_id: number, body: string): Promise<Step> => {
    const { data } = await api.rest.issues.updateComment({ owner, repo, comment_id, body });
    done = { kind: done?.kind ?? "updated", url: parseAnswer(writtenSchema, data).html_url };
    return { wrote: true };
  };

  const remove = async (comments: readonly OwnComment[]): Promise<Step> => {
    for (const { id } of comments)
      await unlessGone(async () => {
        await api.rest.issues.deleteComment({ owner, repo, comment_id: id });
        return { wrote: true };
      });
    return { wrote: true };
  };

  const step = async (): Promise<Step> => {
    const { comments, pages } = await listOwnComments(api, target, comment.marker);
    const [first, ...others] = comments;
    if (first === undefined) return create();
    return unlessGone(async () => {
      // The later pages took their time.
      const winner = pages > 1 ? await readComment(api, target, first.id) : first;
      // Another bot's comment may bear the marker by a change of tokens; it is not ours to delete.
      const losers = others.filter(({ author }) => author === winner.author);
      const body = compose([...losers.map((loser) => loser.body), winner.body]);
      if (!sameText(winner.body, body)) return update(winner.id, body);
      if (losers.length > 0) return remove(losers);
      return { outcome: done === undefined ? { kind: "unchanged", url: winner.url } : { ...done, url: winner.url } };
    });
  };

  const contested = (): CommentOutcome => ({ kind: "contested", url: done?.url ?? "" });
  return { step, contested };
};

/** A comment that is gone between reading and changing it: the next round sees what is there now. */
const unlessGone = async (change: () => Promise<Step>): Promise<Step> => {
  try {
    return await change();
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return { wrote: false };
    throw error;
  }
};

/** GitHub stores line ends as it likes; another run of the same content is no news. */
const sameText = (a: string, b: string): boolean => normalise(a) === normalise(b);

const normalise = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replaceAll(/\/actions\/runs\/\d+(\/artifacts\/\d+)?/g, "/actions/runs/")
    .replaceAll(/^(<!-- section .*) run=[\d.]+/gm, "$1")
    .trimEnd();
