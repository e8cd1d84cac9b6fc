import type { ActionMetadata, ActionReference } from "@actions/languageservice/action";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "yaml";
import { allowPlainJsonImports } from "./json-hook.ts";

let languageService: Promise<typeof import("@actions/languageservice")> | undefined;
let documents = 0;

/** What GitHub's own language service says against an `action.yml`, as `LINE: message`. Empty: nothing. */
export function validateAction(text: string): Promise<readonly string[]> {
  return validate("action.yml", text, {});
}

/**
 * What GitHub's own language service says against a workflow, its use of other actions' inputs included. `actions` maps
 * `owner/name` (or `owner/name/folder`) to the text of that action's `action.yml`; inputs of an action that is not there
 * are not checked, nor are those of `uses: ./`, so write `owner/name@v1` instead.
 */
export function validateWorkflow(
  text: string,
  actions: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  return validate(".github/workflows/workflow.yml", text, actions);
}

async function validate(path: string, text: string, actions: Readonly<Record<string, string>>) {
  languageService ??= loadLanguageService();
  const service = await languageService;
  // It remembers by address, so every text needs its own.
  const document = TextDocument.create(`file:///${documents++}/${path}`, "yaml", 1, text);
  const fetchActionMetadata = async ({ owner, name, path: folder }: ActionReference): Promise<ActionMetadata> => {
    const action = [owner, name, folder].filter((part) => part !== undefined && part !== "").join("/");
    const metadata = actions[action];
    return metadata === undefined ? { name: action, description: "" } : parse(metadata);
  };
  const complaints = await service.validate(document, { actionsMetadataProvider: { fetchActionMetadata } });
  return complaints.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

function loadLanguageService() {
  allowPlainJsonImports();
  return import("@actions/languageservice");
}
