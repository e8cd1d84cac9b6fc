import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { refuse, startFaultProxy } from "../registry/support/fault-proxy.ts";
import { nixesToTestWith, runWith } from "../support/nix.ts";
import { type Registry, type RegistryRequest, startRegistry } from "../support/registry.ts";
import { type ExampleOrigin, makeExampleOrigin } from "./scenario/example.ts";
import { type Machine, makeMachine, type Ran } from "./scenario/machine.ts";
import type { Checkout } from "./scenario/origin.ts";

const UNKNOWN_COMMIT = "1".repeat(40);
const WRONG_PASSWORD = "a-wrong-password-43";

const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);

describe("publishing", () => {
  let origin: ExampleOrigin;
  let machine: Machine;
  before(async () => {
    origin = await makeExampleOrigin();
    machine = makeMachine({ nix });
  });

  const pushed = (): Promise<Checkout> => origin.pushed({ before: UNKNOWN_COMMIT, after: origin.revision1 });
  const dirty = async (): Promise<Checkout> => {
    const checkout = await pushed();
    appendFileSync(join(checkout.workspace, "README.md"), "\nNobody has committed this.\n");
    return checkout;
  };
  const inputsFor = (registry: Registry, more: Readonly<Record<string, string>> = {}) => ({
    push: "true",
    destination: `${registry.host}/{owner}/{name}`,
    ...more,
  });

  describe("what a registry does not want", () => {
    test("a wrong password fails the step with advice, and the password is nowhere in the log", async () => {
      await using registry = await startRegistry({ auth: "htpasswd" });
      const login = { "registry-username": registry.username, "registry-password": WRONG_PASSWORD };
      const ran = await machine.run({ checkout: await pushed(), inputs: inputsFor(registry, login) });
      const message = theError(ran);
      assert.match(message, /401/);
      assert.match(message, /does not accept the credential from registry-username and registry-password/);
      assert.deepEqual(await registry.catalog(), []);
      assert.ok(!ran.rawLog.includes(WRONG_PASSWORD));
      assert.ok(!ran.rawLog.includes(basic(registry.username, WRONG_PASSWORD)));
    });

    test("no login at all fails the step, which names where a login is looked for", async () => {
      await using registry = await startRegistry({ auth: "htpasswd" });
      const ran = await machine.run({ checkout: await pushed(), inputs: inputsFor(registry) });
      assert.match(theError(ran), /no credentials for 127\.0\.0\.1:\d+ were found in registry-username/);
      assert.deepEqual(await registry.catalog(), []);
    });

    test("a token that may only pull fails the step before anything is built or uploaded", async () => {
      await using registry = await startRegistry({ auth: "token" });
      registry.tokens?.grantOnly(["pull"]);
      const login = { "registry-username": registry.username, "registry-password": registry.password };
      const ran = await machine.run({ checkout: await pushed(), inputs: inputsFor(registry, login) });
      assert.match(theError(ran), /may push to octo\/api/);
      assert.doesNotMatch(ran.log, /nix build/);
      assert.deepEqual(await registry.tags("octo/api"), []);
      const uploads = registry.requests().filter(({ method }) => method === "PUT" || method === "PATCH");
      assert.deepEqual(uploads, []);
      assert.ok(!ran.rawLog.includes(registry.password));
    });

    test("a password without a user name goes to no registry but GitHub's", async () => {
      await using registry = await startRegistry({ auth: "htpasswd" });
      const login = { "registry-password": registry.password };
      const ran = await machine.run({
        checkout: await pushed(),
        token: "job-token",
        inputs: inputsFor(registry, login),
      });
      assert.match(theError(ran), /^registry-password: given for 127\.0\.0\.1:\d+ without registry-username; set both/);
      assert.deepEqual(registry.requests().filter(isAboutRepository), []);
    });

    test("one password for two registries is refused before any of them is asked", async () => {
      await using one = await startRegistry({ auth: "htpasswd" });
      await using two = await startRegistry({ auth: "htpasswd" });
      const login = { "registry-username": one.username, "registry-password": one.password };
      const destination = `${one.host}/{owner}/{name}\n${two.host}/{owner}/{name}`;
      const ran = await machine.run({ checkout: await pushed(), inputs: { push: "true", destination, ...login } });
      assert.match(theError(ran), /would get the same user name and password .*docker login/);
      for (const registry of [one, two]) assert.deepEqual(registry.requests().filter(isAboutRepository), []);
    });

    test("a tag that the second registry refuses leaves what the first has in the outputs", async () => {
      await using first = await startRegistry();
      await using second = await startRegistry();
      await using front = await startFaultProxy(second.url, (exchange) =>
        /^PUT .*\/manifests\/v2$/.test(exchange.line) ? refuse(exchange, 403, { code: "DENIED" }) : exchange.pass(),
      );
      const destination = `${first.host}/{owner}/{name}\n${front.host}/{owner}/{name}`;
      const inputs = { push: "true", destination, tags: "v1\nv2\nv3", "oci-layout": "layout" };
      const checkout = await pushed();
      const ran = await machine.run({ checkout, inputs });
      assert.match(theError(ran), /writing manifest v2 .*\(tags that were written before: v1\)$/);
      assert.deepEqual(await second.tags("octo/api"), ["v1"]);
      const { digest = "", reference, tags, metadata = "" } = ran.outputs;
      assert.equal(reference, `${first.host}/octo/api@${digest}`);
      assert.equal((await first.manifest("octo/api", "v3"))?.digest, digest);
      assert.equal(tags, "v1\nv2\nv3");
      assert.equal(ran.outputs["oci-layout"], join(checkout.workspace, "layout"));
      assert.deepEqual(
        (JSON.parse(metadata) as readonly Record<string, string>[]).map((entry) => entry["reference"]),
        [reference],
      );
    });

    test("a folder that takes no layout fails the step before anything is pushed", async () => {
      await using registry = await startRegistry();
      const ran = await machine.run({
        checkout: await pushed(),
        inputs: inputsFor(registry, { "oci-layout": "flake.nix" }),
      });
      assert.match(theError(ran), /flake\.nix: no OCI layout can be written there \(ENOTDIR/);
      assert.deepEqual(await registry.catalog(), []);
      assert.equal(ran.outputs["digest"] ?? "", "");
    });

    test("a refusal by the second registry leaves the first without the image", async () => {
      await using open = await startRegistry();
      await using closed = await startRegistry({ auth: "htpasswd" });
      const destination = `${open.host}/{owner}/{name}\n${closed.host}/{owner}/{name}`;
      const ran = await machine.run({ checkout: await pushed(), inputs: { push: "true", destination } });
      assert.match(theError(ran), new RegExp(closed.host.replaceAll(".", "\\.")));
      assert.deepEqual(await open.tags("octo/api"), []);
    });
  });

  test("with the right password the image lies in a registry that asks for it, under a token too", async () => {
    for (const auth of ["htpasswd", "token"] as const) {
      await using registry = await startRegistry({ auth });
      const login = { "registry-username": registry.username, "registry-password": registry.password };
      const ran = await machine.run({ checkout: await pushed(), inputs: inputsFor(registry, login) });
      assert.equal(ran.outcome, "success", ran.log);
      assert.match(ran.log, /nix build/);
      assert.deepEqual(await registry.tags("octo/api"), [origin.revision1.slice(0, 9)]);
      const stored = await registry.manifest("octo/api", origin.revision1.slice(0, 9));
      assert.equal(stored?.digest, ran.outputs["digest"]);
    }
  });

  describe("from a tree that nobody committed", () => {
    let registry: Registry;
    before(async () => {
      registry = await startRegistry();
    });
    after(() => registry.stop());

    test("is refused before anything is built", async () => {
      const ran = await machine.run({ checkout: await dirty(), inputs: inputsFor(registry) });
      const message = theError(ran);
      assert.match(message, /\.#image: the tree has uncommitted changes to tracked files, so its revision is "dev"/);
      assert.match(message, /commit first .*, or set allow-dirty/);
      assert.doesNotMatch(ran.log, /nix build/);
      assert.deepEqual(ran.outputs, {});
      assert.deepEqual(await registry.catalog(), []);
    });

    test("goes to an OCI layout alone as `dev`", async () => {
      const checkout = await dirty();
      const ran = await machine.run({ checkout, inputs: { "oci-layout": "layout" } });
      assert.equal(ran.outcome, "success", ran.log);
      assert.equal(ran.outputs["rev"], "dev");
      assert.equal(ran.outputs["tags"], "dev");
      const layout = join(checkout.workspace, "layout");
      assert.equal(ran.outputs["oci-layout"], layout);
      const inspected = JSON.parse(await runWith(nix, ["skopeo", "inspect", `oci:${layout}:dev`]));
      assert.equal(inspected.Digest, ran.outputs["digest"]);
      assert.deepEqual(
        JSON.parse(readFileSync(join(layout, "index.json"), "utf8")).manifests.map(
          ({ annotations }: { annotations: Record<string, string> }) =>
            annotations["org.opencontainers.image.ref.name"],
        ),
        ["dev"],
      );
    });

    test("goes to a registry as `dev` where that is allowed", async () => {
      const inputs = inputsFor(registry, { "allow-dirty": "true" });
      const ran = await machine.run({ checkout: await dirty(), inputs });
      assert.equal(ran.outcome, "success", ran.log);
      assert.deepEqual(await registry.tags("octo/api"), ["dev"]);
    });
  });

  test("several images of one run are listed in `metadata`, in the order of the input", async () => {
    await using registry = await startRegistry();
    const inputs = inputsFor(registry, { image: ".#image\n.#image-stream" });
    const ran = await machine.run({ checkout: await pushed(), inputs });
    assert.equal(ran.outcome, "success", ran.log);
    const metadata = JSON.parse(ran.outputs["metadata"] ?? "") as readonly Record<string, string>[];
    const expected = { name: "api", rev: origin.revision1.slice(0, 9), image: `${registry.host}/octo/api` };
    assert.equal(metadata.length, 2);
    for (const entry of metadata) {
      assert.deepEqual({ name: entry["name"], rev: entry["rev"], image: entry["image"] }, expected);
      assert.equal(entry["digest"], ran.outputs["digest"]);
    }
    assert.equal(ran.reports.length, 2);
  });

  test("nothing is published without `push`, whatever the destination", async () => {
    await using registry = await startRegistry();
    const checkout = await pushed();
    const ran = await machine.run({ checkout, inputs: inputsFor(registry, { push: "false" }) });
    assert.equal(ran.outcome, "success", ran.log);
    assert.deepEqual(await registry.catalog(), []);
    assert.equal(ran.outputs["digest"] ?? "", "");
    assert.equal(existsSync(join(checkout.workspace, "result")), false);
  });
});

/** The message of the one annotation of a step that failed as it should. */
function theError({ outcome, exitCode, annotations, log }: Ran): string {
  assert.equal(outcome, "failure", log);
  assert.equal(exitCode, 1);
  assert.deepEqual(
    annotations.map(({ level }) => level),
    ["error"],
  );
  return annotations[0]?.message ?? "";
}

/** Tells them from the question whether the registry is up. */
const isAboutRepository = ({ path }: RegistryRequest): boolean => path !== "/v2/";

const basic = (username: string, password: string): string => Buffer.from(`${username}:${password}`).toString("base64");
