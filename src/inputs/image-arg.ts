import { InputError } from "../core/errors.ts";

/** What `image` names, before anything has been looked at. */
export type ImageArg =
  /** To be built by `nix build`. */
  | { readonly kind: "installable"; readonly text: string }
  /** To be built by `nix-build FILE -A ATTRIBUTE`. */
  | { readonly kind: "attribute"; readonly file: string; readonly attribute: string }
  /** A ready image. */
  | { readonly kind: "path"; readonly path: string; readonly tag?: string };

/** Flake reference schemes, https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#types */
const FLAKE_SCHEME =
  /^(github|gitlab|sourcehut|git|git\+[a-z]+|hg\+[a-z]+|path|tarball\+[a-z]+|file\+[a-z]+|flake|https?):/;

/** skopeo's transports for things on disk, https://github.com/containers/image/blob/main/docs/containers-transports.5.md */
const PATH_TRANSPORT = /^(docker-archive|oci-archive|oci):/;

/** Transports that name an image elsewhere. */
const FAR_TRANSPORT = /^(docker|docker-daemon|podman|containers-storage|dir):/;

/** What one `image` line or the IMAGE argument names. With `file`, every line is an attribute path of that Nix file. */
export const parseImageArg = (text: string, file?: string): ImageArg => {
  if (file !== undefined) return { kind: "attribute", file, attribute: text };
  const far = FAR_TRANSPORT.exec(text)?.[1];
  if (far !== undefined) throw unsupported(text, far);
  const transport = PATH_TRANSPORT.exec(text)?.[1];
  if (transport !== undefined) return parseTransport(text.slice(transport.length + 1), transport);
  if (text.includes("#") || FLAKE_SCHEME.test(text) || text === ".") return { kind: "installable", text };
  return { kind: "path", path: text };
};

/** `oci:DIR:TAG` selects an image of the layout; archives are read whole. */
const parseTransport = (rest: string, transport: string): ImageArg => {
  const colon = rest.lastIndexOf(":");
  return transport === "oci" && colon > rest.lastIndexOf("/") && colon > 0
    ? { kind: "path", path: rest.slice(0, colon), tag: rest.slice(colon + 1) }
    : { kind: "path", path: rest };
};

const unsupported = (text: string, transport: string): InputError =>
  new InputError(
    "UNSUPPORTED_TRANSPORT",
    `image ${JSON.stringify(text)}: images at ${transport}: are not read (wanted: a flake installable such as .#image, an archive, a stream script or oci:DIR); copy it first, as with: skopeo copy ${text} oci:DIR:TAG`,
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
  }
};
