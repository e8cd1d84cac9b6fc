import { InputError } from "../core/errors.ts";
import type { PushArgs } from "../inputs/index.ts";
import type { CliDeps } from "./deps.ts";

/** The password comes by standard input alone: arguments are seen by every user of the machine. */
export const givenCredentials = async (
  { username, passwordFromStdin }: Pick<PushArgs, "username" | "passwordFromStdin">,
  cli: CliDeps,
): Promise<{ readonly username?: string; readonly password?: string }> => {
  if (!passwordFromStdin && username === undefined) return {};
  if (!passwordFromStdin || username === undefined) {
    throw new InputError("USAGE", "--username and --password-stdin go together; give both or neither");
  }
  const password = (await cli.readStdin()).replace(/\r?\n$/, "");
  if (password === "") throw new InputError("USAGE", "--password-stdin: standard input is empty; pipe the password in");
  return { username, password };
};
