import type { NixErrorCode } from "./errors.ts";

export interface Rule {
  readonly code: NixErrorCode;
  readonly when: RegExp;
  /** `$1` stands for the first group. The group `drv` is the derivation whose build failed. */
  readonly found: string;
  readonly advice: string;
}

/**
 * What Nix 2.8 to 2.34 say when they fail, the more particular first. The first rule that matches counts.
 * None of these words is documented, so a new Nix version needs a look here; test/nix/explain.test.ts has recorded ones.
 */
export const RULES: readonly Rule[] = [
  {
    code: "FEATURES_DISABLED",
    when: /experimental (?:Nix )?feature '([^']+)' is disabled/,
    found: "the experimental feature $1 is off",
    advice: "put `extra-experimental-features = nix-command flakes` into nix.conf",
  },
  {
    code: "STORE_UNREACHABLE",
    when: /cannot connect to (?:socket|daemon) at '([^']+)': (.*)/,
    found: "the Nix daemon does not answer at $1 ($2)",
    advice: "start it (`systemctl start nix-daemon`), or unset NIX_REMOTE where Nix is meant to work without one",
  },
  {
    code: "STORE_UNREACHABLE",
    when: /['"](\/nix\/(?:var\b[^'"]*|store(?:\/\.links[^'"]*)?))['"].*: (Permission denied|Operation not permitted|Read-only file system)/,
    found: "$1 cannot be used ($2)",
    advice: "run as the user who owns the Nix store, or start the Nix daemon",
  },
  {
    code: "NOT_OWNED",
    when: /repository (?:path )?["']([^'"]+)["'] is not owned by current user/,
    found: "the repository $1 belongs to another user",
    advice: "run `git config --global --add safe.directory $1` first; Nix reads it from .gitconfig in $HOME only",
  },
  {
    code: "NOT_OWNED",
    when: /warning: Not a git repository\. Use --no-index[\s\S]*program 'git' failed with exit code 129|detected dubious ownership in repository/,
    found: "Git does not trust the repository, which belongs to another user",
    advice: "run `git config --global --add safe.directory DIRECTORY` first",
  },
  {
    code: "UNTRACKED_FILE",
    when: /Path '([^']+)' in the repository "[^"]+" is not tracked by Git/,
    found: "Git does not know the file $1, so the flake cannot see it",
    advice: "run `git add $1`",
  },
  {
    code: "UNTRACKED_FILE",
    when: /(?:getting status of|path) ['"]\/nix\/store\/[a-z0-9]{32}-source\/([^'"]+)['"]:? (?:No such file|does not exist)/,
    found: "the flake's source has no file $1",
    advice: "if the file is there, Git does not know it: run `git add $1`",
  },
  {
    code: "UNTRACKED_FILE",
    when: /source tree referenced by '[^']+' does not contain (?:a|the file) '\/?([^']+)'/,
    found: "the flake's source has no file $1",
    advice: "if the file is there, Git does not know it: run `git add $1`",
  },
  {
    code: "LOCK_OUTDATED",
    when: /flake '([^']+)' requires lock file changes|cannot write modified lock file of flake '([^']+)'/,
    found: "flake.lock does not fit flake.nix",
    advice: "run `nix flake lock` and commit flake.lock",
  },
  {
    code: "REVISION_MISSING",
    when: /(?:Cannot find Git revision|getting Git object) '([0-9a-f]+)'/,
    found: "the repository has no commit $1",
    advice: "fetch it: `git fetch --no-tags --depth=1 origin $1`",
  },
  {
    code: "REVISION_MISSING",
    when: /looking up file '[^']*': object not found/,
    found: "the clone has the commit but not its files",
    advice: "check out without `filter: blob:none`, which leaves other commits' files out",
  },
  {
    code: "REVISION_MISSING",
    when: /hash '([0-9a-f]+)' has wrong length/,
    found: "$1 is no full revision",
    advice: "give all of its 40 digits",
  },
  {
    code: "SHALLOW_CLONE",
    when: /'([^']+)' is a shallow Git repository/,
    found: "$1 is a shallow clone",
    advice: "add `?shallow=1` to the flake's URL, or check out with `fetch-depth: 0`",
  },
  {
    code: "ATTRIBUTE_MISSING",
    when: /does not provide attribute '([^']+)'/,
    found: "there is no attribute $1",
    advice: "check the name; `nix flake show` lists what the flake has",
  },
  {
    code: "ATTRIBUTE_MISSING",
    when: /attribute '[^']+' in selection path '([^']+)' not found/,
    found: "there is no attribute $1",
    advice: "check the name against what the file returns",
  },
  {
    code: "NOT_A_FLAKE",
    when: /could not find a flake\.nix file|path ["']([^'"]+)["'] is not part of a flake/,
    found: "neither this folder nor one above it has a flake.nix",
    advice: "name the flake's folder (`./folder#attribute`), or set `file` to build from a plain Nix file",
  },
  {
    code: "NOT_A_FLAKE",
    when: /cannot find flake '([^']+)' in the flake registries/,
    found: "no registry knows a flake $1",
    advice: "a folder's name starts with `./`, a repository's with `github:`",
  },
  {
    code: "NOT_A_FLAKE",
    when: /'([^']+)' is not a valid URL/,
    found: "this Nix cannot read $1",
    advice: "write a flake reference like `.#image`; Nix 2.8 cannot read `^` for outputs",
  },
  {
    code: "NOT_FOUND",
    when: /getting status of ["']([^'"]+)["']: No such file or directory|path '([^']+)' does not exist$/m,
    found: "$1$2 is not there",
    advice: "check the path; it counts from the working directory",
  },
  {
    code: "NOT_FOUND",
    when: /'([^']+)' does not appear to be a git repository|Git repository "([^"]+)" does not exist/,
    found: "$1$2 is no Git repository",
    advice: "check the flake's URL",
  },
  {
    code: "EVAL_FAILED",
    when: /access to absolute path '([^']+)' is forbidden in pure eval/,
    found: "the flake reads $1, which lies outside of it",
    advice: "copy it into the repository, or add `--impure` to the build arguments",
  },
  {
    code: "EVAL_FAILED",
    when: /attribute '(currentSystem|currentTime)' missing/,
    found: "pure evaluation has no builtins.$1",
    advice: "name the system in the flake, or add `--impure` to the build arguments",
  },
  {
    code: "EVAL_FAILED",
    when: /cannot build '([^']+)' during evaluation because the option 'allow-import-from-derivation' is disabled/,
    found: "evaluation needs the result of $1",
    advice: "allow it with `--option allow-import-from-derivation true`",
  },
  {
    code: "NOT_A_DERIVATION",
    when: /flake output attribute '([^']+)' is not a derivation/,
    found: "$1 is no derivation, or fails to evaluate (Nix 2.8 says the same of both)",
    advice: "run `nix eval --raw` on its drvPath to see which",
  },
  {
    code: "NOT_A_DERIVATION",
    when: /has \d+ entries in its context|expected a derivation|does not evaluate to a derivation|expected a set but found|while a set was expected/,
    found: "the attribute is no derivation",
    advice: "name an attribute that builds an image",
  },
  {
    code: "HASH_MISMATCH",
    when: /hash mismatch in fixed-output derivation '(?<drv>[^']+)'[\s\S]*?specified:\s*(\S+)[\s\S]*?got:\s*(\S+)/,
    found: "what $1 downloads has the hash $3 (wanted $2)",
    advice: "find out why it changed, then put the new hash in place",
  },
  {
    code: "SYSTEM_FEATURE_MISSING",
    when: /a '([^']+)' with features \{([^}]+)\} is required to build '(?<drv>[^']+)', but I am a '\1'/,
    found: "no machine here offers the system feature $2, which $3 needs",
    advice:
      "for kvm (runAsRoot): give this machine /dev/kvm and `extra-system-features = kvm`, or use fakeRootCommands",
  },
  {
    code: "SYSTEM_FEATURE_MISSING",
    when: /Cannot build '(?<drv>[^']+)'\.\s+Reason: (?:required|missing) system features?[\s\S]*?Required features: \{([^}]+)\}/,
    found: "no machine here offers the system feature $2, which $1 needs",
    advice:
      "for kvm (runAsRoot): give this machine /dev/kvm and `extra-system-features = kvm`, or use fakeRootCommands",
  },
  {
    code: "PLATFORM_MISMATCH",
    when: /a '([^']+)' with features \{[^}]*\} is required to build '(?<drv>[^']+)', but I am a '([^']+)'/,
    found: "$2 needs a machine of system $1 (this one is $3)",
    advice: "build on a runner of that system, or name one in `builders`",
  },
  {
    code: "PLATFORM_MISMATCH",
    when: /Cannot build '(?<drv>[^']+)'\.\s+Reason: (?:platform mismatch|required system)[\s\S]*?Required system: '([^']+)'[\s\S]*?Current system: '([^']+)'/,
    found: "$1 needs a machine of system $2 (this one is $3)",
    advice: "build on a runner of that system, or name one in `builders`",
  },
  {
    code: "TIMEOUT",
    when: /timed out after (\d+) seconds/,
    found: "a build was stopped after $1 seconds",
    advice: "raise `timeout` or `max-silent-time`",
  },
  {
    code: "INTERRUPTED",
    when: /error: interrupted by the user/,
    found: "the run was interrupted",
    advice: "start it again",
  },
  {
    code: "DISK_FULL",
    when: /No space left on device/,
    found: "the disk is full",
    advice: "free some space before this step, or use a larger runner",
  },
  {
    code: "BUILD_FAILED",
    when: /builder for '(?<drv>[^']+)' failed (with exit code \d+|due to [^;\n]*)/,
    found: "the build of $1 failed $2",
    advice: "see its last lines below",
  },
  {
    code: "BUILD_FAILED",
    when: /Cannot build '(?<drv>[^']+)'\.\s+Reason: builder failed (with exit code \d+|due to [^.\n]*)/,
    found: "the build of $1 failed $2",
    advice: "see its last lines below",
  },
  {
    code: "BUILD_FAILED",
    when: /builder for '(?<drv>[^']+)' failed to produce output path/,
    found: "the build of $1 ended without writing its output",
    advice: "its builder must write to $out; see its last lines below",
  },
  {
    code: "BUILD_FAILED",
    when: /Cannot build '(?<drv>[^']+)'\.|builder for '[^']+' failed|\d+ dependencies of derivation '[^']+' failed/,
    found: "a build failed",
    advice: "see below",
  },
  {
    code: "DOWNLOAD_FAILED",
    when: /^\s*error: unable to download '([^']+)': HTTP error (403|429)/m,
    found: "$1 refuses further downloads (HTTP $2)",
    advice: "give Nix a token (`access-tokens = github.com=…`), since hosts allow few anonymous requests",
  },
  {
    code: "DOWNLOAD_FAILED",
    when: /^\s*error: unable to download '([^']+)': (.*)$/m,
    found: "$1 could not be downloaded ($2)",
    advice: "check the address and the network",
  },
  {
    code: "BAD_ARGUMENT",
    when: /unrecognised flag '([^']+)'|'([^']+)' is not a recognised command|flag '([^']+)' requires \d+ argument/,
    found: "this Nix has no use for $1$2$3 as it stands",
    advice: "check the build arguments against the Nix version",
  },
];
