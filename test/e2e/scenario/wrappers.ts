import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../support/temporary-folder.ts";

export interface Wrappers {
  /** To be put first on PATH. */
  readonly binDir: string;
  /** Arguments and environment of every call so far, as text. */
  recorded(): string;
}

/** Programs that note how they are called and then are the real ones, as found on `path`. */
export function wrapPrograms(names: readonly string[], path: string): Wrappers {
  const folder = temporaryFolder("wrappers");
  const [binDir, record] = [join(folder, "bin"), join(folder, "record")];
  mkdirSync(binDir);
  writeFileSync(record, "");
  for (const name of names) {
    const real = execFileSync("sh", ["-c", 'command -v "$0"', name], { env: { PATH: path } })
      .toString()
      .trim();
    const script = `#!/bin/sh\n{ echo "== ${name}"; printf '%s\\n' "$@"; env; } >> '${record}'\nexec '${real}' "$@"\n`;
    writeFileSync(join(binDir, name), script);
    chmodSync(join(binDir, name), 0o755);
  }
  return { binDir, recorded: () => readFileSync(record, "utf8") };
}
