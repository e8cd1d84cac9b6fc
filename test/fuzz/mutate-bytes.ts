import type { Random } from "../support/random.ts";

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const edit =
  (change: (copy: Buffer, random: Random) => void): Mutation =>
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    change(copy, random);
    return copy;
  };

/** Start and end of some bytes, mostly few. */
const range = (bytes: Buffer, random: Random): readonly [start: number, end: number] => {
  const start = random.below(bytes.length);
  return [start, Math.min(bytes.length, start + 1 + random.below(random.pick([4, 64, 512, 4096])))];
};

const randomBytes = (length: number, random: Random): Buffer =>
  Buffer.from(Array.from({ length }, () => random.below(256)));

/** In blocks of a tar. */
const blockOf = (bytes: Buffer, random: Random): number =>
  512 * random.below(Math.max(1, Math.floor(bytes.length / 512)));

const MUTATIONS: readonly Mutation[] = [
  edit((copy, random) => {
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  }),
  edit((copy, random) => {
    copy[random.below(copy.length)] = random.pick([0, 1, 0x20, 0x2f, 0x30, 0x37, 0x7f, 0x80, 0xff, random.below(256)]);
  }),
  edit((copy, random) => {
    const [start, end] = range(copy, random);
    copy.fill(random.pick([0, 0xff, 0x30]), start, end);
  }),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  (bytes, random) => bytes.subarray(0, Math.max(1, bytes.length - 1 - random.below(1024))),
  (bytes, random) => {
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), randomBytes(1 + random.below(64), random), bytes.subarray(at)]);
  },
  (bytes, random) => {
    const [start, end] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  (bytes, random) => {
    const at = blockOf(bytes, random);
    return Buffer.concat([bytes.subarray(0, at + 512), bytes.subarray(at)]);
  },
  edit((copy, random) => {
    const [a, b] = [blockOf(copy, random), blockOf(copy, random)];
    const kept = Buffer.from(copy.subarray(a, a + 512));
    copy.copy(copy, a, b, b + kept.length);
    kept.copy(copy, b);
  }),
  edit((copy, random) => {
    const at = blockOf(copy, random);
    copy.fill(0, at, Math.min(copy.length, at + 512));
  }),
];

/** One to four blind mutations; `other` is what may be spliced in. */
export const mutateBytes = (bytes: Buffer, other: Buffer, random: Random): Buffer => {
  let mutated = bytes;
  if (random.chance(0.1)) {
    const [at, from] = [random.below(bytes.length), random.below(other.length)];
    const aligned = random.chance(0.5);
    const cut = (place: number): number => (aligned ? place - (place % 512) : place);
    mutated = Buffer.concat([bytes.subarray(0, cut(at)), other.subarray(cut(from))]);
  }
  for (let left = 1 + random.below(4); left > 0 && mutated.length > 0; left--) {
    mutated = random.pick(MUTATIONS)(mutated, random);
  }
  return mutated;
};
