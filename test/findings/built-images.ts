import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { silentLog } from "../../src/core/log.ts";
import { type Image, identifySource, inspectImage, readImages } from "../../src/image/index.ts";
import { closureOf, detectNix, type Nix, nixCandidates } from "../../src/nix/index.ts";
import { buildReport, type Publishing, type Report } from "../../src/report/index.ts";
import { runProgram } from "../../src/run-program.ts";
import { nixesToTestWith, runWith } from "../support/nix.ts";

const exec = promisify(execFile);

const IMAGES = resolve(import.meta.dirname, "images");

/** Images of images/default.nix, built once by the Nix on PATH: stream scripts by name. */
export interface BuiltImages {
  readonly names: readonly string[];
  /** The report as the program makes it; without Nix the references are those that the image itself shows. */
  report(name: string, options?: { readonly withNix?: boolean; readonly publishing?: Publishing }): Promise<Report>;
  /** `nar-size` that Nix itself tells of the store path with this name that the image holds. */
  narSize(report: Report, name: string): Promise<number>;
}

export const buildImages = async (): Promise<BuiltImages> => {
  const [tested] = await nixesToTestWith();
  if (tested === undefined) throw new TypeError("there is always one Nix");
  const built = await runWith(tested, ["nix-build", "--no-out-link", "--max-jobs", "2", IMAGES, "-A", "index"]);
  const lines = (await readFile(built.trim(), "utf8")).trim().split("\n");
  const scripts = new Map(lines.map((line) => line.split(" ") as [string, string]));
  const { PATH = "", NIX_CONFIG = "" } = tested.env;
  const nix: Nix = await detectNix({
    run: runProgram,
    candidates: nixCandidates({ PATH }),
    log: silentLog,
    env: { PATH, NIX_CONFIG },
  });
  return {
    names: [...scripts.keys()],
    report: async (name, { withNix = true, publishing } = {}) => {
      const image = await readScript(scripts.get(name) ?? "");
      const paths = image.layers.flatMap(({ shares }) => [...shares.keys()]);
      const closure = withNix ? await closureOf(nix, paths) : undefined;
      return buildReport({
        image,
        inspection: inspectImage(image),
        ...(closure === undefined ? {} : { closure }),
        ...(publishing === undefined ? {} : { publishing }),
        provenance: { source: name, dirty: false },
      });
    },
    narSize: async ({ storePaths }, name) => {
      const path = storePaths.find((entry) => entry.name === name)?.path;
      if (path === undefined) throw new TypeError(`the image holds no ${name}`);
      const { stdout } = await exec("nix-store", ["--query", "--size", path], { env: tested.env });
      return Number(stdout);
    },
  };
};

const readScript = async (script: string): Promise<Image> => {
  const [image] = await readImages(await identifySource(script), { log: silentLog, env: {} });
  if (image === undefined) throw new TypeError(`${script} makes no image`);
  return image;
};
