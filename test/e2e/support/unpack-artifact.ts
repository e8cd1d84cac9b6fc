import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredArtifact } from "./artifact-methods.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A folder with the files of each artifact in a folder of its name, as actions/download-artifact leaves them. */
export async function unpackArtifacts(artifacts: readonly StoredArtifact[]): Promise<string> {
  const folder = temporaryFolder("artifacts");
  for (const { name, download } of artifacts) {
    const zip = join(temporaryFolder("zip"), "artifact.zip");
    writeFileSync(zip, await download());
    execFileSync("unzip", ["-q", zip, "-d", join(folder, name)]);
  }
  return folder;
}

/** Names of the files in a folder, by name. */
export const filesIn = (folder: string): readonly string[] => readdirSync(folder).toSorted();
