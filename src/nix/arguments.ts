/** Flags that bear on evaluation, with how many values follow each. `nix flake metadata` knows no others. */
const EVALUATION_FLAGS: Readonly<Record<string, number>> = {
  "--impure": 0,
  "--pure-eval": 0,
  "--accept-flake-config": 0,
  "--refresh": 0,
  "--offline": 0,
  "--show-trace": 0,
  "--no-update-lock-file": 0,
  "--recreate-lock-file": 0,
  "--override-input": 2,
  "--override-flake": 2,
  "--update-input": 1,
  "--inputs-from": 1,
  "--reference-lock-file": 1,
  "--option": 2,
  "--arg": 2,
  "--argstr": 2,
  "--include": 1,
  "-I": 1,
  "--system": 1,
  "--eval-store": 1,
  "--store": 1,
};

/** Those of the arguments for `nix build` that an evaluation needs to come to the same derivation, in their order. */
export const evaluationArguments = (args: readonly string[]): readonly string[] => {
  const kept: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const values = EVALUATION_FLAGS[args[at] ?? ""];
    if (values === undefined) continue;
    kept.push(...args.slice(at, at + 1 + values));
    at += values;
  }
  return kept;
};

/**
 * Keeps a flake.lock that needs a change as it is: writing it would make the tree dirty and take `self.rev` away.
 * Left out for who forbids changes with a failure, which the flag would silence.
 */
export const lockArguments = (args: readonly string[]): readonly string[] =>
  args.includes("--no-update-lock-file") ? [] : ["--no-write-lock-file"];
