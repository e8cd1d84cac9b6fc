import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { StorePath } from "../../../src/core/store-path.ts";
import { readStreamScript } from "../../../src/image/index.ts";
import { addBaseImage, addConf, addPackage, addProgram, makeStreamScript, wrap } from "./support/make-script.ts";

const PROGRAM = "#!/bin/sh\nexit 1\n";
const MISSING = "/nix/store/00000000000000000000000000000000";

let dir: string;
let alpha: StorePath;
let file: string;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "stream-script-"));
  alpha = await addPackage("alpha-1.0");
  file = await makeStreamScript(dir, { program: PROGRAM, layers: [[alpha]], conf: {} });
});
after(() => rm(dir, { recursive: true }));

/** The store path that the script names as its conf. */
const confOf = async (script: string): Promise<string> =>
  /\/nix\/store\/\S+-conf\.json/.exec(await readFile(script, "utf8"))?.[0] ?? "";

test("a script tells its layers, and what decides their bytes", async () => {
  const conf = await confOf(file);
  const { customisationLayer, layerKey, ...script } = (await readStreamScript(file)) ?? assert.fail("not recognised");
  assert.match(customisationLayer, /-app-customisation-layer$/);
  assert.match(layerKey, /^sha256:[0-9a-f]{64}$/);
  assert.deepEqual(script, {
    file,
    layers: [[alpha]],
    fromImage: undefined,
    program: await addProgram(PROGRAM),
    conf: await readFile(conf, "utf8"),
  });
});

test("a script tells that it has a base image", async () => {
  const base = await addBaseImage();
  const based = await makeStreamScript(dir, { program: PROGRAM, layers: [[alpha]], conf: { from_image: base } });
  assert.equal((await readStreamScript(based))?.fromImage, base);
});

test("a link to a script is read as the script", async () => {
  const link = path.join(dir, "result");
  await symlink(file, link);
  assert.deepEqual(await readStreamScript(link), { ...(await readStreamScript(file)), file: link });
});

describe("no script of nixpkgs is seen in", () => {
  const refused = async (other: string): Promise<void> => assert.equal(await readStreamScript(other), undefined);

  test("a file that is not there", () => refused(path.join(dir, "nothing")));

  test("a folder", () => refused(dir));

  test("another program", () => refused(process.execPath));

  test("a script that goes on for too long", async () => {
    const long = path.join(dir, "long");
    await writeFile(long, `${await readFile(file, "utf8")}${"\n".repeat(10_000)}`);
    await refused(long);
  });

  test("a wrapper whose conf.json is not there", async () =>
    refused(await wrap(dir, await addProgram(PROGRAM), `${MISSING}-app-conf.json`)));

  test("a wrapper whose program is not there", async () =>
    refused(await wrap(dir, `${MISSING}-stream`, await confOf(file))));

  test("a wrapper whose program cannot be run", async () =>
    refused(await wrap(dir, await addProgram("no program", 0o644), await confOf(file))));

  const confs: Readonly<Record<string, (text: string) => string | Buffer>> = {
    "is no JSON": () => "conf",
    "has another key": (text) => text.replace("{", '{\n  "plugins": [],'),
    "is larger than any real one": (text) => text.padEnd((8 << 20) + 1),
    "is no UTF-8": (text) => Buffer.from(text.replace("/bin/", "/bin/é"), "latin1"),
    "starts with a mark of its byte order": (text) => `\ufeff${text}`,
  };
  for (const [name, change] of Object.entries(confs)) {
    test(`a wrapper whose conf.json ${name}`, async () => {
      const conf = await addConf(change(await readFile(await confOf(file), "utf8")));
      await refused(await wrap(dir, await addProgram(PROGRAM), conf));
    });
  }
});
