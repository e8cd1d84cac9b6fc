import * as v from "valibot";
import { parseJson } from "../core/json.ts";
import { isTag } from "../oci/image-ref.ts";
import { discard, readBytes } from "./body.ts";
import { badAnswer, networkError } from "./place.ts";
import type { Session } from "./session.ts";

const schema = v.object({ tags: v.nullish(v.array(v.string())) });

const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * The first page of a repository's tags in the registry's order, at most `limit`; none when there is no such repository
 * yet. One attempt. https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags
 */
export async function listTags(session: Session, limit: number): Promise<readonly string[]> {
  const action = "listing tags";
  const url = session.url("tags/list");
  url.search = `?n=${limit}`;
  const { response } = await session.ask({ method: "GET", url, action }, [200, 404]);
  if (response.status === 404) {
    await discard(response);
    return [];
  }
  const bytes = await readBytes(response, BODY_LIMIT).catch((error: unknown) => {
    throw networkError(session.place, action, error);
  });
  const answer = parseJson(schema, Buffer.from(bytes ?? []).toString());
  // A registry may give more than it was asked for.
  if (answer.kind === "ok") return (answer.value.tags ?? []).filter(isTag).slice(0, limit);
  throw badAnswer(session.place, { code: "BAD_ANSWER", action, problem: answer.problem });
}
