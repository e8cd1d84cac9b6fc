import assert from "node:assert/strict";
import { test } from "node:test";
import { addCauses, type Compared, type PackageCause, type PackageChange } from "../../src/report/index.ts";
import { grown, rebuilt } from "../support/sample-reports.ts";

const comparedIn = (report: ReturnType<typeof rebuilt>): Compared => {
  assert.ok(report.comparison?.kind === "compared");
  return report.comparison;
};

const cause = (derivation: string, via: readonly string[], input?: string): PackageCause => ({
  ...(input === undefined ? {} : { input }),
  reason: { kind: "env", derivation, attribute: "patches", before: "", after: "a.patch", via },
});

const causesFor = (compared: Compared, causeOf: (change: PackageChange) => PackageCause | undefined) =>
  new Map(
    compared.packages.flatMap((change) => {
      const found = causeOf(change);
      return found === undefined ? [] : [[change, found] as const];
    }),
  );

test("packages that one difference rebuilt are one entry, whatever the way to it, and the larger entry comes first", () => {
  const compared = comparedIn(rebuilt());
  const isZlib = (pname: string) => pname === "zlib";
  const explained = addCauses(
    compared,
    causesFor(compared, ({ pname }) => cause(isZlib(pname) ? "zlib" : "glibc", [pname, "x"], "nixpkgs")),
  );
  const all = compared.packages.filter(({ kind }) => kind === "rebuilt");
  const others = all.filter(({ pname }) => !isZlib(pname));
  const reason = (derivation: string) => ({
    kind: "env",
    derivation,
    attribute: "patches",
    before: "",
    after: "a.patch",
  });
  assert.deepEqual(explained.rebuildCauses, [
    {
      input: "nixpkgs",
      reason: reason("glibc"),
      packages: others.length,
      change: others.reduce((sum, { change }) => sum + change, 0),
    },
    { input: "nixpkgs", reason: reason("zlib"), packages: 1, change: all.find(({ pname }) => isZlib(pname))?.change },
  ]);
  assert.ok(others.length > 10);
});

test("the same difference by another input is another cause", () => {
  const compared = comparedIn(rebuilt());
  const inputs = ["one", "two", undefined];
  const rows = compared.packages.filter(({ kind }) => kind === "rebuilt").slice(0, 3);
  const explained = addCauses(compared, new Map(rows.map((row, index) => [row, cause("x", ["x"], inputs[index])])));
  assert.deepEqual(new Set(explained.rebuildCauses?.map(({ input }) => input)), new Set(inputs));
});

test("a new version is no rebuild, yet the package keeps its cause", () => {
  const compared = comparedIn(grown());
  const explained = addCauses(
    compared,
    causesFor(compared, ({ kind }) => (kind === "changed" ? cause("nodejs", ["nodejs"]) : undefined)),
  );
  assert.equal(explained.rebuildCauses, undefined);
  const causes = explained.packages.filter(({ cause: it }) => it !== undefined);
  assert.deepEqual(
    causes.map(({ pname }) => pname),
    ["nodejs-slim"],
  );
});

test("credentials in a build plan do not reach the report, and long texts are cut", () => {
  const compared = comparedIn(rebuilt());
  const reason = {
    kind: "env" as const,
    derivation: "d".repeat(5000),
    attribute: "url",
    before: "https://me:secret@example.org",
    after: "Authorization: Bearer AbCdEf0123456789",
    via: ["v".repeat(5000)],
  };
  const explained = addCauses(
    compared,
    causesFor(compared, () => ({ reason })),
  );
  const [first] = explained.rebuildCauses ?? [];
  assert.deepEqual(
    [first?.reason.before, first?.reason.after],
    ["https://***@example.org", "Authorization: Bearer ***"],
  );
  assert.equal(first?.reason.derivation.length, 4096);
  assert.ok(!JSON.stringify(explained).includes("secret"));
});
