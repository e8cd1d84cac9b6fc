import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { inspect } from "../publish/support/skopeo.ts";
import { nixesToTestWith } from "../support/nix.ts";
import { startRegistry } from "../support/registry.ts";
import { type ExampleOrigin, makeExampleOrigin } from "./scenario/example.ts";
import { type Machine, makeMachine } from "./scenario/machine.ts";

const UNKNOWN_COMMIT = "1".repeat(40);

const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);

describe("names of what is published", () => {
  let origin: ExampleOrigin;
  let machine: Machine;
  let home: string;
  before(async () => {
    origin = await makeExampleOrigin();
    machine = makeMachine({ nix });
    home = await mkdtemp(join(tmpdir(), "home-"));
  });
  after(() => rm(home, { recursive: true }));

  const pushed = () => origin.pushed({ before: UNKNOWN_COMMIT, after: origin.revision1 });

  test("a workflow that comes from docker/metadata-action keeps its lines, and what it prints names the places", async () => {
    await using registry = await startRegistry();
    const name = `${registry.host}/octo/badges`;
    const tags = ["type=ref,event=branch", "type=sha,enable={{is_default_branch}}", "type=semver,pattern={{version}}"];
    const inputs = {
      push: "true",
      tags: [...tags, `${name}:7.1`].join("\n"),
      flavor: "latest=true",
      annotations: "manifest:org.example.kind=badge",
      labels: "org.example.team=imaging",
    };
    const ran = await machine.run({ checkout: await pushed(), inputs });
    assert.equal(ran.outcome, "success", ran.log);
    const sha = `sha-${origin.revision1.slice(0, 7)}`;
    assert.deepEqual(ran.outputs["tags"]?.split("\n"), ["main", sha, "latest", "7.1"]);
    assert.deepEqual(await registry.tags("octo/badges"), ["7.1", "latest", "main", sha].toSorted());
    assert.equal(ran.outputs["image"], name);
    const stored = (await registry.manifest("octo/badges", "latest"))?.json as {
      readonly annotations: Readonly<Record<string, string>>;
      readonly config: { readonly digest: string };
    };
    assert.equal(stored.annotations["org.example.kind"], "badge");
    assert.equal(stored.annotations["org.opencontainers.image.version"], "main");
    assert.equal(stored.config.digest, ran.outputs["image-id"]);
    const seen = (await inspect(`docker://${name}:7.1`)) as unknown as { readonly Labels: Record<string, string> };
    assert.equal(seen.Labels["org.example.team"], "imaging");
  });

  test("a rule that is not understood fails the step before anything is built", async () => {
    await using registry = await startRegistry();
    const inputs = { push: "true", destination: `${registry.host}/octo/api`, tags: "type=pep440,pattern={{version}}" };
    const ran = await machine.run({ checkout: await pushed(), inputs });
    assert.equal(ran.outcome, "failure", ran.log);
    assert.match(ran.annotations[0]?.message ?? "", /type=pep440 is not understood; write the version as type=match/);
    assert.doesNotMatch(ran.log, /nix build/);
    assert.deepEqual(await registry.catalog(), []);
  });

  test("the login is where actions/attest looks for it until the job ends, and never in the log", async () => {
    await using registry = await startRegistry({ auth: "htpasswd" });
    const file = join(home, ".docker", "config.json");
    const others = { auths: { "quay.io": { auth: "cTpx" } } };
    const login = { "registry-username": registry.username, "registry-password": registry.password };
    for (const before of [undefined, others]) {
      if (before !== undefined) {
        await mkdir(join(home, ".docker"), { recursive: true });
        await writeFile(file, JSON.stringify(before));
      }
      const ran = await machine.run({
        checkout: await pushed(),
        inputs: { push: "true", destination: `${registry.host}/octo/api`, "docker-config-auth": "true", ...login },
        env: { HOME: home },
      });
      assert.equal(ran.outcome, "success", ran.log);
      assert.ok(ran.log.includes(`${file}: has the login for ${registry.host} until the job ends`), ran.log);
      assert.ok(ran.post?.log.includes(`${file}: the login for ${registry.host} was removed`), ran.post?.log);
      if (before === undefined) assert.ok(!existsSync(file));
      else assert.deepEqual(JSON.parse(await readFile(file, "utf8")), others);
      const auth = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
      for (const secret of [registry.password, auth]) {
        assert.ok(!`${ran.rawLog}${ran.post?.rawLog}`.includes(secret), "the secret is in the log");
      }
    }
  });
});
