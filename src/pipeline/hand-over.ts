import os from "node:os";
import { listArtifacts } from "../github/index.ts";
import {
  chooseCredentials,
  describeSource,
  readDockerCredentials,
  type StoredLogin,
  storeLogin,
} from "../registry/index.ts";
import type { ActionRun } from "./action-run.ts";
import type { Published } from "./publish.ts";
import type { PublishPlaces } from "./publish-settings.ts";

/** What the steps behind this one need of what was pushed: its names for attestations, and the login if they are to have it. */
export const handOver = async (
  published: readonly Published[],
  settings: PublishPlaces,
  run: ActionRun,
): Promise<void> => {
  const { env, log } = run.deps;
  await listArtifacts(env["GITHUB_ARTIFACTS"], published.flatMap(subjectsOf), log);
  if (run.inputs.dockerConfigAuth) await storeLogins(published, settings, run);
};

/**
 * One name for each registry, with the first tag: names that share a digest are one subject, and a step that pushes its
 * attestation takes no more than one. The tag tells images apart that one job pushes to the same repository.
 */
const subjectsOf = ({ pushes }: Published): readonly string[] =>
  pushes.flatMap(({ image, digest, tags: [tag] }) => (tag === undefined ? [] : `${image}:${tag}@${digest}`));

const storeLogins = async (published: readonly Published[], settings: PublishPlaces, run: ActionRun): Promise<void> => {
  const { env, log } = run.deps;
  const registries = new Set(published.flatMap(({ pushes }) => pushes.map(({ image }) => image.split("/")[0] ?? "")));
  const logins: StoredLogin[] = [];
  for (const registry of registries) {
    const stored = () => readDockerCredentials({ registry, env });
    const credentials = await chooseCredentials({ registry, stored, ...settings.credentials });
    if (credentials === undefined) continue;
    const { secret, source } = credentials;
    const places = { home: env["HOME"] ?? os.homedir(), backupFolder: env["RUNNER_TEMP"] ?? os.tmpdir() };
    const login = await storeLogin({ registry, secret, ...places });
    if (login === undefined) continue;
    logins.push(login);
    // Said after each, so that what is there is taken away also when the next fails.
    run.saveState?.("docker-logins", JSON.stringify(logins));
    log.info(`${login.file}: has the login for ${registry} until the job ends (from ${describeSource(source)})`);
  }
};
