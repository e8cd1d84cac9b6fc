import { resolveSafely } from "./address.ts";
import { discard } from "./body.ts";
import type { Answer } from "./http.ts";
import { badAnswer } from "./place.ts";
import type { Session } from "./session.ts";

export interface OpenUpload {
  /** Where the bytes are wanted. */
  readonly location: URL;
  /** The registry takes no smaller pieces, save the last one. */
  readonly least: number;
}

/** Opens an upload. One attempt. */
export async function beginUpload(session: Session): Promise<OpenUpload> {
  const action = "starting an upload";
  const answer = await session.ask({ method: "POST", url: session.url("blobs/uploads/"), action }, [202]);
  await discard(answer.response);
  const least = answer.response.headers.get("oci-chunk-min-length") ?? "";
  return {
    location: uploadLocation(session, answer, action),
    least: /^\d{1,12}$/.test(least) ? Number(least) : 0,
  };
}

/** The address at which an upload goes on; each answer of an upload may name another one. */
export function uploadLocation(session: Session, { response, url }: Answer, action: string): URL {
  const location = response.headers.get("location");
  if (location !== null) return resolveSafely(location, url, session.address);
  throw badAnswer(session.place, { code: "BAD_ANSWER", action, problem: "the answer has no Location" });
}

/** Gives up an upload that nobody needs. What comes of it does not matter: all registries clean up abandoned ones. */
export async function dropUpload(session: Session, location: URL): Promise<void> {
  const request = { method: "DELETE", url: location, action: "dropping an upload" } as const;
  try {
    await discard((await session.ask(request, [200, 202, 204])).response);
  } catch (error) {
    // Some registries ask for the right to delete here.
    session.log.debug((error as Error).message);
  }
}
