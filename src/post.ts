import * as core from "@actions/core";
import * as v from "valibot";
import { messageOf } from "./core/errors.ts";
import { parseJson } from "./core/json.ts";
import { saveStaged } from "./github/index.ts";
import { workflowLog } from "./github/log.ts";
import { removeLogin, storedLoginSchema } from "./registry/index.ts";

const stagedSchema = v.object({ key: v.string(), stagedFolder: v.string(), folder: v.string() });

const log = workflowLog(() => performance.now());

/** What the main stage left under this name, `undefined` when it left nothing that can be used. */
const stateOf = <T>(name: string, schema: v.GenericSchema<unknown, T>): T | undefined => {
  const state = core.getState(name);
  if (state === "") return undefined;
  const parsed = parseJson(schema, state);
  if (parsed.kind === "ok") return parsed.value;
  log.debug(`nothing to do about ${name}: ${parsed.problem}`);
  return undefined;
};

/** Takes the logins out of Docker's configuration that were put there for the steps of this job. */
const removeLogins = async (): Promise<void> => {
  for (const login of (stateOf("docker-logins", v.array(storedLoginSchema)) ?? []).toReversed()) {
    try {
      log.info(`${login.file}: the login for ${login.key} was ${await removeLogin(login)}`);
    } catch (error) {
      log.warning(`${login.file}: the login for ${login.key} is still there: ${messageOf(error)}`);
    }
  }
};

/** Stores the report of this commit: after the job, so that a slow cache delays nobody. A step that failed has left none. */
const store = async (): Promise<void> => {
  const staged = stateOf("staged", stagedSchema);
  if (staged !== undefined) await saveStaged(await import("@actions/cache"), staged, log);
};

await removeLogins();
await store();
