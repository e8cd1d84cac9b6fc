import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf } from "../../../src/core/store-path.ts";
import { explainPaths, findStorePaths, type WhyAnswer } from "../../../src/report/query/index.ts";
import { readFixture, withoutFixtures } from "../../support/fixtures.ts";
import { entryOf, randomSketch, reachedFrom, reportOfSketch, withoutGraph } from "../../support/graph-reports.ts";
import { seeded } from "../../support/random.ts";
import { recordedClosure, recordedImage } from "../../support/recorded.ts";
import { reportOn } from "../../support/report-on.ts";

const report = reportOfSketch({
  "app-1.0": [10, "web-2.0", "tool-1.0", "tls-3.0"],
  "web-2.0": [20, "tls-3.0", "icons-1.0"],
  "tool-1.0": [30, "tls-3.0"],
  "icons-1.0": [500],
  "tls-3.0": [100, "zlib-1.3"],
  "zlib-1.3": [7],
});

const why = (name: string): WhyAnswer => {
  const [answer] = explainPaths(report, [entryOf(report, name)]);
  assert.ok(answer !== undefined);
  return answer;
};

const names = (paths: readonly { readonly name: string }[] | undefined) => paths?.map(({ name }) => name);

test("the chain leads from the root to the path by the shortest way", () => {
  assert.deepEqual(names(why("zlib-1.3").chain), ["app-1.0", "tls-3.0", "zlib-1.3"]);
  assert.deepEqual(names(why("app-1.0").chain), ["app-1.0"]);
});

test("all that refers to a path directly is listed, heaviest first", () => {
  assert.deepEqual(names(why("tls-3.0").referrers), ["app-1.0", "web-2.0", "tool-1.0"]);
  assert.deepEqual(names(why("app-1.0").referrers), []);
});

test("sizes are the path's own, its closure's and what its removal frees; layers count from 1", () => {
  const { ownSize, closureSize, retainedSize, contentSize, layers } = why("web-2.0");
  assert.deepEqual(
    { ownSize, closureSize, retainedSize, contentSize, layers },
    {
      ...{ ownSize: 20, closureSize: 20 + 500 + 100 + 7, retainedSize: 520 },
      ...{ contentSize: 20, layers: [1] },
    },
  );
});

test("one referrer makes one reference to cut, several make none, and a root has none", () => {
  const { cut } = why("icons-1.0");
  assert.deepEqual(cut && [nameOf(cut.from), nameOf(cut.to), cut.frees], ["web-2.0", "icons-1.0", 500]);
  assert.equal(why("tls-3.0").cut, undefined);
  assert.equal(why("app-1.0").cut, undefined);
});

test("in random graphs a cut frees what cannot be reached any more, and no other reference would free the path", () => {
  let cuts = 0;
  for (let seed = 0; seed < 400; seed++) {
    const random = reportOfSketch(randomSketch(seeded(seed)));
    const roots = random.storePaths.filter(({ whyChain }) => whyChain?.length === 1).map(({ name }) => name);
    assert.equal(reachedFrom(random, roots, {}).size, random.storePaths.length);
    for (const { path, name, referrers, cut } of explainPaths(random, random.storePaths)) {
      if (cut !== undefined) assert.equal(cut.to, path);
      for (const referrer of referrers) {
        const left = reachedFrom(random, roots, { edge: `${referrer.name}>${name}` });
        const freed = random.storePaths.filter((entry) => !left.has(entry.name));
        const bytes = freed.reduce((sum, entry) => sum + (entry.narSize ?? 0), 0);
        const expected = cut?.from === referrer.path ? cut.frees : 0;
        assert.equal(bytes, expected, `seed ${seed}: ${referrer.name} > ${name}`);
        cuts += expected === 0 ? 0 : 1;
      }
    }
  }
  assert.ok(cuts > 100, String(cuts));
});

test("a path whose references nobody knows has its sizes alone", () => {
  const unknown = withoutGraph(reportOfSketch({ "hello-2.12": [1000] }));
  const [answer] = explainPaths(unknown, unknown.storePaths);
  assert.deepEqual(answer, {
    path: unknown.storePaths[0]?.path,
    name: "hello-2.12",
    ...{ ownSize: 1000, contentSize: 1000, files: 1, layers: [1], referrers: [] },
  });
});

test("of a real image, chain and referrers are those of the recorded references", { skip: withoutFixtures }, () => {
  const app = reportOn({
    image: recordedImage("app-rev-a"),
    closure: recordedClosure("app-rev-a").closure,
    provenance: { source: ".#app", dirty: false },
  });
  const recorded = Object.entries(JSON.parse(readFixture("closures/app-rev-a.json")) as Record<string, Recorded>);
  const held = new Set<string>(app.storePaths.map(({ path }) => path));
  for (const { path, referrers, chain } of explainPaths(app, app.storePaths)) {
    const expected = recorded.filter(([from, { references }]) => from !== path && references.includes(path));
    assert.deepEqual(
      referrers.map((referrer) => referrer.path).sort(),
      expected
        .map(([from]) => from)
        .filter((from) => held.has(from))
        .sort(),
    );
    for (const [index, link] of (chain ?? []).slice(1).entries()) {
      const above = recorded.find(([from]) => from === chain?.[index]?.path);
      assert.ok(above?.[1].references.includes(link.path));
    }
  }
  const [openssl] = explainPaths(app, findStorePaths(app, "openssl"));
  assert.deepEqual(
    [openssl?.ownSize, openssl?.layers, names(openssl?.chain)],
    [5_863_136, [4], ["hello-server-1.0.0", "openssl-3.0.20"]],
  );
});

interface Recorded {
  readonly references: readonly string[];
}
