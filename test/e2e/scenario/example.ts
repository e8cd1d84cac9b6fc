import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeExampleRepo } from "../../support/example-flake.ts";
import { type FilesByName, makeOrigin, makeOriginWith, type Origin, type OriginWith } from "./origin.ts";

const EXAMPLE = resolve(import.meta.dirname, "../../../examples/self-contained");

/** The example's repository on a server: `main` at revision 1, and a commit on top of it that is revision 2. */
export interface ExampleOrigin extends Origin {
  readonly revision1: string;
  readonly revision2: string;
}

export async function makeExampleOrigin(): Promise<ExampleOrigin> {
  const seed = await makeExampleRepo();
  const revision1 = await seed.head();
  await seed.commitRevision2();
  const revision2 = await seed.head();
  const origin = await makeOrigin(seed.dir);
  await seed.remove();
  return { ...origin, revision1, revision2 };
}

/** A repository with the example's image builder and these files, one commit after the other. */
export const makeBuilderOrigin = (revisions: readonly FilesByName[]): Promise<OriginWith> =>
  makeOriginWith(revisions, (dir) => {
    for (const part of ["programs.nix", "image-builder"])
      cpSync(join(EXAMPLE, part), join(dir, part), { recursive: true });
  });

/** A flake of that repository; `packages` may use `image NAME CONTENTS`, `programs` and `make NAME SCRIPT`. */
export const builderFlake = (packages: string): FilesByName => ({
  "flake.nix": `{
  outputs = { self }: let
    system = builtins.currentSystem;
    programs = import ./programs.nix { inherit system; };
    builder = import ./image-builder { inherit system programs; };
    tag = builtins.substring 0 9 (self.rev or "dev");
    image = name: contents: builder.buildLayeredImage { inherit name tag contents; config = { }; };
    make = name: script: derivation {
      inherit name system;
      builder = "\${programs.bash}/bin/bash";
      args = [ "-c" script ];
    };
  in { packages.\${system} = { ${packages} }; };
}
`,
});
