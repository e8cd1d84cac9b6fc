/** Kinds of file that a program does not need to run. */
export const CLUTTER = [
  "static-libraries",
  "headers",
  "documentation",
  "build-metadata",
  "git",
  "development-modules",
  "source-maps",
  "build-trees",
] as const;

export type Clutter = (typeof CLUTTER)[number];

/** Packages of npm that build or test a program and are not loaded by it. */
const DEVELOPMENT_MODULES =
  /\/node_modules\/(typescript|eslint|prettier|webpack|vite|vitest|jest|mocha|rollup|esbuild|ts-node|@types|@babel\/core|@eslint|nyc|nodemon)\//;

/** Index into `CLUTTER` plus 1 of a file's kind, 0 for anything else; `start` is where the path inside its owner begins. */
export const clutterOf = (path: string, start: number): number => {
  const kind = kindOf(path, start);
  return kind === undefined ? 0 : CLUTTER.indexOf(kind) + 1;
};

/** Plain tests first: it is asked of every file. */
const kindOf = (path: string, start: number): Clutter | undefined => {
  if (path.endsWith(".a")) return "static-libraries";
  if (path.includes("/.git/", start)) return "git";
  if (path.startsWith("/include/", start)) return "headers";
  if (path.startsWith("/share/", start) && isDocumentation(path, start)) return "documentation";
  if (path.includes("/pkgconfig/", start) || path.includes("/lib/cmake/", start)) return "build-metadata";
  if (path.endsWith(".js.map") || path.endsWith(".css.map")) return "source-maps";
  if (path.includes("/node_modules/", start) && DEVELOPMENT_MODULES.test(path)) return "development-modules";
  if (path.includes("/target/release/", start) || path.includes("/target/debug/", start)) return "build-trees";
  return undefined;
};

const isDocumentation = (path: string, start: number): boolean =>
  ["/share/doc/", "/share/man/", "/share/info/", "/share/gtk-doc/"].some((folder) => path.startsWith(folder, start));
