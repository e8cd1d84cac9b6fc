import assert from "node:assert/strict";
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { detectNix, nixCandidates } from "../../src/nix/index.ts";
import { runProgram } from "../../src/run-program.ts";
import { nixesToTestWith } from "../support/nix.ts";
import { folderWith, recordingLog } from "./rig.ts";

const program = async (script: string): Promise<string> => {
  const dir = await folderWith({ nix: `#!/bin/sh\n${script}\n` });
  after(() => rm(dir, { recursive: true }));
  const path = join(dir, "nix");
  await chmod(path, 0o755);
  return path;
};

const broken = () => program("echo 'libsodium.so.23: cannot open shared object file' >&2; exit 1");
const noStore = () =>
  program(
    '[ "$1" = --version ] && echo "nix (Nix) 2.30.1" && exit; echo "error: opening lock file: Permission denied" >&2; exit 1',
  );

test("a nix that does not work is passed over for one that does, and the log says why", async () => {
  for (const { env, version } of await nixesToTestWith()) {
    const { PATH = "", NIX_CONFIG = "" } = env;
    const log = recordingLog();
    const first = await broken();
    const second = await noStore();
    const candidates = ["/none/nix", first, second, ...nixCandidates({ PATH })];
    const nix = await detectNix({ run: runProgram, candidates, log, env: { PATH, NIX_CONFIG } });
    assert.equal(nix.version, version);
    assert.deepEqual(log.lines, [
      `Passed over ${first}: --version ended with status 1 (libsodium.so.23: cannot open shared object file)`,
      `Passed over ${second}: Nix 2.30.1 cannot use its store (error: opening lock file: Permission denied)`,
    ]);
  }
});

test("where no nix works the error lists each with its reason and says how to get one", async () => {
  const path = await broken();
  const other = await program("echo GNU bash, version 5.2");
  await assert.rejects(detectNix({ run: runProgram, candidates: [path, other], log: recordingLog() }), {
    name: "NixError",
    code: "NO_NIX",
    exitCode: 3,
    message: [
      "nix: no working Nix was found; add a step that installs it before this one, e.g. cachix/install-nix-action, nixbuild/nix-quick-install-action",
      `  ${path}: --version ended with status 1 (libsodium.so.23: cannot open shared object file)`,
      `  ${other}: --version printed no version of Nix (GNU bash, version 5.2)`,
    ].join("\n"),
  });
});

test("where there is no nix at all the error says so", async () => {
  await assert.rejects(detectNix({ run: runProgram, candidates: ["/none/nix"], log: recordingLog() }), {
    code: "NO_NIX",
    message: /^nix: no nix program was found; add a step [^\n]+$/,
  });
});
