import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { silentLog } from "../../../src/core/log.ts";
import { type Image, ImageError, identifySource, type OpenPacker, readImages } from "../../../src/image/index.ts";
import { openPackers } from "../../../src/publish/index.ts";
import { STORE_A, STORE_B, sha256Hex } from "../../support/archives.ts";

/** Images of the real nix2container, with the blobs that its own library wrote. */
const fixtures = process.env["NIX_IMAGE_FIXTURES"];
const skip =
  fixtures === undefined ? "NIX_IMAGE_FIXTURES is not set: recorded images of nix2container are not here" : false;

let dir: string;
before(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), "n2c-"));
});
after(() => {
  execFileSync("chmod", ["-R", "u+w", dir]);
  rmSync(dir, { recursive: true });
});

const read = async (file: string, storeRoot: string, openPacker?: OpenPacker): Promise<Image> => {
  const options = { log: silentLog, env: {}, storeRoot, ...(openPacker === undefined ? {} : { openPacker }) };
  const [image] = await readImages(await identifySource(file), options);
  return image as Image;
};

interface Described {
  readonly digest: string;
  readonly paths?: readonly { readonly path: string; readonly options?: { readonly rewrite?: object } }[];
  readonly "layer-path"?: string;
}

/** Puts the store paths of an image where the recorded blobs say they were. */
const restoreStore = (layout: string, layers: readonly Described[], root: string): void => {
  for (const layer of layers) {
    const blob = path.join(layout, "blobs/sha256", layer.digest.slice(7));
    const ready = layer["layer-path"];
    if (ready !== undefined) {
      mkdirSync(path.join(root, path.dirname(ready)), { recursive: true });
      execFileSync("cp", [blob, path.join(root, ready)]);
    }
    for (const { path: storePath, options } of layer.paths ?? []) {
      const target = options?.rewrite === undefined ? root : path.join(root, storePath);
      mkdirSync(target, { recursive: true });
      execFileSync("tar", ["-xpf", blob, "-C", target], { stdio: "pipe" });
      chmodSync(path.join(root, storePath), 0o555);
    }
  }
};

test("every recorded image of nix2container is made again, byte for byte", { skip }, async () => {
  const folder = path.join(fixtures ?? "", "n2c");
  const names = readdirSync(folder).filter((name) => name.endsWith(".oci-layout.tar"));
  assert.ok(names.length >= 5, names.join());
  for (const name of names.map((found) => found.replace(".oci-layout.tar", ""))) {
    const [layout, root] = [path.join(dir, `${name}.layout`), path.join(dir, `${name}.store`)];
    mkdirSync(layout);
    mkdirSync(root);
    execFileSync("tar", ["-xf", path.join(folder, `${name}.oci-layout.tar`), "-C", layout]);
    const json = path.join(folder, `${name}.json`);
    const { layers } = JSON.parse(readFileSync(json, "utf8")) as { layers: readonly Described[] };
    restoreStore(layout, layers, root);
    const image = await read(json, root);
    const [recorded] = await readImages(await identifySource(layout), { log: silentLog, env: {} });
    assert.deepEqual(
      image.layers.map(({ diffId }) => diffId),
      layers.map(({ digest }) => digest),
      name,
    );
    assert.equal(image.configDigest, recorded?.configDigest, name);
    assert.deepEqual(
      image.layers.map(({ shares, root: rest }) => [[...shares], rest]),
      recorded?.layers.map(({ shares, root: rest }) => [[...shares], rest]),
      name,
    );
  }
});

/** A store of two paths, one of which has names that no ustar header holds. */
const makeStore = (): string => {
  const root = mkdtempSync(path.join(dir, "store-"));
  const [a, b] = [path.join(root, STORE_A), path.join(root, STORE_B)];
  mkdirSync(path.join(a, "bin"), { recursive: true });
  writeFileSync(path.join(a, "bin/tool"), "#!tool", { mode: 0o555 });
  mkdirSync(path.join(a, "d".repeat(120), "e".repeat(120)), { recursive: true });
  writeFileSync(path.join(a, "d".repeat(120), "e".repeat(120), "ünï"), "long", { mode: 0o444 });
  symlinkSync("t".repeat(150), path.join(a, "link"));
  mkdirSync(b, { recursive: true });
  writeFileSync(path.join(b, "data"), "x".repeat(700), { mode: 0o444 });
  return root;
};

const PATHS = [
  { path: STORE_A },
  {
    path: STORE_B,
    options: {
      rewrite: { regex: `^${STORE_B}`, repl: "/srv" },
      perms: [{ regex: "/data$", mode: "0640", uid: 1000, gid: 100, uname: "app", gname: "users" }],
    },
  },
];

const describeImage = (digest: string, layer: object = { paths: PATHS }): string => {
  const file = path.join(dir, `${sha256Hex(`${digest}${JSON.stringify(layer)}`).slice(0, 12)}.json`);
  const layers = [{ digest, diff_ids: digest, size: 1, mediatype: "application/vnd.oci.image.layer.v1.tar", ...layer }];
  writeFileSync(file, JSON.stringify({ version: 1, "image-config": { Cmd: ["/x"] }, layers, arch: "amd64" }));
  return file;
};

