import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { plural } from "../../../../core/units.ts";
import { Drawing, widthOf } from "./graph-drawing.tsx";
import { type GraphPart, graphPart } from "./graph-part.ts";
import type { Model } from "./model.ts";
import { type PlacedGraph, placeGraph } from "./place-graph.ts";
import type { Update } from "./state.ts";

interface Props {
  readonly model: Model;
  readonly path: number;
  readonly update: Update;
}

/** Of the frame around it. */
const PADDING = 26;
const HEADING = 50;

/** What the drawing leaves out, so that nobody takes it for all. */
const hiddenWords = ({ hiddenAbove, hiddenBelow }: GraphPart): string =>
  [
    hiddenAbove > 0 ? `${plural(hiddenAbove, "more path leads", "more paths lead")} to it` : "",
    hiddenBelow > 0 ? `${plural(hiddenBelow, "smaller reference")} of it` : "",
  ]
    .filter((words) => words !== "")
    .join(" and ");

type Outcome =
  | { readonly kind: "placed"; readonly graph: PlacedGraph }
  | { readonly kind: "failed"; readonly why: string };

const usePlaces = (model: Model, part: GraphPart): Outcome | undefined => {
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    placeGraph(part, (path) => widthOf(model, path)).then(
      (graph) => isCurrent && setOutcome({ kind: "placed", graph }),
      (error: unknown) => isCurrent && setOutcome({ kind: "failed", why: String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [part]);
  return outcome;
};

/** What the window leaves to a drawing beside the dialog's edges and heading. */
const roomInWindow = () => ({ width: innerWidth * 0.94 - PADDING, height: innerHeight * 0.92 - PADDING - HEADING });

/** All ways from the image to a store path, and what it refers to. */
export const GraphDialog = ({ model, path, update }: Props) => {
  const ref = useRef<HTMLDialogElement>(null);
  const part = useMemo(() => graphPart(model, path), [model, path]);
  const outcome = usePlaces(model, part);
  useEffect(() => {
    if (ref.current?.open === false) ref.current.showModal();
  }, []);
  useEffect(() => {
    ref.current?.querySelector(".chosen")?.scrollIntoView({ block: "center", inline: "center" });
  }, [outcome]);
  const hidden = hiddenWords(part);
  // The browser goes back to the button that was clicked, which the panel of another path does not have any more.
  const onClose = (): void => {
    update({ graph: false });
    document.getElementById("open-graph")?.focus();
  };
  return (
    <dialog ref={ref} class="graph-dialog" aria-labelledby="graph-title" onClose={onClose}>
      <div class="dialog-head">
        <h2 id="graph-title">
          What leads to <code>{model.nameOf(path).name}</code>
        </h2>
        <p class="note">
          The shortest way is marked.
          {hidden !== "" && ` Not shown: ${hidden}.`}
        </p>
        <button type="button" class="action" onClick={() => ref.current?.close()}>
          Close
        </button>
      </div>
      <div class="drawing" tabIndex={0} role="group" aria-label="Graph" aria-busy={outcome === undefined}>
        {outcome === undefined && <p class="empty">Drawing…</p>}
        {outcome?.kind === "failed" && <p class="empty">The graph cannot be drawn in this browser: {outcome.why}</p>}
        {outcome?.kind === "placed" && (
          <Drawing {...{ model, path, update, room: roomInWindow() }} placed={outcome.graph} />
        )}
      </div>
    </dialog>
  );
};
