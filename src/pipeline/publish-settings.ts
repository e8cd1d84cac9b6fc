import type { AnnotationInputs } from "../inputs/index.ts";
import type { MediaTypes } from "../oci/media-type.ts";
import type { CompressionSetting, ReuseSource, TagContext, TagReference } from "../publish/index.ts";
import type { WorkflowFacts } from "../registry/index.ts";

/** Where and how images are published. */
export interface PublishSettings extends PublishPlaces {
  readonly tagContext: Omit<TagContext, "rev" | "revision" | "imageTag">;
}

/** All of it but what Git has to be asked for. */
export interface PublishPlaces {
  /** False when only the layout is written. */
  readonly toDestinations: boolean;
  /** True when registries get images without any tag; then `tags` are not looked at. */
  readonly byDigest?: boolean;
  /** Templates; empty means the image's default destination. `oci:DIR[:TAG]` is one too. */
  readonly destinations: readonly string[];
  /** Folder of an OCI layout that is written besides; a template too. */
  readonly layout?: string;
  readonly compression: CompressionSetting;
  /** Where layers are looked for that need not be sent; empty means the destination's likely tags. */
  readonly reuseFrom: readonly ReuseSource[];
  /** Repositories of the destination's registry from which it may take blobs over. */
  readonly mountFrom: readonly string[];
  readonly defaultBranch?: string;
  /** Templates, and rules of docker/metadata-action. */
  readonly tags: readonly string[];
  /** Tags that are for one of the destinations alone. */
  readonly references?: readonly TagReference[];
  /** What the rules have in common. */
  readonly flavor?: readonly string[];
  readonly annotations?: AnnotationInputs;
  readonly labels?: Readonly<Record<string, string>>;
  /** OCI's by default. */
  readonly mediaTypes?: MediaTypes;
  readonly owner?: string;
  readonly repo?: string;
  /** Page of the repository that the run is in; annotation of what is built from it. */
  readonly repositoryUrl?: string;
  /** What that page says of it. */
  readonly about?: { readonly description?: string; readonly license?: string };
  readonly allowDirty: boolean;
  readonly credentials: {
    readonly given?: { readonly username?: string; readonly password?: string };
    readonly github?: { readonly actor: string; readonly token: string };
  };
  /** Hosts that are spoken to in plain HTTP. */
  readonly insecure: readonly string[];
  readonly workflow?: WorkflowFacts;
}
