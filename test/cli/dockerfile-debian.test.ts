import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { after, before, describe, test } from "node:test";
import type { Report } from "../../src/report/index.ts";
import { buildImages } from "../findings/built-images.ts";
import { makePodman, type Podman, whyPodmanCannotBuild } from "../support/podman.ts";
import { runCli } from "./support/run-cli.ts";

const whyNoDebian = (): string | undefined => {
  try {
    execFileSync("dpkg-query", ["--version"], { stdio: "pipe" });
    return undefined;
  } catch {
    return "there is no dpkg-query: this machine is no Debian, whose package database the images would have";
  }
};

const KIB = 1024;

/** A package of ours with one file, as large as its database says. */
interface Own {
  readonly name: string;
  readonly version: string;
  readonly kibibytes: number;
}

const LIBRARY = { name: "acme-lib", version: "1.0-1", kibibytes: 1000 };
const BEFORE: readonly Own[] = [LIBRARY, { name: "acme-old", version: "0.9", kibibytes: 100 }];
const AFTER: readonly Own[] = [
  { ...LIBRARY, version: "1.2-1", kibibytes: 4000 },
  { name: "acme-tools", version: "2.0", kibibytes: 500 },
];

const paragraphOf = ({ name, version, kibibytes }: Own): string =>
  [
    ...[`Package: ${name}`, "Status: install ok installed", `Installed-Size: ${kibibytes}`],
    ...["Architecture: all", `Version: ${version}`, "Description: one of ours", " It says more.", "", ""],
  ].join("\n");

const DOCKERFILE = `FROM scratch
ARG TOKEN=none
COPY base /
ENV PATH=/bin LANG=C.UTF-8
COPY status /var/lib/dpkg/status
LABEL org.opencontainers.image.source=https://example.org/app
COPY acme /usr/lib/acme
RUN mkdir -p /srv && \\
    echo "#!/bin/sh" > /srv/app
WORKDIR /srv
CMD ["sh", "/srv/app"]
`;

/** Of every layer, oldest first. */
const INSTRUCTIONS = [
  "COPY … /",
  "COPY … /var/lib/dpkg/status",
  "COPY … /usr/lib/acme",
  'RUN mkdir -p /srv && echo "#!/bin/sh" > /srv/app',
];

const skip = whyPodmanCannotBuild() ?? whyNoDebian() ?? false;

