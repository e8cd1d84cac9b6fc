import type { Platform } from "../oci/descriptor.ts";
import type { Compression, MediaTypes } from "../oci/media-type.ts";
import type { BudgetInputs } from "./budgets.ts";
import type { ImageArg } from "./image-arg.ts";

export type CommentMode = "changes" | "always" | "never";

/** Whether images are published, and whether under tags or by their digests alone. */
export type PushMode = "no" | "tags" | "by-digest";

export type BaselineChoice =
  | { readonly kind: "auto" }
  | { readonly kind: "none" }
  /** A git revision of the flake, or another image. */
  | { readonly kind: "named"; readonly text: string };

/** Annotations by what they are on. An empty value means: leave out what would be filled in. */
export interface AnnotationInputs {
  readonly manifest: Readonly<Record<string, string>>;
  readonly index: Readonly<Record<string, string>>;
}

/** Every input of the Action, parsed once. */
export interface ActionInputs {
  readonly images: readonly ImageArg[];
  readonly buildArgs: readonly string[];
  /** Which images of an index are meant; without it the machine's own of a registry, all of what lies here. */
  readonly platform?: Platform | "all";
  readonly push: PushMode;
  /** Templates; empty means the default destination of the image. */
  readonly destinations: readonly string[];
  /** Templates, rules of docker/metadata-action, and whole references. */
  readonly tags: readonly string[];
  /** What the rules have in common. */
  readonly flavor: readonly string[];
  readonly revLength: number;
  readonly annotations: AnnotationInputs;
  readonly labels: Readonly<Record<string, string>>;
  readonly compression: { readonly kind: Compression; readonly level: number };
  /** Tags of the destination, or images of the same registry; empty means its likely tags. */
  readonly reuseFrom: readonly string[];
  /** Repositories of the same registry. */
  readonly mountFrom: readonly string[];
  readonly mediaTypes: MediaTypes;
  readonly allowDirty: boolean;
  readonly registryUsername?: string;
  readonly registryPassword?: string;
  /** Hosts that are spoken to in plain HTTP. */
  readonly registryInsecure: readonly string[];
  /** Files with certificates of authorities, PEM. */
  readonly registryCa: readonly string[];
  /** Write the login into Docker's config.json, for the steps behind this one. */
  readonly dockerConfigAuth: boolean;
  readonly ociLayout?: string;
  /** Have the registries keep the report beside the image. */
  readonly attachReport: boolean;
  /** Load the images into Docker or Podman on this machine. */
  readonly load: boolean;
  /** Write a software bill of materials of each image. */
  readonly sbom: boolean;
  /** `ID` or `ID GLOB` each. */
  readonly ignoreFindings: readonly string[];
  readonly comment: CommentMode;
  readonly htmlReport: boolean;
  /** Upload the report as an artifact of the run. */
  readonly uploadReport: boolean;
  readonly baseline: BaselineChoice;
  readonly budgets: BudgetInputs & {
    /** A label of the pull request that turns fail into warn. */
    readonly overrideLabel?: string;
  };
  readonly githubToken?: string;
}
