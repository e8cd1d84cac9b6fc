import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { nixesToTestWith } from "../support/nix.ts";
import { builderFlake, makeBuilderOrigin } from "./scenario/example.ts";
import { makeMachine, type Ran } from "./scenario/machine.ts";
import type { Checkout, OriginWith } from "./scenario/origin.ts";
import { type Wrappers, wrapPrograms } from "./scenario/wrappers.ts";
import { SAME_REPO } from "./support/github.ts";
import { type Services, startServices } from "./support/services.ts";

const [nix] = await nixesToTestWith();
assert.ok(nix !== undefined);

/** A stream script that notes its environment, and a build argument for an evaluation that tries to read a secret. */
const flakeWith = (contents: string) =>
  builderFlake(`
    image = let
      script = builder.streamLayeredImage { name = "image"; inherit tag; contents = [ ${contents} ]; config.Labels.seen =
        builtins.getEnv "INPUT_GITHUB-TOKEN" + builtins.getEnv "INPUT_REGISTRY-PASSWORD"; };
    in make "stream" ''
      {
        echo "#!\${programs.bash}/bin/bash"
        echo '\${programs.busybox}/bin/busybox env > script-environment'
        echo "exec \${script}"
      } > $out
      \${programs.busybox}/bin/busybox chmod +x $out
    '';`);

describe("the secrets of a step that comments and publishes", () => {
  let services: Services;
  let origin: OriginWith;
  let wrappers: Wrappers;
  let checkout: Checkout;
  let token: string;
  let ran: Ran;
  let secrets: readonly string[];

  before(async () => {
    [services, origin] = await Promise.all([
      startServices({ registryAuth: "htpasswd" }),
      makeBuilderOrigin([flakeWith("programs.bash"), flakeWith("programs.bash programs.busybox")]),
    ]);
    const { registry } = services;
    wrappers = wrapPrograms(["nix", "git", "tar"], nix.env["PATH"] ?? "");
    token = await services.github.token(SAME_REPO);
    const [base = "", head = ""] = origin.revisions;
    checkout = await origin.pullRequest({ base, head });
    const env = { ...services.env, PATH: `${wrappers.binDir}:${nix.env["PATH"]}` };
    ran = await makeMachine({ nix, env }).run({
      checkout,
      token,
      inputs: {
        push: "true",
        destination: `${registry.host}/{owner}/{name}`,
        "registry-username": registry.username,
        "registry-password": registry.password,
      },
    });
    const basic = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
    secrets = [token, registry.password, basic];
  });
  after(() => services.stop());

  const assertNone = (where: string, text: string): void => {
    for (const secret of secrets) assert.ok(!text.includes(secret), `${where} holds ${secret}:\n${text}`);
  };

  test("do their work: the comment is written and the image lies in the registry", async () => {
    assert.equal(ran.outcome, "success", ran.log);
    assert.equal((await services.github.comments()).length, 1);
    assert.deepEqual(await services.registry.tags("octo/image"), [checkout.sha.slice(0, 9)]);
  });

  test("are not in the log as printed, before GitHub masks it, nor in the summary or the outputs", () => {
    assert.ok(ran.rawLog.length > 0);
    assertNone("the log", ran.rawLog);
    assertNone("the log of the post stage", ran.post?.rawLog ?? "");
    assertNone("the summary", ran.summary);
    assertNone("the outputs", JSON.stringify(ran.outputs));
    assertNone("the state", JSON.stringify(ran.state));
  });

  test("are neither in the report nor in the comment nor in what is published", async () => {
    assert.ok(ran.reports.length > 0);
    assertNone("the report", JSON.stringify(ran.reports));
    for (const { body } of await services.github.comments()) assertNone("the comment", body);
    const manifest = await services.registry.manifest("octo/image", checkout.sha.slice(0, 9));
    assertNone("the manifest", manifest?.bytes.toString() ?? assert.fail("no manifest"));
  });

  test("are in no program's arguments or environment", () => {
    const recorded = wrappers.recorded();
    for (const name of ["nix", "git"]) assert.ok(recorded.includes(`== ${name}\n`), recorded);
    assertNone("what programs were given", recorded);
    const scriptEnvironment = readFileSync(join(checkout.workspace, "script-environment"), "utf8");
    assert.match(scriptEnvironment, /^GITHUB_ACTIONS=true$/m);
    assertNone("the stream script's environment", scriptEnvironment);
  });

  test("are out of reach of an impure evaluation: what it reads of them is empty", () => {
    assert.deepEqual(
      ran.reports.map(({ image }) => image.config.labels?.["seen"]),
      [""],
    );
  });

  test("of the runner itself reach no program that evaluates or builds", () => {
    const key = services.env["ACTIONS_RUNTIME_TOKEN"] ?? assert.fail("no key");
    const calls = wrappers.recorded().split(/^== /m);
    for (const call of calls.filter((text) => text.startsWith("nix\n") || text.startsWith("git\n")))
      assert.ok(!call.includes(key), call);
  });
});
