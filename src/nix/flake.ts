import { posix } from "node:path";
import * as v from "valibot";
import { evaluationArguments, lockArguments } from "./arguments.ts";
import { type FlakeInput, Locks, parseLocks } from "./locks.ts";
import { withRevision } from "./revision.ts";
import { type Nix, parseNixJson } from "./run.ts";

export interface FlakeMetadata {
  /** Where Nix found the flake, registry names and `.` resolved, no commit pinned: `git+file:///src/app?dir=nix`. */
  readonly url: string;
  /** Full commit id, as `self.rev` has it; absent for a dirty tree and outside of Git. */
  readonly revision?: string;
  /** Tracked files differ from the commit, so that `self.rev` is missing although there is a repository. */
  readonly dirty: boolean;
  /** Seconds since 1970: of the commit, outside of Git of the newest file. */
  readonly lastModified?: number;
  /** Absolute folder of flake.nix when it is on this machine. */
  readonly localDirectory?: string;
  /** A reference that pins what was found, so that a pure evaluation may use it; absent where Nix has no form for that. */
  readonly lockedRef?: string;
  /** flake.lock is missing or does not fit flake.nix; it was left as it is, since writing it would make the tree dirty. */
  readonly lockOutdated: boolean;
  /** All that flake.lock pins, direct inputs first. */
  readonly inputs: readonly FlakeInput[];
}

export interface FlakeOptions {
  readonly cwd: string;
  /** Arguments of the build; those that bear on evaluation are used. */
  readonly args?: readonly string[];
}

/** What Nix knows of the flake `flakeRef` before evaluating it. Fetches a remote flake. */
export const readFlakeMetadata = async (nix: Nix, flakeRef: string, options: FlakeOptions): Promise<FlakeMetadata> => {
  const { cwd, args = [] } = options;
  let lockOutdated = false;
  const stdout = await nix.run(
    ["flake", "metadata", "--json", ...lockArguments(args), ...evaluationArguments(args), "--", flakeRef],
    {
      cwd,
      about: flakeRef,
      onStderrLine: (line) => {
        lockOutdated ||= /not writing modified lock file/.test(line);
      },
    },
  );
  return { ...parseFlakeMetadata(nix, stdout, cwd), lockOutdated };
};

const Metadata = v.object({
  resolvedUrl: v.string(),
  path: v.optional(v.string()),
  locked: v.optional(v.object({ narHash: v.optional(v.string()) })),
  revision: v.optional(v.string()),
  lastModified: v.optional(v.number()),
  resolved: v.object({
    type: v.string(),
    url: v.optional(v.string()),
    path: v.optional(v.string()),
    dir: v.optional(v.string()),
  }),
  locks: v.fallback(v.optional(Locks), undefined),
});

/** Metadata in what `nix flake metadata --json` printed when run in `cwd`. */
export const parseFlakeMetadata = (nix: Nix, stdout: string, cwd: string): Omit<FlakeMetadata, "lockOutdated"> => {
  const parsed = parseNixJson(Metadata, { nix, stdout, command: "flake metadata --json" });
  const { resolved, resolvedUrl, revision, lastModified, locks } = parsed;
  const localDirectory = localDirectoryOf(resolved, cwd);
  const lockedRef = lockedReference(parsed);
  return {
    url: resolvedUrl,
    // Nix 2.8 shows a dirty tree by nothing but the missing revision.
    dirty: resolved.type === "git" && revision === undefined,
    inputs: locks === undefined ? [] : parseLocks(locks),
    ...(revision !== undefined && { revision }),
    ...(lastModified !== undefined && { lastModified }),
    ...(localDirectory !== undefined && { localDirectory }),
    ...(lockedRef !== undefined && { lockedRef }),
  };
};

/** By the commit, so that `self.rev` is the same; else by the copy in the store, of which Nix 2.8 takes no `dir`. */
const lockedReference = ({ resolvedUrl, revision, resolved, path, locked }: v.InferOutput<typeof Metadata>) => {
  const atRevision = revision === undefined ? undefined : withRevision(resolvedUrl, revision);
  if (atRevision !== undefined || path === undefined || locked?.narHash === undefined) return atRevision;
  const isInFolder = (resolved.dir ?? "") !== "" || /[?&]dir=/.test(resolvedUrl);
  return isInFolder ? undefined : `path:${path}?narHash=${encodeURIComponent(locked.narHash)}`;
};

type Resolved = v.InferOutput<typeof Metadata>["resolved"];

const localDirectoryOf = ({ type, url, path, dir = "" }: Resolved, cwd: string): string | undefined => {
  // Nix 2.8 repeats `dir` inside the URL.
  const repository = type === "git" && url?.startsWith("file:///") ? decode(url.slice(7).split("?", 1)[0]) : undefined;
  const top = type === "path" ? path : repository;
  return top === undefined ? undefined : posix.resolve(cwd, top, dir);
};

const decode = (text = ""): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a folder may be called "100%"
  }
};

/** First `length` characters of `self.rev`, `dev` for a tree that no commit stands for: the usual image tag. */
export const shortRev = ({ revision }: Pick<FlakeMetadata, "revision">, length = 9): string =>
  revision?.slice(0, length) ?? "dev";
