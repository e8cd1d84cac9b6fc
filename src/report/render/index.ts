export { breachAdvice, breachLines } from "./breaches.ts";
export { type CommentOptions, renderComment } from "./comment.ts";
export { renderJson } from "./json.ts";
export { commentMarker } from "./marker.ts";
export { COMMENT_LIMIT, mergeSections } from "./sections.ts";
export { renderSummary, SUMMARY_LIMIT } from "./summary.ts";
export type { CommentSection } from "./tell-apart.ts";
export { renderTerminal } from "./terminal.ts";
export { worthPosting } from "./worth-posting.ts";
