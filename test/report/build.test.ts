import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { sha256 } from "../../src/core/hash.ts";
import type { Image } from "../../src/image/index.ts";
import { MEDIA_TYPE } from "../../src/oci/index.ts";
import { type Provenance, parseReport, type Report, reportSchema } from "../../src/report/index.ts";
import { aClosure, aLayer, anImage, aShare, aStorePath } from "../support/images.ts";
import { reportOn } from "../support/report-on.ts";

const provenance: Provenance = { source: ".#image", dirty: false };
const reportOf = (image: Partial<Image>, given: Partial<Provenance> = {}): Report =>
  reportOn({ image: anImage(image), provenance: { ...provenance, ...given } });
const configOf = (config: Image["config"]["config"]): Report["image"]["config"] =>
  reportOf({ config: { architecture: "amd64", os: "linux", rootfs: { diff_ids: [] }, config } }).image.config;

const glibc = aStorePath("glibc-2.40-66");
const app = aStorePath("app-1.0");
const lib = aStorePath("openssl-3.0.20-lib");

test("a report says what an image of two layers holds", () => {
  const blob = { mediaType: MEDIA_TYPE.layerGzip, digest: sha256("a"), size: 400 };
  const image = anImage({
    layers: [
      aLayer({ [glibc]: 3000 }, { blob, tarOverhead: 100 }),
      aLayer({ [app]: 50, [lib]: 700 }, { blob: { ...blob, size: 90 }, root: aShare(7), tarOverhead: 200 }),
    ],
    repoTags: ["ghcr.io/acme/api:1a2b3c4d5"],
  });
  const revision = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
  const report = reportOn({ image, provenance: { ...provenance, revision } });
  assert.deepEqual(report.totals, {
    layers: 2,
    storePaths: 3,
    entries: 9,
    files: 4,
    contentSize: 3757,
    tarOverhead: 300,
    uncompressedSize: 4057,
    compressedSize: 490 + image.configBytes.byteLength,
    narSize: 4600,
  });
  assert.deepEqual(report.root, { contentSize: 7, entries: 3, files: 1 });
  assert.deepEqual(
    report.storePaths.map(({ pname, version, output, contentSize, layers }) => ({
      pname,
      version,
      output,
      contentSize,
      layers,
    })),
    [
      { pname: "glibc", version: "2.40-66", output: undefined, contentSize: 3000, layers: [0] },
      { pname: "openssl", version: "3.0.20", output: "lib", contentSize: 700, layers: [1] },
      { pname: "app", version: "1.0", output: undefined, contentSize: 50, layers: [1] },
    ],
  );
  assert.deepEqual(
    report.layers[1]?.storePaths.map((share) => share.path),
    [lib, app],
  );
  assert.deepEqual(report.image, {
    name: "api",
    source: ".#image",
    repoTags: ["ghcr.io/acme/api:1a2b3c4d5"],
    platform: "linux/amd64",
    configDigest: image.configDigest,
    revision,
    dirty: false,
    config: {},
  });
});

test("a store path in two layers counts twice and is listed once", () => {
  const report = reportOf({ layers: [aLayer({ [app]: 10 }), aLayer({ [app]: 15, [lib]: 20 })] });
  const entry = report.storePaths.find(({ path }) => path === app);
  assert.deepEqual([entry?.contentSize, entry?.entries, entry?.layers], [25, 4, [0, 1]]);
  assert.equal(report.totals.storePaths, 2);
  assert.equal(report.totals.contentSize, 45);
});

