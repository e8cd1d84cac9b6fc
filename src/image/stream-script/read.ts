import { constants } from "node:fs";
import { access, open } from "node:fs/promises";
import { parseConf } from "./conf.ts";
import { layerKeyOf } from "./layer-key.ts";
import type { StreamScript } from "./model.ts";
import { parseWrapper } from "./wrapper.ts";

/** A wrapper has about 200 bytes. */
const WRAPPER_LIMIT = 8 << 10;

/** Ten thousand store paths take one megabyte. */
const CONF_LIMIT = 8 << 20;

/**
 * The script that nixpkgs' `streamLayeredImage` made, `undefined` for every other file and whenever anything is unusual about
 * it. Nothing is run.
 */
export const readStreamScript = async (file: string): Promise<StreamScript | undefined> => {
  const wrapper = parseWrapper((await readSmall(file, WRAPPER_LIMIT)) ?? "");
  if (wrapper === undefined) return undefined;
  const { program } = wrapper;
  const text = await readSmall(wrapper.conf, CONF_LIMIT);
  const conf = text === undefined ? undefined : parseConf(text);
  if (text === undefined || conf === undefined || !(await isExecutable(program))) return undefined;
  return {
    file,
    layerKey: layerKeyOf(program, conf),
    layers: conf.store_layers,
    fromImage: conf.from_image ?? undefined,
    customisationLayer: conf.customisation_layer,
    program,
    conf: text,
  };
};

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The text of a file, `undefined` when it cannot be read, is larger or no UTF-8: it is written again, byte for byte. */
const readSmall = async (file: string, limit: number): Promise<string | undefined> => {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    if (size > limit) return undefined;
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await handle.readFile());
  } catch {
    return undefined;
  }
};
