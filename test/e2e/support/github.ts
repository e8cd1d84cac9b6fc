import { freePort } from "../../support/ports.ts";
import { type GitHubApi, type Permissions, startGitHubApi } from "./github-emulator.ts";
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
  /** All comments on the pull request, oldest first, from all pages. */
  comments(): Promise<readonly PullRequestComment[]>;
  /** Adds `count` comments by the owner, so that a reader of the first page alone misses what follows. */
  addChatter(count: number): Promise<void>;
  stop(): Promise<void>;
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
    violations: () =>
      recorder.requests.flatMap(({ method, path, violation }) =>
        violation === undefined ? [] : [`${method} ${path}: ${violation}`],
      ),
    comments: () => listComments(api, pullRequest),
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

const PAGE = 100;

async function listComments(api: GitHubApi, issue: number, page = 1): Promise<readonly PullRequestComment[]> {
  const answer = await api.admin("GET", `/issues/${issue}/comments?per_page=${PAGE}&page=${page}`);
  const comments = answer as readonly { id: number; body: string; user: { login: string } }[];
  const here = comments.map(({ id, body, user }) => ({ id, body, author: user.login }));
  return here.length < PAGE ? here : [...here, ...(await listComments(api, issue, page + 1))];
}
