import * as v from "valibot";
import { type Digest, isDigest } from "../core/digest.ts";
import { parseJson } from "../core/json.ts";
import { readBytes } from "./body.ts";
import { lacksScope } from "./challenge.ts";
import { RegistryError, type RegistryErrorCode } from "./errors.ts";
import { type Place, quote, withAdvice } from "./place.ts";
import { isSecondaryLimit, parseRetryAfter } from "./retry-after.ts";

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes; token servers vary it. */
const schema = v.union([
  v.object({
    errors: v.array(
      v.object({ code: v.nullish(v.string()), message: v.nullish(v.string()), detail: v.optional(v.unknown()) }),
    ),
  }),
  v.object({ message: v.string() }),
  v.object({ details: v.string() }),
  v.object({ error_description: v.string() }),
  v.object({ error: v.string() }),
]);

const BODY_LIMIT = 64 * 1024;

export interface RefusalFacts {
  readonly place: Place;
  readonly response: Response;
  /** What was tried: `PUT of the manifest v1`. */
  readonly action: string;
  /** False when another host answered, whose refusals say nothing about the registry's permissions. */
  readonly home: boolean;
  readonly now: number;
  /** True when a manifest was written. */
  readonly manifest?: boolean;
  /** Also these statuses pass when tried again. */
  readonly retryStatuses?: readonly number[];
}

/** The error that an answer nobody wanted stands for. Reads the answer's body. */
export async function refusalError(facts: RefusalFacts): Promise<RegistryError> {
  const { place, response, action, home, now } = facts;
  const { status } = response;
  const spoken = await spokenMessage(response);
  const detail = quote(place, spoken.message);
  const code = facts.manifest === true && lacksBlob(spoken.message) ? "BLOB_UNKNOWN" : codeOf(response, detail);
  // A token that allows too little is refused with 401 as well, and logging in again would not help.
  const advice = home ? withAdvice(place, { status: code === "DENIED" ? 403 : status, message: detail }) : "";
  const message = `${place.name}: ${action} was answered ${status}${detail === "" ? "" : ` (${detail})`}${advice}`;
  const retryAfterMs = parseRetryAfter({
    header: response.headers.get("retry-after") ?? undefined,
    message: detail,
    now,
  });
  const passing = code === "RATE_LIMITED" || code === "UNAVAILABLE" || (facts.retryStatuses?.includes(status) ?? false);
  return new RegistryError(code, message, {
    ...{ status, detail, retryable: passing },
    ...(code === "BLOB_UNKNOWN" ? { digests: digestsIn(spoken.everything) } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function codeOf(response: Response, message: string): RegistryErrorCode {
  const { status } = response;
  if (status === 429 || (status === 403 && isSecondaryLimit(message))) return "RATE_LIMITED";
  if (status === 401) return lacksScope(response.headers.get("www-authenticate") ?? "") ? "DENIED" : "UNAUTHORIZED";
  if (status === 403) return "DENIED";
  if (status === 404) return "NOT_FOUND";
  if (status === 413 || status === 416) return "TOO_LARGE";
  if (status === 408 || status === 425 || status === 499 || status >= 500) return "UNAVAILABLE";
  return status >= 400 ? "REFUSED" : "BAD_ANSWER";
}

/** Registries check what a manifest lists; ECR calls it `LayersNotFound`. */
const lacksBlob = (message: string): boolean =>
  /\b(?:MANIFEST_BLOB_UNKNOWN|BLOB_UNKNOWN|LAYERS?_?NOT_?FOUND)/i.test(message);

const digestsIn = (text: string): readonly Digest[] => [
  ...new Set([...text.matchAll(/\bsha256:[0-9a-f]{64}\b/g)].map(([digest]) => digest).filter(isDigest)),
];

interface Spoken {
  /** Raw; empty when the body says nothing that can be read. */
  readonly message: string;
  readonly everything: string;
}

async function spokenMessage(response: Response): Promise<Spoken> {
  const bytes = await readBytes(response, BODY_LIMIT).catch(() => undefined);
  const everything = Buffer.from(bytes ?? []).toString();
  return { message: messageIn(everything), everything };
}

function messageIn(text: string): string {
  const result = parseJson(schema, text);
  if (result.kind === "bad") return /^\s*</.test(text) ? "" : text;
  const { value } = result;
  if ("errors" in value)
    return value.errors.map(({ code, message }) => [code, message].filter(Boolean).join(": ")).join("; ");
  return Object.values(value).join("; ");
}
