import { gzipSync, zstdCompressSync } from "node:zlib";
import { sha256Hex } from "../support/archives.ts";
import { type RawEntry, rawTar } from "./raw-tar.ts";

export type DocumentKind = "config" | "manifest" | "index" | "inner-index";

/** Changes a document before its digest is taken. */
export type EditDocument = (kind: DocumentKind, text: string) => Buffer;

export const unchanged: EditDocument = (_, text) => Buffer.from(text);

/** How some builder lays out an image; digests of what is given are right. */
export type Shape = (layers: readonly Buffer[], edit: EditDocument) => readonly RawEntry[];

const makeConfig = (layers: readonly Buffer[], edit: EditDocument, tag = "a"): Buffer => {
  const document = {
    architecture: "amd64",
    os: "linux",
    config: { Entrypoint: ["/bin/app"], Env: ["PATH=/bin"], Labels: { tag } },
    history: layers.map((_, i) => ({ created: "1970-01-01T00:00:01Z", comment: `layer ${i}` })),
    rootfs: { type: "layers", diff_ids: layers.map((layer) => `sha256:${sha256Hex(layer)}`) },
  };
  return edit("config", JSON.stringify(document));
};

const manifestEntry = (Config: string, Layers: readonly string[], tag = "app:1") => ({
  Config,
  RepoTags: [tag],
  Layers,
});

const layerName = (layer: Buffer): string => `${sha256Hex(layer)}/layer.tar`;

/** nixpkgs' streamLayeredImage: layers, config, manifest. */
const nixpkgs: Shape = (layers, edit) => {
  const config = makeConfig(layers, edit);
  const name = `${sha256Hex(config)}.json`;
  const manifest = edit("manifest", JSON.stringify([manifestEntry(name, layers.map(layerName))]));
  return [
    ...layers.map((content) => ({ name: layerName(content), content })),
    { name, content: config },
    { name: "manifest.json", content: manifest },
  ];
};

/** dockerTools.buildImage: `./` in front, metadata of old Docker beside each layer. */
const buildImage: Shape = (layers, edit) => {
  const config = makeConfig(layers, edit);
  const name = `${sha256Hex(config)}.json`;
  const manifest = edit("manifest", JSON.stringify([manifestEntry(name, layers.map(layerName))]));
  const folders = layers.flatMap((content) => [
    { name: `./${sha256Hex(content)}/`, type: "5" },
    { name: `./${sha256Hex(content)}/VERSION`, content: "1.0" },
    { name: `./${sha256Hex(content)}/json`, content: '{"id":"x"}' },
    { name: `./${layerName(content)}`, content },
  ]);
  return [
    { name: "./", type: "5" },
    ...folders,
    { name: `./${name}`, content: config },
    { name: "./manifest.json", content: manifest },
    { name: "./repositories", content: '{"app":{"1":"x"}}' },
  ];
};

/** skopeo and podman: flat layers, links to them, the manifest last. */
const skopeo: Shape = (layers, edit) => {
  const config = makeConfig(layers, edit);
  const name = `${sha256Hex(config)}.json`;
  const manifest = edit(
    "manifest",
    JSON.stringify([
      manifestEntry(
        name,
        layers.map((layer) => `${sha256Hex(layer)}.tar`),
      ),
    ]),
  );
  return [
    ...layers.flatMap((content, i) => [
      { name: `${sha256Hex(content)}.tar`, content },
      { name: `id${i}/layer.tar`, type: "2", linkname: `../${sha256Hex(content)}.tar` },
    ]),
    { name, content: config },
    { name: "repositories", content: "{}" },
    { name: "manifest.json", content: manifest },
  ];
};

/** Manifest first, and layers named by links to them, hard and soft. */
const linked: Shape = (layers, edit) => {
  const config = makeConfig(layers, edit);
  const names = layers.map((_, i) => `link${i}/layer.tar`);
  return [
    { name: "manifest.json", content: edit("manifest", JSON.stringify([manifestEntry("config.json", names)])) },
    { name: "config.json", content: config },
    ...layers.flatMap((content, i) => [
      { name: `files/${i}`, content: i % 2 === 0 ? content : gzipSync(content) },
      i % 2 === 0
        ? { name: names[i] ?? "", type: "2", linkname: `../files/${i}` }
        : { name: names[i] ?? "", type: "1", linkname: `files/${i}` },
    ]),
  ];
};

