import { options, render } from "preact";
import type { PageData } from "../page-data.ts";
import { App } from "./app.tsx";
import { applyStoredTheme } from "./theme.tsx";

/** What is printed must be there when the event that announces it returns. */
options.debounceRendering = (callback) => callback();

applyStoredTheme();
const app = document.getElementById("app");
const data = JSON.parse(document.getElementById("report")?.textContent ?? "{}") as PageData;
if (app !== null) render(<App data={data} />, app);

// After the first frame: a reader sees the page, and it answers.
requestAnimationFrame(() => setTimeout(() => performance.mark("report-ready")));