test("graph facts are those of the paths that the image holds", () => {
  const closure = aClosure({
    "image.tar.gz": [9999, "app-1.0", "build-tool-1"],
    "build-tool-1": [5555],
    "app-1.0": [10, "app-1.0", "openssl-3.0.20-lib", "glibc-2.40-66", "build-tool-1"],
    "openssl-3.0.20-lib": [200, "glibc-2.40-66"],
    "glibc-2.40-66": [3000, "glibc-2.40-66"],
  });
  const image = anImage({ layers: [aLayer({ [glibc]: 1, [app]: 2, [lib]: 3 })] });
  const report = reportOn({ image, closure, provenance });
  assert.equal(report.totals.narSize, 3210);
  const facts = report.storePaths.map(
    ({ pname, narSize, closureSize, retainedSize, dominator, references, whyChain }) => ({
      pname,
      narSize,
      closureSize,
      retainedSize,
      dominator,
      references,
      whyChain,
    }),
  );
  assert.deepEqual(facts, [
    {
      pname: "openssl",
      narSize: 200,
      closureSize: 3200,
      retainedSize: 200,
      dominator: app,
      references: [glibc],
      whyChain: [app, lib],
    },
    {
      pname: "app",
      narSize: 10,
      closureSize: 3210,
      retainedSize: 3210,
      dominator: undefined,
      references: [glibc, lib],
      whyChain: [app],
    },
    {
      pname: "glibc",
      narSize: 3000,
      closureSize: 3000,
      retainedSize: 3000,
      dominator: app,
      references: [],
      whyChain: [app, glibc],
    },
  ]);
});

test("of a path that Nix does not know the image tells the size", () => {
  const image = anImage({ layers: [aLayer({ [glibc]: 1, [app]: 2 })] });
  const report = reportOn({ image, closure: aClosure({ "app-1.0": [10, "glibc-2.40-66"] }), provenance });
  // A folder with the file `content` of one byte, by the grammar of NARs.
  assert.equal(report.totals.narSize, 10 + 288);
  assert.equal(report.storePaths.find(({ path }) => path === app)?.narSize, 10);
  assert.deepEqual(report.storePaths.find(({ path }) => path === glibc)?.whyChain, [app, glibc]);
});

test("the compressed size is unknown as long as one layer's is", () => {
  const blob = { mediaType: MEDIA_TYPE.layerGzip, digest: sha256("a"), size: 400 };
  const report = reportOf({ layers: [aLayer({ [app]: 1 }, { blob }), aLayer({ [lib]: 1 })] });
  assert.equal(report.totals.compressedSize, undefined);
  assert.equal(report.layers[0]?.compressedSize, 400);
});

test("history entries are matched with layers, leaving out those that made none", () => {
  const layers = [aLayer({ [app]: 1 }), aLayer({ [lib]: 1 }), aLayer({ [glibc]: 1 })];
  const history = [
    { created_by: "ADD rootfs" },
    { created_by: "CMD sh", empty_layer: true },
    { comment: "store paths: ['x']", created_by: "nix" },
    { created: "1970-01-01T00:00:01Z" },
  ];
  const config = { architecture: "amd64", os: "linux", rootfs: { diff_ids: [] }, history };
  const createdBy = (report: Report) => report.layers.map((layer) => layer.createdBy);
  assert.deepEqual(createdBy(reportOf({ layers, config })), ["ADD rootfs", "store paths: ['x']", undefined]);
  assert.deepEqual(createdBy(reportOf({ layers: layers.slice(1), config })), [undefined, undefined]);
});

test("the name comes from the first tag, else as given, else from the source", () => {
  const nameOf = (repoTags: readonly string[], given: Partial<Provenance>): string =>
    reportOf({ repoTags }, given).image.name;
  assert.equal(nameOf(["localhost:5000/acme/api:1.0", "other:1"], { name: "given" }), "api");
  assert.equal(nameOf(["localhost:5000/api"], {}), "api");
  assert.equal(nameOf([`ghcr.io/a/b:1@${sha256("x")}`], {}), "b");
  assert.equal(nameOf([], { name: "given" }), "given");
  assert.equal(nameOf([], { source: "github:acme/app#dockerImage" }), "dockerImage");
  assert.equal(nameOf([], { source: "docker://ghcr.io/acme/api:1" }), "api");
  assert.equal(nameOf([], { source: "./out/" }), "out");
  assert.equal(nameOf([], { source: "/" }), "image");
  assert.equal(nameOf(["</script>|`x`\n:1"], {}), "script>|`x`\n");
});