/** Two images that share layers, and each layer twice. */
const merged: Shape = (layers, edit) => {
  const images = [layers, layers.slice(1)].map((some, i) => ({ some, config: makeConfig(some, edit, `tag${i}`) }));
  const entries = images.map(({ some, config }, i) =>
    manifestEntry(`${sha256Hex(config)}.json`, some.map(layerName), `app:${i}`),
  );
  return [
    ...[...layers, ...layers].map((content) => ({ name: layerName(content), content })),
    ...images.map(({ config }) => ({ name: `${sha256Hex(config)}.json`, content: config })),
    { name: "manifest.json", content: edit("manifest", JSON.stringify(entries)) },
  ];
};

const PACKED = [
  { type: "application/vnd.oci.image.layer.v1.tar+gzip", pack: (layer: Buffer) => gzipSync(layer) },
  { type: "application/vnd.oci.image.layer.v1.tar+zstd", pack: (layer: Buffer) => zstdCompressSync(layer) },
  { type: "application/vnd.oci.image.layer.v1.tar", pack: (layer: Buffer) => layer },
];

const describe = (mediaType: string, content: Buffer) => ({
  mediaType,
  digest: `sha256:${sha256Hex(content)}`,
  size: content.length,
});

const blobEntry = (content: Buffer): RawEntry => ({ name: `blobs/sha256/${sha256Hex(content)}`, content });

const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

const oci =
  (nested: boolean): Shape =>
  (layers, edit) => {
    const blobs = layers.map((layer, i) => {
      const { type, pack } = PACKED[i % PACKED.length] as (typeof PACKED)[number];
      return { type, content: pack(layer) };
    });
    const config = makeConfig(layers, edit);
    const manifest = edit(
      "manifest",
      JSON.stringify({
        schemaVersion: 2,
        mediaType: MANIFEST_TYPE,
        config: describe("application/vnd.oci.image.config.v1+json", config),
        layers: blobs.map(({ type, content }) => describe(type, content)),
      }),
    );
    const platform = { os: "linux", architecture: "amd64" };
    const entry = { ...describe(MANIFEST_TYPE, manifest), platform };
    const inner = edit("inner-index", JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [entry] }));
    const annotations = { "org.opencontainers.image.ref.name": "1.0" };
    const top = nested ? describe(INDEX_TYPE, inner) : entry;
    return [
      { name: "oci-layout", content: '{"imageLayoutVersion":"1.0.0"}' },
      {
        name: "index.json",
        content: edit("index", JSON.stringify({ schemaVersion: 2, manifests: [{ ...top, annotations }] })),
      },
      ...[...blobs.map(({ content }) => content), config, manifest, ...(nested ? [inner] : [])].map(blobEntry),
    ];
  };

export const SHAPES = {
  nixpkgs,
  buildImage,
  skopeo,
  linked,
  merged,
  oci: oci(false),
  "oci-nested": oci(true),
} as const;

const halves = (bytes: Buffer): readonly [Buffer, Buffer] => {
  const half = bytes.length >> 1;
  return [bytes.subarray(0, half), bytes.subarray(half)];
};

/** What may be around the tar of an archive. xz is made by the program, as nobody else writes it. */
export const WRAPPINGS = {
  plain: (tar: Buffer) => tar,
  gzip: (tar: Buffer) => gzipSync(tar, { level: 1 }),
  "gzip-members": (tar: Buffer) => Buffer.concat(halves(tar).map((half) => gzipSync(half))),
  zstd: (tar: Buffer) => zstdCompressSync(tar),
  "zstd-frames": (tar: Buffer) => Buffer.concat(halves(tar).map((half) => zstdCompressSync(half))),
} as const;

export const tarOf = (entries: readonly RawEntry[]): Buffer => rawTar(entries);
