import { freePort } from "../../support/ports.ts";
import { type GitHubApi, type Permissions, STRANGER, startGitHubApi } from "./github-emulator.ts";
import { startPrism } from "./prism.ts";
import { type RecordedRequest, startRequestRecorder } from "./request-recorder.ts";

export interface PullRequestComment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
}

export interface GitHub {
  /** What `GITHUB_API_URL` is to hold. */
  readonly url: string;
  readonly owner: string;
  readonly repo: string;
  /** Number of an open pull request from `feature` into `main`. */
  readonly pullRequest: number;
  /** The commit that both branches stand at. */
  readonly sha: string;
  /** Every request that came in at `url`, oldest first; slice by an earlier `length` to get one run's part. */
  readonly requests: readonly RecordedRequest[];
  /** Requests so far that GitHub's own API description does not allow. */
  violations(): readonly string[];
  token(permissions: Permissions): Promise<string>;
  admin: GitHubApi["admin"];
  /** Opens a pull request from a branch of a stranger's fork, with a commit of its own on it. */
  openFromFork(branch: string): Promise<ForkPull>;
  /** All comments on the pull request, or on another, oldest first, from all pages. */
  comments(number?: number): Promise<readonly PullRequestComment[]>;
  /** Adds `count` comments by the owner, so that a reader of the first page alone misses what follows. */
  addChatter(count: number): Promise<void>;
  stop(): Promise<void>;
}

export interface ForkPull {
  readonly number: number;
  readonly branch: string;
  /** Of the head. */
  readonly sha: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** Permissions as `pull_request` has them: in the repository itself, with the `permissions:` we document, and from a fork. */
export const SAME_REPO: Permissions = { contents: "read", pull_requests: "write" };
export const FORK: Permissions = { contents: "read", issues: "read", pull_requests: "read" };

/** GitHub's REST API on loopback: request recorder, then the validating proxy, then the stateful emulator. */
export async function startGitHub(options: { readonly owner?: string; readonly repo?: string } = {}): Promise<GitHub> {
  const { owner = "octo", repo = "demo" } = options;
  const port = await freePort();
  const api = await startGitHubApi({ owner, repo, publicUrl: `http://127.0.0.1:${port}` });
  const prism = await startPrism(api.url);
  const recorder = await startRequestRecorder(port, prism.url);
  const { sha, pullRequest } = await openPullRequest(api);
  return {
    ...{ url: recorder.url, requests: recorder.requests, owner, repo, sha, pullRequest },
    ...{ token: api.token, admin: api.admin },
    openFromFork: (branch) => openFromFork(api, { owner, repo }, branch),
    violations: () =>
      recorder.requests.flatMap(({ method, path, violation }) =>
        violation === undefined ? [] : [`${method} ${path}: ${violation}`],
      ),
    comments: (number = pullRequest) => listComments(api, number),
    addChatter: async (count) => {
      for (let i = 0; i < count; i++)
        await api.admin("POST", `/issues/${pullRequest}/comments`, { body: `chatter ${i}` });
    },
    stop: async () => {
      await recorder.stop();
      await Promise.all([prism.stop(), api.stop()]);
    },
  };
}

async function openPullRequest(api: GitHubApi): Promise<{ readonly sha: string; readonly pullRequest: number }> {
  const main = (await api.admin("GET", "/git/ref/heads/main")) as { object: { sha: string } };
  const { sha } = main.object;
  await api.admin("POST", "/git/refs", { ref: "refs/heads/feature", sha });
  const pull = await api.admin("POST", "/pulls", { title: "A change", head: "feature", base: "main" });
  return { sha, pullRequest: (pull as { number: number }).number };
}

interface Repository {
  readonly owner: string;
  readonly repo: string;
}

async function openFromFork(api: GitHubApi, { owner, repo }: Repository, branch: string): Promise<ForkPull> {
  const repository = `${STRANGER}/${repo}`;
  const isThere = await api.stranger("GET", `/${repository}`).then(
    () => true,
    () => false,
  );
  if (!isThere) await api.stranger("POST", `/${owner}/${repo}/forks`, {});
  const main = (await api.stranger("GET", `/${repository}/git/ref/heads/main`)) as { object: { sha: string } };
  await api.stranger("POST", `/${repository}/git/refs`, { ref: `refs/heads/${branch}`, sha: main.object.sha });
  const commit = { branch, message: "Change something", content: Buffer.from(branch).toString("base64") };
  const made = await api.stranger("PUT", `/${repository}/contents/${branch}`, commit);
  const { sha } = (made as { commit: { sha: string } }).commit;
  const pull = await api.admin("POST", "/pulls", { title: branch, head: `${STRANGER}:${branch}`, base: "main" });
  return { number: (pull as { number: number }).number, branch, sha, repository };
}

const PAGE = 100;

async function listComments(api: GitHubApi, issue: number, page = 1): Promise<readonly PullRequestComment[]> {
  const answer = await api.admin("GET", `/issues/${issue}/comments?per_page=${PAGE}&page=${page}`);
  const comments = answer as readonly { id: number; body: string; user: { login: string } }[];
  const here = comments.map(({ id, body, user }) => ({ id, body, author: user.login }));
  return here.length < PAGE ? here : [...here, ...(await listComments(api, issue, page + 1))];
}
