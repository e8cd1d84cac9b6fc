import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  loadArchive,
  writeDockerArchive
} from "./chunk-2H4F7B5S.js";
import {
  ImageError
} from "./chunk-4EDFUQKZ.js";
import {
  environmentForPrograms
} from "./chunk-GDDRRXG6.js";
import {
  matchesPlatform
} from "./chunk-KFVUV2LW.js";
import {
  formatPlatform
} from "./chunk-FLZNCGTB.js";
import {
  __name
} from "./chunk-FQQKM2IL.js";

// src/pipeline/load.ts
var loadImages = /* @__PURE__ */ __name(async (images, engine, deps) => {
  const wanted = [...Map.groupBy(images, ({ plan }) => plan)].flatMap(([plan, all]) => forMachine(plan, all, deps));
  const names = [];
  for (const { image, plan } of wanted) names.push(...await loadImage(image, { engine, name: plan.text, deps }));
  return names;
}, "loadImages");
var forMachine = /* @__PURE__ */ __name((plan, images, { machine }) => {
  const platforms = new Set(images.map(({ image }) => formatPlatform(image.platform)));
  if (platforms.size < 2) return images;
  const own = images.filter(({ image }) => matchesPlatform(machine, image.platform));
  if (own.length > 0) return own;
  const found = `no image for ${formatPlatform(machine)} (there: ${[...platforms].join(", ")})`;
  throw new ImageError("NOT_FOUND", `${plan.text}: ${found}; choose one of these as the platform to load it`);
}, "forMachine");
var loadImage = /* @__PURE__ */ __name((image, { engine, name, deps }) => deps.log.group(`load ${name} into ${engine}`, async () => {
  const env = environmentForPrograms(deps.env);
  const names = await loadArchive({ engine, name, bytes: writeDockerArchive(image), env, log: deps.log });
  const tagged = names.filter((it) => it !== image.configDigest);
  deps.log.info(
    `${engine} has ${image.configDigest}${tagged.length === 0 ? ", without a name" : ` as ${tagged.join(", ")}`}`
  );
  return names;
}), "loadImage");

export {
  loadImages
};
