import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { type Log, silentLog } from "../../../src/core/log.ts";
import type { StorePath } from "../../../src/core/store-path.ts";
import {
  type BareImage,
  type Image,
  type ImageError,
  type PublishedLayers,
  planTrim,
  readImages,
  readStreamScript,
  readTrimmed,
  type StreamScript,
  type TrimmedRead,
  type TrimPlan,
} from "../../../src/image/index.ts";
import { openPackers } from "../../../src/publish/index.ts";
import {
  addBaseImage,
  addPackage,
  makeStreamScript,
  realProgram,
  type ScriptParts,
  standIn,
  withoutNixpkgs,
} from "./support/make-script.ts";

const LAYERS = ["alpha-1.0", "beta-2.3", "gamma-0.1", "delta-4", "epsilon-5"] as const;

let dir: string;
let alpha: StorePath;
let beta: StorePath;
let gamma: StorePath;
let delta: StorePath;
let epsilon: StorePath;
before(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "trimmed-test-"));
  const paths = await Promise.all(LAYERS.map((name, index) => addPackage(name, 20_000 * (index + 1))));
  [alpha, beta, gamma, delta, epsilon] = paths as [StorePath, StorePath, StorePath, StorePath, StorePath];
});
after(() => rm(dir, { recursive: true }));

const env = { PATH: process.env["PATH"] ?? "" };

const packers = () => openPackers({ compression: { kind: "gzip", level: 4 }, spoolDir: path.join(dir, "blobs") });

/** Keeps what the program says. */
const listen = (): { readonly log: Log; readonly lines: string[] } => {
  const lines: string[] = [];
  return { lines, log: { ...silentLog, debug: (line) => lines.push(line) } };
};

const readFull = async (file: string): Promise<Image> => {
  const images = await readImages({ kind: "stream-script", file }, { log: silentLog, env, openPacker: packers() });
  assert.equal(images.length, 1);
  return images[0] as Image;
};

const publish = ({ layerKey }: StreamScript, { config, layers }: Image): PublishedLayers => ({
  layerKey,
  config,
  blobs: layers.map(({ diffId, blob }) => {
    assert.ok(blob !== undefined);
    const { mediaType, digest, size } = blob;
    return { diffId, mediaType, digest, size };
  }),
});

const open = async (file: string): Promise<StreamScript> => {
  const script = await readStreamScript(file);
  assert.ok(script !== undefined, `${file} is not recognised`);
  return script;
};

const plan = (script: StreamScript, published: PublishedLayers): TrimPlan => {
  const planned = planTrim(script, published);
  assert.ok(planned !== undefined, "nothing is left out");
  return planned;
};

const imageOf = (read: TrimmedRead): BareImage => {
  assert.equal(read.kind, "read", read.kind === "unproven" ? read.reason : "");
  return (read as Extract<TrimmedRead, { kind: "read" }>).image;
};

const trim = (script: StreamScript, planned: TrimPlan, log: Log = silentLog): Promise<TrimmedRead> =>
  readTrimmed(script, planned, { log, env, openPacker: packers(), tempDir: dir });

/** All that publishing takes from an image. */
const essence = (image: BareImage): unknown => ({
  ...image,
  configBytes: Buffer.from(image.configBytes).toString(),
  layers: image.layers.map(({ member, diffId, blob }) => ({
    member,
    diffId,
    blob: { mediaType: blob?.mediaType, digest: blob?.digest, size: blob?.size },
  })),
});

/** Numbers of the layers that were not made. */
const leftOut = ({ layers }: BareImage): readonly number[] =>
  layers.flatMap(({ blob }, index) => (blob?.file === undefined ? [index] : []));

const programs = [
  { name: "a stand-in", program: standIn, skip: false },
  { name: "nixpkgs' own program", program: realProgram, skip: withoutNixpkgs },
] as const;

