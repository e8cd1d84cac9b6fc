import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../src/core/errors.ts";
import { parseMergeInputs } from "../../src/inputs/index.ts";

const parseWith = (given: Readonly<Record<string, string>>) => {
  const values: Readonly<Record<string, string>> = { digests: "digests", tags: "{rev}", "rev-length": "9", ...given };
  return parseMergeInputs((name) => values[name] ?? "");
};

test("a folder of digests is enough", () => {
  assert.deepEqual(parseWith({}), {
    ...{ digests: ["digests"], destinations: [], tags: ["{rev}"], flavor: [], revLength: 9 },
    ...{ annotations: {}, registryInsecure: [], registryCa: [] },
  });
});

test("every input of merge arrives in its place", () => {
  const inputs = parseWith({
    digests: "a\n\n b ",
    destination: "ghcr.io/acme/{name}\nregistry.example:5000/x",
    tags: "{rev}\n{latest}",
    flavor: "latest=false",
    "rev-length": "7",
    annotations: "org.opencontainers.image.vendor=Acme = Co\norg.opencontainers.image.title=",
    "registry-username": "octo",
    "registry-password": "hunter2",
    "registry-insecure": "registry.example:5000",
    "registry-ca": "ca.pem",
    "github-token": "ghs_x",
  });
  assert.deepEqual(inputs, {
    digests: ["a", "b"],
    destinations: ["ghcr.io/acme/{name}", "registry.example:5000/x"],
    tags: ["{rev}", "{latest}"],
    flavor: ["latest=false"],
    revLength: 7,
    annotations: { "org.opencontainers.image.vendor": "Acme = Co", "org.opencontainers.image.title": "" },
    registryUsername: "octo",
    registryPassword: "hunter2",
    registryInsecure: ["registry.example:5000"],
    registryCa: ["ca.pem"],
    githubToken: "ghs_x",
  });
  assert.ok(Object.isFrozen(inputs.annotations));
});

test("everything that is wrong with merge's inputs is told at once", () => {
  assert.throws(
    () => parseWith({ digests: "", tags: " ", "rev-length": "3", annotations: "=x\nno value" }),
    (error) => {
      assert.ok(error instanceof InputError);
      assert.deepEqual(
        error.message.split("\n").map((line) => line.split(/[;,]/)[0]),
        [
          'rev-length is "3"',
          'annotations: "=x" is no pair',
          'annotations: "no value" is no pair',
          ...["digests is empty", "tags is empty"],
        ],
      );
      return true;
    },
  );
});
