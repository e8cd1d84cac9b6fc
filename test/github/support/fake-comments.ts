import type { Octokit } from "@octokit/rest";

export interface FakeComment {
  readonly id: number;
  readonly html_url: string;
  readonly body: string;
  readonly user: { readonly login: string; readonly type: string };
}

const BOT = { login: "github-actions[bot]", type: "Bot" };

/** The comments of one pull request: what each request does to them, at the moment that GitHub gets it. */
export class FakeComments {
  #comments: readonly FakeComment[] = [];
  #nextId = 1;

  get all(): readonly FakeComment[] {
    return this.#comments;
  }

  list(): readonly FakeComment[] {
    return this.#comments;
  }

  add(body: string, user: FakeComment["user"] = BOT): FakeComment {
    const id = this.#nextId++;
    const comment = { id, html_url: `https://x/${id}`, body, user };
    this.#comments = [...this.#comments, comment];
    return comment;
  }

  edit(id: number, body: string): FakeComment {
    const edited = { ...this.get(id), body };
    this.#comments = this.#comments.map((comment) => (comment.id === id ? edited : comment));
    return edited;
  }

  get(id: number): FakeComment {
    const found = this.#comments.find((comment) => comment.id === id);
    if (found === undefined) throw Object.assign(new Error("Not Found"), { status: 404, response: { headers: {} } });
    return found;
  }

  remove(id: number): void {
    this.get(id);
    this.#comments = this.#comments.filter((comment) => comment.id !== id);
  }
}

/** Carries a request to GitHub and its answer back; `apply` is what GitHub does when the request is there. */
export type Transport = <T>(name: string, apply: () => T) => Promise<T>;

/** The part of Octokit that writes comments, over such a transport. */
export const fakeApi = (comments: FakeComments, send: Transport): Octokit => {
  const answer = async <T>(name: string, apply: () => T) => ({ data: await send(name, apply), headers: {} });
  const issues = {
    listComments: () => answer("list", () => comments.list()),
    getComment: ({ comment_id }: { comment_id: number }) => answer("get", () => comments.get(comment_id)),
    createComment: ({ body }: { body: string }) => answer("create", () => comments.add(body)),
    updateComment: ({ comment_id, body }: { comment_id: number; body: string }) =>
      answer("update", () => comments.edit(comment_id, body)),
    deleteComment: ({ comment_id }: { comment_id: number }) => answer("delete", () => comments.remove(comment_id)),
  };
  const users = {
    getAuthenticated: () => Promise.reject(Object.assign(new Error("Resource not accessible"), { status: 403 })),
  };
  return { rest: { issues, users } } as unknown as Octokit;
};