for (const { name, program, skip } of programs) {
  describe(`a trimmed run of ${name}`, () => {
    const make = async (layers: ScriptParts["layers"], conf: ScriptParts["conf"] = {}): Promise<StreamScript> =>
      open(await makeStreamScript(dir, { program: await program(), layers, conf }));

    test("gives the image of the full stream, without making the layers that are published", { skip }, async () => {
      const before = await make([[alpha], [beta, gamma], [delta]]);
      const published = publish(before, await readFull(before.file));
      const script = await make([[beta, gamma], [epsilon], [alpha], [delta]], { repo_tag: "app:2" });
      const { log, lines } = listen();
      const image = imageOf(await trim(script, plan(script, published), log));
      assert.deepEqual(essence(image), essence(await readFull(script.file)));
      assert.deepEqual(leftOut(image), [0, 3]);
      assert.deepEqual(
        lines.filter((line) => line.includes("from paths")).map((line) => line.replace(/.*paths: /, "")),
        [`['${epsilon}']`, `['${alpha}']`],
      );
    });

    test("gives it when every layer is published, which leaves a witness and the customisation layer", {
      skip,
    }, async () => {
      const script = await make([[alpha], [beta], [gamma]]);
      const full = await readFull(script.file);
      const image = imageOf(await trim(script, plan(script, publish(script, full))));
      assert.deepEqual(essence(image), essence(full));
      assert.deepEqual(leftOut(image), [1, 2]);
    });

    test("gives it with the layers of a base image and its environment in front", { skip }, async () => {
      const script = await make([[alpha], [beta], [gamma]], {
        from_image: await addBaseImage(),
        config: { Env: ["PATH=/bin"] },
      });
      const full = await readFull(script.file);
      const image = imageOf(await trim(script, plan(script, publish(script, full))));
      assert.equal(image.layers.length, 6);
      assert.deepEqual(essence(image), essence(full));
      assert.deepEqual(leftOut(image), [3, 4]);
    });

    test("gives it when a list of store paths occurs twice", { skip }, async () => {
      const script = await make([[beta], [alpha], [beta]]);
      const full = await readFull(script.file);
      const image = imageOf(await trim(script, plan(script, publish(script, full))));
      assert.deepEqual(essence(image), essence(full));
      assert.deepEqual(leftOut(image), [0, 2]);
    });

    test("has the time of the run in it where the time is now, and the layers of the full stream", {
      skip,
    }, async () => {
      const script = await make([[alpha], [beta], [gamma]], { created: "now" });
      const full = await readFull(script.file);
      const image = imageOf(await trim(script, plan(script, publish(script, full))));
      const { created = "", history } = image.config;
      assert.match(String(created), /^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/);
      assert.ok(String(created) > String(full.config.created), `${created}`);
      assert.deepEqual(new Set(history?.map((entry) => entry.created)), new Set([created]));
      const text = (one: BareImage): string => Buffer.from(one.configBytes).toString();
      assert.equal(
        text(image).replaceAll(String(created), "NOW"),
        text(full).replaceAll(String(full.config.created), "NOW"),
      );
      assert.deepEqual(leftOut(image), [1, 2]);
    });

    test("is unproven when the witness comes out other than it was published", { skip }, async () => {
      const script = await make([[alpha], [beta], [gamma]]);
      const other = await make([[alpha], [beta], [gamma]], { mtime: "2001-01-01T00:00:00+00:00" });
      const published = { ...publish(other, await readFull(other.file)), layerKey: script.layerKey };
      assert.deepEqual(await trim(script, plan(script, published)), {
        kind: "unproven",
        reason: "a layer that should be as it was published is another",
      });
    });

    test("leaves no temporary file behind", { skip }, async () => {
      const script = await make([[alpha], [beta], [gamma]]);
      await trim(script, plan(script, publish(script, await readFull(script.file))));
      assert.deepEqual(
        (await readdir(dir)).filter((file) => file.startsWith("trimmed-")),
        [],
      );
    });
  });
}

/** The program's own folder for one run is the parent of its conf; `tempDir` is the one above. */
const PIDS = 'pids=$(dirname "$(dirname "$1")")/pids\n';

