/** What the raw text of a commit object says; the same in a shallow clone, where `git log` pretends there are no parents. */
export interface Commit {
  /** Full ids, the branch that was merged into first. */
  readonly parents: readonly string[];
  /** When it was committed, RFC 3339 in UTC. */
  readonly committedAt: string;
}

/** Parses what `git cat-file commit` prints (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects). */
export const parseCommit = (raw: string): Commit | undefined => {
  // The message starts after the first empty line, and may hold lines that look like headers.
  const [headers = ""] = raw.split("\n\n", 1);
  const parents = [...headers.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, id]) => id ?? "");
  const seconds = /^committer .* (\d+) [+-]\d{4}$/m.exec(headers)?.[1];
  if (seconds === undefined) return undefined;
  return { parents, committedAt: new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z") };
};

/** A commit's full id, SHA-1 or SHA-256. */
export const isCommitId = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
