import { defined } from "../core/defined.ts";
import type { ConfigChange, Report } from "./model.ts";
import { showConfig } from "./shown-config.ts";
import { clip, clipSome, withoutHashes } from "./text.ts";

type Fields = ReadonlyMap<string, string>;

/** Lists of words as one text; the words of a command may hold blanks. */
const words = (list: readonly string[] | undefined): string | undefined =>
  list === undefined ? undefined : JSON.stringify(list);

/** `Env PATH` and the like, one field for each variable and label; what is not set has none. */
const fieldsOf = ({ image }: Report): Fields => {
  const config = showConfig(image.config); // a baseline of an earlier version tells more than it should
  const single = defined({
    Entrypoint: words(config.entrypoint),
    Cmd: words(config.cmd),
    User: config.user,
    WorkingDir: config.workingDir,
    ExposedPorts: words(config.exposedPorts?.toSorted()),
  });
  const variables = (config.env ?? []).map((line) => {
    const equals = line.indexOf("=");
    return equals < 0
      ? ([`Env ${line}`, ""] as const)
      : ([`Env ${line.slice(0, equals)}`, line.slice(equals + 1)] as const);
  });
  const labels = Object.entries(config.labels ?? {}).map(([key, value]) => [`Label ${key}`, value] as const);
  return new Map([...Object.entries(single), ...variables, ...labels]);
};

const isSame = (before: string | undefined, after: string | undefined): boolean =>
  before === after || (before !== undefined && after !== undefined && withoutHashes(before) === withoutHashes(after));

/** What a container is started with that differs, in the order of the fields; another build of the same package is no difference. */
export const diffConfigs = (baseline: Report, current: Report): readonly ConfigChange[] => {
  const [before, after] = [fieldsOf(baseline), fieldsOf(current)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((field) => !isSame(before.get(field), after.get(field)))
    .map((field) =>
      defined({ field: clip(field), baseline: clipSome(before.get(field)), current: clipSome(after.get(field)) }),
    );
};
