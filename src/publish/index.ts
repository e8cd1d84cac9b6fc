export type { CompressionSetting } from "./compressing-packer.ts";
export { type Destination, type DestinationContext, parseDestinations } from "./destination.ts";
export { PublishError, type PublishErrorCode } from "./errors.ts";
export { checkLayout } from "./layout-folder.ts";
export { type ManifestOptions, type PackedBlob, type PackedImage, packManifest } from "./manifest.ts";
export { type LayoutOptions, writeOciLayout } from "./oci-layout.ts";
export { openPackers, type PackOptions } from "./pack.ts";
export { type BlobCount, type PushOptions, type PushResult, pushImage } from "./push.ts";
export { type RenderedTags, renderTags, type TagContext } from "./tags.ts";