describe("images of a Dockerfile with Debian's packages", { skip }, () => {
  let dir: string;
  let podman: Podman;
  /** Name and version, as dpkg itself lists those of this machine. */
  let installed: readonly string[];

  const run = async (...args: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await runCli(["report", ...args], { cwd: dir });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const report = async (...args: readonly string[]): Promise<Report> => JSON.parse(await run(...args, "--json", "-"));
  const comparisonOf = async (baseline: string, current: string) => {
    const { comparison } = await report(current, "--baseline", baseline);
    assert.ok(comparison?.kind === "compared");
    return comparison;
  };

  /** Everything but the packages, which are the machine's and some of our own. */
  const makeContext = async (): Promise<string> => {
    const context = path.join(dir, "context");
    const base = path.join(context, "base");
    for (const folder of ["bin", "tmp", "etc", "usr/lib"]) await mkdir(path.join(base, folder), { recursive: true });
    await chmod(path.join(base, "tmp"), 0o1777);
    await copyFile("/bin/bash-static", path.join(base, "bin/bash"));
    execFileSync("ln", ["-s", "bash", path.join(base, "bin/sh")]);
    await copyFile("/usr/bin/busybox", path.join(base, "bin/mkdir")).catch(() =>
      copyFile("/bin/busybox", path.join(base, "bin/mkdir")),
    );
    await copyFile("/usr/lib/os-release", path.join(base, "usr/lib/os-release"));
    execFileSync("ln", ["-s", "../usr/lib/os-release", path.join(base, "etc/os-release")]);
    await writeFile(path.join(base, "etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
    return context;
  };

  const setPackages = async (context: string, own: readonly Own[]): Promise<void> => {
    const status = (await readFile("/var/lib/dpkg/status", "utf8")).trimEnd();
    await writeFile(path.join(context, "status"), `${status}\n\n${own.map(paragraphOf).join("")}`);
    await rm(path.join(context, "acme"), { recursive: true, force: true });
    await mkdir(path.join(context, "acme"));
    for (const { name, version, kibibytes } of own)
      await writeFile(
        path.join(context, "acme", name),
        `${name} ${version} `.repeat(500_000).slice(0, kibibytes * KIB),
      );
  };

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), "dockerfile-debian-"));
    podman = await makePodman(path.join(dir, "podman"));
    const context = await makeContext();
    for (const [name, own] of [
      ["before", BEFORE],
      ["after", AFTER],
    ] as const) {
      await setPackages(context, own);
      await podman.build(context, DOCKERFILE, ["--build-arg=TOKEN=open-sesame"]);
      await podman.save(path.join(dir, `${name}.tar`), "docker-archive");
      await podman.save(path.join(dir, `${name}-oci.tar`), "oci-archive");
    }
    await podman.build(context, DOCKERFILE, ["--layers=false", "--build-arg=TOKEN=open-sesame"]);
    await podman.save(path.join(dir, "squashed.tar"), "docker-archive");
    const script = (await buildImages()).script("clean");
    const stream = spawn(script, { stdio: ["ignore", "pipe", "ignore"] });
    await pipeline(stream.stdout, createWriteStream(path.join(dir, "nix.tar")));
    const fields = ["db:Status-Status", "Package", "Version"].map((field) => `\${${field}}`);
    installed = execFileSync("dpkg-query", ["--show", `--showformat=${fields.join(" ")}\n`], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.startsWith("installed "))
      .map((line) => line.slice("installed ".length));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  const wordsOf = ({ distribution }: Report): readonly string[] =>
    (distribution?.packages ?? []).map(({ name, version }) => `${name} ${version}`);

  test("list the packages that dpkg lists, and the distribution's name", async () => {
    for (const file of ["before.tar", "before-oci.tar"]) {
      const found = await report(file);
      const own = BEFORE.map(({ name, version }) => `${name} ${version}`);
      assert.deepEqual(wordsOf(found).toSorted(), [...installed, ...own].toSorted());
      const release = await readFile("/usr/lib/os-release", "utf8");
      assert.equal(found.distribution?.name, /^PRETTY_NAME="(.*)"$/m.exec(release)?.[1]);
    }
  });

  test("have their instructions beside the layers, and no value of a build argument anywhere", async () => {
    for (const file of ["before.tar", "before-oci.tar"]) {
      const found = await report(file);
      assert.deepEqual(
        found.layers.map(({ createdBy }) => createdBy),
        INSTRUCTIONS,
      );
      assert.equal(found.layers[2]?.contentSize, 1100 * KIB);
      assert.equal(JSON.stringify(found).includes("open-sesame"), false);
    }
    const [squashed] = (await report("squashed.tar")).layers;
    assert.equal(squashed?.createdBy, INSTRUCTIONS.join("; "));
  });

  test("have no finding that their files do not deserve", async () => {
    const { findings = [] } = await report("before.tar");
    assert.deepEqual(
      findings.filter(({ severity }) => severity !== "info").map(({ id, subject }) => `${id} ${subject}`),
      [],
    );
  });

  test("are compared package by package, and the cause names the one that did most of it", async () => {
    const comparison = await comparisonOf("before.tar", "after-oci.tar");
    assert.deepEqual(comparison.distribution, [
      {
        ...{ kind: "changed", manager: "dpkg", name: "acme-lib", baseline: ["1.0-1"], current: ["1.2-1"] },
        change: 3000 * KIB,
      },
      { kind: "removed", manager: "dpkg", name: "acme-old", baseline: ["0.9"], current: [], change: -100 * KIB },
      { kind: "added", manager: "dpkg", name: "acme-tools", baseline: [], current: ["2.0"], change: 500 * KIB },
    ]);
    const text = await run("after.tar", "--baseline", "before.tar");
    const words = text.replace(/\s+/g, " ");
    assert.match(
      words,
      /Why: files outside the Nix store grew by 3\.5 MB: acme-lib went from 1\.0-1 to 1\.2-1 \(and 1 other package\)/,
    );
    assert.match(words, /Packages of the distribution: 1 new, 1 gone, 1 changed/);
  });

  test("leave all of their packages to an image of Nix, and take them back", async () => {
    const count = installed.length + BEFORE.length;
    for (const [baseline, current, kind] of [
      ["before.tar", "nix.tar", "removed"],
      ["nix.tar", "before-oci.tar", "added"],
    ] as const) {
      const { distribution = [] } = await comparisonOf(baseline, current);
      assert.deepEqual(new Set(distribution.map((change) => change.kind)), new Set([kind]));
      assert.equal(distribution.length, new Set(distribution.map(({ name }) => name)).size);
      assert.ok(distribution.length <= count && distribution.length > count / 2, `${distribution.length} of ${count}`);
    }
  });

  test("say of a package of dpkg that it is one, when Nix's references are asked for", async () => {
    const { status, stderr } = await runCli(["why", "after.tar", "acme-tools"], { cwd: dir });
    assert.equal(status, 2);
    assert.match(
      stderr,
      /no store path is called "acme-tools" \(dpkg lists acme-tools 2\.0, whose references nobody knows\)/,
    );
  });

  test("have packages that a budget can forbid, by name or by version", async () => {
    const { status, stdout } = await runCli(["report", "after.tar", "--forbid-package", "acme-lib-1.2*"], { cwd: dir });
    assert.equal(status, 1);
    assert.match(stdout, /forbid-packages +1 package of 1 pattern\n +acme-lib-1\.2-1 \(acme-lib-1\.2\*\)\n/);
    const passing = await runCli(["report", "after.tar", "--forbid-package", "acme-lib-1.0*"], { cwd: dir });
    assert.equal(passing.status, 0, passing.stdout);
  });

  test("sum up to the byte, whatever is compared with what", async () => {
    const files = ["before.tar", "squashed.tar", "nix.tar"];
    for (const baseline of files) {
      for (const current of files) {
        const { packages, totals, identical } = await comparisonOf(baseline, current);
        assert.equal(identical, baseline === current);
        const [content, root] = [totals.contentSize, totals.rootContentSize].map(
          (pair) => (pair.current ?? Number.NaN) - (pair.baseline ?? Number.NaN),
        );
        const sum = packages.reduce((all, { change }) => all + change, root ?? Number.NaN);
        assert.equal(sum, content, `${baseline} to ${current}`);
      }
    }
  });

  test("show the instructions of their layers on a terminal of 80 columns", async () => {
    const lines = (await run("before.tar")).split("\n");
    assert.deepEqual(
      lines.filter((line) => Array.from(line).length > 80),
      [],
    );
    for (const instruction of INSTRUCTIONS)
      assert.ok(
        lines.some((line) => line.trim() === instruction),
        instruction,
      );
  });
});
