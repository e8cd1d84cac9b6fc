import { openWriter, type Round } from "./comment-writer.ts";
import { openPatience, toTrouble } from "./patience.ts";
import type { CommentOutcome, CommentWriting } from "./sticky-comment.ts";
import type { PassingTrouble } from "./trouble.ts";

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
  const { pace, log } = writing;
  const writer = openWriter(writing);
  const patience = openPatience("Comment", writing);
  for (let count = 0; count < ROUNDS; ) {
    const round = await writer.round().catch(toStop);
    if (round.kind === "over") return round.outcome;
    if (round.kind === "trouble") {
      const end = await patience.endure(round.trouble);
      if (end === undefined) continue;
      const written = writer.written();
      if (written !== undefined) log.info("The comment is written, but could not be read again.");
      return written ?? end;
    }
    count += 1;
    // Jitter keeps apart those that have met once.
    await pace.sleep(SETTLE_MS + pace.random() * JITTER_MS * count);
  }
  const url = writer.written()?.url;
  return url === undefined ? { kind: "failed", problem: "the comment is gone each time" } : { kind: "contested", url };
};

type Stop = { readonly kind: "trouble"; readonly trouble: PassingTrouble } | Extract<Round, { readonly kind: "over" }>;

const toStop = (error: unknown): Stop => {
  const trouble = toTrouble(error);
  return trouble.kind === "passing" ? { kind: "trouble", trouble } : { kind: "over", outcome: trouble };
};