test("the revision of a dirty tree is not told, since it is not what was built", () => {
  assert.equal(reportOf({}, { revision: "1a2b3c4", dirty: true }).image.revision, undefined);
});

test("the start configuration is told without what is empty", () => {
  assert.deepEqual(
    configOf({
      User: "",
      ExposedPorts: { "8080/tcp": {}, "53/udp": {} },
      Env: ["PATH=/bin", "X="],
      Entrypoint: null,
      Cmd: ["/bin/app", ""],
      WorkingDir: "/data",
      Labels: { "org.opencontainers.image.title": "app" },
      Volumes: null,
    }),
    {
      env: ["PATH=/bin", "X="],
      cmd: ["/bin/app", ""],
      workingDir: "/data",
      exposedPorts: ["8080/tcp", "53/udp"],
      labels: { "org.opencontainers.image.title": "app" },
    },
  );
  assert.deepEqual(configOf(null), {});
});

test("credentials in the source's address and in the environment do not enter the report", () => {
  const text = JSON.stringify([
    reportOf({}, { source: "git+https://me:hunter2hunter2@example.com/r#image" }),
    configOf({ Env: ["TOKEN=ghp_0123456789abcdefghij"] }),
  ]);
  assert.doesNotMatch(text, /hunter2|0123456789abcdefghij/);
});

test("values that are called as secrets are do not enter the report, wherever an image's config has them", () => {
  const config = {
    Env: ["DB_PASSWORD=hunter2", "PASSWORD_FILE=/run/secrets/db", "EMPTY_TOKEN="],
    Entrypoint: ["app", "--password", "hunter2", "--dsn=postgres://me:hunter2@db/app"],
    Cmd: ["--api-key=hunter2", "--port", "80"],
    Labels: { "com.example.deployToken": "hunter2", title: "app" },
  };
  assert.deepEqual(configOf(config), {
    env: ["DB_PASSWORD=***", "PASSWORD_FILE=/run/secrets/db", "EMPTY_TOKEN="],
    entrypoint: ["app", "--password", "***", "--dsn=postgres://***@db/app"],
    cmd: ["--api-key=***", "--port", "80"],
    labels: { "com.example.deployToken": "***", title: "app" },
  });
  const history = [{ created_by: "RUN |1 NPM_TOKEN=hunter2 /bin/sh -c NPM_TOKEN=hunter2 npm ci # buildkit" }];
  const image = { architecture: "amd64", os: "linux", rootfs: { diff_ids: [] }, history };
  const { layers } = reportOf({ layers: [aLayer({ [app]: 1 })], config: image });
  assert.equal(layers[0]?.createdBy, "RUN NPM_TOKEN=*** npm ci");
});

test("the largest files of all layers are told with their layer", () => {
  const file = (path: string, size: number) => ({ path, size });
  const many = Array.from({ length: 20 }, (_, i) => file(`/b/${i}`, 100 - i));
  const report = reportOf({
    layers: [
      aLayer({}, { largestFiles: [file("/a", 500), file("/c", 99)] }),
      aLayer({ [app]: 1 }, { largestFiles: many }),
    ],
  });
  assert.deepEqual(report.largestFiles.slice(0, 4), [
    { path: "/a", size: 500, layer: 0 },
    { path: "/b/0", size: 100, layer: 1 },
    { path: "/b/1", size: 99, layer: 1 },
    { path: "/c", size: 99, layer: 0 },
  ]);
  assert.equal(report.largestFiles.length, 20);
});

