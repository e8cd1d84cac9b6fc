import { maskCommand } from "../core/secrets.ts";
import type { History, ImageConfig } from "../oci/index.ts";
import { type Instruction, parseInstruction } from "./instruction.ts";
import { clipForeign, filled } from "./text.ts";

/**
 * What the history says of each layer, oldest first: the instruction of a Dockerfile as one reads it there, else the builder's own words.
 * Entries without a layer are left out; a layer that was squashed has all instructions that wrote into it. Nothing is said of any
 * layer unless each has its entry: an image on a base may have fewer, and then nobody can tell which is whose.
 */
export const creatorsOf = (config: ImageConfig, layers: number): readonly (string | undefined)[] => {
  const steps = (config.history ?? []).map(toStep);
  const found = [withLayers(steps), withLayers(steps.filter((step) => !cannotWrite(step)))].find(
    (texts) => texts.length === layers,
  );
  return found?.map((text) => (text === undefined ? undefined : show(text))) ?? [];
};

/** Far more than a report keeps, so that what is masked is never cut in two. */
const READ = 100_000;

const show = (text: string): string => clipForeign(maskCommand(text.slice(0, READ)));

interface Step {
  readonly isEmpty: boolean;
  readonly text: string | undefined;
  readonly instruction: Instruction | undefined;
}

/** dockerTools comments on store paths; BuildKit's comment names itself and buildah's the step before, in every entry. */
const toStep = ({ created_by, comment, empty_layer }: History): Step => {
  const createdBy = filled(created_by?.trim());
  const instruction = createdBy === undefined ? undefined : parseInstruction(createdBy);
  const own = filled(comment?.trim());
  const text = own?.startsWith("store paths:") ? own : (instruction?.text ?? createdBy ?? own);
  return { isEmpty: empty_layer === true, text, instruction };
};

/** Some builders do not mark these as empty. */
const cannotWrite = ({ instruction }: Step): boolean => instruction?.effect === "configures";

/** A text for each entry that says it has a layer. */
const withLayers = (steps: readonly Step[]): readonly (string | undefined)[] => {
  const texts: (string | undefined)[] = [];
  let squashed: string[] = [];
  for (const step of steps) {
    if (step.isEmpty) {
      if (step.instruction?.effect === "writes") squashed.push(step.instruction.text);
      continue;
    }
    // After a squash the layer's entry is the last instruction, whichever that was, or says what was merged.
    const own = cannotWrite(step) || (squashed.length > 0 && step.instruction === undefined) ? undefined : step.text;
    const all = own === undefined ? squashed : [...squashed, own];
    texts.push(all.length === 0 ? undefined : all.join("; "));
    squashed = [];
  }
  return texts;
};
