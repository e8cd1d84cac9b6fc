import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env["NIX_IMAGE_FIXTURES"];

/** Reason to skip a test that needs recorded Nix data; `false` when the data is there. */
export const withoutFixtures: string | false =
  folder === undefined ? "NIX_IMAGE_FIXTURES is not set: nothing recorded from real Nix builds to test with" : false;

/** Path of a recorded file. */
export const fixturePath = (name: string): string => {
  if (folder === undefined) throw new Error("NIX_IMAGE_FIXTURES is not set; guard the test with withoutFixtures");
  return join(folder, name);
};

export const readFixture = (name: string): string => readFileSync(fixturePath(name), "utf8");
