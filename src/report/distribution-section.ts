import { defined } from "../core/defined.ts";
import type { Distribution } from "../image/index.ts";
import { clip, clipSome } from "./text.ts";

/** The report's section on the distribution that an image was made from. */
export const buildDistribution = ({ id, version, name, packages }: Distribution) =>
  defined({
    id: clipSome(id),
    version: clipSome(version),
    name: clipSome(name),
    packages: packages.map(({ manager, installedSize, ...texts }) =>
      defined({
        manager,
        name: clip(texts.name),
        version: clip(texts.version),
        architecture: clipSome(texts.architecture),
        installedSize,
        source: clipSome(texts.source),
        licence: clipSome(texts.licence),
      }),
    ),
  });
