import type { Digest } from "../../core/digest.ts";
import { sha256 } from "../../core/hash.ts";
import { type Conf, modificationTime } from "./conf.ts";

/** Digest of all that decides the bytes of a store layer besides its store paths. */
export const layerKeyOf = (program: string, conf: Conf): Digest => {
  const { store_dir = "/nix/store", uid = "0", gid = "0", uname = "root", gname = "root" } = conf;
  return sha256(JSON.stringify([program, store_dir, modificationTime(conf), uid, gid, uname, gname]));
};
