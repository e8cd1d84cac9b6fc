import * as v from "valibot";
import { statusOf } from "./api.ts";
import { listOwnComments, type OwnComment, parseAnswer, readComment } from "./own-comments.ts";
import type { CommentOutcome, CommentWriting } from "./sticky-comment.ts";

/** What one round came to. */
export type Round =
  | { readonly kind: "over"; readonly outcome: CommentOutcome }
  /** Something was changed, or is not as it was read: another round has to see what is there now. */
  | { readonly kind: "again" };

const AGAIN: Round = { kind: "again" };

const over = (outcome: CommentOutcome): Round => ({ kind: "over", outcome });

interface Written {
  readonly kind: "created" | "updated";
  readonly url: string;
}

export interface CommentWriter {
  /** Reads what is there, and makes one change at most; throws what GitHub refuses. */
  round(): Promise<Round>;
  /** The last change that was made. */
  written(): Written | undefined;
}

const writtenSchema = v.object({ html_url: v.string() });

/** One writer of the comment, which remembers what it has read and done. */
export const openWriter = ({ api, target, comment }: CommentWriting): CommentWriter => {
  const { owner, repo, issue: issue_number } = target;
  const memory = new Set<string>();
  let written: Written | undefined;

  const compose = (bodies: readonly string[]): string => {
    const before = [...memory].filter((body) => !bodies.includes(body));
    for (const body of bodies) memory.add(body);
    return comment.compose({ bodies: [...before, ...bodies], written: written !== undefined });
  };

  const create = async (): Promise<Round> => {
    // Who deletes a comment within seconds does not want to see it once more.
    if (written !== undefined) return over({ kind: "removed" });
    if (!comment.mayCreate) return over({ kind: "not-needed" });
    const { data } = await api.rest.issues.createComment({ owner, repo, issue_number, body: compose([]) });
    written = { kind: "created", url: parseAnswer(writtenSchema, data).html_url };
    return AGAIN;
  };

  const update = async (comment_id: number, body: string): Promise<Round> => {
    const { data } = await api.rest.issues.updateComment({ owner, repo, comment_id, body });
    written = { kind: written?.kind ?? "updated", url: parseAnswer(writtenSchema, data).html_url };
    return AGAIN;
  };

  const remove = async (comments: readonly OwnComment[]): Promise<Round> => {
    for (const { id } of comments)
      await unlessGone(async () => {
        await api.rest.issues.deleteComment({ owner, repo, comment_id: id });
        return AGAIN;
      });
    return AGAIN;
  };

  const join = async (first: OwnComment, others: readonly OwnComment[]): Promise<Round> => {
    // Another bot's comment may bear the marker by a change of tokens; it is not ours to delete.
    const losers = others.filter(({ author }) => author === first.author);
    const body = compose([...losers.map((loser) => loser.body), first.body]);
    if (!sameText(first.body, body)) return update(first.id, body);
    return losers.length > 0 ? remove(losers) : over({ kind: written?.kind ?? "unchanged", url: first.url });
  };

  const round = async (): Promise<Round> => {
    const { comments, pages } = await listOwnComments(api, target, comment.marker);
    const [first, ...others] = comments;
    if (first === undefined) return create();
    // The later pages took their time, in which another may have written.
    return unlessGone(async () => join(pages > 1 ? await readComment(api, target, first.id) : first, others));
  };
  return { round, written: () => written };
};

/** A comment may be gone between reading and changing it. */
const unlessGone = async (change: () => Promise<Round>): Promise<Round> => {
  try {
    return await change();
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return AGAIN;
    throw error;
  }
};

/** GitHub stores line ends as it likes; another run of the same content is no news. */
const sameText = (a: string, b: string): boolean => normalise(a) === normalise(b);

const normalise = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replaceAll(/\/actions\/runs\/\d+(\/artifacts\/\d+|#artifacts)?/g, "/actions/runs/")
    .replaceAll(/^(<!-- section .*) run=[\d.]+/gm, "$1")
    .trimEnd();
