import { formatBytes } from "../../../../core/units.ts";
import type { PageFinding } from "../page-data.ts";
import type { Model } from "./model.ts";
import { RichText } from "./rich-text.tsx";
import type { Update } from "./state.ts";

const STATE: Readonly<Record<PageFinding["state"], string>> = {
  new: "new",
  known: "known",
  resolved: "resolved",
  current: "",
};

const SEVERITY: Readonly<Record<PageFinding["severity"], string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

const NAMED = 8;

const Finding = ({ finding, model, update }: { finding: PageFinding; model: Model; update: Update }) => (
  <li class={`finding ${finding.severity} ${finding.state}`}>
    <h3>
      <span class={`tag ${finding.severity}`}>{SEVERITY[finding.severity]}</span>
      {finding.title}
      {finding.bytes !== undefined && <b>{formatBytes(finding.bytes)}</b>}
      {STATE[finding.state] !== "" && <small>{STATE[finding.state]}</small>}
    </h3>
    <p>
      <RichText rich={finding.sentence} />.
    </p>
    {finding.chain !== undefined && finding.chain.length > 1 && (
      <p class="via">
        by way of <code>{finding.chain.join(" → ")}</code>
      </p>
    )}
    {finding.paths.length > 0 && (
      <p class="named">
        {finding.paths.slice(0, NAMED).map((path) => (
          <button key={path} type="button" class="chip" onClick={() => update({ selection: { kind: "path", path } })}>
            {model.nameOf(path).name}
          </button>
        ))}
        {finding.paths.length > NAMED && <span class="note">{finding.paths.length - NAMED} more</span>}
      </p>
    )}
    {finding.state !== "resolved" && (
      <details open={finding.severity !== "info"}>
        <summary>What to do</summary>
        <p>{finding.advice}</p>
        <pre>{finding.nix}</pre>
        <p>
          <a href={finding.url} rel="noreferrer noopener">
            More on {finding.id}
          </a>
        </p>
      </details>
    )}
  </li>
);

/** What is wrong with the image, and what to do about it. */
export const Findings = ({ model, update }: { readonly model: Model; readonly update: Update }) =>
  model.image.findings.length === 0 ? (
    <p class="empty">Nothing was found.</p>
  ) : (
    <ul class="findings">
      {model.image.findings.map((finding, index) => (
        <Finding key={index} finding={finding} model={model} update={update} />
      ))}
    </ul>
  );
