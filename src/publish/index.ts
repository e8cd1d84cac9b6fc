export { type Destination, type DestinationContext, defaultDestination, parseDestinations } from "./destination.ts";
export { PublishError, type PublishErrorCode } from "./errors.ts";
export { type PackedBlob, type PackedImage, type PackOptions, packManifest } from "./manifest.ts";
export { type LayoutOptions, writeOciLayout } from "./oci-layout.ts";
export { type BlobCount, type PushOptions, type PushResult, pushImage } from "./push.ts";
export { type RenderedTags, renderTags, type TagContext } from "./tags.ts";
