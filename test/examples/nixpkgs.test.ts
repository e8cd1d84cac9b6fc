import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { nixesToTestWith, runWith, type TestNix } from "../support/nix.ts";

/** nixpkgs cannot be had offline, so its part is played by functions that give back what they are called with. */

const EXAMPLE = join(import.meta.dirname, "../../examples/nixpkgs");
const REVISION = "0123456789abcdef0123456789abcdef01234567";

describe("the nixpkgs example", () => {
  let nixes: readonly TestNix[];
  before(async () => {
    nixes = await nixesToTestWith();
  });

  /** What every Nix at hand says that the expression is. */
  const evaluate = async (expression: string): Promise<unknown> => {
    const command = ["nix-instantiate", "--eval", "--strict", "--json", "--expr", expression];
    const values = await Promise.all(nixes.map(async (nix) => JSON.parse(await runWith(nix, command))));
    for (const value of values) assert.deepEqual(value, values[0]);
    return values[0];
  };

  const outputs = (self: string): Promise<unknown> =>
    evaluate(`
      let
        pkgs = { callPackage = file: arguments: { file = baseNameOf file; } // arguments; };
        nixpkgs = {
          lib.genAttrs = names: make: builtins.listToAttrs (map (name: { inherit name; value = make name; }) names);
          legacyPackages = { x86_64-linux = pkgs; aarch64-linux = pkgs; };
        };
      in ((import ${EXAMPLE}/flake.nix).outputs { self = ${self}; inherit nixpkgs; }).packages
    `);

  test("every Nix file parses", async () => {
    const files = readdirSync(EXAMPLE).filter((file) => file.endsWith(".nix"));
    assert.equal(files.length, 3);
    for (const nix of nixes) await runWith(nix, ["nix-instantiate", "--parse", ...files], EXAMPLE);
  });

  const packages = (tag: string) => {
    const server = { file: "hello-server.nix" };
    const image = { file: "image.nix", "hello-server": server, tag };
    return { "hello-server": server, dockerImage: image, default: image };
  };

  test("the flake has the image for both platforms, tagged with 9 characters of the revision", async () => {
    const wanted = packages("012345678");
    const found = await outputs(`{ rev = "${REVISION}"; }`);
    assert.deepEqual(found, { "x86_64-linux": wanted, "aarch64-linux": wanted });
  });

  test("a dirty tree, which has no revision, is tagged dev", async () => {
    const wanted = packages("dev");
    assert.deepEqual(await outputs("{ }"), { "x86_64-linux": wanted, "aarch64-linux": wanted });
  });

  test("the image starts the service that the package installs", async () => {
    const image = await evaluate(`
      import ${EXAMPLE}/image.nix { dockerTools.streamLayeredImage = it: it; hello-server = "/server"; tag = "t"; }
    `);
    assert.deepEqual(image, {
      name: "hello-server",
      tag: "t",
      config: {
        Entrypoint: ["/server/bin/hello-server"],
        Env: ["PORT=8080"],
        ExposedPorts: { "8080/tcp": {} },
        User: "65534:65534",
      },
    });
    const installPhase = await evaluate(`
      (import ${EXAMPLE}/hello-server.nix { stdenvNoCC.mkDerivation = it: it; python3 = "python3"; }).installPhase
    `);
    assert.match(String(installPhase), /install -D hello_server\.py \$out\/bin\/hello-server\n/);
    assert.ok(existsSync(join(EXAMPLE, "app/hello_server.py")));
  });
});
