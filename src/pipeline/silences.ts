import { InputError } from "../core/errors.ts";
import { parseSilence, type Silence } from "../report/index.ts";

/** The findings that lines `ID [GLOB]` silence; InputError BAD_INPUT lists every line that names none. */
export const readSilences = (name: string, lines: readonly string[]): readonly Silence[] => {
  const parsed = lines.map(parseSilence);
  const problems = parsed.flatMap((line) => ("problem" in line ? [`${name}: ${line.problem}`] : []));
  if (problems.length > 0) throw new InputError("BAD_INPUT", problems.join("\n"));
  return parsed.flatMap((line) => ("problem" in line ? [] : [line]));
};
