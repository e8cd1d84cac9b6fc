export * from "./entry.ts";
export * from "./errors.ts";
export { BLOCK, hasTarChecksum, isZeroBlock } from "./header.ts";
export { absolutePath, nameOfText, textOfName } from "./names.ts";
export { TarScanner } from "./scanner.ts";
export { END_OF_TAR, encodeHeader, padding } from "./writer.ts";
