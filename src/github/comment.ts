import type { Octokit } from "@octokit/rest";
import { messageOf } from "../core/errors.ts";
import { statusOf } from "./api.ts";

export interface CommentTarget {
  readonly owner: string;
  readonly repo: string;
  readonly issue: number;
}

export interface StickyComment {
  /** First line of the body, by which the comment is found again. */
  readonly marker: string;
  /** False when there is nothing worth a new comment; one that exists is brought up to date all the same. */
  readonly mayCreate: boolean;
  /** The whole body, given what the comment says now. */
  readonly compose: (existing: string | undefined) => string;
}

export type CommentOutcome =
  | { readonly kind: "created" | "updated" | "unchanged"; readonly url: string }
  | { readonly kind: "not-needed" }
  /** The token may not comment, as on pull requests from forks. */
  | { readonly kind: "forbidden"; readonly status: number }
  /** GitHub did not answer, or not as it should. */
  | { readonly kind: "failed"; readonly problem: string };

interface Found {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

/**
 * Writes the one comment of a workflow on a pull request: created, updated, or left alone when it says the same already.
 * Whatever GitHub answers is an outcome: a comment is no reason to fail a build.
 */
export const upsertComment = async (
  api: Octokit,
  target: CommentTarget,
  comment: StickyComment,
): Promise<CommentOutcome> => {
  try {
    return await upsert(api, target, comment);
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    const message = messageOf(error);
    const refused = status === 401 || status === 403 || status === 404;
    // Too many requests are answered with 403 too, and only the message tells the one from the other.
    if (refused && !/rate limit/i.test(message)) return { kind: "forbidden", status };
    return { kind: "failed", problem: `${message.split("\n")[0]} (status ${status})` };
  }
};

const upsert = async (api: Octokit, target: CommentTarget, comment: StickyComment): Promise<CommentOutcome> => {
  const found = await findComment(api, target, comment.marker);
  if (found === undefined && !comment.mayCreate) return { kind: "not-needed" };
  const body = comment.compose(found?.body);
  if (found === undefined) {
    const { data } = await api.rest.issues.createComment({ ...place(target), issue_number: target.issue, body });
    return { kind: "created", url: data.html_url };
  }
  if (sameText(found.body, body)) return { kind: "unchanged", url: found.url };
  const { data } = await api.rest.issues.updateComment({ ...place(target), comment_id: found.id, body });
  return { kind: "updated", url: data.html_url };
};

const place = ({ owner, repo }: CommentTarget): { readonly owner: string; readonly repo: string } => ({ owner, repo });

/** GitHub stores line ends as it likes; another run of the same content is no news. */
const sameText = (a: string, b: string): boolean => normalise(a) === normalise(b);

const normalise = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replaceAll(/\/actions\/runs\/\d+/g, "/actions/runs/")
    .replaceAll(/^(<!-- section .*) run=\d+/gm, "$1")
    .trimEnd();

/**
 * The comment with the marker that we wrote. Anybody may quote the marker, and a person's comment is not ours to change:
 * so its author must be a bot, which is what GITHUB_TOKEN is, or the owner of the token.
 * Every page is read, since a busy pull request has more than one.
 */
const findComment = async (api: Octokit, target: CommentTarget, marker: string): Promise<Found | undefined> => {
  const pages = api.paginate.iterator(api.rest.issues.listComments, {
    ...place(target),
    issue_number: target.issue,
    per_page: 100,
  });
  for await (const { data } of pages) {
    for (const entry of data.filter((candidate) => candidate.body?.startsWith(marker) === true)) {
      if (entry.user?.type === "Bot" || (await isOwner(api, entry.user?.login))) {
        return { id: entry.id, url: entry.html_url, body: entry.body ?? "" };
      }
    }
  }
  return undefined;
};

/** True when the token is that user's; installation tokens are nobody's and get a 403 here. */
const isOwner = async (api: Octokit, login: string | undefined): Promise<boolean> => {
  try {
    return (await api.rest.users.getAuthenticated()).data.login === login;
  } catch {
    return false;
  }
};
