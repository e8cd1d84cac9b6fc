import type { Digest } from "../core/digest.ts";

/** Where an image lives in a registry: `registry/repository[:tag][@digest]`. */
export interface ImageRef {
  /** Host with an optional port, as the user wrote it. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/** `registry/repository[:tag][@digest]` */
export const formatImageRef = ({ registry, repository, tag, digest }: ImageRef): string =>
  `${registry}/${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const REPOSITORY = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

export const isTag = (text: string): boolean => TAG.test(text);

export const isRepository = (text: string): boolean => text.length <= 255 && REPOSITORY.test(text);

/** True when the first part of an image name is a host: it has a dot or a port, or is `localhost`. */
export const startsWithRegistry = (name: string): boolean => {
  const slash = name.indexOf("/");
  const host = name.slice(0, Math.max(slash, 0));
  return host === "localhost" || host.includes(".") || host.includes(":");
};

/** Names of Docker Hub, of which everybody but its own login writes the first. */
const HUB_NAMES = ["docker.io", "index.docker.io", "registry-1.docker.io"];

/** The name of a registry's host that attestations and pulls go by: in lower case, and one for Docker Hub. */
export const canonicalRegistry = (host: string): string => {
  const lower = host.toLowerCase();
  return HUB_NAMES.includes(lower) ? "docker.io" : lower;
};

/** `ghcr.io/acme/api:tag` split at the last colon behind the last slash. */
export const splitTag = (reference: string): { readonly name: string; readonly tag?: string } => {
  const colon = reference.lastIndexOf(":");
  return colon > reference.lastIndexOf("/")
    ? { name: reference.slice(0, colon), tag: reference.slice(colon + 1) }
    : { name: reference };
};
