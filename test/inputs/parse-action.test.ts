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
    push: "no",
    destinations: [],
    tags: ["{rev}"],
    flavor: [],
    revLength: 9,
    annotations: { manifest: {}, index: {} },
    labels: {},
    compression: { kind: "gzip", level: 4 },
    reuseFrom: [],
    mountFrom: [],
    mediaTypes: "oci",
    allowDirty: false,
    registryInsecure: [],
    registryCa: [],
    dockerConfigAuth: false,
    load: false,
    attachReport: false,
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
    flavor: "latest=false\n",
    "rev-length": "12",
    annotations: "a=b=c\nmanifest:d=e\nindex,manifest:f=\nindex:g=h\n# no",
    labels: "i = j\n i=k",
    compression: "zstd:9",
    "reuse-from": "latest\nghcr.io/acme/base:1",
    "mount-from": "acme/base",
    "media-types": "oci",
    "allow-dirty": "TRUE",
    "registry-username": "octo",
    "registry-password": " hunter2 ",
    "registry-insecure": "registry.example:5000",
    "registry-ca": "one.pem\n two.pem \n",
    "docker-config-auth": "true",
    "oci-layout": "out/layout",
    load: "true",
    "attach-report": "true",
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
    push: "tags",
    destinations: ["ghcr.io/acme/{name}", "registry.example:5000/x"],
    tags: ["{rev}", "latest"],
    flavor: ["latest=false"],
    revLength: 12,
    annotations: { manifest: { a: "b=c", d: "e", f: "" }, index: { a: "b=c", f: "", g: "h" } },
    labels: { i: "k" },
    compression: { kind: "zstd", level: 9 },
    reuseFrom: ["latest", "ghcr.io/acme/base:1"],
    mountFrom: ["acme/base"],
    mediaTypes: "oci",
    allowDirty: true,
    registryUsername: "octo",
    registryPassword: "hunter2",
    registryInsecure: ["registry.example:5000"],
    registryCa: ["one.pem", "two.pem"],
    dockerConfigAuth: true,
    ociLayout: "out/layout",
    load: true,
    attachReport: true,
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

test("what Docker's media types do not go with is told with its reason", async () => {
  const docker = { image: ".", "media-types": "docker" };
  assert.deepEqual(await problemsOf(docker), []);
  for (const more of [{ "oci-layout": "out" }, { destination: "ghcr.io/a/b\noci:out" }]) {
    assert.match(
      String(await problemsOf({ ...docker, ...more })),
      /^media-types: docker does not go into an OCI layout; /,
    );
  }
  assert.match(
    String(await problemsOf({ ...docker, compression: "zstd:3" })),
    /^media-types: docker has no zstd.*podman/,
  );
  assert.match(
    String(await problemsOf({ ...docker, "media-types": "v1" })),
    /^media-types is "v1"; expected one of: oci, docker$/,
  );
});

test("annotations and labels that are none are told by their line", async () => {
  const annotations = "nothing\n=x\nmanifest-descriptor:a=b\nindex[linux/amd64]:a=b\norg.x={{commit_date 'YYYY'}}";
  assert.deepEqual(await problemsOf({ image: ".", annotations, labels: "nothing" }), [
    'annotations: "nothing" is no pair; expected KEY=VALUE',
    'annotations: "=x" is no pair; expected KEY=VALUE',
    'annotations: "manifest-descriptor:a=b": manifest-descriptor takes no annotations here (wanted manifest: or index:, or neither)',
    'annotations: "index[linux/amd64]:a=b": index[linux/amd64] takes no annotations here (wanted manifest: or index:, or neither)',
    `annotations: "org.x={{commit_date 'YYYY'}}": {{commit_date 'YYYY'}} is not understood here; compute it in the workflow, as \${{ … }}`,
    'labels: "nothing" is no pair; expected KEY=VALUE',
  ]);
});

test("no tag is told with an example", async () => {
  assert.deepEqual(await problemsOf({ image: ".", tags: "\n" }), [
    "tags is empty; expected at least one tag, such as {rev}",
  ]);
});

test("images that are published by digest need no tag", async () => {
  const { push, tags } = await parseWith({ image: ".", push: "by-digest", tags: "" });
  assert.deepEqual({ push, tags }, { push: "by-digest", tags: [] });
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
