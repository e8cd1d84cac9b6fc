import assert from "node:assert/strict";
import { test } from "node:test";
import { diffConfigs } from "../../src/report/config-diff.ts";
import type { ConfigChange, Report } from "../../src/report/model.ts";
import { aReport } from "../support/sample-reports.ts";

const HASHES = ["0".repeat(32), "1".repeat(32)] as const;

type Config = Report["image"]["config"];

const differing = (before: Config, after: Config): readonly ConfigChange[] => {
  const report = aReport();
  const withConfig = (config: Config): Report => ({ ...report, image: { ...report.image, config } });
  return diffConfigs(withConfig(before), withConfig(after));
};

test("every field that a container is started with is compared", () => {
  assert.deepEqual(
    differing(
      { entrypoint: ["/bin/a b"], user: "root", env: ["A=1", "B=2"], labels: { one: "1" } },
      { cmd: ["serve"], user: "1000", env: ["A=1", "B=3", "C"], workingDir: "/srv", exposedPorts: ["80/tcp"] },
    ),
    [
      { field: "Entrypoint", baseline: '["/bin/a b"]' },
      { field: "User", baseline: "root", current: "1000" },
      { field: "Env B", baseline: "2", current: "3" },
      { field: "Label one", baseline: "1" },
      { field: "Cmd", current: '["serve"]' },
      { field: "WorkingDir", current: "/srv" },
      { field: "ExposedPorts", current: '["80/tcp"]' },
      { field: "Env C", current: "" },
    ],
  );
});

test("ports in another order are the same ports, words in another order another command", () => {
  assert.deepEqual(differing({ exposedPorts: ["80", "443"] }, { exposedPorts: ["443", "80"] }), []);
  assert.equal(differing({ cmd: ["a", "b"] }, { cmd: ["b", "a"] }).length, 1);
});

test("another build of the same package is no change of the configuration, another version is", () => {
  const running = (name: string): Config => ({ entrypoint: [`/nix/store/${name}/bin/app`] });
  assert.deepEqual(differing(running(`${HASHES[0]}-app-1.0`), running(`${HASHES[1]}-app-1.0`)), []);
  assert.equal(differing(running(`${HASHES[0]}-app-1.0`), running(`${HASHES[1]}-app-1.1`)).length, 1);
});

test("a secret that came or went is named, and not shown; one that changed is not known to have", () => {
  const change = differing(
    { env: ["DB_PASSWORD=hunter2", "API_KEY=abc", "KEYBOARD=us"] },
    { env: ["DB_PASSWORD=hunter3", "NPM_TOKEN=abc", "KEYBOARD=de"] },
  );
  assert.deepEqual(change, [
    { field: "Env API_KEY", baseline: "***" },
    { field: "Env KEYBOARD", baseline: "us", current: "de" },
    { field: "Env NPM_TOKEN", current: "***" },
  ]);
});
