import { defined } from "../core/defined.ts";
import type { Distribution } from "../image/index.ts";
import { clip } from "./text.ts";

const clipText = (text: string | undefined): string | undefined => (text === undefined ? undefined : clip(text));

/** The report's section on the distribution that an image was made from. */
export const buildDistribution = ({ id, version, name, packages }: Distribution) =>
  defined({
    id: clipText(id),
    version: clipText(version),
    name: clipText(name),
    packages: packages.map(({ manager, installedSize, ...texts }) =>
      defined({
        manager,
        name: clip(texts.name),
        version: clip(texts.version),
        architecture: clipText(texts.architecture),
        installedSize,
        source: clipText(texts.source),
        licence: clipText(texts.licence),
      }),
    ),
  });
