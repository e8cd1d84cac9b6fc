import { readFile } from "node:fs/promises";

/** This program's version, told by the package.json above the folder that its entry is in (`import.meta.url` of it). */
export const readVersion = async (entry: string): Promise<string> => {
  const meta: unknown = JSON.parse(await readFile(new URL("../package.json", entry), "utf8"));
  return String((meta as { version?: unknown }).version);
};
