import type { Octokit } from "@octokit/rest";

/** GitHub answers in a second or not at all; what was read before a write must not be old by the time that it is written. */
const REQUEST_TIMEOUT_MS = 30_000;

/** GitHub's API with the run's own token; `apiUrl` keeps GitHub Enterprise working. Loaded when it is first needed. */
export const openApi = async (options: { readonly token: string; readonly apiUrl: string }): Promise<Octokit> => {
  const { Octokit } = await import("@octokit/rest");
  const quiet = (): void => {};
  return new Octokit({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: "nix-image-action",
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) }),
    },
  });
};

/** HTTP status of an error of the API, `undefined` for any other error. */
export const statusOf = (error: unknown): number | undefined => {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  return typeof status === "number" ? status : undefined;
};
