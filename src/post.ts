import * as core from "@actions/core";
import * as v from "valibot";
import { parseJson } from "./core/json.ts";
import { saveStaged } from "./github/index.ts";
import { workflowLog } from "./github/log.ts";

const stagedSchema = v.object({ key: v.string(), stagedFolder: v.string(), folder: v.string() });

/** Stores the report of this commit. Runs after the job, so that a slow cache delays nobody; it can never fail the job. */
const post = async (): Promise<void> => {
  const state = core.getState("staged");
  if (state === "") return;
  const staged = parseJson(stagedSchema, state);
  if (staged.kind === "bad") return core.debug(`nothing to store: ${staged.problem}`);
  await saveStaged(
    await import("@actions/cache"),
    staged.value,
    workflowLog(() => performance.now()),
  );
};

await post();
