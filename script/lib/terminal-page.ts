/** The codes that our own output has, by what they look like in a dark terminal; 22 and 39 end them. */
const STYLES: Readonly<Record<string, string>> = {
  1: "font-weight:bold",
  2: "opacity:0.65",
  31: "color:#ff7b72",
  32: "color:#3fb950",
  34: "color:#58a6ff",
};

const escapeHtml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const spans = (ansi: string): string =>
  ansi
    .split(/\x1b\[(\d+)m/)
    .map((part, index) => {
      if (index % 2 === 0) return escapeHtml(part);
      const style = STYLES[part];
      return style === undefined ? "</span>" : `<span style="${style}">`;
    })
    .join("");

/** Text with colours as a terminal of 80 columns shows it. */
export const terminalPage = (command: string, ansi: string): string => `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; padding: 16px; background: #0d1117; color: #e6edf3; width: max-content; }
  pre { margin: 0; font: 13px/1.35 "DejaVu Sans Mono", monospace; min-width: 80ch; }
  .prompt { color: #3fb950; }
</style><pre><span class="prompt">$</span> ${escapeHtml(command)}

${spans(ansi.trimEnd())}</pre>`;
