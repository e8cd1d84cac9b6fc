import { isDigest } from "../core/digest.ts";
import { InputError } from "../core/errors.ts";
import { formatImageRef, type ImageRef, isRepository, isTag, splitTag, startsWithRegistry } from "../oci/image-ref.ts";

/** What `image` names, before anything has been looked at. */
export type ImageArg =
  /** To be built by `nix build`. */
  | { readonly kind: "installable"; readonly text: string }
  /** To be built by `nix-build FILE -A ATTRIBUTE`. */
  | { readonly kind: "attribute"; readonly file: string; readonly attribute: string }
  /** A ready image. */
  | { readonly kind: "path"; readonly path: string; readonly tag?: string }
  /** `registry/repository[:tag][@digest]` */
  | { readonly kind: "registry"; readonly reference: ImageRef }
  /** An image that a program on this machine keeps. */
  | { readonly kind: "daemon"; readonly engine: "docker" | "podman"; readonly reference: string };

/** Flake reference schemes, https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#types */
const FLAKE_SCHEME =
  /^(github|gitlab|sourcehut|git|git\+[a-z]+|hg\+[a-z]+|path|tarball\+[a-z]+|file\+[a-z]+|flake|https?):/;

/** skopeo's transports for things on disk, https://github.com/containers/image/blob/main/docs/containers-transports.5.md */
const PATH_TRANSPORT = /^(docker-archive|oci-archive|oci):/;

/** Transports of images that a program keeps, and that program. */
const ENGINES: Readonly<Record<string, "docker" | "podman">> = {
  "docker-daemon": "docker",
  podman: "podman",
  "containers-storage": "podman",
};
const ENGINE_TRANSPORT = /^(docker-daemon|podman|containers-storage):/;

/** skopeo's folder of loose files, which nobody publishes from. */
const DIR_TRANSPORT = /^dir:/;

/** What one `image` line or the IMAGE argument names. With `file`, every line is an attribute path of that Nix file. */
export const parseImageArg = (text: string, file?: string): ImageArg => {
  if (file !== undefined) return { kind: "attribute", file, attribute: text };
  if (DIR_TRANSPORT.test(text)) throw unsupported(text);
  if (text.startsWith("docker://")) return { kind: "registry", reference: parseImageRef(text) };
  const engine = ENGINE_TRANSPORT.exec(text)?.[1];
  if (engine !== undefined) return parseEngine(text, engine);
  const transport = PATH_TRANSPORT.exec(text)?.[1];
  if (transport !== undefined) return parseTransport(text.slice(transport.length + 1), transport);
  if (text.includes("#") || FLAKE_SCHEME.test(text) || text === ".") return { kind: "installable", text };
  return { kind: "path", path: text };
};

/** `oci:DIR:TAG` and `docker-archive:FILE:NAME:TAG` select an image; folders end at the last colon, files at the first. */
const parseTransport = (rest: string, transport: string): ImageArg => {
  const colon = transport === "oci" ? lastColon(rest) : rest.indexOf(":");
  return colon > 0
    ? { kind: "path", path: rest.slice(0, colon), tag: rest.slice(colon + 1) }
    : { kind: "path", path: rest };
};

const lastColon = (text: string): number => {
  const colon = text.lastIndexOf(":");
  return colon > text.lastIndexOf("/") ? colon : -1;
};

const parseEngine = (text: string, transport: string): ImageArg => {
  const reference = text.slice(transport.length + 1).replace(/^\/\//, "");
  const engine = ENGINES[transport] ?? "docker";
  if (/^[\w[][\w.:@/[\]-]*$/.test(reference)) return { kind: "daemon", engine, reference };
  throw new InputError(
    "BAD_REFERENCE",
    `image ${JSON.stringify(text)}: ${JSON.stringify(reference)} names no image (wanted: ${transport}:NAME[:TAG])`,
  );
};

const parseImageRef = (text: string): ImageRef => {
  const [name = "", digest, ...rest] = text.slice("docker://".length).split("@");
  const { name: full, tag } = splitTag(name);
  const [registry, repository] = splitRegistry(full);
  const valid = isRepository(repository) && (tag === undefined || isTag(tag)) && rest.length === 0;
  if (!valid || (digest !== undefined && !isDigest(digest))) {
    const wanted = "wanted: docker://REGISTRY/REPOSITORY[:TAG][@sha256:DIGEST], in lower case";
    throw new InputError("BAD_REFERENCE", `image ${JSON.stringify(text)}: no image reference (${wanted})`);
  }
  return { registry, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
};

/** Names without a registry are Docker Hub's, as everywhere. */
const splitRegistry = (name: string): readonly [registry: string, repository: string] => {
  if (!startsWithRegistry(name)) return ["docker.io", name];
  const slash = name.indexOf("/");
  return [name.slice(0, slash), name.slice(slash + 1)];
};

const unsupported = (text: string): InputError =>
  new InputError(
    "UNSUPPORTED_TRANSPORT",
    `image ${JSON.stringify(text)}: images at dir: are not read (wanted: a flake installable such as .#image, an archive, a stream script, oci:DIR, docker://NAME, docker-daemon:NAME or podman:NAME); copy it first, as with: skopeo copy ${text} oci:DIR:TAG`,
  );

/** What the user wrote, as far as it tells images apart. */
export const formatImageArg = (arg: ImageArg): string => {
  switch (arg.kind) {
    case "installable":
      return arg.text;
    case "attribute":
      return `${arg.file}#${arg.attribute}`;
    case "path":
      return arg.tag === undefined ? arg.path : `${arg.path}:${arg.tag}`;
    case "registry":
      return `docker://${formatImageRef(arg.reference)}`;
    case "daemon":
      return `${arg.engine === "docker" ? "docker-daemon" : arg.engine}:${arg.reference}`;
  }
};
