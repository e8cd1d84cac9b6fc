import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Version } from "@cyclonedx/cyclonedx-library/Spec";
import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
import { PackageURL } from "packageurl-js";
import type { PackageMeta } from "../../src/core/package-meta.ts";
import type { StorePath } from "../../src/core/store-path.ts";
import type { Distribution, Report } from "../../src/report/index.ts";
import { buildSbom, type SbomOptions } from "../../src/sbom/index.ts";
import { withoutFixtures } from "../support/fixtures.ts";
import { hostile, NASTY } from "../support/hostile-report.ts";
import { recordedClosure, recordedImage } from "../support/recorded.ts";
import { reportOn } from "../support/report-on.ts";
import { aReport, aStorePath } from "../support/sample-reports.ts";
import { edgesOf, type ParsedBom, type ParsedComponent, parseSbom, property } from "../support/sbom.ts";

type DistributionPackage = Distribution["packages"][number];

const TOOL = { toolVersion: "1.2.3" };

const sbomOf = (report: Report, options: Partial<SbomOptions> = {}): Promise<ParsedBom> =>
  parseSbom(buildSbom(report, { ...TOOL, ...options }));

const find = ({ components }: ParsedBom, name: string): ParsedComponent => {
  const [found, ...more] = components.filter((component) => component.name === name);
  assert.ok(found !== undefined && more.length === 0, `${name} is there ${more.length + (found ? 1 : 0)} times`);
  return found;
};

/** What the graph of the document has to be, from the report alone. */
const expectedEdges = ({ image, storePaths }: Report): readonly string[] => {
  const here = new Set(storePaths.map(({ path }) => path));
  return storePaths
    .flatMap(({ path, references = [], whyChain }) => [
      ...(whyChain === undefined || whyChain[0] === path ? [`${image.configDigest} ${path}`] : []),
      ...references.filter((target) => here.has(target)).map((target) => `${path} ${target}`),
    ])
    .toSorted();
};

/** Every store path once, every reference once. */
const isWhole = (report: Report, bom: ParsedBom): void => {
  assert.deepEqual(
    bom.components.map((component) => component["bom-ref"]),
    report.storePaths.map(({ path }) => path),
  );
  assert.deepEqual(edgesOf(bom), expectedEdges(report));
};

test("the validator would have something to say", async () => {
  const text = buildSbom(aReport(), TOOL);
  const wrong = text.replace('"type": "application"', '"type": "store-path"');
  assert.notEqual(wrong, text);
  assert.notEqual(await new JsonStrictValidator(Version.v1dot6).validate(wrong), null);
});

