import { defined } from "../core/defined.ts";
import type { StorePath } from "../core/store-path.ts";
import type { Image } from "../image/index.ts";
import type { FlakeInput } from "../nix/index.ts";
import { formatPlatform, type ImageConfig, splitTag } from "../oci/index.ts";
import { showConfig } from "./shown-config.ts";
import { clip, clipForeign, filled } from "./text.ts";

/** Where an image comes from, as far as its own bytes do not tell. */
export interface Provenance {
  /** For an image that carries no tag. */
  readonly name?: string;
  /** As the user named it: an installable, a file, a reference. */
  readonly source: string;
  readonly revision?: string;
  readonly dirty: boolean;
  readonly outPath?: StorePath;
  readonly drvPath?: StorePath;
  readonly flakeInputs?: readonly FlakeInput[];
}

const lastPart = (text: string): string | undefined => filled(text.split(/[/#]/).findLast((part) => part !== "") ?? "");

/** `ghcr.io/acme/api:tag@sha256:…` is called `api`. */
const nameInReference = (reference: string): string | undefined =>
  lastPart(splitTag(reference.replace(/@sha256:.*$/, "")).name);

/** Short name for people: from the image's first tag, else as given, else from its source. */
const nameOfImage = (image: Image, { name, source }: Provenance): string =>
  nameInReference(image.repoTags[0] ?? "") ?? filled(name) ?? nameInReference(source) ?? "image";

const runConfig = ({ config }: ImageConfig) =>
  showConfig(
    defined({
      entrypoint: filled(config?.Entrypoint),
      cmd: filled(config?.Cmd),
      env: filled(config?.Env),
      user: filled(config?.User && clip(config.User)),
      workingDir: filled(config?.WorkingDir && clip(config.WorkingDir)),
      exposedPorts: filled(Object.keys(config?.ExposedPorts ?? {}).map(clip)),
      labels: Object.keys(config?.Labels ?? {}).length === 0 ? undefined : (config?.Labels ?? undefined),
    }),
  );

const buildFlakeInput = ({ name, url, revision, lastModified, narHash }: FlakeInput) =>
  defined({
    name: clipForeign(name),
    url: url === undefined ? undefined : clipForeign(url),
    revision: revision === undefined ? undefined : clip(revision),
    lastModified,
    narHash: narHash === undefined ? undefined : clip(narHash),
  });

/** What the report keeps of where the image comes from. */
export const buildProvenance = ({ source, revision, dirty, outPath, drvPath, flakeInputs }: Omit<Provenance, "name">) =>
  defined({
    source: clipForeign(source),
    revision: dirty ? undefined : filled(revision && clip(revision)),
    dirty,
    outPath,
    drvPath,
    flakeInputs: flakeInputs?.map(buildFlakeInput),
  });

/** The report's section on what the image is and how it is started. */
export const buildImageSection = (image: Image, provenance: Provenance) =>
  defined({
    name: clipForeign(nameOfImage(image, provenance)),
    repoTags: image.repoTags.map(clip),
    platform: clip(formatPlatform(image.platform)),
    created: filled(image.config.created && clip(image.config.created)),
    configDigest: image.configDigest,
    ...buildProvenance(provenance),
    config: runConfig(image.config),
  });
