import assert from "node:assert/strict";
import { test } from "node:test";
import { type Import, parseImports, readSources, type SourceFile } from "./support/sources.ts";

/** Who may import whom; a type import needs no more than the right to the types. Tests are outsiders and may do as they like. */
interface Rule {
  readonly values: readonly string[];
  readonly types?: readonly string[];
  /** No Node, nothing of the runner: also not through a file of another folder, since a browser runs it. */
  readonly anywhere?: true;
}

const LAYERS: Readonly<Record<string, Rule>> = {
  core: { values: [] },
  oci: { values: ["core"] },
  graph: { values: ["core"], anywhere: true },
  git: { values: ["core"] },
  nix: { values: ["core", "oci", "graph"] },
  tar: { values: ["core"] },
  image: { values: ["core", "oci", "graph", "tar"] },
  registry: { values: ["core", "oci", "graph"] },
  github: { values: ["core", "oci", "graph"] },
  inputs: { values: ["core", "oci", "graph"] },
  report: { values: ["core", "oci", "graph"], types: ["nix", "image"], anywhere: true },
  sbom: { values: ["core", "oci", "graph"], types: ["report"] },
  publish: { values: ["core", "oci", "registry"], types: ["image"] },
};

/** They import what they like: they put the parts together. */
const TOP = ["pipeline", "cli", "entry"];

/** Words that everyone shares are imported by the file; every other folder is entered by its index.ts. */
const WITHOUT_INDEX = ["core", "oci", "pipeline", "cli"];

/** Further doors of a folder, and why they are not in its index. */
const DOORS: Readonly<Record<string, string>> = {
  "src/publish/compress-block.ts": "types alone: what a compressing worker is told",
  "src/publish/serve-blocks.ts": "the work of a compressing worker, which loads nothing else",
  "src/github/log.ts":
    "loads @actions/core, which the command line has no use for; only entries of the Action come in here",
  "src/inputs/from-action.ts": "loads @actions/core; only the Action's entry comes in here",
  "src/inputs/from-argv.ts": "parses the command line; only its entry comes in here",
  "src/report/query/index.ts": "an index of its own: reading a report does not load the queries",
  "src/report/render/index.ts": "an index of its own: reading a report does not load the renderers",
  "src/graph/closure.ts": "types alone, which index.ts re-exports",
  "src/image/model.ts": "types alone, which index.ts re-exports",
  "src/image/scan-answer.ts": "types alone, for the entry of a scanning worker",
  "src/publish/pack.ts": "all that a scanning worker loads of publishing",
  "src/image/serve-scans.ts": "all that a scanning worker loads, so that it starts at once",
};

/** What a browser runs of the HTML report: the page, and Graphviz, which the page starts. */
const CLIENT = "src/report/render/html/client/";

const ENTRIES = [
  ...[
    "src/main.ts",
    "src/post.ts",
    "src/cli.ts",
    "src/scan-worker.ts",
    "src/compress-worker.ts",
    "src/comment.ts",
    "src/merge.ts",
  ],
  ...[`${CLIENT}main.tsx`, `${CLIENT}graphviz.ts`],
];

/** Built once by the entries and handed on. */
const EFFECTS = ["src/run-program.ts", "src/connections.ts"];

/** Packages of the runner are for the files that talk to it. */
const RUNNER_FILES = [...ENTRIES, ...EFFECTS, "src/inputs/from-action.ts"];

/** What only an entry may touch, since it is not the same in every run. */
const AMBIENT =
  /\bprocess\.(?:env|exit|exitCode|argv|cwd|stdout|stderr|stdin)\b|\bnew Date\(\)|\bDate\.now\b|\bperformance\.now\b|\bMath\.random\b/;

const AMBIENT_ALLOWED: Readonly<Record<string, string>> = {
  "src/interrupt.ts": "ends the process on a signal; both entries call it, and nobody else may",
  "src/run-program.ts": "programs inherit the environment; this is the effect that entries hand on",
  "src/registry/retry.ts": "the real pace of retries, a parameter that callers may replace",
};

const sources = readSources("src");
const byPath = new Map(sources.map((source) => [source.path, source]));