describe("the image", () => {
  test("is a container with its tag, its platform, its layers and the hash of its config", async () => {
    const report = aReport();
    const { metadata } = await sbomOf(report);
    const { component } = metadata;
    assert.deepEqual(
      [component.type, component.name, component.version, component["bom-ref"]],
      ["container", "api", "9f8e7d6c5", report.image.configDigest],
    );
    assert.deepEqual(component.hashes, [
      { alg: "SHA-256", content: report.image.configDigest.slice("sha256:".length) },
    ]);
    assert.deepEqual(property(component, "nix-image:platform"), ["linux/amd64"]);
    assert.deepEqual(property(component, "nix-image:repo_tag"), ["api:latest"]);
    assert.deepEqual(
      property(component, "nix-image:layer:diff_id"),
      report.layers.map(({ diffId }) => diffId),
    );
    assert.equal(metadata.timestamp, "1970-01-01T00:00:01.000Z");
    const tools = metadata.tools.components.map(({ type, name, version }) => [type, name, version]);
    assert.deepEqual(tools, [["application", "nix-image", "1.2.3"]]);
  });

  test("without a revision it has the version of its tag", async () => {
    const { revision: _, ...image } = aReport().image;
    const { metadata } = await sbomOf({ ...aReport(), image: { ...image, repoTags: ["ghcr.io/acme/api:2.1"] } });
    assert.equal(metadata.component.version, "2.1");
  });

  const purl = async (repoTags: readonly string[], options: Partial<SbomOptions> = {}): Promise<string | undefined> =>
    (await sbomOf({ ...aReport(), image: { ...aReport().image, repoTags } }, options)).metadata.component.purl;

  test("its package URL says where it is, and by which digest when that is known", async () => {
    const manifestDigest = `sha256:${"a".repeat(64)}` as const;
    assert.equal(await purl(["api:latest"]), "pkg:oci/api?arch=amd64&tag=latest");
    const there = (await purl(["ghcr.io/acme/tools/api:2.1"], { manifestDigest })) ?? "";
    const { type, name, version, qualifiers } = PackageURL.fromString(there);
    assert.deepEqual(
      { type, name, version, qualifiers: { ...qualifiers } },
      {
        type: "oci",
        name: "api",
        version: manifestDigest,
        qualifiers: { arch: "amd64", repository_url: "ghcr.io/acme/tools/api", tag: "2.1" },
      },
    );
  });

  test("an image without a tag, or with one that no registry would take, has no package URL", async () => {
    assert.equal(await purl([]), undefined);
    assert.equal(await purl(["Not A Name:1"]), undefined);
    assert.equal(await purl(["api:not a tag"]), "pkg:oci/api?arch=amd64");
  });

  for (const created of [undefined, "yesterday", "+275760-09-13T00:00:00Z", "-000001-01-01T00:00:00Z"]) {
    test(`created ${created} gives no timestamp`, async () => {
      const { created: _, ...image } = aReport().image;
      const report = { ...aReport(), image: { ...image, ...(created === undefined ? {} : { created }) } };
      assert.equal((await sbomOf(report)).metadata.timestamp, undefined);
    });
  }
});

describe("store paths", () => {
  test("are components with name, version, package URL, sizes and the layers that hold them", async () => {
    const report = aReport();
    const entry = report.storePaths.find(({ pname }) => pname === "brotli");
    assert.ok(entry !== undefined);
    const component = find(await sbomOf(report), "brotli");
    assert.deepEqual([component.type, component.version, component["bom-ref"]], ["application", "1.1.0", entry.path]);
    assert.equal(component.purl, "pkg:nix/brotli@1.1.0?output=lib");
    assert.deepEqual(property(component, "nix:store_path"), [entry.path]);
    assert.deepEqual(property(component, "nix:narinfo:nar_size"), [String(entry.narSize)]);
    assert.deepEqual(property(component, "nix-image:content_size"), [String(entry.contentSize)]);
    assert.deepEqual(property(component, "nix-image:output"), ["lib"]);
    assert.deepEqual(
      property(component, "nix-image:layer:diff_id"),
      entry.layers.map((index) => report.layers[index]?.diffId),
    );
  });

  test("of the same name and version stay apart, and one without a version has no package URL", async () => {
    const storePaths = [
      aStorePath("zlib-1.3.1", 100),
      aStorePath("zlib-1.3.1", 200, [], { salt: "rebuilt" }),
      aStorePath("c++-tools-1.0", 30),
      aStorePath("etc-os-release", 10),
    ];
    const report = aReport({ storePaths, graph: false });
    const bom = await sbomOf(report);
    isWhole(report, bom);
    assert.deepEqual(
      bom.components.map(({ purl }) => purl),
      ["pkg:nix/zlib@1.3.1", "pkg:nix/zlib@1.3.1", "pkg:nix/c%2B%2B-tools@1.0", undefined],
    );
    assert.equal(PackageURL.fromString(bom.components[2]?.purl ?? "").name, "c++-tools");
  });

  test("the references are the graph, from the image by its roots", async () => {
    const report = aReport();
    const bom = await sbomOf(report);
    isWhole(report, bom);
    const image = bom.dependencies.find(({ ref }) => ref === report.image.configDigest);
    const roots = report.storePaths.filter(({ whyChain }) => whyChain?.length === 1).map(({ path }) => path);
    assert.ok(roots.length > 0 && roots.length < report.storePaths.length);
    assert.deepEqual(image?.dependsOn, roots);
  });

  test("without references they hang on the image, and are not in the graph themselves: what they need is not known", async () => {
    const report = aReport({ graph: false });
    const bom = await sbomOf(report);
    assert.deepEqual(bom.dependencies, [
      { ref: report.image.configDigest, dependsOn: report.storePaths.map(({ path }) => path) },
    ]);
  });
});

