import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, test } from "node:test";
import { Marked, type Token, type Tokens } from "marked";
import { parse } from "yaml";
import { HELP } from "../src/cli/help.ts";
import { validateWorkflow } from "./e2e/support/validate.ts";

const ROOT = join(import.meta.dirname, "..");
const ACTION = "nix-image-action/nix-image-action";
const DOCUMENTS = globSync(["*.md", "bench/*.md", "docs/*.md", "examples/*/README.md"], { cwd: ROOT }).toSorted();

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const actionText = read("action.yml");
const action = parse(actionText) as {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
};

/** Every token of a document, those inside of others included. */
const tokensOf = (file: string): readonly Token[] => {
  const marked = new Marked({ gfm: true });
  const all: Token[] = [];
  marked.walkTokens(marked.lexer(read(file)), (token) => {
    all.push(token);
  });
  return all;
};

const ofType = <T extends Tokens.Generic>(file: string, type: T["type"]): readonly T[] =>
  tokensOf(file).filter((token): token is T => token.type === type);

test("the documents are the ones that are meant", () => {
  assert.deepEqual(
    ["CONTRIBUTING.md", "README.md", "examples/nixpkgs/README.md"].filter((file) => !DOCUMENTS.includes(file)),
    [],
  );
});

describe("YAML in README", () => {
  const blocks = ofType<Tokens.Code>("README.md", "code").filter(({ lang }) => lang === "yaml");

  /** A list of steps becomes a workflow. */
  const asWorkflow = (text: string): string =>
    text.startsWith("- ")
      ? `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n${text.replace(/^/gm, "      ")}\n`
      : text;
  const complaints = (text: string) =>
    validateWorkflow(asWorkflow(text), { [ACTION]: actionText, [`${ACTION}/merge`]: read("merge/action.yml") });

  test("there is a whole workflow first, with its permissions, and steps later", () => {
    assert.ok(blocks.length >= 2);
    assert.match(blocks[0]?.text ?? "", /^permissions:\n {2}contents: read\n {2}pull-requests: write/m);
    assert.ok(blocks.some(({ text }) => text.startsWith("- ")));
  });

  for (const [index, { text }] of blocks.entries()) {
    test(`block ${index + 1} is valid for GitHub's own validator, and would not be with a wrong input`, async () => {
      assert.deepEqual(await complaints(text), []);
      const wrong = await complaints(text.replace("image: .#", "imgae: .#"));
      assert.ok(
        wrong.some((it) => it.endsWith("Invalid action input 'imgae'")),
        wrong.join("\n"),
      );
    });
  }
});

describe("tables in README", () => {
  /** Cells of the table whose first column has this head, without the backticks. */
  const rows = (head: string): readonly (readonly string[])[] => {
    const table = ofType<Tokens.Table>("README.md", "table").find(({ header }) => header[0]?.text === head);
    assert.ok(table, `README has no table "${head}"`);
    return table.rows.map((row) => row.map(({ text }) => text.replaceAll("`", "").replaceAll("\\|", "|")));
  };

  test("inputs and their defaults are those of action.yml", () => {
    const wanted = Object.entries(action.inputs).map(([name, input]) => [
      name,
      input.required === true ? "required" : input.default,
    ]);
    assert.deepEqual(
      rows("Input").map(([name, value]) => [name, value]),
      wanted,
    );
  });

  test("outputs are those of action.yml", () => {
    assert.deepEqual(
      rows("Output").map(([name]) => name),
      Object.keys(action.outputs),
    );
  });

  test("no row lacks its meaning", () => {
    const empty = ["Input", "Output", "Placeholder"].flatMap(rows).filter((row) => row.at(-1)?.trim() === "");
    assert.deepEqual(empty, []);
  });
});

describe("the command line in README", () => {
  const lines = ofType<Tokens.Code>("README.md", "code")
    .flatMap(({ text }) => text.split("\n"))
    .filter((line) => line.startsWith("$ nix-image "));

  test("its commands and options are those of the help", () => {
    assert.ok(lines.length >= 4);
    const used = lines.flatMap((line) => [
      line.split(" ").slice(1, 3).join(" "),
      ...[...line.matchAll(/ (--[a-z-]+)/g)].map(([, option = ""]) => option),
    ]);
    assert.deepEqual(
      used.filter((word) => !HELP.includes(word)),
      [],
    );
  });
});

for (const document of DOCUMENTS) {
  describe(`references in ${document}`, () => {
    const html = ofType<Tokens.HTML>(document, "html");
    const attributes = html.flatMap(({ text }) => [...text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)]);
    const links = [
      ...ofType<Tokens.Link>(document, "link").map(({ href }) => href),
      ...ofType<Tokens.Image>(document, "image").map(({ href }) => href),
      ...attributes.map(([, href = ""]) => href),
    ];

    test("links within the repository lead to files, and to headings in them", () => {
      const inside = links.filter((href) => !/^[a-z]+:/.test(href));
      assert.deepEqual(
        inside.filter((href) => !leadsSomewhere(document, href)),
        [],
      );
    });

    test("files that are named are there", () => {
      const names = ofType<Tokens.Codespan>(document, "codespan").flatMap(({ text }) => PROJECT_FILE.exec(text) ?? []);
      assert.deepEqual(
        names.filter((name) => !isThere(document, name)),
        [],
      );
    });
  });
}

/** Something in code that reads as a file or folder of this project. */
const PROJECT_FILE =
  /^(?:\.ci|\.github|bench|dist|docs|examples|schema|script|src|test)\/[\w./-]*$|^[\w-]+\.(?:yml|nix|md)$/;

/** A name may be meant from the project's top, from the document's folder or, of a workflow, from where those lie. */
const isThere = (document: string, name: string): boolean =>
  [dirname(document), ".", dirname(document).concat("/.github/workflows")].some((folder) =>
    existsSync(join(ROOT, folder, name)),
  );

const leadsSomewhere = (document: string, href: string): boolean => {
  const [path = "", anchor] = href.split("#");
  const target = path === "" ? document : relative(ROOT, normalize(join(ROOT, dirname(document), path)));
  if (target.startsWith("..") || !existsSync(join(ROOT, target))) return false;
  return anchor === undefined || ofType<Tokens.Heading>(target, "heading").some(({ text }) => slug(text) === anchor);
};

/** The anchor that GitHub gives a heading. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
