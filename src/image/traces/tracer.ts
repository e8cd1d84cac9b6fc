import type { TarEntry } from "../../tar/index.ts";
import { FileKeeper } from "./kept-files.ts";
import { MentionCollector } from "./mentions.ts";
import type { LayerTraces } from "./model.ts";
import { ProgramWatcher } from "./programs.ts";

/** Looks at the bodies of a layer's files while they pass. */
export class Tracer {
  readonly #mentions = new MentionCollector();
  readonly #programs = new ProgramWatcher();
  readonly #keeper = new FileKeeper();

  entry(entry: TarEntry): void {
    this.#mentions.entry(entry);
    this.#programs.entry(entry);
    this.#keeper.entry(entry);
  }

  body(piece: Buffer): void {
    this.#mentions.body(piece);
    this.#programs.body(piece);
    this.#keeper.body(piece);
  }

  finish(): LayerTraces {
    const [mentions, programs, kept] = [this.#mentions.finish(), this.#programs.finish(), this.#keeper.finish()];
    return { ...mentions, ...programs, ...kept, cut: mentions.cut || programs.cut || kept.cut };
  }
}