const NOTHING = `sha256:${"0".repeat(64)}`;

const failure = async (reading: Promise<unknown>): Promise<ImageError> => {
  const error = await reading.then(
    () => assert.fail("read"),
    (caught: unknown) => caught,
  );
  assert.ok(error instanceof ImageError, String(error));
  return error;
};

test("a layer made from store paths is a tar that GNU tar reads with the same names, owners and bytes", async () => {
  const root = makeStore();
  const mismatch = await failure(read(describeImage(NOTHING), root));
  assert.equal(mismatch.code, "DIGEST_MISMATCH");
  const digest = /hashes to (sha256:[0-9a-f]{64})/.exec(mismatch.message)?.[1] ?? "";
  const spoolDir = path.join(dir, "spool");
  const openPacker = openPackers({ compression: { kind: "none", level: 0 }, spoolDir });
  const image = await read(describeImage(digest), root, openPacker);
  const blob = image.layers[0]?.blob?.file ?? "";
  assert.equal(`sha256:${sha256Hex(readFileSync(blob))}`, digest);
  const listing = execFileSync("tar", ["-tvPf", blob, "--quoting-style=literal"], {
    encoding: "utf8",
    env: { ...process.env, TZ: "UTC" },
  });
  const deep = `${STORE_A}/${"d".repeat(120)}`;
  assert.deepEqual(
    listing
      .trim()
      .split("\n")
      .map((line) => line.replace(/ +/g, " ").replace("1970-01-01 00:00 ", "")),
    [
      "drwxr-xr-x root/root 0 /",
      "drwxr-xr-x root/root 0 /nix",
      "drwxr-xr-x root/root 0 /nix/store",
      `drwxr-xr-x root/root 0 ${STORE_A}`,
      `drwxr-xr-x root/root 0 ${STORE_A}/bin`,
      `-r-xr-xr-x root/root 6 ${STORE_A}/bin/tool`,
      `drwxr-xr-x root/root 0 ${deep}`,
      `drwxr-xr-x root/root 0 ${deep}/${"e".repeat(120)}`,
      `-r--r--r-- root/root 4 ${deep}/${"e".repeat(120)}/ünï`,
      `lrwxrwxrwx root/root 0 ${STORE_A}/link -> ${"t".repeat(150)}`,
      "drwxr-xr-x root/root 0 /srv",
      "-rw-r----- app/users 700 /srv/data",
    ],
  );
  const out = path.join(dir, "out");
  mkdirSync(out);
  execFileSync("tar", ["-xf", blob, "-C", out, "--no-same-owner"], { stdio: "pipe" });
  assert.equal(readFileSync(path.join(out, "srv/data"), "utf8"), "x".repeat(700));
  assert.deepEqual(
    [...(image.layers[0]?.shares ?? [])].map(([name]) => name),
    [STORE_A],
  );
});

test("a store path that is not here is named, with the way to fetch it", async () => {
  const { code, message } = await failure(read(describeImage(NOTHING), path.join(dir, "empty")));
  assert.equal(code, "NOT_FOUND");
  assert.ok(
    message.includes(
      `${STORE_A} cannot be read on this machine; build the image here, or fetch it: nix-store --realise ${STORE_A}`,
    ),
    message,
  );
});

for (const [what, layer, code, words] of [
  ["a path outside the store", { paths: [{ path: "/etc/shadow" }] }, "BAD_CONFIG", "wanted: one in the Nix store"],
  [
    "a path that leaves the store",
    { paths: [{ path: `${STORE_A}/../../../etc` }] },
    "BAD_CONFIG",
    "wanted: one in the Nix store",
  ],
  ["a ready layer outside the store", { "layer-path": "/etc/passwd" }, "BAD_CONFIG", "wanted: one in the Nix store"],
  ["a layer of nothing", {}, "BAD_CONFIG", "layer 1 has neither paths nor a layer-path"],
  [
    "an option that nobody here knows",
    { paths: [{ path: STORE_A, options: { orMode: "0200" } }] },
    "BAD_CONFIG",
    "orMode",
  ],
  [
    "a pattern of Go alone",
    { paths: [{ path: STORE_A, options: { perms: [{ regex: "\\pL", mode: "0640" }] } }] },
    "UNSUPPORTED",
    "the pattern",
  ],
  [
    "a mode that is none",
    { paths: [{ path: STORE_A, options: { perms: [{ regex: ".", mode: "u+w" }] } }] },
    "BAD_CONFIG",
    'mode "u+w"',
  ],
] as const) {
  test(`${what} is refused`, async () => {
    const error = await failure(read(describeImage(NOTHING, layer), makeStore()));
    assert.equal(error.code, code, error.message);
    assert.ok(error.message.includes(words), error.message);
  });
}

test("JSON that describes no image is told apart from one that does", async () => {
  const file = path.join(dir, "other.json");
  writeFileSync(file, '{"name": "package"}');
  const { code, message } = await failure(read(file, "/"));
  assert.equal(code, "BAD_CONFIG");
  assert.ok(message.startsWith(`${file}: JSON of nix2container: `), message);
});
