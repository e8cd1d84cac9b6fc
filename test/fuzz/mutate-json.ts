import type { Random } from "../support/random.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

const VALUES: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, 2 ** 53, "", " ", [], {}, [[]], [null], { "": null }, "sha256:", DIGEST],
  ...[
    DIGEST.toUpperCase(),
    `sha512:${"a".repeat(128)}`,
    "sha256:../../../../etc/passwd",
    "../../etc/passwd",
    "/dev/zero",
  ],
  ...["\u0000", "\u001b[31m", "\ud800", "__proto__", "toString", "x".repeat(20_000), new Array(2000).fill(0)],
  ...[
    new Array(2000).fill(DIGEST),
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
  ],
];

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every value in a document that has a place. */
const placesIn = (value: unknown): readonly Place[] => {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
};

const changeString = (text: string, random: Random): string => {
  const at = random.below(Math.max(1, text.length));
  switch (random.below(5)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.slice(0, at);
    case 2:
      return text.replace("sha256:", random.pick(["sha512:", "SHA256:", "md5:", "", "sha256-", "sha256:sha256:"]));
    case 3:
      return `${text.slice(0, at)}${random.pick(["0", "f", "/", "..", "\u0000", "%2e", " "])}${text.slice(at + 1)}`;
    default:
      return random.pick(["../", "./", "/", " "]) + text;
  }
};

type PlaceEdit = (place: Place, random: Random, all: readonly Place[]) => void;

const PLACE_EDITS: readonly PlaceEdit[] = [
  ({ holder, key }, random) => {
    holder[key] = random.pick(VALUES);
  },
  ({ holder, key }, random) => {
    const value = holder[key];
    holder[key] = typeof value === "string" ? changeString(value, random) : String(value);
  },
  ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  ({ holder, key }, random) => {
    const value = holder[key];
    if (Array.isArray(value)) value.push(...value.slice(0, 1 + random.below(3)));
    else holder[key] = [value];
  },
  ({ holder, key }) => {
    const value = holder[key];
    if (Array.isArray(value)) value.reverse();
  },
  ({ holder, key }, random, all) => {
    const other = random.pick(all);
    holder[key] = structuredClone(other.holder[other.key]);
  },
];

const TEXTS: readonly ((text: string, random: Random) => string)[] = [
  (text, random) => text.slice(0, random.below(text.length)),
  (_, random) => "[".repeat(random.pick([10, 1000, 20_000])),
  (_, random) => {
    const depth = random.pick([10, 1000, 20_000]);
    return `${"[".repeat(depth)}${"]".repeat(depth)}`;
  },
  (text) => text.replace("{", `{"__proto__":{"Layers":[],"rootfs":{}},`),
  (text) => text.replace("{", `{"a":${'{"a":'.repeat(3000)}1${"}".repeat(3000)},`),
  (text) => text.replace(/\{("[^"]*"):/, `{$1:null,$1:`),
  (text) => text.replace("{", `{"rootfs":null,"manifests":3,"layers":"x",`),
  (text) => `\ufeff${text}`,
  (text) => text.replace(/"([^"]*)"/, `"\ud800$1"`),
  (text) => text + text,
  (text) => `${text}\0`,
  () => "",
  () => "null",
  (text) => text.replace(/:\s*"/, `:1e999,"b":"`),
];

/** A document with one to three values changed, or its text broken. */
export const mutateJson = (text: string, random: Random): Buffer => {
  if (random.chance(0.25)) return Buffer.from(random.pick(TEXTS)(text, random));
  const root = { document: JSON.parse(text) as unknown };
  for (let left = 1 + random.below(3); left > 0; left--) {
    const places = placesIn(root);
    if (places.length > 0) random.pick(PLACE_EDITS)(random.pick(places), random, places);
  }
  return Buffer.from(JSON.stringify(root.document) ?? "");
};
