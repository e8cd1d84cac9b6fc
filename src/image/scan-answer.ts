import { InputError, type KnownError } from "../core/errors.ts";
import { TarError, type TarErrorCode } from "../tar/index.ts";
import { ImageError, type ImageErrorCode } from "./errors.ts";
import type { ScannedLayer } from "./scan-layer.ts";

/** What a scanning worker is started with. */
export interface ScanWorkerData {
  /** `OpenPacker.settings`; `undefined` where nothing is packed. */
  readonly packing: unknown;
  /** True when layers are not looked into. */
  readonly bare: boolean;
}

/** What a scanning worker says. Errors lose their class on the way, so they are taken apart and put together again. */
export type ScanAnswer =
  | { readonly kind: "progress"; readonly bytes: number; readonly doing: string }
  | { readonly kind: "scanned"; readonly scanned: ScannedLayer }
  | Failure;

type Failure =
  | { readonly kind: "failed"; readonly of: "input"; readonly code: string; readonly message: string }
  | { readonly kind: "failed"; readonly of: "image"; readonly code: ImageErrorCode; readonly message: string }
  | { readonly kind: "failed"; readonly of: "tar"; readonly code: TarErrorCode; readonly message: string };

/** The answer for an error; anything that is no judgement on the image is thrown on, and ends the worker. */
export const toFailure = (error: unknown): Failure => {
  if (error instanceof ImageError) return { kind: "failed", of: "image", code: error.code, message: error.message };
  if (error instanceof TarError) return { kind: "failed", of: "tar", code: error.code, message: error.message };
  if (error instanceof InputError) return { kind: "failed", of: "input", code: error.code, message: error.message };
  throw error;
};

export const toError = (failure: Failure): KnownError => {
  switch (failure.of) {
    case "input":
      return new InputError(failure.code, failure.message);
    case "image":
      return new ImageError(failure.code, failure.message);
    case "tar":
      return new TarError(failure.code, failure.message);
  }
};
