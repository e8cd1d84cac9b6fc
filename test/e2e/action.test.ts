import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { formatBytes, formatChange } from "../../src/core/units.ts";
import { nixesToTestWith, runWith } from "../support/nix.ts";
import { type ExampleOrigin, makeExampleOrigin } from "./scenario/example.ts";
import { type Machine, makeMachine, type Ran, type RunRequest } from "./scenario/machine.ts";
import { differenceOf, theComparison, theReport } from "./scenario/reports.ts";
import { SAME_REPO } from "./support/github.ts";
import { isWrite } from "./support/request-recorder.ts";
import { type Services, startServices } from "./support/services.ts";

const UNKNOWN_COMMIT = "1".repeat(40);

for (const nix of await nixesToTestWith()) {
  describe(`from a first push to a published merge, with Nix ${nix.version}`, () => {
    let services: Services;
    let origin: ExampleOrigin;
    let machine: Machine;
    let token: string;
    before(async () => {
      [services, origin] = await Promise.all([startServices(), makeExampleOrigin()]);
      machine = makeMachine({ nix, env: services.env, workflow: "ci" });
      token = await services.github.token(SAME_REPO);
    });
    after(() => services.stop());

    /** A run that must succeed without an annotation, with the requests to GitHub's API that it made. */
    const run = async (request: RunRequest) => {
      const earlier = services.github.requests.length;
      const ran = await machine.run({ token, ...request });
      assert.equal(ran.outcome, "success", ran.log);
      assert.deepEqual([...ran.annotations, ...(ran.post?.annotations ?? [])], []);
      assert.deepEqual(services.github.violations(), []);
      return { ...ran, requests: services.github.requests.slice(earlier) };
    };
    const storedCommits = () => services.cache.entries.map(({ key }) => key.slice(-40));
    const theComment = async () => {
      const comments = await services.github.comments();
      assert.equal(comments.length, 1);
      const [{ author, body }] = comments as [(typeof comments)[number]];
      assert.equal(author, "github-actions[bot]");
      return body;
    };
    const pullRequest = (head: string) => origin.pullRequest({ base: origin.revision1, head });

    test("a push to the base branch breaks the image down, and its report is stored under the commit", async () => {
      const { revision1 } = origin;
      const checkout = await origin.pushed({ before: UNKNOWN_COMMIT, after: revision1 });
      const { outputs, summary, reports, post, requests } = await run({ checkout });

      const report = theReport(reports);
      const { compressedSize, contentSize, storePaths } = report.totals;
      assert.ok(summary.startsWith(`### 📦 \`api\` ${formatBytes(compressedSize ?? 0)} compressed`), summary);
      assert.match(summary, /First report, so nothing is compared yet/);
      assert.match(summary, /^\| Store paths \| 8 \|$/m);
      assert.match(summary, /^\| unicode-names-15\.1\.0 \|.*\| api → api-site → libgreet \|$/m);
      assert.match(summary, /<summary>🧱 9 layers<\/summary>/);
      assert.equal(storePaths, 8);

      assert.equal(outputs["nix-version"], nix.version);
      assert.equal(outputs["rev"], revision1.slice(0, 9));
      assert.equal(outputs["image-id"], report.image.configDigest);
      assert.equal(outputs["compressed-size"], String(compressedSize));
      assert.equal(outputs["unpacked-size"], String(contentSize));
      for (const name of ["size-change", "update-pull-size", "changed"]) assert.equal(outputs[name] ?? "", "");

      assert.equal(post?.outcome, "success");
      assert.deepEqual(storedCommits(), [revision1]);
      assert.deepEqual(requests.filter(isWrite), []);
    });

    test("a pull request gets a comment with the difference to its base commit and the cause", async () => {
      const checkout = await pullRequest(origin.revision2);
      const { outputs, summary, reports, post } = await run({ checkout });
      const body = await theComment();
      const [base, head] = [origin.revision1.slice(0, 7), origin.revision2.slice(0, 7)];
      const compared = theComparison(reports);
      const { compressedSize, contentSize } = compared.totals;
      const { updatePullSize = 0 } = compared.layers;
      assert.deepEqual(compared.baseline, { name: "api", revision: origin.revision1, source: "cache", exact: true });

      const fresh = {
        before: formatBytes(compressedSize.baseline ?? 0),
        now: formatBytes(compressedSize.current ?? 0),
        change: formatChange(differenceOf(compressedSize)),
      };
      const percent = Math.round((100 * differenceOf(compressedSize)) / (compressedSize.baseline ?? 0));
      const unpacked = formatChange(differenceOf(contentSize));
      assert.ok(differenceOf(compressedSize) > 3_000_000 && differenceOf(contentSize) > 4_000_000);
      hasLines(body, [
        `### 📦 \`api\` **${fresh.change}** (+${percent} %) → ${fresh.now} compressed <sub>\`${theReport(reports).image.platform}\`</sub>`,
        `**Why:** \`imaging\` 7.1 is new (**${unpacked}** unpacked, with 2 new dependencies), via \`api → imaging\``,
        `|   | base \`${base}\` | this PR | Δ |`,
        `| **Compressed (fresh pull)** | ${fresh.before} | **${fresh.now}** | **${fresh.change}** |`,
        `| **Update pull (has base)** | – | **${formatBytes(updatePullSize)}** · 8 of 12 layers new | – |`,
        "| Store paths | 8 | 11 | +7 −4 |",
        `| 🆕 imaging (+2 deps) | – → 7.1 | **${unpacked}** | api |`,
        "| ⬆️ greeting-templates | 2.1 → 2.2 | +20 B | `greeting-templates`: other builder arguments |",
      ]);
      assert.match(body, /^\| ♻️ 3 rebuilt, same version \|/m);
      for (const name of ["codec-tables", "color-profiles"])
        assert.match(body, new RegExp(`^\\| 🆕 ${name} \\|.*\\| imaging \\|  \\|$`, "m"));
      assert.ok(body.includes(`baseline: exact base commit \`${base}\`, from the cache · `), body);
      assert.ok(body.includes(`updated for \`${head}\``), body);
      assert.ok(summary.startsWith(`### 📦 \`api\` **${fresh.change}**`), summary);
      assert.ok(
        summary.includes(`**Trend:** \`▁█\` ${fresh.before} → ${fresh.now} compressed (+${percent} %) over`),
        summary,
      );
      assert.ok(summary.includes(`n0["api"]\n  n0 --> n1["imaging +2 deps ${unpacked}"]:::grown`), summary);

      assert.equal(outputs["size-change"], String(differenceOf(compressedSize)));
      assert.equal(outputs["update-pull-size"], String(updatePullSize));
      assert.equal(outputs["changed"], "true");
      assert.equal(outputs["rev"], checkout.sha.slice(0, 9));
      assert.match(outputs["comment-url"] ?? "", /\/octo\/demo\/issues\/1#issuecomment-\d+$/);
      assert.equal(post?.outcome, "success");
      assert.deepEqual(storedCommits(), [origin.revision1]);
    });

    test("the same pull request again writes nothing", async () => {
      const before = await theComment();
      const { outputs, requests } = await run({ checkout: await pullRequest(origin.revision2) });
      assert.deepEqual(requests.filter(isWrite), []);
      assert.equal(await theComment(), before);
      assert.match(outputs["comment-url"] ?? "", /#issuecomment-\d+$/);
    });

    test("once the pull request is back at the base's content, its comment says that nothing changes", async () => {
      const { revision1, revision2 } = origin;
      const reverted = await origin.commit({ treeOf: revision1, parents: [revision2], message: "Draw no badges" });
      const { outputs, requests } = await run({ checkout: await pullRequest(reverted) });
      const body = await theComment();
      assert.match(body, /^### 📦 `api` unchanged · /m);
      assert.match(body, /^\*\*Why:\*\* configuration and layers are the same$/m);
      assert.doesNotMatch(body, /imaging/);
      assert.deepEqual([outputs["size-change"], outputs["update-pull-size"], outputs["changed"]], ["0", "0", "false"]);
      assert.deepEqual(
        requests.filter(isWrite).map(({ method, status }) => [method, status]),
        [["PATCH", 200]],
      );
    });

    describe("the merge, published", () => {
      let merge: string;
      let first: Ran;
      const publish = async () => {
        const destination = `${services.registry.host}/{owner}/{name}`;
        const inputs = { push: "true", destination, tags: "{rev}\n{latest}\n{pr}" };
        const checkout = await origin.pushed({ before: origin.revision1, after: merge });
        const earlier = services.registry.requests().length;
        const ran = await run({ checkout, inputs });
        return { ...ran, pushes: services.registry.requests().slice(earlier) };
      };
      before(async () => {
        const { revision1, revision2 } = origin;
        merge = await origin.commit({
          treeOf: revision2,
          parents: [revision1, revision2],
          message: "Merge pull request #1",
        });
        first = await publish();
      });

      test("lies in the registry under the revision and `latest`, with the printed digest", async () => {
        const { outputs, reports } = first;
        const image = `${services.registry.host}/octo/api`;
        assert.deepEqual(await services.registry.tags("octo/api"), [merge.slice(0, 9), "latest"].toSorted());
        for (const tag of [merge.slice(0, 9), "latest"]) {
          const inspected = JSON.parse(
            await runWith(nix, ["skopeo", "inspect", "--tls-verify=false", `docker://${image}:${tag}`]),
          );
          assert.equal(inspected.Digest, outputs["digest"]);
          assert.equal(inspected.Layers.length, reports[0]?.layers.length);
        }
        assert.equal(outputs["image"], image);
        assert.equal(outputs["reference"], `${image}@${outputs["digest"]}`);
        assert.equal(outputs["tags"], `${merge.slice(0, 9)}\nlatest`);
        assert.equal(outputs["rev"], merge.slice(0, 9));
      });

      test("has the layers and the configuration that the report speaks of, byte for byte", async () => {
        const { outputs, reports } = first;
        const manifest = (await services.registry.manifest("octo/api", "latest"))?.json as Manifest;
        assert.equal(manifest.config.digest, outputs["image-id"]);
        assert.deepEqual(
          manifest.layers.map(({ digest, size }) => [digest, size]),
          reports[0]?.layers.map(({ digest, compressedSize }) => [digest, compressedSize]),
        );
        const pulled = [manifest.config, ...manifest.layers].reduce((sum, { size }) => sum + size, 0);
        assert.equal(outputs["compressed-size"], String(pulled));
      });

      test("is compared with the commit before it, and its report is stored", () => {
        const { revision, source, exact } = theComparison(first.reports).baseline;
        assert.deepEqual({ revision, source, exact }, { revision: origin.revision1, source: "cache", exact: true });
        assert.deepEqual(storedCommits(), [origin.revision1, merge]);
      });

      test("published again uploads nothing and has the same digest", async () => {
        const { outputs, pushes, post } = await publish();
        assert.equal(outputs["digest"], first.outputs["digest"]);
        // Asking for the right to push opens an upload and gives it up again.
        const changing = pushes.filter(({ method }) => method !== "GET" && method !== "HEAD");
        assert.deepEqual(
          changing.map(({ method, status }) => [method, status]),
          [
            ["POST", 202],
            ["DELETE", 204],
          ],
        );
        assert.equal(post?.outcome, "success");
        assert.deepEqual(storedCommits(), [origin.revision1, merge]);
      });
    });
  });
}

interface Manifest {
  readonly config: { readonly digest: string; readonly size: number };
  readonly layers: readonly { readonly digest: string; readonly size: number }[];
}

const hasLines = (text: string, lines: readonly string[]): void => {
  const present = new Set(text.split("\n"));
  for (const line of lines) assert.ok(present.has(line), `${line}\n\nis not a line of\n\n${text}`);
};
