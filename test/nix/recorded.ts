import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Versions whose real output was recorded. */
export const RECORDED_VERSIONS = ["2.8.0", "2.26.3", "2.34.8"] as const;

export type RecordedVersion = (typeof RECORDED_VERSIONS)[number];

const fixtures = process.env["NIX_IMAGE_FIXTURES"];

/** Options for a test that reads recorded output: skipped with a reason where there is none. */
export const needsRecordings = {
  skip: fixtures ? false : "NIX_IMAGE_FIXTURES is not set: no recorded Nix output to read",
};

export interface Recording {
  readonly name: string;
  /** The shell command line. */
  readonly command: string;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `nix` printed for the case `name`. Throws where the variable NIX_IMAGE_FIXTURES names no folder that has it. */
export const readRecording = (version: RecordedVersion, name: string): Recording => {
  const file = (suffix: string) => join(folder(version), `${name}.${suffix}`);
  const text = (suffix: string) => (existsSync(file(suffix)) ? readFileSync(file(suffix), "utf8") : "");
  return {
    name,
    command: readFileSync(file("cmd"), "utf8"),
    status: Number(readFileSync(file("rc"), "utf8")),
    stdout: text("stdout"),
    stderr: text("stderr"),
  };
};

/** Every recording of `version` whose name starts with `prefix`. */
export const recordings = (version: RecordedVersion, prefix: string): readonly Recording[] =>
  readdirSync(folder(version))
    .filter((file) => file.startsWith(prefix) && file.endsWith(".cmd"))
    .map((file) => readRecording(version, file.replace(/\.cmd$/, "")));

const folder = (version: RecordedVersion): string => join(fixtures ?? "", "nix-cli", version);
