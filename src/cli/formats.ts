import type { Report } from "../report/index.ts";
import { renderComment, renderHtml, renderTerminal } from "../report/render/index.ts";
import type { CliDeps } from "./deps.ts";

/** Text for a terminal, an image after the other. */
export const renderText = (reports: readonly Report[], colour: boolean): string =>
  reports.map((report) => renderTerminal(report, { colour })).join("\n");

/** The comment that a pull request would show. */
export const renderMarkdown = (reports: readonly Report[]): string =>
  renderComment(
    reports.map((report) => ({ report })),
    { workflow: "nix-image" },
  );

/** One page for all images, which needs no other file. */
export const renderPage = async (reports: readonly Report[], { deps, reportClient }: CliDeps): Promise<string> => {
  const [client, version] = await Promise.all([reportClient(), deps.version()]);
  return renderHtml(reports, { client, version });
};
