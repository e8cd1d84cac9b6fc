import type { Platform } from "../oci/descriptor.ts";
import type { Compression } from "../oci/media-type.ts";
import type { BudgetInputs } from "./budgets.ts";
import type { ImageArg } from "./image-arg.ts";

export type CommentMode = "changes" | "always" | "never";

export type BaselineChoice =
  | { readonly kind: "auto" }
  | { readonly kind: "none" }
  /** A git revision of the flake, or another image. */
  | { readonly kind: "named"; readonly text: string };

/** Every input of the Action, parsed once. */
export interface ActionInputs {
  readonly images: readonly ImageArg[];
  readonly buildArgs: readonly string[];
  /** Which images of an index are meant; without it the machine's own of a registry, all of what lies here. */
  readonly platform?: Platform | "all";
  readonly push: boolean;
  /** Templates; empty means the default destination of the image. */
  readonly destinations: readonly string[];
  /** Templates. */
  readonly tags: readonly string[];
  readonly revLength: number;
  readonly compression: { readonly kind: Compression; readonly level: number };
  readonly allowDirty: boolean;
  readonly registryUsername?: string;
  readonly registryPassword?: string;
  /** Hosts that are spoken to in plain HTTP. */
  readonly registryInsecure: readonly string[];
  /** Files with certificates of authorities, PEM. */
  readonly registryCa: readonly string[];
  readonly ociLayout?: string;
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