describe("a trimmed run that goes wrong", () => {
  /** A plan for a script whose program is `program`, as if it had been published before. */
  const planFor = async (program: string): Promise<{ readonly script: StreamScript; readonly planned: TrimPlan }> => {
    const layers = [[alpha], [beta], [gamma]];
    const good = await open(await makeStreamScript(dir, { program: await standIn(), layers, conf: {} }));
    const script = await open(await makeStreamScript(dir, { program, layers, conf: {} }));
    const published = { ...publish(good, await readFull(good.file)), layerKey: script.layerKey };
    return { script, planned: plan(script, published) };
  };

  /** The stand-in with a piece of its text changed. */
  const changed = async (from: string, to: string): Promise<string> => {
    const text = await standIn();
    assert.ok(text.includes(from), from);
    return text.replace(from, to);
  };

  const unproven = async (program: string, reason: string): Promise<void> => {
    const { script, planned } = await planFor(program);
    assert.deepEqual(await trim(script, planned), { kind: "unproven", reason });
  };

  test("is unproven when the config is printed in another way", async () =>
    unproven(await changed("indent=4", "indent=2"), "its image config is laid out in an unknown way"));

  test("is unproven when the history tells more", async () =>
    unproven(
      await changed('"comment": f', '"created_by": "me", "comment": f'),
      "its image config is laid out in an unknown way",
    ));

  test("is unproven when the program makes the layers that it was not to make", async () =>
    unproven(
      await changed('conf["store_layers"]:', `conf["store_layers"] + [["${beta}"], ["${gamma}"]]:`),
      "it wrote 4 layers, which cannot be those that it was to make",
    ));

  test("is unproven when the program leaves out a layer", async () =>
    unproven(
      await changed('conf["store_layers"]:', 'conf["store_layers"][1:]:'),
      "it wrote 1 layers, which cannot be those that it was to make",
    ));

  test("is unproven when a layer depends on those before it", async () =>
    unproven(
      await changed(
        "yield content, None, paths",
        'yield content + bytes(10240 * len(conf["store_layers"])), None, paths',
      ),
      "a layer that should be as it was published is another",
    ));

  test("tells what the program said when it fails half-way", async () => {
    const cut = await changed('    customisation = conf["customisation_layer"]', '    sys.exit("the disk is on fire")');
    const { script, planned } = await planFor(cut);
    await assert.rejects(trim(script, planned), (error: ImageError) => {
      assert.equal(error.code, "SCRIPT_FAILED");
      assert.match(
        error.message,
        /stream-app: the stream script ended with status 1; it said:\n.*the disk is on fire$/s,
      );
      return true;
    });
    assert.deepEqual(
      (await readdir(dir)).filter((file) => file.startsWith("trimmed-")),
      [],
    );
  });

  test("ends the program and all that it has started when what it writes cannot be read", async () => {
    const program = `#!/bin/sh\n${PIDS}sleep 3600 &\necho $$ $! > "$pids"\nyes "no archive"\n`;
    const { script, planned } = await planFor(program);
    await assert.rejects(trim(script, planned), { code: "BAD_ARCHIVE" });
    const pids = (await readFile(path.join(dir, "pids"), "utf8")).trim().split(" ");
    assert.equal(pids.length, 2);
    for (const pid of pids) await ended(pid);
  });
});

/** Resolves when a process is gone, or waits for no more than to be reaped. */
const ended = async (pid: string): Promise<void> => {
  const state = (): Promise<string> =>
    readFile(`/proc/${pid}/stat`, "utf8").then(
      (text) => text.split(" ")[2] ?? "",
      () => "gone",
    );
  while (!["gone", "Z", "X"].includes(await state())) await setTimeout(20);
};

test("layers that were published with another time of their files are made again", async () => {
  const program = await standIn();
  const layers = [[alpha], [beta]];
  const old = await open(await makeStreamScript(dir, { program, layers, conf: {} }));
  const now = await open(
    await makeStreamScript(dir, { program, layers, conf: { mtime: "2001-01-01T00:00:00+00:00" } }),
  );
  const published = publish(old, await readFull(old.file));
  assert.ok(planTrim(old, published) !== undefined);
  assert.equal(planTrim(now, published), undefined);
});

test("the conf of an older release, in which the time of the image is that of its files, is trimmed too", async () => {
  const conf = { created: "2001-01-01T00:00:00+00:00", mtime: undefined, uid: undefined, gname: undefined };
  const script = await open(await makeStreamScript(dir, { program: await standIn(), layers: [[alpha], [beta]], conf }));
  const full = await readFull(script.file);
  const image = imageOf(await trim(script, plan(script, publish(script, full))));
  assert.deepEqual(essence(image), essence(full));
  assert.deepEqual(leftOut(image), [1]);
});
