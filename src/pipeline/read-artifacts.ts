import { constants } from "node:fs";
import { lstat, open, opendir } from "node:fs/promises";
import path from "node:path";
import { compareText } from "../core/compare-text.ts";
import { InputError, messageOf } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { parseReportFile, type Report } from "../report/index.ts";
import { type RunFacts, runFactsSchema } from "./run-facts.ts";

/** What another workflow uploaded: whoever opened the pull request may have written every byte of it. */
export interface UploadedReport {
  /** The report's file, for messages. */
  readonly file: string;
  readonly facts: RunFacts;
  readonly reports: readonly Report[];
}

/** A matrix has as many jobs at most, each with an artifact. */
const MOST_ARTIFACTS = 256;
const MOST_IMAGES = 50;
const REPORT_LIMIT = 20_000_000;
/** Read, a report takes about ten times its bytes. */
const TOTAL_LIMIT = 60_000_000;
const FACTS_LIMIT = 20_000;

/**
 * The reports in a file, in a folder with `report.json`, or in the folders of a folder, by name. Only files of these names
 * are opened, no link is followed, and what is not as our Action writes it is an InputError BAD_REPORT that names the file.
 * None where nothing was downloaded: a run that fails early has no report.
 */
export const readArtifacts = async (place: string): Promise<readonly UploadedReport[]> => {
  const files = await findReports(place);
  const uploaded: UploadedReport[] = [];
  let left = TOTAL_LIMIT;
  for (const file of files) {
    const { bytes, ...one } = await readUploaded(file);
    left -= bytes;
    if (left < 0) throw refused(place, `holds reports of more than ${TOTAL_LIMIT} bytes`);
    uploaded.push(one);
  }
  return uploaded;
};

const findReports = async (place: string): Promise<readonly string[]> => {
  const kind = await kindOf(place);
  if (kind === "file") return [place];
  if (kind === "missing") return [];
  if (kind !== "folder") throw refused(place, "is neither a file nor a folder");
  if ((await kindOf(path.join(place, "report.json"))) !== "missing") return [path.join(place, "report.json")];
  return (await subfolders(place)).map((folder) => path.join(folder, "report.json"));
};

const subfolders = async (place: string): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const entry of await opendir(place)) {
    if (!entry.isDirectory())
      throw refused(path.join(place, entry.name), "is no folder (expected one for each artifact)");
    names.push(entry.name);
    if (names.length > MOST_ARTIFACTS) throw refused(place, `holds more than ${MOST_ARTIFACTS} artifacts`);
  }
  return names.sort(compareText).map((name) => path.join(place, name));
};

const kindOf = async (file: string): Promise<"file" | "folder" | "other" | "missing"> => {
  try {
    const stats = await lstat(file);
    return stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "missing";
    throw refused(file, messageOf(error));
  }
};

const readUploaded = async (file: string): Promise<UploadedReport & { readonly bytes: number }> => {
  const factsFile = path.join(path.dirname(file), "run.json");
  const facts = parseJson(runFactsSchema, await readText(factsFile, FACTS_LIMIT));
  if (facts.kind === "bad") throw refused(factsFile, facts.problem);
  const text = await readText(file, REPORT_LIMIT);
  const reports = parseReportFile(text);
  if (reports.kind === "bad") throw refused(file, reports.problem);
  const count = reports.value.length;
  if (count === 0 || count > MOST_IMAGES) throw refused(file, `holds ${count} reports (expected 1 to ${MOST_IMAGES})`);
  return { file, facts: facts.value, reports: reports.value, bytes: text.length };
};

/** A link, and a pipe that nobody writes to, are opened by none of these. */
const READ_PLAIN_FILE = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const readText = async (file: string, limit: number): Promise<string> => {
  try {
    await using handle = await open(file, READ_PLAIN_FILE);
    const stats = await handle.stat();
    if (!stats.isFile()) throw refused(file, "is no plain file");
    if (stats.size > limit) throw refused(file, `has ${stats.size} bytes (expected ${limit} at most)`);
    const bytes = new Uint8Array(stats.size);
    const { bytesRead } = await handle.read(bytes, 0, stats.size, 0);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, bytesRead));
  } catch (error) {
    throw error instanceof InputError ? error : refused(file, `cannot be read: ${messageOf(error)}`);
  }
};

/** The error of a file that our Action has not written like this. */
export const refused = (file: string, problem: string): InputError =>
  new InputError("BAD_REPORT", `${file}: ${problem}; nothing was commented`);
