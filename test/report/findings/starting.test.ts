import assert from "node:assert/strict";
import { test } from "node:test";
import type { Image, ProgramFact } from "../../../src/image/index.ts";
import type { Finding } from "../../../src/report/findings/index.ts";
import { aLayer, anImage } from "../../support/images.ts";
import { NO_TRACES } from "../../support/layer-files.ts";
import { packEntries } from "../../support/pack-entries.ts";
import { reportOn } from "../../support/report-on.ts";

interface Parts {
  readonly config: Image["config"]["config"];
  readonly entries: readonly string[];
  readonly programs?: Readonly<Record<string, ProgramFact>>;
  readonly kept?: Readonly<Record<string, string>>;
}

/** What is found wrong with how a made-up image starts. */
const found = (id: string, { config, entries, programs = {}, kept = {} }: Parts): readonly Finding[] => {
  const traces = {
    ...NO_TRACES,
    programs: new Map(Object.entries(programs)),
    kept: new Map(Object.entries(kept).map(([path, text]) => [path, Buffer.from(text)])),
  };
  const layer = aLayer({}, { files: packEntries(...entries), traces });
  const image = anImage({
    layers: [layer],
    config: { architecture: "amd64", os: "linux", rootfs: { diff_ids: [layer.diffId] }, config },
  });
  const { findings = [] } = reportOn({ image, provenance: { source: ".#image", dirty: false } });
  return findings.filter((finding) => finding.id === id);
};

const ENV: ProgramFact = { kind: "script", interpreter: "/usr/bin/env", command: "python3" };

test("a script whose interpreter env looks for needs it in a folder of PATH", () => {
  const start = (...more: readonly string[]): readonly unknown[] =>
    found("missing-interpreter", {
      config: { Entrypoint: ["/app/run"], Env: ["PATH=/bin:/opt/python"] },
      entries: ["/app/run:9", "/usr/bin/env:9", ...more],
      programs: { "/app/run": ENV },
    }).map(({ subject, severity, file }) => [subject, severity, file]);
  assert.deepEqual(start(), [["python3", "error", "/app/run"]]);
  assert.deepEqual(start("/opt/python/python3:9"), []);
  assert.deepEqual(start("/bin/python3 -> /opt/python/python3.12", "/opt/python/python3.12:9"), []);
  assert.deepEqual(start("/bin/python3 -> /gone"), [["python3", "error", "/app/run"]]);
});

test("a command without its interpreter is a warning, and names the commands", () => {
  const [finding, ...others] = found("missing-interpreter", {
    config: { Env: ["PATH=/bin"] },
    entries: ["/bin/a:9", "/bin/b:9", "/usr/bin/env:9"],
    programs: { "/bin/a": ENV, "/bin/b": ENV },
  });
  assert.deepEqual(others, []);
  assert.deepEqual(
    [finding?.severity, finding?.subject, finding?.items.map(({ name }) => name)],
    ["warning", "python3", ["/bin/a", "/bin/b"]],
  );
});

test("a group by name has to be listed, a number need not be", () => {
  const kept = { "/etc/passwd": "web:x:1000:1000::/:/bin/sh\n", "/etc/group": "web:x:1000:\n" };
  const unknown = (user: string, files: Parts["kept"] = kept): readonly unknown[] =>
    found("user-unknown", {
      config: { User: user },
      entries: Object.keys(files ?? {}).map((path) => `${path}:30`),
      ...(files && { kept: files }),
    }).map(({ subject, severity, value }) => [subject, severity, value]);
  for (const user of ["web", "web:web", "web:7", "1000", "7:web", ""]) assert.deepEqual(unknown(user), [], user);
  assert.deepEqual(unknown("web:nogrp"), [["nogrp", "error", "not listed"]]);
  assert.deepEqual(unknown("7:nogrp"), [["nogrp", "error", "not listed"]]);
  assert.deepEqual(unknown("nobody:nogrp"), [["nobody", "error", "not listed"]]);
  assert.deepEqual(unknown("web:nogrp", { "/etc/passwd": "web:x:1:1::/:\n" }), [["nogrp", "error", "no file"]]);
});
