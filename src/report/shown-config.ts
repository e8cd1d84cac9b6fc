import { defined } from "../core/defined.ts";
import { maskValue, maskVariable, maskWords } from "../core/secrets.ts";
import type { Report } from "./model.ts";
import { clipForeign } from "./text.ts";

type RunConfig = Report["image"]["config"];

/**
 * What a container is started with as everybody may read it, since a pull request's comment has a wider audience than the
 * image: values of what is called as secrets are, and credentials in addresses, are `***`. What is masked on both
 * sides of a comparison is equal there.
 */
export const showConfig = (config: RunConfig): RunConfig =>
  defined({
    ...config,
    entrypoint: config.entrypoint && maskWords(config.entrypoint).map(clipForeign),
    cmd: config.cmd && maskWords(config.cmd).map(clipForeign),
    env: config.env?.map((line) => clipForeign(maskVariable(line))),
    labels: config.labels && showLabels(config.labels),
  });

const showLabels = (labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, clipForeign(maskValue(key, value))]));