const layerOf = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? "entry";
const isOurs = (to: string): boolean => to.startsWith("src/");
const isRunnerPackage = (to: string): boolean => to.startsWith("@actions/") || to.startsWith("@octokit/");

const problems = (check: (source: SourceFile, it: Import) => string | undefined): readonly string[] =>
  sources.flatMap((source) =>
    source.imports.flatMap((it) => {
      const problem = check(source, it);
      return problem === undefined ? [] : [`${source.path} -> ${it.to}: ${problem}`];
    }),
  );

test("imports are read in every form that they have", () => {
  const text = [
    'import "./a.ts";',
    'import b, { type C } from "../b.ts";',
    'import type { D } from "node:d";',
    'import {\n  type E,\n  type F,\n} from "./e.ts";',
    'export * from "./g.ts";',
    'export type * from "./h.ts";',
    'export { i, type J } from "./i.ts";',
    'const k = async () => (await import("@actions/k")).run;',
    'const text = "import nothing";',
  ].join("\n");
  assert.deepEqual(parseImports(text, "src/x/y.ts"), [
    { to: "src/x/a.ts", kind: "value" },
    { to: "src/b.ts", kind: "value" },
    { to: "node:d", kind: "type" },
    { to: "src/x/e.ts", kind: "type" },
    { to: "src/x/g.ts", kind: "value" },
    { to: "src/x/h.ts", kind: "type" },
    { to: "src/x/i.ts", kind: "value" },
    { to: "@actions/k", kind: "dynamic" },
  ]);
});

test("every import leads to a file that is there", () => {
  assert.ok(sources.length > 100, `${sources.length} files`);
  assert.deepEqual(
    problems((_, { to }) => (isOurs(to) && !byPath.has(to) ? "there is no such file" : undefined)),
    [],
  );
});

test("every folder imports only what lies below it", () => {
  assert.deepEqual(problems(layerProblem), []);
});

const layerProblem = ({ path }: SourceFile, { to, kind }: Import): string | undefined => {
  const [from, target] = [layerOf(path), layerOf(to)];
  if (!isOurs(to) || from === target || TOP.includes(from)) return undefined;
  const rule = LAYERS[from];
  if (rule === undefined) return `the folder ${from} is not in the table of this test`;
  if (rule.values.includes(target)) return undefined;
  if (rule.types?.includes(target) === true) return kind === "type" ? undefined : `only types of ${target}`;
  return `${from} may import ${[...rule.values, ...(rule.types ?? [])].join(", ") || "nothing of ours"}`;
};

test("outsiders enter a folder by its index.ts", () => {
  assert.deepEqual(problems(doorProblem), []);
});

const doorProblem = ({ path }: SourceFile, { to, kind }: Import): string | undefined => {
  const target = layerOf(to);
  if (!isOurs(to) || target === layerOf(path) || target === "entry" || WITHOUT_INDEX.includes(target)) return undefined;
  if (to === `src/${target}/index.ts`) return undefined;
  const reason = DOORS[to];
  if (reason === undefined) return `enter by src/${target}/index.ts`;
  return reason.startsWith("types alone") && kind !== "type" ? "types alone" : undefined;
};

test("every further door of a folder is in use", () => {
  const used = new Set(
    sources.flatMap(({ path, imports }) =>
      imports.filter(({ to }) => layerOf(to) !== layerOf(path)).map(({ to }) => to),
    ),
  );
  assert.deepEqual(
    Object.keys(DOORS).filter((door) => !used.has(door)),
    [],
  );
});

test("an index re-exports and does nothing else", () => {
  for (const { path, text } of sources.filter(({ path }) => path.endsWith("/index.ts"))) {
    assert.equal(text.replace(/export (type )?(\*|\{[^}]*\}) from "[^"]+";\s*/g, "").trim(), "", path);
  }
});

test("packages of the runner are used where the runner is talked to", () => {
  const allowed = ({ path }: SourceFile): boolean => layerOf(path) === "github" || RUNNER_FILES.includes(path);
  assert.deepEqual(
    problems((source, { to }) =>
      isRunnerPackage(to) && !allowed(source) ? "belongs in github or an entry" : undefined,
    ),
    [],
  );
});

