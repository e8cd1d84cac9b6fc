import { defined } from "../core/defined.ts";
import type { ConfigChange, Report } from "./model.ts";
import { clip, withoutHashes } from "./text.ts";

/** Words in the names of variables whose values are not for everybody: `DB_PASSWORD`, `API_KEY`. */
const SECRET = /^(?:pass|pwd|key|auth)$|(?:password|passwd|secret|token|credential|apikey)s?$/i;

const isSecret = (field: string): boolean => field.split(/[^a-zA-Z0-9]+/).some((word) => SECRET.test(word));

/** A comment has more readers than an image. */
const shown = (field: string, text: string | undefined): string | undefined =>
  text === undefined ? undefined : isSecret(field) && text !== "" ? "***" : clip(text);

type Fields = ReadonlyMap<string, string>;

/** Lists of words as one text; the words of a command may hold blanks. */
const words = (list: readonly string[] | undefined): string | undefined =>
  list === undefined ? undefined : JSON.stringify(list);

/** `Env PATH` and the like, one field for each variable and label; what is not set has none. */
const fieldsOf = ({ image: { config } }: Report): Fields => {
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
      defined({
        field: clip(field),
        baseline: shown(field, before.get(field)),
        current: shown(field, after.get(field)),
      }),
    );
};
