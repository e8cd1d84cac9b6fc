export type { AttachedDocument } from "./artifact.ts";
export { type AttachOptions, attachArtifact, REPORT_ARTIFACT, SBOM_ARTIFACT } from "./attach.ts";
export type { CompressionSetting } from "./compress-block.ts";
export type { CompressWorkers } from "./compress-workers.ts";
export { type Labels, withLabels } from "./config-labels.ts";
export { type Destination, type DestinationContext, parseDestinations } from "./destination.ts";
export { PublishError, type PublishErrorCode } from "./errors.ts";
export { type ConfirmOptions, confirmBlobs } from "./known-blobs.ts";
export { checkLayout } from "./layout-folder.ts";
export { type ManifestOptions, type PackedBlob, type PackedImage, packManifest } from "./manifest.ts";
export { copyMembers } from "./merge/copy-members.ts";
export { agreedAnnotations, buildIndex, distinctMembers, type MergedIndex } from "./merge/image-index.ts";
export { isImage, type Member } from "./merge/member.ts";
export { putIndex } from "./merge/put-index.ts";
export { readMembers } from "./merge/read-members.ts";
export { type LayoutOptions, writeOciLayout } from "./oci-layout.ts";
export { openPackers, type PackOptions } from "./pack.ts";
export { type PublishedImage, readPublishedImages } from "./published-images.ts";
<<<<<<< HEAD
export { type BlobCount, type PushResult, sendImage, tagImage } from "./push.ts";
=======
export { type BlobCount, type PushOptions, type PushResult, sendImage, tagImage } from "./push.ts";
>>>>>>> ec267c25f2026d76258b3572dc6b4da36be56adf
export { putTags } from "./put-manifest.ts";
export { type ReadOptions, readAttached } from "./read-attached.ts";
export { parseReuseSources, type ReuseSource } from "./reuse-source.ts";
export { parseTagLines } from "./tag-lines.ts";
export { placesOfReferences, type SplitTags, splitReferences, type TagReference } from "./tag-references.ts";
export { type RenderedTags, renderTags, type TagContext } from "./tags.ts";
export { type BlobFate, BlobUploads, type UploadOptions } from "./uploads.ts";
