import { useState } from "preact/hooks";

type Theme = "light" | "dark";

const KEY = "nix-image-theme";

/** A page from a file may have no storage; then the choice lasts as long as the page. */
const stored = (): Theme | undefined => {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : undefined;
  } catch {
    return undefined;
  }
};

const store = (theme: Theme): void => {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It is a convenience.
  }
};

const ofSystem = (): Theme => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

/** Gives the page the colours that the reader chose before. */
export const applyStoredTheme = (): void => {
  const theme = stored();
  if (theme !== undefined) document.documentElement.dataset["theme"] = theme;
};

export const ThemeButton = () => {
  const [theme, setTheme] = useState<Theme>(() => stored() ?? ofSystem());
  const other = theme === "dark" ? "light" : "dark";
  const choose = () => {
    document.documentElement.dataset["theme"] = other;
    store(other);
    setTheme(other);
  };
  return (
    <button
      type="button"
      class="plain"
      onClick={choose}
      aria-label={`Use ${other} colours`}
      title={`Use ${other} colours`}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" />
        <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
    </button>
  );
};
