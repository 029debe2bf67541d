// Monaco's colours are the tokens', light and dark. Monaco takes numbers only, so the browser is asked what each token is at the moment.
const dark = matchMedia("(prefers-color-scheme: dark)");

function reader() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const read = token => {
    probe.style.color = `var(--${token})`;
    const [red, green, blue, alpha = 1] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
    return [red, green, blue, alpha * 255].map(part => Math.round(part).toString(16).padStart(2, "0")).join("");
  };
  return { read, done: () => probe.remove() };
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || (chosen !== "light" && dark.matches);
}

export function applyTheme(monaco) {
  const { read, done } = reader();
  const opaque = token => read(token).slice(0, 6);
  const colour = token => `#${read(token)}`;
  monaco.editor.defineTheme("console", {
    base: isDark() ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      { token: "", foreground: opaque("ink"), background: opaque("surface") },
      { token: "type", foreground: opaque("info") },
      { token: "string.key.json", foreground: opaque("info") },
      { token: "string", foreground: opaque("ink") },
      { token: "string.yaml", foreground: opaque("ink") },
      { token: "string.value.json", foreground: opaque("ink") },
      { token: "number", foreground: opaque("skip") },
      { token: "keyword", foreground: opaque("skip") },
      { token: "keyword.json", foreground: opaque("skip") },
      { token: "comment", foreground: opaque("ink-3") },
      { token: "delimiter", foreground: opaque("ink-2") },
      { token: "operators", foreground: opaque("ink-2") },
      { token: "tag", foreground: opaque("warn") },
    ],
    colors: {
      "editor.background": colour("surface"),
      "editor.foreground": colour("ink"),
      "editor.lineHighlightBackground": colour("surface-2"),
      "editor.lineHighlightBorder": colour("surface-2"),
      "editor.selectionBackground": colour("info-soft"),
      "editor.inactiveSelectionBackground": colour("surface-3"),
      "editorCursor.foreground": colour("ink"),
      "editorLineNumber.foreground": colour("ink-3"),
      "editorLineNumber.activeForeground": colour("ink"),
      "editorIndentGuide.background": colour("line"),
      "editorIndentGuide.activeBackground": colour("line-strong"),
      "editorError.foreground": colour("bad"),
      "editorWarning.foreground": colour("warn"),
      "editorOverviewRuler.border": colour("line"),
      "editorOverviewRuler.errorForeground": colour("bad"),
      "editorOverviewRuler.warningForeground": colour("warn"),
      "editorWidget.background": colour("surface"),
      "editorWidget.foreground": colour("ink"),
      "editorWidget.border": colour("line-strong"),
      "editorHoverWidget.background": colour("surface"),
      "editorHoverWidget.foreground": colour("ink"),
      "editorHoverWidget.border": colour("line-strong"),
      "input.background": colour("surface"),
      "input.foreground": colour("ink"),
      "input.border": colour("line-strong"),
      "focusBorder": colour("focus"),
    },
  });
  monaco.editor.setTheme("console");
  done();
}

/** Follows the choice of the page, and the system's where the page has none. */
export function followTheme(monaco) {
  const apply = () => applyTheme(monaco);
  new MutationObserver(apply).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  dark.addEventListener("change", apply);
}
