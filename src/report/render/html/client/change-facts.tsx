import { formatChange } from "../../../../core/units.ts";
import type { PagePackage } from "../page-data.ts";
import { RichText } from "./rich-text.tsx";

const KIND: Readonly<Record<PagePackage["mark"], string>> = {
  added: "new",
  removed: "gone",
  rebuilt: "rebuilt, same version",
  upgraded: "upgraded",
  downgraded: "downgraded",
  changed: "changed",
};

/** What became of a package, and why. */
export const ChangeFacts = ({ change }: { readonly change: PagePackage }) => (
  <section class="change-facts">
    <h3>In this change</h3>
    <p>
      <span class={`tag ${change.kind}`}>{KIND[change.mark]}</span> {change.versions}{" "}
      <b class={change.change > 0 ? "grown" : change.change < 0 ? "shrunk" : ""}>{formatChange(change.change)}</b>
    </p>
    {change.cause && (
      <p>
        by <RichText rich={change.cause} />
      </p>
    )}
    {change.introducedBy !== undefined && (
      <p>
        introduced by <code>{change.introducedBy}</code>
      </p>
    )}
    {change.chain !== undefined && change.paths.length === 0 && <p>{change.chain.join(" → ")}</p>}
  </section>
);
