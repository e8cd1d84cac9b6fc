import type { Report } from "../report/index.ts";
import { renderComment, renderTerminal } from "../report/render/index.ts";

/** Text for a terminal, an image after the other. */
export const renderText = (reports: readonly Report[], colour: boolean): string =>
  reports.map((report) => renderTerminal(report, { colour })).join("\n");

/** The comment that a pull request would show. */
export const renderMarkdown = (reports: readonly Report[]): string =>
  renderComment(
    reports.map((report) => ({ report })),
    { workflow: "nix-image" },
  );