describe("licences", () => {
  const licencesFor = async (...licences: readonly string[]): Promise<readonly unknown[] | undefined> => {
    const report = aReport();
    const path = report.storePaths[0]?.path as StorePath;
    const meta = new Map<StorePath, PackageMeta>([[path, { licences }]]);
    return (await sbomOf(report, { meta })).components[0]?.licenses;
  };
  const acknowledgement = "declared";

  test("an SPDX id is one, in whatever case; anything else is a name", async () => {
    assert.deepEqual(await licencesFor("MIT", "apache-2.0", "Unfree", "GPL-3.0-or-later"), [
      { license: { id: "MIT", acknowledgement } },
      { license: { id: "Apache-2.0", acknowledgement } },
      { license: { name: "Unfree", acknowledgement } },
      { license: { id: "GPL-3.0-or-later", acknowledgement } },
    ]);
  });

  test("an expression that stands alone is one, beside others it is a name", async () => {
    assert.deepEqual(await licencesFor("MIT OR (Apache-2.0 AND ISC)"), [
      { expression: "MIT OR (Apache-2.0 AND ISC)", acknowledgement },
    ]);
    assert.deepEqual(await licencesFor("MIT OR ISC", "Zlib"), [
      { license: { name: "MIT OR ISC", acknowledgement } },
      { license: { id: "Zlib", acknowledgement } },
    ]);
  });

  for (const text of [
    "MIT OR",
    "(MIT",
    "MIT Apache-2.0",
    "MIT OR Unfree",
    "AND",
    "MIT) OR (ISC",
    "(".repeat(100_000),
  ]) {
    test(`${JSON.stringify(text.slice(0, 20))} is a name, since it is no expression`, async () => {
      assert.deepEqual(await licencesFor(text), [{ license: { name: text, acknowledgement } }]);
    });
  }

  test("none, and empty ones, leave the field out; the same one twice is one", async () => {
    assert.equal(await licencesFor(), undefined);
    assert.equal(await licencesFor("", " "), undefined);
    assert.deepEqual(await licencesFor("MIT", "MIT"), [{ license: { id: "MIT", acknowledgement } }]);
  });

  test("description and homepage come along, an address only when it is one to open", async () => {
    const report = aReport();
    const [first, second] = report.storePaths.map(({ path }) => path) as [StorePath, StorePath];
    const meta = new Map<StorePath, PackageMeta>([
      [first, { licences: [], description: "Keeps secrets", homepage: "https://openssl.example/" }],
      [second, { licences: [], homepage: "javascript:alert(1)" }],
    ]);
    const [one, two] = (await sbomOf(report, { meta })).components;
    assert.equal(one?.description, "Keeps secrets");
    assert.deepEqual(one?.externalReferences, [{ type: "website", url: "https://openssl.example/" }]);
    assert.equal(two?.externalReferences, undefined);
  });
});

