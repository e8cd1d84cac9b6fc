import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { type Finding, WORDS } from "../../../src/report/findings/index.ts";
import { NASTY } from "../../support/hostile-report.ts";
import { nixesToTestWith } from "../../support/nix.ts";

const exec = promisify(execFile);
const PAGES = resolve(import.meta.dirname, "../../../docs/findings");

/** A finding with the same text in every place that an image can fill. */
const filledWith = (id: string, text: string, severity: Finding["severity"]): Finding => ({
  ...{ id, severity, subject: text, bytes: 7_000_000, by: text, value: text, chain: [text, text], file: text },
  items: [
    { name: text, bytes: 7_000_000, note: text },
    { name: text, bytes: 1, note: text },
  ],
});

const TEXTS = [
  ...NASTY,
  "openssl-3.0.14",
  "python3.12-numpy-2.1.0",
  "let",
  `a${"$"}{b}c`,
  'q"\\',
  "''",
  "/nix/store/x",
];

const allFindings = (): readonly Finding[] =>
  [...WORDS.keys()].flatMap((id) =>
    TEXTS.flatMap((text) => (["error", "warning", "info"] as const).map((severity) => filledWith(id, text, severity))),
  );

test("every snippet is a whole Nix expression, whatever the names in it are", async () => {
  const [nix] = await nixesToTestWith();
  const snippets = [...new Set(allFindings().map((finding) => WORDS.get(finding.id)?.fix(finding).nix ?? "no rule"))];
  assert.ok(snippets.length > WORDS.size);
  const dir = await mkdtemp(join(tmpdir(), "snippets-"));
  try {
    const files = await Promise.all(
      snippets.map(async (snippet, i) => {
        const file = join(dir, `${i}.nix`);
        await writeFile(file, snippet);
        return file;
      }),
    );
    const { stdout } = await exec("nix-instantiate", ["--parse", ...files], { env: nix?.env, maxBuffer: 1 << 26 });
    assert.equal(stdout.trim().split("\n").length, snippets.length);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test("a snippet fits a terminal beside its indentation", () => {
  for (const id of WORDS.keys())
    for (const line of (WORDS.get(id)?.fix(example(id)).nix ?? "").split("\n"))
      assert.ok(line.length <= 72, `${id}: ${line.length}: ${line}`);
});

test("a name from an image is a name in a snippet, and no code", () => {
  const finding = filledWith("build-tool-in-runtime", 'x" + builtins.exec ["sh"] + "-1.0', "warning");
  const snippet = WORDS.get(finding.id)?.fix(finding).nix ?? "";
  assert.match(snippet, /prev\."x\\" \+ builtins\.exec \[\\"sh\\"\] \+ \\""\.overrideAttrs/);
});

test("a compiler is taken out by the name that nixpkgs has for its store path, not for its wrapper", () => {
  const snippetFor = (subject: string): string => {
    const finding: Finding = { ...filledWith("build-tool-in-runtime", "app-1.0", "warning"), subject };
    return WORDS.get(finding.id)?.fix(finding).nix ?? "";
  };
  const expected = {
    "gcc-13.2.0": "gcc.cc",
    "gcc-wrapper-13.2.0": "gcc",
    "linux-headers-6.7": "linuxHeaders",
    "go-1.23.4": "go",
  };
  for (const [subject, name] of Object.entries(expected)) {
    assert.ok(snippetFor(subject).includes(`-t ${"$"}{final.${name}} `), subject);
    assert.ok(snippetFor(subject).includes(`disallowedReferences = [ final.${name} ];`), subject);
  }
});

test("a sentence says what came from an image through the voice alone", () => {
  const voice = { name: () => "NAME", word: () => "WORD", size: () => "SIZE" };
  const secret = "Untrusted<text>";
  for (const id of WORDS.keys())
    for (const severity of ["error", "warning", "info"] as const) {
      const sentence = WORDS.get(id)?.describe(filledWith(id, secret, severity), voice) ?? "";
      assert.ok(sentence.length > 20, `${id}: ${sentence}`);
      assert.doesNotMatch(sentence, /Untrusted|undefined|\.$/, id);
    }
});

test("an image without a date is not said to have one", () => {
  const voice = { name: (text: string) => `[${text}]`, word: () => "WORD", size: () => "SIZE" };
  const describe = (value: string) =>
    WORDS.get("epoch-date")?.describe(
      { id: "epoch-date", severity: "info", subject: "created", value, items: [] },
      voice,
    );
  assert.match(describe("missing") ?? "", /^the image does not say when it was created: /);
  assert.match(
    describe("1970-01-01T00:00:01Z") ?? "",
    /^the image says that it was created at \[1970-01-01T00:00:01Z\]: /,
  );
});

test("every finding has a page, which shows how to be rid of it, and no page is of none", async () => {
  const pages = (await readdir(PAGES)).filter((name) => name !== "README.md").map((name) => name.replace(/\.md$/, ""));
  assert.deepEqual(pages.sort(), [...WORDS.keys()].sort());
  const index = await readFile(join(PAGES, "README.md"), "utf8");
  for (const [id, { title, severity, fix }] of WORDS) {
    const page = await readFile(join(PAGES, `${id}.md`), "utf8");
    assert.ok(page.startsWith(`# ${title}\n\n\`${id}\` · ${severity}\n`), `${id}: ${page.slice(0, 80)}`);
    assert.match(
      page,
      /\n## What is found\n.*\n## Why it matters\n.*\n## What to do\n.*```nix\n.*\n## When it is fine\n/s,
      id,
    );
    assert.ok(page.includes(fix(example(id)).nix), `${id}: the snippet of the report is not on its page`);
    assert.ok(index.includes(`[\`${id}\`](${id}.md)`), `${id} is not in the index`);
  }
});

/** What some rules name instead of store paths. */
const EXAMPLES: Readonly<Record<string, Partial<Finding>>> = {
  "identical-files": { items: [{ name: "/nix/store/7rjj86a15146cq1d3qy068lml7n7ykzm-api-1.4.0/share/a" }] },
  "missing-interpreter": { subject: "/usr/bin/env" },
};

/** The finding that a page takes as its example. */
const example = (id: string): Finding => ({
  ...{ id, severity: WORDS.get(id)?.severity ?? "info", subject: "go-1.23.4", by: "api-1.4.0" },
  items: [{ name: "api-1.4.0" }],
  ...EXAMPLES[id],
});

test("a library of Python is overridden in the sets of Python's packages, by its name there", () => {
  const finding = { id: "expensive-edge", severity: "warning", subject: "python3.12-torch-2.5.0", items: [] } as const;
  assert.equal(
    WORDS.get("expensive-edge")?.fix({ ...finding, by: "python3.12-gensim-4.3.2" }).nix,
    `final: prev: {
  pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [
    (pyFinal: pyPrev: {
      gensim = pyPrev.gensim.override {
        torch = null;
      };
    })
  ];
}`,
  );
});
