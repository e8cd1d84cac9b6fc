import { createRequire } from "node:module";

export type Payload = { readonly [key: string]: unknown };

export interface WorkflowEvent {
  readonly name: string;
  readonly payload: Payload;
}

interface Definition {
  readonly name: string;
  readonly examples: readonly Payload[];
}

const isPayload = (value: unknown): value is Payload =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `base` with `overrides` laid over it, objects key by key, everything else whole. */
function merge(base: Payload, overrides: Payload): Payload {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    const before = merged[key];
    merged[key] = isPayload(before) && isPayload(value) ? merge(before, value) : value;
  }
  return merged;
}

/** The first recorded payload of that event for which `wanted` holds. */
function example(name: string, wanted: (payload: Payload) => boolean): Payload {
  const definitions: readonly Definition[] = createRequire(import.meta.url)("@octokit/webhooks-examples");
  const found = definitions.find((definition) => definition.name === name)?.examples.find(wanted);
  if (found === undefined) throw new Error(`no recorded ${name} event of that kind`);
  return found;
}

const REPOSITORY = { name: "demo", full_name: "octo/demo", default_branch: "main", owner: { login: "octo" } };

/**
 * A recorded `pull_request` event, action `opened`, moved into `octo/demo`: pull request 1 from `feature` into `main`.
 * Overrides of `pull_request.number` belong into `number` too.
 */
export function pullRequestOpened(overrides: Payload = {}): WorkflowEvent {
  const recorded = example("pull_request", ({ action }) => action === "opened");
  const pull_request = {
    number: 1,
    labels: [],
    head: { ref: "feature", repo: REPOSITORY },
    base: { ref: "main", repo: REPOSITORY },
  };
  const moved = merge(recorded, { number: 1, pull_request, repository: REPOSITORY });
  return { name: "pull_request", payload: merge(moved, overrides) };
}

/** A recorded `push` event, moved to branch `main` of `octo/demo`. */
export function push(overrides: Payload = {}): WorkflowEvent {
  const recorded = example("push", ({ deleted }) => deleted === false);
  const moved = merge(recorded, { ref: "refs/heads/main", repository: REPOSITORY });
  return { name: "push", payload: merge(moved, overrides) };
}

/**
 * A recorded event of that name, its first of that action if one is given, moved into `octo/demo`. Nothing but the
 * repository is moved: the rest is the caller's.
 */
export function recordedEvent(name: string, overrides: Payload = {}, action?: string): WorkflowEvent {
  const recorded = example(name, (payload) => action === undefined || payload["action"] === action);
  return { name, payload: merge(merge(recorded, { repository: REPOSITORY }), overrides) };
}

/** A recorded `workflow_run` event of `octo/demo`: a run of the workflow `ci` for a pull request has ended. */
export function workflowRun(overrides: Payload = {}): WorkflowEvent {
  const recorded = example("workflow_run", ({ action }) => action === "completed");
  const workflow_run = {
    ...{ id: 77, run_attempt: 1, name: "ci", event: "pull_request", conclusion: "success", pull_requests: [] },
    repository: REPOSITORY,
  };
  const moved = merge(recorded, { workflow: { name: "ci" }, workflow_run, repository: REPOSITORY });
  return { name: "workflow_run", payload: merge(moved, overrides) };
}
