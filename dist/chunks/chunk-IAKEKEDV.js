import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  LIMIT_NAMES,
  deepFreeze,
  limitKind,
  limitsOf
} from "./chunk-TCTDNPSK.js";
import {
  formatImageRef,
  isRepository,
  isTag,
  splitTag,
  startsWithRegistry
} from "./chunk-GEC2743B.js";
import {
  parsePlatform
} from "./chunk-KFVUV2LW.js";
import {
  parseBytes
} from "./chunk-GL7HVQXP.js";
import {
  defined
} from "./chunk-KKCQXBLK.js";
import {
  isDigest
} from "./chunk-QPEP4A4R.js";
import {
  InputError,
  messageOf
} from "./chunk-UNTW53JI.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/inputs/values.ts
var lines = /* @__PURE__ */ __name((text) => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ""), "lines");
var optional = /* @__PURE__ */ __name((text) => text.trim() === "" ? void 0 : text.trim(), "optional");
var boolean = /* @__PURE__ */ __name((name, text, problems, wanted = "true or false") => {
  const value = text.trim();
  if (["true", "True", "TRUE"].includes(value)) return true;
  if (!["false", "False", "FALSE", ""].includes(value)) problems.add(unexpected(name, text, wanted));
  return false;
}, "boolean");
var oneOf = /* @__PURE__ */ __name((name, text, values, problems) => {
  const value = values.find((candidate) => candidate === text.trim());
  if (value === void 0) problems.add(unexpected(name, text, `one of: ${values.join(", ")}`));
  return value ?? values[0];
}, "oneOf");
var integer = /* @__PURE__ */ __name((name, text, range, problems) => {
  const value = /^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  if (value >= range[0] && value <= range[1]) return value;
  problems.add(unexpected(name, text, `a whole number from ${range[0]} to ${range[1]}`));
  return range[0];
}, "integer");
var bytes = /* @__PURE__ */ __name((name, text, problems) => {
  if (optional(text) === void 0) return void 0;
  const value = parseBytes(text);
  if (value === void 0)
    problems.add(unexpected(name, text, "a size such as 200 MB, 64 MiB, 1.5 GB, or a number of bytes"));
  return value;
}, "bytes");
var percent = /* @__PURE__ */ __name((name, text, problems) => {
  if (optional(text) === void 0) return void 0;
  const value = /^(\d{1,6}(?:\.\d{1,3})?)\s*%?$/.exec(text.trim())?.[1];
  if (value === void 0)
    problems.add(unexpected(name, text, "a percentage such as 5 or 2.5 %, of at most 3 decimals"));
  return value === void 0 ? void 0 : Number(value);
}, "percent");
var platform = /* @__PURE__ */ __name((name, text, problems) => {
  const value = text.trim();
  if (value === "" || value === "all") return value === "all" ? "all" : void 0;
  const parsed = parsePlatform(value);
  if (parsed === void 0)
    problems.add(unexpected(name, text, "a platform such as linux/amd64 or linux/arm/v7, or all"));
  return parsed;
}, "platform");
var LEVELS = {
  none: { fallback: 0, range: [0, 0] },
  gzip: { fallback: 4, range: [1, 9] },
  zstd: { fallback: 3, range: [1, 19] }
};
var compression = /* @__PURE__ */ __name((name, text, problems) => {
  const [kind = "", level, ...rest] = text.trim().split(":");
  if (!isCompression(kind) || rest.length > 0) {
    problems.add(unexpected(name, text, "gzip, zstd or none, with a level as in gzip:6"));
    return { kind: "gzip", level: LEVELS.gzip.fallback };
  }
  const { fallback, range } = LEVELS[kind];
  return { kind, level: level === void 0 ? fallback : integer(`${name} level`, level, range, problems) };
}, "compression");
var isCompression = /* @__PURE__ */ __name((text) => Object.hasOwn(LEVELS, text), "isCompression");
var ARGUMENT = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;
var args = /* @__PURE__ */ __name((name, text, problems) => lines(text).flatMap((line) => {
  if (line.replace(ARGUMENT, "").trim() !== "")
    problems.add(`${name}: the quotes in ${JSON.stringify(line)} do not match`);
  return (line.match(ARGUMENT) ?? []).map((argument) => argument.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}), "args");
var unexpected = /* @__PURE__ */ __name((name, text, wanted) => `${name} is ${text.trim() === "" ? "empty" : JSON.stringify(text)}; expected ${wanted}`, "unexpected");

// src/inputs/budgets.ts
var BUDGET_INPUTS = [...LIMIT_NAMES, "forbid-packages", "budget-mode"];
var parseBudgets = /* @__PURE__ */ __name((source, problems) => {
  const { get, nameOf, notCompared } = source;
  const mode = oneOf(nameOf("budget-mode"), get("budget-mode"), ["fail", "warn"], problems);
  const limits = defined(
    Object.fromEntries(LIMIT_NAMES.map((name) => [name, limit(name, source, problems)]))
  );
  const forbidPackages = patterns(nameOf("forbid-packages"), get("forbid-packages"), problems);
  const budgets2 = { limits, forbidPackages, mode };
  for (const { name } of notCompared === void 0 ? [] : limitsOf(budgets2).filter((it) => it.relative)) {
    problems.add(
      `${nameOf(name)} limits a change, and nothing is compared; ${notCompared}, or take ${nameOf(name)} away`
    );
  }
  return budgets2;
}, "parseBudgets");
var limit = /* @__PURE__ */ __name((name, { get, nameOf }, problems) => {
  const [title, text] = [nameOf(name), get(name)];
  switch (limitKind(name).unit) {
    case "bytes":
      return bytes(title, text, problems);
    case "percent":
      return percent(title, text, problems);
    case "layers":
      return optional(text) === void 0 ? void 0 : integer(title, text, [1, 1e4], problems);
  }
}, "limit");
var PATTERN = /^[0-9A-Za-z+\-._?=*]+$/;
var patterns = /* @__PURE__ */ __name((title, text, problems) => {
  const all = [...new Set(lines(text))];
  for (const pattern of all.filter((it) => !PATTERN.test(it))) {
    const wanted = "expected a package's name, alone or with its version, in which * and ? may stand: openssl-1.*";
    problems.add(`${title}: ${JSON.stringify(pattern)} can be no package's name; ${wanted}`);
  }
  return all;
}, "patterns");

// src/inputs/image-arg.ts
var FLAKE_SCHEME = /^(github|gitlab|sourcehut|git|git\+[a-z]+|hg\+[a-z]+|path|tarball\+[a-z]+|file\+[a-z]+|flake|https?):/;
var PATH_TRANSPORT = /^(docker-archive|oci-archive|oci):/;
var ENGINES = {
  "docker-daemon": "docker",
  podman: "podman",
  "containers-storage": "podman"
};
var ENGINE_TRANSPORT = /^(docker-daemon|podman|containers-storage):/;
var DIR_TRANSPORT = /^dir:/;
var parseImageArg = /* @__PURE__ */ __name((text, file) => {
  if (file !== void 0) return { kind: "attribute", file, attribute: text };
  if (DIR_TRANSPORT.test(text)) throw unsupported(text);
  if (text.startsWith("docker://")) return { kind: "registry", reference: parseImageRef(text) };
  const engine = ENGINE_TRANSPORT.exec(text)?.[1];
  if (engine !== void 0) return parseEngine(text, engine);
  const transport = PATH_TRANSPORT.exec(text)?.[1];
  if (transport !== void 0) return parseTransport(text.slice(transport.length + 1), transport);
  if (text.includes("#") || FLAKE_SCHEME.test(text) || text === ".") return { kind: "installable", text };
  return { kind: "path", path: text };
}, "parseImageArg");
var parseTransport = /* @__PURE__ */ __name((rest, transport) => {
  const colon = transport === "oci" ? lastColon(rest) : rest.indexOf(":");
  return colon > 0 ? { kind: "path", path: rest.slice(0, colon), tag: rest.slice(colon + 1) } : { kind: "path", path: rest };
}, "parseTransport");
var lastColon = /* @__PURE__ */ __name((text) => {
  const colon = text.lastIndexOf(":");
  return colon > text.lastIndexOf("/") ? colon : -1;
}, "lastColon");
var parseEngine = /* @__PURE__ */ __name((text, transport) => {
  const reference = text.slice(transport.length + 1).replace(/^\/\//, "");
  const engine = ENGINES[transport] ?? "docker";
  if (/^[\w[][\w.:@/[\]-]*$/.test(reference)) return { kind: "daemon", engine, reference };
  throw new InputError(
    "BAD_REFERENCE",
    `image ${JSON.stringify(text)}: ${JSON.stringify(reference)} names no image (wanted: ${transport}:NAME[:TAG])`
  );
}, "parseEngine");
var parseImageRef = /* @__PURE__ */ __name((text) => {
  const [name = "", digest, ...rest] = text.slice("docker://".length).split("@");
  const { name: full, tag } = splitTag(name);
  const [registry, repository] = splitRegistry(full);
  const valid = isRepository(repository) && (tag === void 0 || isTag(tag)) && rest.length === 0;
  if (!valid || digest !== void 0 && !isDigest(digest)) {
    const wanted = "wanted: docker://REGISTRY/REPOSITORY[:TAG][@sha256:DIGEST], in lower case";
    throw new InputError("BAD_REFERENCE", `image ${JSON.stringify(text)}: no image reference (${wanted})`);
  }
  return { registry, repository, ...tag === void 0 ? {} : { tag }, ...digest === void 0 ? {} : { digest } };
}, "parseImageRef");
var splitRegistry = /* @__PURE__ */ __name((name) => {
  if (!startsWithRegistry(name)) return ["docker.io", name];
  const slash = name.indexOf("/");
  return [name.slice(0, slash), name.slice(slash + 1)];
}, "splitRegistry");
var unsupported = /* @__PURE__ */ __name((text) => new InputError(
  "UNSUPPORTED_TRANSPORT",
  `image ${JSON.stringify(text)}: images at dir: are not read (wanted: a flake installable such as .#image, an archive, a stream script, oci:DIR, docker://NAME, docker-daemon:NAME or podman:NAME); copy it first, as with: skopeo copy ${text} oci:DIR:TAG`
), "unsupported");
var formatImageArg = /* @__PURE__ */ __name((arg) => {
  switch (arg.kind) {
    case "installable":
      return arg.text;
    case "attribute":
      return `${arg.file}#${arg.attribute}`;
    case "path":
      return arg.tag === void 0 ? arg.path : `${arg.path}:${arg.tag}`;
    case "registry":
      return `docker://${formatImageRef(arg.reference)}`;
    case "daemon":
      return `${arg.engine === "docker" ? "docker-daemon" : arg.engine}:${arg.reference}`;
  }
}, "formatImageArg");

// src/inputs/pairs.ts
var LEVELS2 = /^((?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+):/;
var EXPRESSION = /\{\{\s*(?:branch|tag|sha|base_ref|is_default_branch|is_not_default_branch|date|commit_date)\b[^}]*\}\}/;
var labels = /* @__PURE__ */ __name((name, lines2, problems) => Object.fromEntries(meant(lines2).flatMap((line) => pairOf(name, line, problems))), "labels");
var annotations = /* @__PURE__ */ __name((name, lines2, problems) => {
  const all = meant(lines2).flatMap((line) => {
    const levels = levelsOf(line);
    const wrong = levels.find((level) => level !== "manifest" && level !== "index");
    if (wrong !== void 0) {
      problems.add(`${name}: "${line}": ${wrong} takes no annotations here (wanted manifest: or index:, or neither)`);
    }
    return pairOf(name, line.replace(LEVELS2, ""), problems).map((pair) => ({ levels, pair }));
  });
  const on = /* @__PURE__ */ __name((level) => Object.fromEntries(
    all.filter(({ levels }) => levels.length === 0 || levels.includes(level)).map(({ pair }) => pair)
  ), "on");
  return { manifest: on("manifest"), index: on("index") };
}, "annotations");
var meant = /* @__PURE__ */ __name((lines2) => lines2.filter((line) => !line.startsWith("#")), "meant");
var levelsOf = /* @__PURE__ */ __name((line) => LEVELS2.exec(line)?.[1]?.split(",") ?? [], "levelsOf");
var pairOf = /* @__PURE__ */ __name((name, line, problems) => {
  const equals = line.indexOf("=");
  const key = line.slice(0, Math.max(equals, 0)).trim();
  const expression = EXPRESSION.exec(line)?.[0];
  if (key === "") problems.add(`${name}: "${line}" is no pair; expected KEY=VALUE`);
  else if (expression !== void 0) {
    problems.add(`${name}: "${line}": ${expression} is not understood here; compute it in the workflow, as \${{ \u2026 }}`);
  } else return [[key, line.slice(equals + 1).trim()]];
  return [];
}, "pairOf");

// src/inputs/problems.ts
var Problems = class {
  static {
    __name(this, "Problems");
  }
  #lines = [];
  add(line) {
    this.#lines.push(line);
  }
  /** Throws one InputError with every problem; does nothing when there is none. */
  throwAny() {
    if (this.#lines.length > 0) throw new InputError("BAD_INPUT", this.#lines.join("\n"));
  }
};

// src/inputs/media-types.ts
var checkMediaTypes = /* @__PURE__ */ __name(({ value, compression: compression2, writesLayout }, problems) => {
  if (value !== "docker") return;
  if (compression2.trim().startsWith("zstd")) {
    problems.add(
      "media-types: docker has no zstd, and images that claim it cannot be pulled by podman; take compression gzip, or media-types oci"
    );
  }
  if (writesLayout) {
    problems.add("media-types: docker does not go into an OCI layout; publish it to a registry, or take oci");
  }
}, "checkMediaTypes");

// src/inputs/parse-action.ts
var INPUT_NAMES = [
  "image",
  "file",
  "build-args",
  "platform",
  "push",
  "destination",
  "tags",
  "flavor",
  "rev-length",
  "annotations",
  "labels",
  "compression",
  "reuse-from",
  "mount-from",
  "media-types",
  "allow-dirty",
  "registry-username",
  "registry-password",
  "registry-insecure",
  "registry-ca",
  "docker-config-auth",
  "oci-layout",
  "attach-report",
  "load",
  "sbom",
  "comment",
  "html-report",
  "upload-report",
  "baseline",
  ...BUDGET_INPUTS,
  "budget-override-label",
  "ignore-findings",
  "github-token"
];
var parseActionInputs = /* @__PURE__ */ __name((get) => {
  const problems = new Problems();
  const inputs = readInputs(get, problems);
  if (optional(get("image")) === void 0) {
    problems.add("image is empty; expected a flake installable such as .#dockerImage, or the path of a ready image");
  }
  if (inputs.tags.length === 0 && inputs.push !== "by-digest")
    problems.add("tags is empty; expected at least one tag, such as {rev}");
  problems.throwAny();
  return deepFreeze(inputs);
}, "parseActionInputs");
var readInputs = /* @__PURE__ */ __name((get, problems) => ({
  images: imageArgs(lines(get("image")), optional(get("file")), problems),
  buildArgs: args("build-args", get("build-args"), problems),
  ...definedPlatform(platform("platform", get("platform"), problems)),
  push: pushMode(get("push"), problems),
  destinations: lines(get("destination")),
  tags: lines(get("tags")),
  flavor: lines(get("flavor")),
  revLength: integer("rev-length", get("rev-length"), [4, 40], problems),
  annotations: annotations("annotations", lines(get("annotations")), problems),
  labels: labels("labels", lines(get("labels")), problems),
  compression: compression("compression", get("compression"), problems),
  reuseFrom: lines(get("reuse-from")),
  mountFrom: lines(get("mount-from")),
  mediaTypes: mediaTypes(get, problems),
  allowDirty: boolean("allow-dirty", get("allow-dirty"), problems),
  ...defined2("registryUsername", optional(get("registry-username"))),
  ...defined2("registryPassword", optional(get("registry-password"))),
  registryInsecure: lines(get("registry-insecure")),
  registryCa: lines(get("registry-ca")),
  dockerConfigAuth: boolean("docker-config-auth", get("docker-config-auth"), problems),
  ignoreFindings: lines(get("ignore-findings")),
  ...defined2("ociLayout", optional(get("oci-layout"))),
  attachReport: boolean("attach-report", get("attach-report"), problems),
  load: boolean("load", get("load"), problems),
  sbom: boolean("sbom", get("sbom"), problems),
  comment: oneOf("comment", get("comment"), ["changes", "always", "never"], problems),
  htmlReport: boolean("html-report", get("html-report"), problems),
  uploadReport: boolean("upload-report", get("upload-report"), problems),
  baseline: parseBaseline(get("baseline")),
  budgets: budgets(get, problems),
  ...defined2("githubToken", optional(get("github-token")))
}), "readInputs");
var mediaTypes = /* @__PURE__ */ __name((get, problems) => {
  const value = oneOf("media-types", get("media-types"), ["oci", "docker"], problems);
  const layouts = lines(get("destination")).some((line) => line.startsWith("oci:"));
  checkMediaTypes(
    { value, compression: get("compression"), writesLayout: layouts || optional(get("oci-layout")) !== void 0 },
    problems
  );
  return value;
}, "mediaTypes");
var pushMode = /* @__PURE__ */ __name((text, problems) => {
  if (text.trim() === "by-digest") return "by-digest";
  return boolean("push", text, problems, "true, false or by-digest") ? "tags" : "no";
}, "pushMode");
var budgets = /* @__PURE__ */ __name((get, problems) => {
  const compares = parseBaseline(get("baseline")).kind !== "none";
  const source = { get, nameOf: /* @__PURE__ */ __name((name) => name, "nameOf"), ...compares ? {} : { notCompared: "set baseline" } };
  const overrideLabel = optional(get("budget-override-label"));
  return { ...parseBudgets(source, problems), ...overrideLabel === void 0 ? {} : { overrideLabel } };
}, "budgets");
var imageArgs = /* @__PURE__ */ __name((texts, file, problems) => texts.flatMap((text) => {
  try {
    return [parseImageArg(text, file)];
  } catch (error) {
    problems.add(messageOf(error));
    return [];
  }
}), "imageArgs");
var parseBaseline = /* @__PURE__ */ __name((text) => {
  const value = text.trim();
  if (value === "" || value === "auto") return { kind: "auto" };
  return value === "none" ? { kind: "none" } : { kind: "named", text: value };
}, "parseBaseline");
var definedPlatform = /* @__PURE__ */ __name((value) => value === void 0 ? {} : { platform: value }, "definedPlatform");
var defined2 = /* @__PURE__ */ __name((key, value) => value === void 0 ? {} : { [key]: value }, "defined");

// src/inputs/parse-comment.ts
var parseCommentInputs = /* @__PURE__ */ __name((get) => {
  const problems = new Problems();
  const [report = "", githubToken = ""] = [optional(get("report")), optional(get("github-token"))];
  if (report === "") problems.add("report is empty; expected the folder that actions/download-artifact wrote to");
  if (githubToken === "") problems.add("github-token is empty; expected a token that may write to pull requests");
  const comment = oneOf("comment", get("comment"), ["changes", "always"], problems);
  problems.throwAny();
  return { report, comment, githubToken };
}, "parseCommentInputs");

// src/inputs/parse-merge.ts
var parseMergeInputs = /* @__PURE__ */ __name((get) => {
  const problems = new Problems();
  const inputs = {
    digests: lines(get("digests")),
    destinations: lines(get("destination")),
    tags: lines(get("tags")),
    flavor: lines(get("flavor")),
    revLength: integer("rev-length", get("rev-length"), [4, 40], problems),
    annotations: annotations("annotations", lines(get("annotations")), problems).index,
    registryInsecure: lines(get("registry-insecure")),
    registryCa: lines(get("registry-ca")),
    ...defined({
      registryUsername: optional(get("registry-username")),
      registryPassword: optional(get("registry-password")),
      githubToken: optional(get("github-token"))
    })
  };
  if (inputs.digests.length === 0)
    problems.add("digests is empty; expected the digests that were pushed, or the folder that they were downloaded to");
  if (inputs.tags.length === 0) problems.add("tags is empty; expected at least one tag, such as {rev}");
  problems.throwAny();
  return deepFreeze(inputs);
}, "parseMergeInputs");

export {
  oneOf,
  integer,
  platform,
  compression,
  parseBudgets,
  parseImageArg,
  formatImageArg,
  checkMediaTypes,
  labels,
  annotations,
  Problems,
  parseActionInputs,
  parseCommentInputs,
  parseMergeInputs
};
