import type { Platform } from "../oci/descriptor.ts";

/** Processors that Nix names otherwise than Go, which image platforms are written in. */
const PROCESSORS: Readonly<Record<string, string>> = {
  amd64: "x86_64",
  arm64: "aarch64",
  "386": "i686",
  ppc64le: "powerpc64le",
  loong64: "loongarch64",
};

/** Nix's name of the system that builds for a platform: `x86_64-linux` for linux/amd64, `armv7l-linux` for linux/arm/v7. */
export const nixSystem = ({ os, architecture, variant }: Platform): string => {
  const arm = architecture === "arm" ? `arm${variant ?? "v7"}l` : undefined;
  return `${arm ?? PROCESSORS[architecture] ?? architecture}-${os}`;
};
