import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { InputError } from "../../src/core/errors.ts";
import { INPUT_NAMES, type InputName, parseActionInputs, parseBaseline } from "../../src/inputs/index.ts";

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly description: string }>>;
}

const readAction = async (): Promise<ActionFile> =>
  parse(await readFile(path.resolve(import.meta.dirname, "../../action.yml"), "utf8"));

/** Inputs as the runner gives them: those of the workflow, else the defaults of action.yml, else "". */
const parseWith = async (given: Partial<Record<InputName, string>>) => {
  const { inputs } = await readAction();
  return parseActionInputs((name) => given[name] ?? defaultOf(inputs[name]?.default));
};

/** GitHub fills in its expressions; here there is no token. */
const defaultOf = (text = ""): string => (text.includes("${{") ? "" : text);

const problemsOf = async (given: Partial<Record<InputName, string>>): Promise<readonly string[]> => {
  try {
    await parseWith(given);
    return [];
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    assert.equal(error.code, "BAD_INPUT");
    return error.message.split("\n");
  }
};

test("action.yml and the parser know the same inputs", async () => {
  assert.deepEqual(Object.keys((await readAction()).inputs).toSorted(), [...INPUT_NAMES].toSorted());
});

test("an image alone is enough; the defaults of action.yml do the rest", async () => {
  assert.deepEqual(await parseWith({ image: ".#image" }), {
    images: [{ kind: "installable", text: ".#image" }],
    buildArgs: [],
    push: false,
    destinations: [],
    tags: ["{rev}"],
    revLength: 9,
    compression: { kind: "gzip", level: 4 },
    allowDirty: false,
    registryInsecure: [],
    registryCa: [],
    sbom: false,
    ignoreFindings: [],
    comment: "changes",
    htmlReport: true,
    uploadReport: true,
    baseline: { kind: "auto" },
    budgets: { limits: {}, forbidPackages: [], mode: "fail", overrideLabel: "size-increase-ok" },
  });
});

test("every input arrives in its place", async () => {
  const inputs = await parseWith({
    image: "app\n\nworker",
    file: "images.nix",
    "build-args": "--impure\n--arg a 'b c'",
    push: "true",
    destination: "ghcr.io/acme/{name}\nregistry.example:5000/x",
    tags: "{rev}\nlatest",
    "rev-length": "12",
    compression: "zstd:9",
    "allow-dirty": "TRUE",
    "registry-username": "octo",
    "registry-password": " hunter2 ",
    "registry-insecure": "registry.example:5000",
    "registry-ca": "one.pem\n two.pem \n",
    "oci-layout": "out/layout",
    sbom: "true",
    comment: "always",
    "html-report": "false",
    "upload-report": "false",
    baseline: "v1.0",
    "max-size": "200 MB",
    "max-unpacked-size": "1.5GB",
    "max-increase": "64 MiB",
    "max-increase-percent": "2.5 %",
    "max-update-pull": "1000",
    "max-layers": "100",
    "forbid-packages": "gcc\n openssl-1.* \ngcc",
    "budget-mode": "warn",
    "budget-override-label": "fat",
    "ignore-findings": "no-tmp\n multiple-versions glibc* ",
    "github-token": "ghs_x",
  });
  assert.deepEqual(inputs, {
    images: [
      { kind: "attribute", file: "images.nix", attribute: "app" },
      { kind: "attribute", file: "images.nix", attribute: "worker" },
    ],
    buildArgs: ["--impure", "--arg", "a", "b c"],
    push: true,
    destinations: ["ghcr.io/acme/{name}", "registry.example:5000/x"],
    tags: ["{rev}", "latest"],
    revLength: 12,
    compression: { kind: "zstd", level: 9 },
    allowDirty: true,
    registryUsername: "octo",
    registryPassword: "hunter2",
    registryInsecure: ["registry.example:5000"],
    registryCa: ["one.pem", "two.pem"],
    ociLayout: "out/layout",
    sbom: true,
    ignoreFindings: ["no-tmp", "multiple-versions glibc*"],
    comment: "always",
    htmlReport: false,
    uploadReport: false,
    baseline: { kind: "named", text: "v1.0" },
    budgets: {
      limits: {
        "max-size": 200_000_000,
        "max-unpacked-size": 1_500_000_000,
        "max-increase": 67_108_864,
        "max-increase-percent": 2.5,
        "max-update-pull": 1000,
        "max-layers": 100,
      },
      forbidPackages: ["gcc", "openssl-1.*"],
      mode: "warn",
      overrideLabel: "fat",
    },
    githubToken: "ghs_x",
  });
  for (const value of [inputs, inputs.budgets, inputs.budgets.limits, inputs.budgets.forbidPackages])
    assert.ok(Object.isFrozen(value));
});

test("no image is told with an example", async () => {
  assert.deepEqual(await problemsOf({ image: " \n" }), [
    "image is empty; expected a flake installable such as .#dockerImage, or the path of a ready image",
  ]);
});

test("no tag is told with an example", async () => {
  assert.deepEqual(await problemsOf({ image: ".", tags: "\n" }), [
    "tags is empty; expected at least one tag, such as {rev}",
  ]);
});

test("everything that is wrong is told at once", async () => {
  const problems = await problemsOf({
    image: "docker://A\ndir:b",
    platform: "linux",
    "build-args": '"',
    push: "yes",
    tags: "",
    "rev-length": "1",
    compression: "bzip2",
    "allow-dirty": "no",
    comment: "on",
    "budget-mode": "",
    "max-size": "200M",
    "max-increase-percent": "-5",
    "max-layers": "0",
    "forbid-packages": "gcc\n/nix/store/x",
  });
  assert.deepEqual(
    problems.map((problem) => problem.split(/[;(]/)[0]?.trim()),
    [
      'image "docker://A": no image reference',
      'image "dir:b": images at dir: are not read',
      'build-args: the quotes in "\\"" do not match',
      'platform is "linux"',
      'push is "yes"',
      'rev-length is "1"',
      'compression is "bzip2"',
      'allow-dirty is "no"',
      'comment is "on"',
      "budget-mode is empty",
      'max-size is "200M"',
      'max-increase-percent is "-5"',
      'max-layers is "0"',
      'forbid-packages: "/nix/store/x" can be no package\'s name',
      "tags is empty",
    ],
  );
});

test("images that are refused one by one are not called missing too", async () => {
  assert.equal((await problemsOf({ image: "docker://A" })).length, 1);
});

test("a baseline is automatic, none, or named", () => {
  assert.deepEqual(["", " auto ", "none", "main", ".#old"].map(parseBaseline), [
    { kind: "auto" },
    { kind: "auto" },
    { kind: "none" },
    { kind: "named", text: "main" },
    { kind: "named", text: ".#old" },
  ]);
});