/** Everything that a hostile image may put into its texts. */
const hostileImage = (): Image => {
  const text = `${"x".repeat(5000)}</script>\u0000\ud800\u202e${"|`".repeat(10)}`;
  return anImage({
    repoTags: [`${text}/${text}:tag`, ""],
    platform: { os: text, architecture: "" },
    layers: [aLayer({ [aStorePath("__proto__")]: 1 }, { largestFiles: [{ path: text, size: 1 }] })],
    config: {
      architecture: "",
      os: text,
      created: text,
      rootfs: { diff_ids: [] },
      history: [{ comment: text }],
      config: {
        User: text,
        Env: [text],
        Cmd: [text],
        Labels: JSON.parse(`{"__proto__":"x","constructor":"y","k":${JSON.stringify(text)}}`),
        ExposedPorts: { [text]: 1 },
      },
    },
  });
};

test("every report fits its schema and survives JSON, whatever the image says", () => {
  const closure = aClosure({ "app-1.0": [10, "glibc-2.40-66"], "glibc-2.40-66": [1] });
  const reports = [
    reportOf({}),
    reportOf({ layers: [] }),
    reportOn({ image: anImage({ layers: [aLayer({ [glibc]: 1, [app]: 2 })] }), closure, provenance }),
    reportOn({ image: hostileImage(), provenance: { ...provenance, name: "", source: "y".repeat(9000) } }),
  ];
  for (const report of reports) {
    const text = JSON.stringify(report);
    assert.deepEqual(v.parse(reportSchema, JSON.parse(text)), report);
    assert.deepEqual(parseReport(text), { kind: "ok", value: report });
  }
});

test("a report cannot be changed", () => {
  const report = reportOf({});
  assert.ok(
    Object.isFrozen(report) && Object.isFrozen(report.storePaths[0]) && Object.isFrozen(report.layers[0]?.root),
  );
});

test("what is no report of ours is refused with the reason", () => {
  const problem = (text: string): string => {
    const result = parseReport(text);
    return result.kind === "bad" ? result.problem : "accepted";
  };
  const report = reportOf({});
  assert.match(problem("{"), /^not a report: not JSON/);
  assert.match(problem("null"), /^not a report: /);
  assert.match(problem("{}"), /^not a report: schemaVersion: /);
  assert.equal(
    problem(JSON.stringify({ ...report, schemaVersion: 2 })),
    "schemaVersion is 2, this program reads 1; use a newer nix-image",
  );
  assert.match(
    problem(JSON.stringify({ ...report, schemaVersion: 0 })),
    /^schemaVersion is 0, .* write the report again/,
  );
  assert.match(problem(JSON.stringify({ ...report, layers: 5 })), /^not a report: layers: /);
  assert.match(
    problem(JSON.stringify({ ...report, storePaths: [{ ...report.storePaths[0], path: "/etc/passwd" }] })),
    /^not a report: storePaths\.0\.path: expected a store path/,
  );
});

test("an image of 20,000 store paths makes a report of a few tens of megabytes within seconds", () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `package${i}-1.0`);
  const parents = (i: number): string[] => [1, 2, 3, 4, 5].map((k) => names[Math.floor(i / (k + 1))] as string);
  const referencing = new Map<string, string[]>(names.map((name) => [name, []]));
  for (const [i, name] of names.entries())
    for (const parent of new Set(parents(i))) referencing.get(parent)?.push(name);
  const closure = aClosure(
    Object.fromEntries(names.map((name) => [name, [100, ...(referencing.get(name) ?? [])] as const])),
  );
  const shares = Object.fromEntries(names.map((name) => [aStorePath(name), 10] as const));
  const image = anImage({ layers: [aLayer(shares)] });
  const started = performance.now();
  const report = reportOn({ image, closure, provenance });
  const text = JSON.stringify(report);
  assert.equal(parseReport(text).kind, "ok");
  const seconds = (performance.now() - started) / 1000;
  assert.equal(report.storePaths.length, 20_000);
  assert.ok(text.length < 60_000_000, `${text.length} characters`);
  assert.ok(seconds < 10, `took ${seconds.toFixed(1)} s`);
});
