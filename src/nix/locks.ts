import * as v from "valibot";
import { redact } from "../core/redact.ts";

/** An input of a flake as flake.lock pins it. */
export interface FlakeInput {
  /** The way from the flake to it: `nixpkgs`, `imaging/nixpkgs`. */
  readonly name: string;
  /** Where it comes from, nothing pinned, without credentials: `github:NixOS/nixpkgs/nixos-25.05`. */
  readonly url?: string;
  readonly revision?: string;
  /** Seconds since 1970. */
  readonly lastModified?: number;
  /** Hash of its content. */
  readonly narHash?: string;
}

const text = v.fallback(v.optional(v.string()), undefined);

const Reference = v.object({
  type: text,
  owner: text,
  repo: text,
  ref: text,
  host: text,
  id: text,
  url: text,
  path: text,
  rev: text,
  narHash: text,
  lastModified: v.fallback(v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), undefined),
});

type Reference = v.InferOutput<typeof Reference>;

const reference = v.fallback(v.optional(Reference), undefined);

const Node = v.object({
  /** The key of a node; a list leads from the root to the input that is used in its place ("follows"). */
  inputs: v.fallback(v.optional(v.record(v.string(), v.union([v.string(), v.array(v.string())]))), undefined),
  original: reference,
  locked: reference,
  /** In version 5 of the file: what was found out when it was locked. */
  info: reference,
});

type Node = v.InferOutput<typeof Node>;

/** The lock file inside `nix flake metadata --json`, versions 5 to 7. */
export const Locks = v.object({ nodes: v.record(v.string(), v.unknown()), root: v.string() });

/** Inputs that are told, and names on the way to one; a lock file may be anybody's. */
const MOST_INPUTS = 300;
const LONGEST_WAY = 20;

/**
 * The inputs that are reached from the flake, direct ones first, each by the shortest way to it; one that only follows
 * another is that one. At most 300.
 */
export const parseLocks = ({ nodes, root }: v.InferOutput<typeof Locks>): readonly FlakeInput[] => {
  const graph = new LockGraph(nodes, root);
  const inputs: FlakeInput[] = [];
  const seen = new Set([root]);
  let level: readonly Place[] = [{ key: root, way: [] }];
  while (level.length > 0 && inputs.length < MOST_INPUTS) {
    const reached = level.flatMap((place) => graph.below(place)).filter(({ way }) => way.length <= LONGEST_WAY);
    level = reached.filter(({ key }) => !seen.has(key) && seen.add(key));
    inputs.push(...level.map(({ key, way }) => buildInput(way.join("/"), graph.node(key))));
  }
  return inputs.slice(0, MOST_INPUTS);
};

interface Place {
  readonly key: string;
  readonly way: readonly string[];
}

class LockGraph {
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #root: string;
  /** Steps of following that are left: lists that name each other take more than there are atoms, or no end. */
  #steps = 100_000;

  constructor(nodes: Readonly<Record<string, unknown>>, root: string) {
    this.#root = root;
    this.#nodes = new Map(
      Object.entries(nodes).flatMap(([key, value]) => {
        const node = v.safeParse(Node, value);
        return node.success ? [[key, node.output] as const] : [];
      }),
    );
  }

  node(key: string): Node | undefined {
    return this.#nodes.get(key);
  }

  /** The inputs of a node by name; those that are not there are left out. */
  below({ key, way }: Place): readonly Place[] {
    return Object.keys(this.node(key)?.inputs ?? {})
      .sort()
      .flatMap((name) => {
        const target = this.#target(key, name, 0);
        return target === undefined ? [] : [{ key: target, way: [...way, name] }];
      });
  }

  /** The node behind an input; a list leads there from the root. */
  #target(key: string, name: string, depth: number): string | undefined {
    const inputs = this.node(key)?.inputs ?? {};
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (input === undefined || depth > LONGEST_WAY || this.#steps-- <= 0) return undefined;
    if (typeof input === "string") return this.#nodes.has(input) ? input : undefined;
    let at: string | undefined = this.#root;
    for (const step of input) at = at === undefined ? undefined : this.#target(at, step, depth + 1);
    return at;
  }
}

const buildInput = (name: string, node: Node | undefined): FlakeInput => {
  const { original, locked, info } = node ?? {};
  const url = urlOf(original?.type === "indirect" ? (locked ?? original) : (original ?? locked ?? {}));
  const revision = locked?.rev;
  const lastModified = locked?.lastModified ?? info?.lastModified;
  const narHash = locked?.narHash ?? info?.narHash;
  return {
    name,
    ...(url === undefined ? {} : { url }),
    ...(revision === undefined ? {} : { revision }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(narHash === undefined ? {} : { narHash }),
  };
};

/** Parameters of an address pin a commit, or are somebody's token: neither is where it comes from. */
const urlOf = ({ type, owner, repo, ref, host, id, url, path }: Partial<Reference>): string | undefined => {
  const branch = ref === undefined ? "" : `/${ref}`;
  if (type === "indirect") return id === undefined ? undefined : `flake:${id}${branch}`;
  if (type === "path") return path === undefined ? undefined : `path:${path}`;
  if (owner !== undefined && repo !== undefined)
    return `${type}:${owner}/${repo}${branch}${host === undefined ? "" : `?host=${host}`}`;
  const scheme = type === "git" || type === "hg" ? `${type}+` : "";
  return url === undefined ? undefined : redact(`${scheme}${url.replace(/[?#].*$/s, "")}`);
};
