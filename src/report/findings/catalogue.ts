import type { ChangeRule, Rule, RuleWords } from "./rule.ts";
import { allLocales } from "./rules/all-locales.ts";
import { buildToolInRuntime } from "./rules/build-tool-in-runtime.ts";
import { catchAllLayer } from "./rules/catch-all-layer.ts";
import { churn } from "./rules/churn.ts";
import { copiedToRoot } from "./rules/copied-to-root.ts";
import { danglingStoreLink } from "./rules/dangling-store-link.ts";
import { devOutputs } from "./rules/dev-outputs.ts";
import { entrypointMissing } from "./rules/entrypoint-missing.ts";
import { epochDate } from "./rules/epoch-date.ts";
import { expensiveEdge } from "./rules/expensive-edge.ts";
import { foreignPlatform } from "./rules/foreign-platform.ts";
import { identicalFiles } from "./rules/identical-files.ts";
import { layerLimit } from "./rules/layer-limit.ts";
import { localeUnavailable } from "./rules/locale-unavailable.ts";
import { missingInterpreter } from "./rules/missing-interpreter.ts";
import { multipleVersions } from "./rules/multiple-versions.ts";
import { nixSupportReference } from "./rules/nix-support-reference.ts";
import { noCaCerts } from "./rules/no-ca-certs.ts";
import { noIanaEtc } from "./rules/no-iana-etc.ts";
import { noSourceLabel } from "./rules/no-source-label.ts";
import { noTmp } from "./rules/no-tmp.ts";
import { noTzdata } from "./rules/no-tzdata.ts";
import { revInImage } from "./rules/rev-in-image.ts";
import { rewrittenInLayer } from "./rules/rewritten-in-layer.ts";
import { singleLayer } from "./rules/single-layer.ts";
import { sourceInRuntime } from "./rules/source-in-runtime.ts";
import { storePathInTwoLayers } from "./rules/store-path-in-two-layers.ts";
import { tinyLayers } from "./rules/tiny-layers.ts";
import { unstableLayer } from "./rules/unstable-layer.ts";
import { unstripped } from "./rules/unstripped.ts";
import { userUnknown } from "./rules/user-unknown.ts";

/** What can be found in one image. */
export const RULES: readonly Rule[] = [
  multipleVersions,
  buildToolInRuntime,
  nixSupportReference,
  revInImage,
  expensiveEdge,
  devOutputs,
  copiedToRoot,
  rewrittenInLayer,
  storePathInTwoLayers,
  identicalFiles,
  allLocales,
  sourceInRuntime,
  foreignPlatform,
  unstripped,
  singleLayer,
  layerLimit,
  catchAllLayer,
  tinyLayers,
  noCaCerts,
  noTmp,
  userUnknown,
  missingInterpreter,
  entrypointMissing,
  danglingStoreLink,
  epochDate,
  localeUnavailable,
  noTzdata,
  noSourceLabel,
  noIanaEtc,
];

/** What only two images show. */
export const CHANGE_RULES: readonly ChangeRule[] = [churn, unstableLayer];

/** All of the catalogue, by id. */
export const WORDS: ReadonlyMap<string, RuleWords> = new Map(
  [...RULES, ...CHANGE_RULES].map((rule) => [rule.id, rule] as const),
);
