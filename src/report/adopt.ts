import * as v from "valibot";
import { defined } from "../core/defined.ts";
import { deepFreeze } from "../core/freeze.ts";
import { type Silence, silence } from "./findings/index.ts";
import { buildProvenance, type Provenance } from "./image-section.ts";
import { type Report, reportSchema } from "./model.ts";

export interface Adopting {
  readonly provenance: Omit<Provenance, "name">;
  /** Findings that nobody wants to hear of. */
  readonly silences?: readonly Silence[] | undefined;
}

/** An older report of the very same image as this run would have made it: of its own commit, neither compared nor judged. Frozen. */
export const adoptReport = (older: Report, { provenance, silences = [] }: Adopting): Report => {
  const { comparison: _compared, budgets: _judged, findings = [], ...rest } = older;
  const unknown = { revision: undefined, outPath: undefined, drvPath: undefined, flakeInputs: undefined };
  const heard = findings.map(({ silenced: _, ...finding }) => finding);
  const image = defined({ ...rest.image, ...unknown, ...buildProvenance(provenance) });
  return deepFreeze(v.parse(reportSchema, { ...rest, image, findings: silence(heard, silences) }));
};

/** Whether this very version of the program has made the report, with all that it makes: another may find more, or word it otherwise. */
export const isOfToday = ({ toolVersion, totals }: Report, version: string): boolean =>
  toolVersion === version && totals.compressedSize !== undefined;
