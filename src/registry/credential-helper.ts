import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { parseJson } from "../core/json.ts";
import { cleanText } from "./clean-text.ts";
import type { Credentials } from "./credentials.ts";
import { RegistryError } from "./errors.ts";

/** https://github.com/docker/docker-credential-helpers#development */
const schema = v.object({ Username: v.string(), Secret: v.string() });

/** The user name that says that the secret is a refresh token. */
export const TOKEN_USER = "<token>";

const TIME_LIMIT_MS = 60_000;

export interface HelperQuestion {
  /** Suffix of the program's name: `docker-credential-HELPER`. */
  readonly helper: string;
  /** Server name, as config.json has it. */
  readonly key: string;
  /** The config.json that names the helper. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a Docker credential helper knows for a server, `undefined` when it says that it knows nothing. */
export async function askHelper(question: HelperQuestion): Promise<Credentials | undefined> {
  const { helper, key, file } = question;
  const program = `docker-credential-${helper}`;
  if (!/^[\w.-]+$/.test(helper)) throw failure(question, "its name is not a program name");
  const { status, stdout, stderr } = await run(program, question);
  if (/credentials not found in native keychain/i.test(stdout + stderr)) return undefined;
  // Standard output may hold the secret, and only standard error is quoted.
  if (status !== 0) throw failure(question, `exit status ${status}${stderr === "" ? "" : `: ${cleanText(stderr)}`}`);
  const result = parseJson(schema, stdout);
  if (result.kind === "bad") throw failure(question, "its answer is not JSON with Username and Secret");
  const { Username: username, Secret: password } = result.value;
  const source = { kind: "helper", program, file, key } as const;
  return username === TOKEN_USER
    ? { secret: { kind: "identity-token", token: password }, source }
    : { secret: { kind: "password", username, password }, source };
}

async function run(program: string, question: HelperQuestion) {
  // Not the option "timeout": its timer outlives a program that could not be started, and keeps this process alive.
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  const child = spawn(program, ["get"], { env: question.env as NodeJS.ProcessEnv, signal });
  const status = new Promise<number | null>((resolve, reject) => {
    child.once("error", (cause) => {
      const problem = signal.aborted ? "it gave no answer within a minute" : "it cannot be started; put it on PATH";
      reject(failure(question, problem, cause));
    });
    child.once("close", resolve);
  });
  // A helper that ends without reading is judged by its exit status.
  child.stdin.on("error", () => {});
  child.stdin.end(question.key);
  const [code, stdout, stderr] = await Promise.all([status, text(child.stdout), text(child.stderr)]);
  return { status: code, stdout, stderr };
}

const failure = (question: HelperQuestion, problem: string, cause?: unknown): RegistryError =>
  new RegistryError(
    "CREDENTIAL_HELPER",
    `docker-credential-${cleanText(question.helper)}: ${problem} (${question.file} names it for ${question.key}); ` +
      "repair it, or set registry-username and registry-password",
    { cause },
  );
