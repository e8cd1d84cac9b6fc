import type { Octokit } from "@octokit/rest";
import * as v from "valibot";
import { describeIssues } from "../core/json.ts";
import { GitHubError } from "./errors.ts";

export interface CommentTarget {
  readonly owner: string;
  readonly repo: string;
  readonly issue: number;
}

export interface OwnComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly author: string;
}

const commentSchema = v.object({
  id: v.number(),
  html_url: v.string(),
  body: v.nullish(v.string(), ""),
  user: v.nullish(v.object({ login: v.string(), type: v.optional(v.string()) })),
});

type ListedComment = v.InferOutput<typeof commentSchema>;

const PAGE = 100;
/** GitHub takes 2,500 comments on an issue, and no more. */
const MOST_PAGES = 50;

export interface OwnComments {
  /** Lowest id first. */
  readonly comments: readonly OwnComment[];
  /** How many answers they were read from. */
  readonly pages: number;
}

/**
 * The comments with the marker that we wrote. Anybody may quote the marker, and a person's comment is not ours to change:
 * so its author must be a bot, which is what GITHUB_TOKEN is, or the owner of the token.
 * Every page is read, since a busy pull request has more than one.
 */
export const listOwnComments = async (api: Octokit, target: CommentTarget, marker: string): Promise<OwnComments> => {
  const marked: ListedComment[] = [];
  let pages = 0;
  for (let more = true; more && pages < MOST_PAGES; ) {
    const { owner, repo, issue: issue_number } = target;
    const { data, headers } = await api.rest.issues.listComments({
      ...{ owner, repo, issue_number, per_page: PAGE, page: ++pages },
    });
    marked.push(...parseAnswer(v.array(commentSchema), data).filter(({ body }) => bearsMarker(body ?? "", marker)));
    more = headers.link?.includes('rel="next"') === true;
  }
  const ownLogin = marked.every(isBots) ? undefined : await readLogin(api);
  const ours = marked.filter((comment) => isBots(comment) || isBy(comment, ownLogin));
  return { comments: ours.map(toOwn).sort((a, b) => a.id - b.id), pages };
};

/** The comment as it is now. */
export const readComment = async (
  api: Octokit,
  { owner, repo }: CommentTarget,
  comment_id: number,
): Promise<OwnComment> =>
  toOwn(parseAnswer(commentSchema, (await api.rest.issues.getComment({ owner, repo, comment_id })).data));

const toOwn = ({ id, html_url, body, user }: ListedComment): OwnComment => ({
  ...{ id, url: html_url, body: body ?? "", author: user?.login ?? "" },
});

/** The answer as it should be; GitHubError BAD_ANSWER for what a proxy, or a broken connection, made of it. */
export const parseAnswer = <S extends v.GenericSchema>(schema: S, data: unknown): v.InferOutput<S> => {
  const result = v.safeParse(schema, data, { abortEarly: true });
  if (result.success) return result.output;
  throw new GitHubError("BAD_ANSWER", `GitHub's answer is not what its API answers: ${describeIssues(result.issues)}`);
};

/** The marker is a line of its own; a person may have put words above it, but in a block of code it is a quotation. */
const bearsMarker = (body: string, marker: string): boolean => {
  const lines = body.replaceAll("\r\n", "\n").split("\n");
  const at = lines.indexOf(marker);
  return at >= 0 && !lines.slice(0, at).some((line) => /^\s*(```|~~~)/.test(line));
};

const isBots = ({ user }: ListedComment): boolean => user?.type === "Bot";

const isBy = ({ user }: ListedComment, login: string | undefined): boolean =>
  login !== undefined && user?.login === login;

/** Whose token it is; installation tokens are nobody's and get a 403 here. */
const readLogin = async (api: Octokit): Promise<string | undefined> => {
  try {
    return (await api.rest.users.getAuthenticated()).data.login;
  } catch {
    return undefined;
  }
};
