import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import tar from "tar-stream";

/** One entry of a tar: a file with content, or anything that tar-stream's header can say. */
export type Entry = Partial<tar.Header> & { readonly name: string; readonly content?: string | Buffer };

export const sha256Hex = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

/** A tar of the entries, written by tar-stream. */
export const makeTar = async (entries: readonly Entry[]): Promise<Buffer> => {
  const pack = tar.pack();
  for (const { content = "", ...header } of entries) {
    pack.entry({ mtime: new Date(1000), ...header } as tar.Header, Buffer.from(content as string));
  }
  pack.finalize();
  return buffer(pack);
};

export interface ArchiveOptions {
  /** Plain tars, oldest first. */
  readonly layers: readonly Buffer[];
  readonly repoTags?: readonly string[] | null;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Changes the members before they are written. */
  readonly edit?: (members: Entry[]) => Entry[];
  /** Members of the layers; named by their hashes unless it is given. */
  readonly names?: readonly string[];
}

/** Bytes of an image config whose diffIds are those of the layers. */
export const makeConfig = (layers: readonly Buffer[], extra: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    architecture: "amd64",
    os: "linux",
    config: { Entrypoint: ["/bin/app"] },
    rootfs: { type: "layers", diff_ids: layers.map((layer) => `sha256:${sha256Hex(layer)}`) },
    ...extra,
  });

/** A docker-archive in the member order of nixpkgs: layers, config, manifest last. */
export const makeDockerArchive = async (options: ArchiveOptions): Promise<Buffer> => {
  const config = makeConfig(options.layers, options.config);
  const names = options.names ?? options.layers.map((layer) => `${sha256Hex(layer)}/layer.tar`);
  const repoTags = options.repoTags === undefined ? ["app:1"] : options.repoTags;
  const manifest = JSON.stringify([{ Config: `${sha256Hex(config)}.json`, RepoTags: repoTags, Layers: names }]);
  const members: Entry[] = [
    ...options.layers.map((content, index) => ({ name: names[index] as string, content })),
    { name: `${sha256Hex(config)}.json`, content: config },
    { name: "manifest.json", content: manifest },
  ];
  return makeTar(options.edit === undefined ? members : options.edit(members));
};

export const STORE_A = "/nix/store/00000000000000000000000000000000-alpha-1.0";
export const STORE_B = "/nix/store/11111111111111111111111111111111-beta-2.3-lib";

/** A layer that holds two store paths and a file outside the store: 5 + 7 + 3 bytes. */
export const makeSampleLayer = (): Promise<Buffer> =>
  makeTar([
    { name: "/nix/", type: "directory" },
    { name: "/nix/store/", type: "directory" },
    { name: `${STORE_A}/`, type: "directory" },
    { name: `${STORE_A}/five`, content: "12345" },
    { name: `${STORE_B}`, content: "1234567" },
    { name: "./etc/three", content: "123" },
    { name: "./etc/link", type: "symlink", linkname: STORE_A },
  ]);