describe("packages of a distribution", () => {
  const BASH: DistributionPackage = {
    manager: "dpkg",
    name: "bash",
    version: "1:5.2.15-2+b7",
    architecture: "amd64",
    source: "bash-source",
  };
  const CURL: DistributionPackage = { manager: "apk", name: "curl", version: "8.5.0-r0", licence: "curl AND MIT" };

  test("are components that the image depends on, with package URLs of their distribution", async () => {
    const report = aReport({ storePaths: [] });
    const distribution = { id: "debian", version: "12", packages: [BASH, BASH] };
    const bom = await sbomOf({ ...report, distribution });
    const bash = find(bom, "bash");
    const { type, namespace, name, version, qualifiers } = PackageURL.fromString(bash.purl ?? "");
    assert.deepEqual(
      { type, namespace, name, version, qualifiers: { ...qualifiers } },
      {
        type: "deb",
        namespace: "debian",
        name: "bash",
        version: "1:5.2.15-2+b7",
        qualifiers: { arch: "amd64", distro: "debian-12", upstream: "bash-source" },
      },
    );
    assert.deepEqual(bom.dependencies, [{ ref: report.image.configDigest, dependsOn: [bash.purl] }]);
  });

  test("where os-release names no distribution, that of the package manager is meant", async () => {
    const report = aReport({ storePaths: [] });
    const curl = find(await sbomOf({ ...report, distribution: { packages: [CURL] } }), "curl");
    assert.equal(curl.purl, "pkg:apk/alpine/curl@8.5.0-r0");
    assert.deepEqual(curl.licenses, [{ expression: "curl AND MIT", acknowledgement: "declared" }]);
  });
});

describe("the document", () => {
  test("is the same each time, and its serial number is that of the image", async () => {
    assert.equal(buildSbom(aReport(), TOOL), buildSbom(aReport(), TOOL));
    const serialNumber = async (report: Report) => (await sbomOf(report)).serialNumber;
    const own = await serialNumber(aReport());
    assert.match(own, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(await serialNumber(aReport({ graph: false })), own);
    assert.notEqual(await serialNumber(aReport({ env: ["PATH=/other"] })), own);
  });

  test("of a report in which every text is hostile is valid, and acts upon no terminal", async () => {
    const report = hostile(aReport());
    const packages = NASTY.map(
      (text): DistributionPackage => ({
        manager: "dpkg",
        name: text,
        version: text,
        architecture: text,
        licence: text,
        source: text,
      }),
    );
    const meta = new Map<StorePath, PackageMeta>(
      report.storePaths.map(({ path }, index) => {
        const text = NASTY[index % NASTY.length] ?? "";
        return [path, { licences: [text, `${text} OR MIT`], description: text, homepage: `https://${text}` }];
      }),
    );
    const text = buildSbom(
      { ...report, distribution: { id: "\x1b[31m", version: "\u202e", packages } },
      { ...TOOL, meta },
    );
    await parseSbom(text);
    assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\u2028\u2029]/u);
  });

  test("names only what is there, whatever references and layers a report speaks of", async () => {
    const report = aReport();
    const stranger = "/nix/store/00000000000000000000000000000000-stranger-1" as StorePath;
    const storePaths = report.storePaths.map((entry) => ({
      ...entry,
      references: [...(entry.references ?? []), stranger, entry.path],
      layers: [...entry.layers, 10_000],
    }));
    assert.deepEqual(edgesOf(await sbomOf({ ...report, storePaths })), edgesOf(await sbomOf(report)));
  });
});

describe("recorded images", { skip: withoutFixtures }, () => {
  for (const name of ["app-rev-a", "app-rev-b", "base"]) {
    test(`${name} has all of its store paths and references`, async () => {
      const closure = name === "base" ? {} : { closure: recordedClosure(name).closure };
      const image = recordedImage(name);
      const report = reportOn({ image, ...closure, provenance: { source: name, dirty: false } });
      const bom = await sbomOf(report);
      isWhole(report, bom);
      assert.equal(bom.components.length, report.totals.storePaths);
      if (closure.closure === undefined) return;
      const recorded = [...closure.closure.paths.values()].flatMap(({ path, references }) =>
        references.filter((target) => target !== path).map((target) => `${path} ${target}`),
      );
      const inside = new Set(report.storePaths.map(({ path }) => String(path)));
      const within = recorded.filter((edge) => edge.split(" ").every((path) => inside.has(path)));
      assert.ok(within.length > 0);
      assert.deepEqual(
        edgesOf(bom).filter((edge) => edge.startsWith("/nix/store/")),
        within.toSorted(),
      );
    });
  }
});
