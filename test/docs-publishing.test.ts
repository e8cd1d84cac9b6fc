import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Marked, type Tokens } from "marked";
import { parse } from "yaml";
import { renderTags } from "../src/publish/index.ts";
import { validateWorkflow } from "./e2e/support/validate.ts";

const ROOT = join(import.meta.dirname, "..");
const ACTION = "nix-image-action/nix-image-action";
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const tokens = new Marked({ gfm: true }).lexer(read("docs/publishing.md"));
const blocks = tokens.filter((token): token is Tokens.Code => token.type === "code" && token.lang === "yaml");

const asWorkflow = (text: string): string =>
  text.startsWith("- ")
    ? `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n${text.replace(/^/gm, "      ")}\n`
    : text;

describe("docs/publishing.md", () => {
  test("has workflows and steps", () => assert.ok(blocks.length >= 10));

  for (const [index, { text }] of blocks.entries()) {
    test(`block ${index + 1} is valid for GitHub's own validator, and would not be with a wrong input`, async () => {
      const complaints = (yaml: string) => validateWorkflow(asWorkflow(yaml), { [ACTION]: read("action.yml") });
      assert.deepEqual(await complaints(text), []);
      const wrong = await complaints(text.replace("image: .#", "imgae: .#"));
      assert.ok(
        wrong.some((it) => it.endsWith("Invalid action input 'imgae'")),
        wrong.join("\n"),
      );
    });
  }

  test("the attestation workflow has what actions/attest asks for", () => {
    const text = blocks.map((block) => block.text).find((it) => it.includes("actions/attest@"));
    const { permissions, jobs } = parse(text ?? "") as {
      readonly permissions: unknown;
      readonly jobs: {
        readonly image: { readonly steps: readonly { readonly uses: string; readonly with?: unknown }[] };
      };
    };
    assert.deepEqual(permissions, {
      contents: "read",
      packages: "write",
      "id-token": "write",
      attestations: "write",
    });
    const attest = jobs.image.steps.find(({ uses }) => uses.startsWith("actions/attest@"));
    const output = (name: string): string => `\${{ steps.image.outputs.${name} }}`;
    assert.deepEqual(attest?.with, {
      "subject-name": output("image"),
      "subject-digest": output("digest"),
      "push-to-registry": true,
    });
  });

  test("the priorities in the table are those of the rules", () => {
    const table = tokens.find(
      (token): token is Tokens.Table => token.type === "table" && token.header[0]?.text === "Rule",
    );
    const rules = (table?.rows ?? []).map((row) => ({
      line: row[0]?.text.replaceAll("`", "").replace("pattern=…", "pattern={{raw}}").replace("…", "x") ?? "",
      priority: Number(row[3]?.text),
    }));
    assert.equal(rules.length, 9);
    const event = { eventName: "schedule", ref: "refs/heads/main", defaultBranch: "main", now: "2025-01-31T00:00:00Z" };
    // A template of the same priority comes behind a rule that is written before it, one of a lower priority too.
    for (const { line, priority } of rules.filter((rule) => !/semver|match|event=(?:tag|pr)/.test(rule.line))) {
      const others = [`above,priority=${priority + 1}`, `below,priority=${priority - 1}`].map((it) => `type=raw,${it}`);
      const { tags } = renderTags([...others.toReversed(), line], { revision: "a".repeat(40), event });
      assert.deepEqual([tags[0], tags[2]], ["above", "below"], line);
    }
  });
});
