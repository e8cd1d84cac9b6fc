import { defined } from "../core/defined.ts";
import { InputError } from "../core/errors.ts";
import { distinctMembers, type Member, readMembers } from "../publish/index.ts";
import type { Repository } from "../registry/index.ts";
import type { DigestRef } from "./merge-digests.ts";
import { nameOf, type RepositoryRef } from "./merge-places.ts";
import { openPlace, type PlaceContext } from "./open-place.ts";

/** Everything that the digests stand for, wherever it lies; two images for one platform are refused. */
export const readSources = async (
  refs: readonly DigestRef[],
  destinations: readonly Repository[],
  context: PlaceContext,
): Promise<readonly Member[]> => {
  const members: Member[] = [];
  for (const ref of refs) {
    const sources = ref.place === undefined ? destinations : [await openSource(ref.place, destinations, context)];
    members.push(...(await readFirst(ref, sources)));
  }
  return distinctMembers(members);
};

/** What was given for the destinations' registry goes to no other that a reference names. */
const openSource = (
  place: RepositoryRef,
  destinations: readonly Repository[],
  { settings, deps }: PlaceContext,
): Promise<Repository> | Repository => {
  const same = destinations.find((to) => nameOf(to) === nameOf(place));
  if (same !== undefined) return same;
  const { given, ...others } = settings.credentials;
  const near = destinations.some(({ registry }) => registry === place.registry);
  const credentials = { ...others, ...defined({ given: near ? given : undefined }) };
  return openPlace(place, "pull", { settings: { ...settings, credentials }, deps });
};

const readFirst = async ({ digest }: DigestRef, sources: readonly Repository[]): Promise<readonly Member[]> => {
  for (const source of sources) {
    const members = await readMembers(source, digest);
    if (members !== undefined) return members;
  }
  const where = sources.map(nameOf).join(" nor in ");
  throw new InputError(
    "NO_IMAGE",
    `digests: ${digest} is not in ${where} (wanted: an image that was pushed there); push it first, or write registry/repository@${digest}`,
  );
};
