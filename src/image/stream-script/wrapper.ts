import { parseStorePath, type StorePath } from "../../core/store-path.ts";
import { isInStore } from "./in-store.ts";

/** What a script of `streamLayeredImage` runs. */
export interface Wrapper {
  /** The program, in a store path. */
  readonly program: string;
  readonly conf: StorePath;
}

/**
 * The shape that `makeWrapper PROGRAM $out --add-flags CONF` gives (nixpkgs pkgs/build-support/setup-hooks/make-wrapper.sh);
 * in older releases `extraFlagsArray` stands before the arguments. Anything more, such as a variable that is set, is not understood.
 */
const SHAPE =
  /^#! ?\/nix\/store\/\S+\/bin\/(?:ba)?sh -e\n+exec +"(?<program>[^\s"$`\\]+)" +(?<conf>[^\s"$`\\]+)(?: +"\$\{extraFlagsArray\[@\]\}")? +"\$@" *\n*$/;

/** What the wrapper runs, `undefined` when `text` is no wrapper of `streamLayeredImage`. */
export const parseWrapper = (text: string): Wrapper | undefined => {
  const { program = "", conf = "" } = SHAPE.exec(text)?.groups ?? {};
  const storePath = parseStorePath(conf);
  return storePath?.endsWith("-conf.json") && isInStore(program) ? { program, conf: storePath } : undefined;
};
