import { environmentForPrograms } from "../core/program.ts";
import { type Engine, type Image, ImageError, loadArchive, writeDockerArchive } from "../image/index.ts";
import { formatPlatform } from "../oci/index.ts";
import { matchesPlatform } from "../oci/platform.ts";
import type { Analysis } from "./analyse.ts";
import type { Deps } from "./deps.ts";
import type { ImagePlan } from "./plan.ts";

type Loadable = Pick<Analysis, "plan" | "image">;

/** Loads images whose blobs are kept into an engine, under the names that they have, and gives back what it calls them. */
export const loadImages = async (
  images: readonly Loadable[],
  engine: Engine,
  deps: Deps,
): Promise<readonly string[]> => {
  const wanted = [...Map.groupBy(images, ({ plan }) => plan)].flatMap(([plan, all]) => forMachine(plan, all, deps));
  const names: string[] = [];
  for (const { image, plan } of wanted) names.push(...(await loadImage(image, { engine, name: plan.text, deps })));
  return names;
};

/** Of several platforms the machine's own, since all of them have the same name; a single one is what was asked for. */
const forMachine = (plan: ImagePlan, images: readonly Loadable[], { machine }: Deps): readonly Loadable[] => {
  const platforms = new Set(images.map(({ image }) => formatPlatform(image.platform)));
  if (platforms.size < 2) return images;
  const own = images.filter(({ image }) => matchesPlatform(machine, image.platform));
  if (own.length > 0) return own;
  const found = `no image for ${formatPlatform(machine)} (there: ${[...platforms].join(", ")})`;
  throw new ImageError("NOT_FOUND", `${plan.text}: ${found}; choose one of these as the platform to load it`);
};

interface LoadingImage {
  readonly engine: Engine;
  readonly name: string;
  readonly deps: Deps;
}

const loadImage = (image: Image, { engine, name, deps }: LoadingImage): Promise<readonly string[]> =>
  deps.log.group(`load ${name} into ${engine}`, async () => {
    const env = environmentForPrograms(deps.env);
    const names = await loadArchive({ engine, name, bytes: writeDockerArchive(image), env, log: deps.log });
    const tagged = names.filter((it) => it !== image.configDigest);
    deps.log.info(
      `${engine} has ${image.configDigest}${tagged.length === 0 ? ", without a name" : ` as ${tagged.join(", ")}`}`,
    );
    return names;
  });
