import { type Digest, shortDigest } from "../core/digest.ts";
import { discard } from "./body.ts";
import { RegistryError } from "./errors.ts";
import type { Session } from "./session.ts";
import { dropUpload, uploadLocation } from "./upload-session.ts";

export type MountOutcome =
  | { readonly kind: "mounted" }
  /** The registry would rather have the bytes, and has opened an upload for them. */
  | { readonly kind: "upload"; readonly location: URL }
  | { readonly kind: "refused" };

/** Takes blobs over from other repositories of the same registry. */
export interface Mounter {
  /** Never fatal: what the registry does not mount is uploaded. Rejects only with what passes when it is tried again. */
  mount(digest: Digest, from: readonly string[]): Promise<MountOutcome>;
}

export interface MounterOptions {
  readonly session: Session;
  /** Sees to it that tokens allow to read that repository. */
  readonly allowReading: (repository: string) => void;
}

/** Statuses by which a registry says that it mounts nothing from there, whatever the blob. Harbor says 401. */
const NEVER = [400, 401, 403, 405, 501];

export function createMounter({ session, allowReading }: MounterOptions): Mounter {
  const closed = new Set<string>();
  const ask = async (digest: Digest, from: string): Promise<MountOutcome> => {
    try {
      return await askToMount(session, digest, from);
    } catch (error) {
      if (!(error instanceof RegistryError) || error.retryable) throw error;
      session.log.debug(error.message);
      if (error.status !== undefined && NEVER.includes(error.status)) closed.add(from);
      return { kind: "refused" };
    }
  };
  return {
    mount: async (digest, from) => {
      const open = from.filter((repository) => !closed.has(repository));
      for (const repository of open) allowReading(repository);
      let outcome: MountOutcome = { kind: "refused" };
      for (const repository of open) {
        const opened = outcome.kind === "upload" ? outcome.location : undefined;
        const next: MountOutcome = await ask(digest, repository);
        if (next.kind === "refused") continue;
        if (opened !== undefined) await dropUpload(session, opened);
        if (next.kind === "mounted") return next;
        outcome = next;
      }
      return outcome;
    },
  };
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#mounting-a-blob-from-another-repository */
async function askToMount(session: Session, digest: Digest, from: string): Promise<MountOutcome> {
  const action = `mounting blob ${shortDigest(digest)} from ${from}`;
  const url = session.url("blobs/uploads/");
  url.search = `?${new URLSearchParams({ mount: digest, from })}`;
  const answer = await session.ask({ method: "POST", url, action }, [201, 202]);
  await discard(answer.response);
  if (answer.response.status === 201) return { kind: "mounted" };
  return { kind: "upload", location: uploadLocation(session, answer, action) };
}
