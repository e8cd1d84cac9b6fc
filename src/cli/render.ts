import { readFile } from "node:fs/promises";
import path from "node:path";
import { InputError, messageOf } from "../core/errors.ts";
import { parseReportFile, type Report, renderReportFile } from "../report/index.ts";
import type { CliDeps } from "./deps.ts";
import { renderMarkdown, renderPage, renderText } from "./formats.ts";

/** `nix-image render` */
export const renderCommand = async (file: string, format: string, cli: CliDeps): Promise<void> => {
  const reports = await readReports(path.resolve(cli.deps.cwd, file), file);
  switch (format) {
    case "terminal":
      return cli.print(renderText(reports, cli.colour));
    case "markdown":
      return cli.stdout(renderMarkdown(reports));
    case "html":
      return cli.stdout(await renderPage(reports, cli));
    case "json":
      return cli.stdout(renderReportFile(reports));
    default:
      throw new InputError(
        "USAGE",
        `--format is ${JSON.stringify(format)}; expected one of: terminal, markdown, html, json`,
      );
  }
};

const readReports = async (file: string, name: string): Promise<readonly Report[]> => {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new InputError(
      "NO_REPORT",
      `${name}: cannot be read (${messageOf(cause)}); name a file that nix-image report --json wrote`,
    );
  });
  const parsed = parseReportFile(text);
  if (parsed.kind === "ok") return parsed.value;
  throw new InputError("BAD_REPORT", `${name}: ${parsed.problem}`);
};