test("report and graph need no Node, through no file that they load", () => {
  for (const [layer, { anywhere }] of Object.entries(LAYERS)) {
    if (anywhere !== true) continue;
    for (const { path } of sources.filter((source) => layerOf(source.path) === layer)) {
      assert.equal(chainToNode(path), undefined);
    }
  }
});

/** The imports that lead from a file to something that only Node has. */
const chainToNode = (path: string, seen = new Set<string>()): string | undefined => {
  if (path.startsWith("node:") || isRunnerPackage(path)) return path;
  if (seen.has(path)) return undefined;
  seen.add(path);
  for (const { to, kind } of byPath.get(path)?.imports ?? []) {
    const chain = kind === "type" ? undefined : chainToNode(to, seen);
    if (chain !== undefined) return `${path} -> ${chain}`;
  }
  return undefined;
};

test("only entries look at the environment, the clock and the exit code", () => {
  const found = sources
    .filter(({ path }) => !ENTRIES.includes(path))
    .flatMap(({ path, text }) => {
      const match = AMBIENT.exec(withoutComments(text));
      return match === null ? [] : [`${path}: ${match[0]}`];
    });
  assert.deepEqual(
    found.map((line) => line.split(":")[0]),
    Object.keys(AMBIENT_ALLOWED).toSorted(),
    found.join("\n"),
  );
});

test("what may end the process is for entries alone", () => {
  assert.deepEqual(
    problems(({ path }, { to }) => (to === "src/interrupt.ts" && !ENTRIES.includes(path) ? "not an entry" : undefined)),
    [],
  );
});

test("importing a module does nothing: only entries await or call at their top level", () => {
  const acting = /^(?:await |[a-z]\w*(?:\.\w+)*\(|(?:for|if|try|while) ?[({]|process\.)/m;
  const found = sources.filter(({ path, text }) => !ENTRIES.includes(path) && acting.test(withoutComments(text)));
  assert.deepEqual(
    found.map(({ path }) => path),
    [],
  );
});

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

test("no file imports itself, however long the way round", () => {
  assert.deepEqual(findCycle(), undefined);
});

const findCycle = (): string | undefined => {
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): string | undefined => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path].join(" -> ");
    if (done.has(path)) return undefined;
    for (const { to } of byPath.get(path)?.imports ?? []) {
      const cycle = visit(to, [...above, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of sources) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
};

test("every file is reached from an entry", () => {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const { to } of byPath.get(path)?.imports ?? []) visit(to);
  };
  ENTRIES.forEach(visit);
  assert.deepEqual(
    sources.map(({ path }) => path).filter((path) => !reached.has(path)),
    [],
  );
});

test("every export is used by somebody", () => {
  const users = [...sources, ...readSources("test", "script")].filter(({ path }) => !path.endsWith("/index.ts"));
  const words = new Map(
    users.map(({ path, text }) => [path, new Set(withoutComments(text).match(/[A-Za-z_$][\w$]*/g))]),
  );
  const isUsed = (name: string, path: string): boolean =>
    users.some((user) => user.path !== path && words.get(user.path)?.has(name) === true);
  const unused = sources.flatMap(({ path, text }) =>
    exportedNames(text)
      .filter(({ name, isType }) => !isUsed(name, path) && !(isType && isPartOfExport(name, text)))
      .map(({ name }) => `${path}: ${name}`),
  );
  assert.deepEqual(unused, []);
});

interface ExportedName {
  readonly name: string;
  readonly isType: boolean;
}

const exportedNames = (text: string): readonly ExportedName[] =>
  [...text.matchAll(/^export (?:abstract |async )?(const|function\*?|class|interface|type) ([A-Za-z_$][\w$]*)/gm)].map(
    ([, kind = "", name = ""]) => ({ name, isType: kind === "interface" || kind === "type" }),
  );

/** A type that another export speaks of is exported so that a reader can name it. */
const isPartOfExport = (name: string, text: string): boolean =>
  (withoutComments(text).match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0) > 1;
