import { getInput } from "@actions/core";
import type { ActionInputs } from "./model.ts";
import { parseActionInputs } from "./parse-action.ts";

/** The inputs that the runner put into the environment, parsed. */
export const readActionInputs = (): ActionInputs => parseActionInputs((name) => getInput(name));
