import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** One import or re-export of a source file. */
export interface Import {
  /** A path below the root for our own files, else as written: `node:fs`, `valibot`. */
  readonly to: string;
  readonly kind: "value" | "type" | "dynamic";
}

export interface SourceFile {
  /** Below the root of the project: `src/core/digest.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const ROOT = resolve(import.meta.dirname, "../..");

/** Every TypeScript file below the folders, which are given below the root of the project. */
export const readSources = (...folders: readonly string[]): readonly SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readSource(join(folder, name)))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  );

const readSource = (path: string): SourceFile => {
  const text = readFileSync(join(ROOT, path), "utf8");
  return { path, text, imports: parseImports(text, path) };
};

const STATEMENT = /^(?:import|export)\s+(type\s)?((?:[\w*{][^;"']*?\sfrom\s+)?)["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']\s*\)(\.\w)?/g;

/** Imports and re-exports of a module's text. `import { type A, type B }` is a type import too, as it leaves nothing behind. */
export const parseImports = (text: string, path: string): readonly Import[] => [
  ...[...text.matchAll(STATEMENT)].map(
    ([, type, names = "", to = ""]): Import => ({
      to: target(path, to),
      kind: type !== undefined || isTypesOnly(names) ? "type" : "value",
    }),
  ),
  ...[...text.matchAll(DYNAMIC)].map(([, to = ""]): Import => ({ to: target(path, to), kind: "dynamic" })),
];

const isTypesOnly = (clause: string): boolean => {
  const names = /^\{([^}]*)\}/
    .exec(clause)?.[1]
    ?.split(",")
    .map((name) => name.trim());
  return names?.filter((name) => name !== "").every((name) => name.startsWith("type ")) ?? false;
};

const target = (from: string, to: string): string => (to.startsWith(".") ? join(dirname(from), to) : to);
