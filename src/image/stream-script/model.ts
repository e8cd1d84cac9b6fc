import type { Digest } from "../../core/digest.ts";
import type { StorePath } from "../../core/store-path.ts";
import type { ImageConfig } from "../../oci/image-config.ts";
import type { BareImage, LayerBlob } from "../model.ts";

/** A script that nixpkgs' `streamLayeredImage` made, as far as its layers can be told without running it. */
export interface StreamScript {
  /** The script, which the user named. */
  readonly file: string;
  /**
   * Digest of all that decides the bytes of a store layer besides its store paths: the program, the store's folder, owner and
   * modification time. Two scripts with the same key make the same layer of the same paths.
   */
  readonly layerKey: Digest;
  /** Store paths of each store layer, in the order of the image. */
  readonly layers: readonly (readonly StorePath[])[];
  /** The archive whose layers come first; they stand in no list here. */
  readonly fromImage: string | undefined;
  /** Holds the last layer, ready made. */
  readonly customisationLayer: StorePath;
  /** What the script runs, in a store path. */
  readonly program: string;
  /** The very text of the `conf.json` that the program is given. */
  readonly conf: string;
}

/** The layers of an image that a registry has, as its config and manifest tell. */
export interface PublishedLayers {
  /** Annotation of the manifest: the `layerKey` of the script that wrote the image. */
  readonly layerKey: string;
  readonly config: ImageConfig;
  /** Only those that may be referred to as they are. */
  readonly blobs: readonly PublishedBlob[];
}

export interface PublishedBlob extends LayerBlob {
  readonly diffId: Digest;
}

/** Which store layers of a script need not be made. */
export interface TrimPlan {
  /** By place in `StreamScript.layers`. At least one. */
  readonly leftOut: ReadonlyMap<number, PublishedBlob>;
  /** A published layer that is made all the same, to see that it comes out as it was published. */
  readonly witness: { readonly place: number; readonly diffId: Digest };
}

export type TrimmedRead =
  | { readonly kind: "read"; readonly image: BareImage }
  /** The script does not behave as the plan takes it to: its full stream has to be read. */
  | { readonly kind: "unproven"; readonly reason: string };
