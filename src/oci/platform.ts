import { formatPlatform, type Platform } from "./descriptor.ts";

/** What Go and so every image calls the processors that Node names otherwise. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386", ppc64: "ppc64le" };

/** The platform of containers on a machine whose processor Node calls `arch`; containers are Linux everywhere. */
export const machinePlatform = (arch: string): Platform => ({ os: "linux", architecture: ARCHITECTURES[arch] ?? arch });

/** `os/architecture[/variant]`, `undefined` for any other text. */
export const parsePlatform = (text: string): Platform | undefined => {
  const [os, architecture, variant, ...rest] = text.split("/");
  if (!isPlatformWord(os) || !isPlatformWord(architecture) || rest.length > 0) return undefined;
  if (variant === undefined) return { os, architecture };
  return isPlatformWord(variant) ? { os, architecture, variant } : undefined;
};

/** True for what may be the name of a system, a processor or its variant. */
export const isPlatformWord = (text: string | undefined): text is string =>
  text !== undefined && /^[a-z0-9_.-]+$/i.test(text);

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#platform-variants */
const USUAL_VARIANTS: Readonly<Record<string, string>> = { arm: "v7", arm64: "v8" };

const variantOf = ({ architecture, variant }: Platform): string => variant || USUAL_VARIANTS[architecture] || "";

/** The same text for platforms that runtimes hold for the same: `linux/arm64` is `linux/arm64/v8` too. */
export const platformKey = (platform: Platform): string =>
  formatPlatform({ ...platform, variant: variantOf(platform) });

/** True when `found` is what was asked for; a variant that is not asked for may be any. */
export const matchesPlatform = (asked: Platform, found: Platform): boolean =>
  asked.os === found.os &&
  asked.architecture === found.architecture &&
  (asked.variant === undefined || variantOf(asked) === variantOf(found));
