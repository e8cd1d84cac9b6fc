export type { WorkflowFacts } from "./advice.ts";
export { openRepository, type Repository, type RepositoryOptions } from "./client.ts";
export {
  type CredentialOptions,
  type CredentialSource,
  type Credentials,
  chooseCredentials,
  describeSource,
  GITHUB_REGISTRY,
} from "./credentials.ts";
export { type DockerConfigOptions, readDockerCredentials } from "./docker-config.ts";
export { RegistryError, type RegistryErrorCode } from "./errors.ts";
export type { NewManifest, StoredManifest } from "./manifests.ts";
export { referrersTag } from "./referrers.ts";
export { type Pace, realPace } from "./retry.ts";
export { type LoginToStore, removeLogin, type StoredLogin, storedLoginSchema, storeLogin } from "./stored-login.ts";
export { openTransport, type TransportOptions } from "./transport.ts";
