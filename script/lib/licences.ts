import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** Licences that a bundle under MIT may hold. */
const ALLOWED = new Set(["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0"]);

/** What packages hold besides their own code, in object form; their licences want it told, and where the source is. */
const CONTAINED: Readonly<Record<string, string>> = {
  "@viz-js/viz":
    "Contains Graphviz (Eclipse Public License, source code at https://gitlab.com/graphviz/graphviz)\nand Expat (MIT License, source code at https://github.com/libexpat/libexpat).",
};

/** Sources of others that lie among ours in object form, and where their licences lie. */
const VENDORED = [
  { file: "src/publish/deflate-wasm.ts", title: "libdeflate 1.14 (MIT)", licence: "script/lib/libdeflate-licence.txt" },
] as const;

/** An SPDX expression is fine when every licence in it is. */
const isAllowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, "")
    .split(/ (?:AND|OR) /)
    .every((name) => ALLOWED.has(name));

/** Names and licence texts of the packages that the bundled files come from; throws when a licence is not known to be fine. */
export const renderLicences = async (files: readonly string[]): Promise<string> => {
  const folders = new Set(files.map(packageFolder).filter((folder) => folder !== undefined));
  const vendored = VENDORED.filter(({ file }) => files.includes(file));
  const sections = await Promise.all([
    ...[...folders].toSorted().map(renderLicence),
    ...vendored.map(async ({ title, licence }) => section(title, await readFile(licence, "utf8"))),
  ]);
  return `Packages bundled in this folder and their licences.\n\n${sections.join("\n")}`;
};

const packageFolder = (file: string): string | undefined => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];

const renderLicence = async (folder: string): Promise<string> => {
  const meta = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  const licence = String(meta["license"]).replace(/^\((.*)\)$/, "$1");
  if (!isAllowed(licence)) throw new Error(`${folder}: licence ${licence} is not on the list of allowed licences`);
  const names = await readdir(folder);
  const text = await readFirst(folder, names, /^licen[cs]e/i);
  const notice = await readFirst(folder, names, /^notice/i); // Apache-2.0, 4d: it goes along
  const contained = CONTAINED[String(meta["name"])];
  const texts = [text ?? "(the package ships no licence text)", notice, contained].filter((it) => it !== undefined);
  return section(`${meta["name"]} ${meta["version"]} (${licence})`, texts.map((it) => it.trim()).join("\n\n"));
};

const section = (title: string, text: string): string => `${"-".repeat(78)}\n${title}\n\n${text.trim()}\n`;

const readFirst = async (folder: string, names: readonly string[], pattern: RegExp): Promise<string | undefined> => {
  const name = names.find((file) => pattern.test(file));
  return name === undefined ? undefined : readFile(path.join(folder, name), "utf8");
};
