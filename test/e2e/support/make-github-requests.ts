/**
 * Writes `github-requests.json` beside this file: the requests of GitHub's REST API that the project sends, cut out of
 * GitHub's own OpenAPI description. Run by hand when a request is added; the source is too large to be a dependency:
 *
 *   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
 *   node test/e2e/support/make-github-requests.ts package/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { [key: string]: Json };

const REPOSITORY = "/repos/{owner}/{repo}";
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  "": ["get"],
  "/check-runs": ["post"],
  "/check-runs/{check_run_id}": ["patch"],
  "/commits/{commit_sha}/pulls": ["get"],
  "/commits/{ref}": ["get"],
  "/compare/{basehead}": ["get"],
  "/issues/comments/{comment_id}": ["get", "patch", "delete"],
  "/issues/{issue_number}/comments": ["get", "post"],
  "/issues/{issue_number}/labels": ["get"],
  "/pulls": ["get"],
  "/pulls/{pull_number}": ["get"],
  "/statuses/{sha}": ["post"],
};

const USER = "/user";

/** Known from the API's own 422 answer, absent from its description. */
const COMMENT_LIMIT = 65_536;

const isNode = (value: Json | undefined): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path of keys; throws when the description no longer has it. */
function at(root: Node, keys: readonly string[]): Node {
  let node: Json | undefined = root;
  for (const key of keys) node = isNode(node) ? node[key] : undefined;
  if (!isNode(node)) throw new Error(`${keys.join("/")}: not in the description`);
  return node;
}

/** The same value without prose and examples, which validate nothing. */
function withoutProse(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (!isNode(value)) return value;
  const kept = Object.entries(value).filter(
    ([key, child]) =>
      !(key === "example" || key === "examples" || (key === "description" && typeof child === "string")),
  );
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutProse(child)]));
}

/** Copies everything that `node` refers to, directly or not, from `source` into `target.components`. */
function copyReferences(source: Node, target: Node, node: Json): void {
  if (Array.isArray(node)) for (const child of node) copyReferences(source, target, child);
  if (!isNode(node)) return;
  for (const child of Object.values(node)) copyReferences(source, target, child);
  const reference = node["$ref"];
  if (typeof reference !== "string") return;
  const [, , kind = "", name = ""] = reference.split("/");
  const components = at(target, ["components"]);
  const folder = components[kind] ?? {};
  if (!isNode(folder) || folder[name] !== undefined) return;
  const copied = withoutProse(at(source, ["components", kind, name]));
  components[kind] = { ...folder, [name]: copied };
  copyReferences(source, target, copied);
}

function operation(source: Node, path: string, method: string): Node {
  const { operationId = null, parameters = [], requestBody } = at(source, ["paths", path, method]);
  const body = requestBody === undefined ? {} : { requestBody: withoutProse(requestBody) };
  const responses = { default: { description: "any" } };
  return { operationId, parameters: withoutProse(parameters), ...body, responses };
}

function slice(source: Node): Node {
  const info: Node = {
    title: "GitHub REST API: the requests that this project sends",
    description:
      "Part of GitHub's API description as published in @octokit/openapi. Copyright (c) 2020 Octokit contributors, MIT License.",
    version: at(source, ["info"])["version"] ?? null,
    license: { name: "MIT", url: "https://spdx.org/licenses/MIT" },
  };
  const paths: Node = {};
  for (const [suffix, methods] of Object.entries(OPERATIONS)) {
    const path = REPOSITORY + suffix;
    paths[path] = Object.fromEntries(methods.map((method) => [method, operation(source, path, method)]));
  }
  paths[USER] = { get: operation(source, USER, "get") };
  for (const [suffix, method] of [
    ["/issues/{issue_number}/comments", "post"],
    ["/issues/comments/{comment_id}", "patch"],
  ] as const) {
    const schema = ["requestBody", "content", "application/json", "schema", "properties", "body"];
    at(paths, [REPOSITORY + suffix, method, ...schema])["maxLength"] = COMMENT_LIMIT;
  }
  const target: Node = { openapi: source["openapi"] ?? null, info, paths, components: {} };
  copyReferences(source, target, paths);
  return target;
}

const [, , file] = process.argv;
if (file === undefined) throw new Error("usage: node make-github-requests.ts api.github.com.json");
const text = JSON.stringify(slice(JSON.parse(readFileSync(file, "utf8")) as Node), null, 2);
writeFileSync(join(import.meta.dirname, "github-requests.json"), `${text}\n`);
