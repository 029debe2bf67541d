// The manifest editor: Monaco, loaded when the first editor opens, driven by the server through the object that create() gives back.
// Where Monaco cannot be had, a plain text area takes its place behind the same object.
import { applyTheme, followTheme } from "./editor-theme.js";

const files = new URL("../_content/BlazorMonaco/lib/monaco-editor/min/vs", import.meta.url).href;
const needed = [["loader.js", "script"], ["editor/editor.main.js", "script"], ["editor/editor.main.nls.js", "script"], ["editor/editor.main.css", "style"]];
const patience = 20_000; // for Monaco to arrive, before the plain editor does the job
const quiet = 250, quietLong = 800, long = 100_000; // how long to wait for the next key stroke; longer texts take longer to read
const retryFirst = 1_000, retryLast = 30_000;
const inOneMessage = 8 * 1024; // bytes; however they are escaped, a message stays below what the circuit takes
const copiedFor = 2_000;
const still = 300; // how long the cursor rests before its place is told; longer than text waits
const editors = new Map();
let loading;

/** Fetches the editor's files ahead, at low priority, when a form opens that will need them. */
export function preload() {
  if (loading || document.querySelector("link[data-editor-file]")) {
    return;
  }
  for (const [name, kind] of needed) {
    const link = document.createElement("link");
    // Monaco's loader takes a link with the very address it would write itself for the style sheet in use, and leaves the editor without one.
    Object.assign(link, { rel: "prefetch", as: kind, href: new URL(`${files}/${name}`).pathname });
    link.dataset.editorFile = name;
    document.head.append(link);
  }
}

function loadMonaco() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${files}/loader.js`;
    script.onerror = () => reject(new Error("loader.js"));
    script.onload = () => {
      // Script tags only: the policy allows no text to become a script.
      window.require.config({ paths: { vs: files }, preferScriptTags: true });
      window.require(["vs/editor/editor.main"], () => resolve(prepare(window.monaco)), reject);
    };
    document.head.append(script);
    setTimeout(() => reject(new Error("too slow")), patience);
  });
  return loading.catch(error => {
    loading = undefined; // The next editor tries again.
    throw error;
  });
}

function prepare(monaco) {
  // The server says what is wrong with a text; JSON's own worker would say it a second time, in other words.
  monaco.languages.json.jsonDefaults.setDiagnosticsOptions({ validate: false });
  monaco.languages.json.jsonDefaults.setModeConfiguration({ tokens: true });
  followTheme(monaco);
  return monaco;
}

/** Opens an editor in an empty element. The options are those of the server's EditorOptions. */
export async function create(host, dotnet, options) {
  let part;
  try {
    part = monacoPart(await loadMonaco(), host, options);
  } catch (error) {
    console.warn(`The manifest editor could not be loaded (${error.message ?? error}); a plain one takes its place.`);
    part = plainPart(host, options);
  }
  const sync = synchronise(part, dotnet, options.maximumBytes);
  const cursor = options.tellsCursor ? tellCursor(part, dotnet) : null;
  const editor = {
    isPlain: () => part.plain,
    setText: (text, json) => { sync.forget(); part.setText(text, json); },
    setMarkers: markers => part.setMarkers(markers),
    reveal: range => part.reveal(range),
    flush: () => sync.flush(),
    dispose: () => { sync.stop(); cursor?.stop(); part.dispose(); editors.delete(host); },
  };
  editors.set(host, part);
  return editor;
}

/** Brings what is typed to the server: not every key stroke, never an older text after a newer one, and the last one whatever happens. */
function synchronise(part, dotnet, maximumBytes) {
  const encoder = new TextEncoder();
  let dirty = false, stopped = false, timer = 0, running = null, wait = retryFirst;

  async function deliver() {
    const text = part.getText();
    const bytes = encoder.encode(text);
    if (bytes.length > maximumBytes) {
      await dotnet.invokeMethodAsync("TooLargeAsync", bytes.length);
    } else if (bytes.length <= inOneMessage) {
      await dotnet.invokeMethodAsync("ChangedAsync", text);
    } else {
      await dotnet.invokeMethodAsync("ChangedLongAsync", window.DotNet.createJSStreamReference(bytes));
    }
  }

  async function run() {
    while (dirty && !stopped) {
      dirty = false;
      try {
        await deliver();
        wait = retryFirst;
      } catch (error) {
        // The connection is down, or was while this was under way: the text is sent again when it may be back.
        dirty = true;
        schedule(wait);
        wait = Math.min(2 * wait, retryLast);
        throw error;
      }
    }
  }

  const send = () => {
    clearTimeout(timer);
    return running ??= run().finally(() => running = null);
  };
  const quietly = () => send().catch(() => {});
  const schedule = delay => {
    clearTimeout(timer);
    timer = stopped ? 0 : setTimeout(quietly, delay);
  };

  part.onChange(() => {
    dirty = true;
    wait = retryFirst;
    schedule(part.getLength() > long ? quietLong : quiet);
  });
  // The focus leaves before a click on another control arrives: the server has the text by then.
  part.onBlur(quietly);
  return {
    flush: async () => {
      await running?.catch(() => {});
      await send();
    },
    forget: () => { clearTimeout(timer); dirty = false; },
    stop: () => { clearTimeout(timer); stopped = true; },
  };
}

/** Tells the server where the cursor rests. A place that does not arrive is as good as forgotten: the next one comes soon. */
function tellCursor(part, dotnet) {
  let timer = 0;
  part.onCursor((line, column) => {
    clearTimeout(timer);
    timer = setTimeout(() => dotnet.invokeMethodAsync("CursorAsync", line, column).catch(() => {}), still);
  });
  return { stop: () => clearTimeout(timer) };
}

// Monaco's tree of bracket pairs never ends its work, and fills the memory, when a line's tokens are shorter than the line. They are for a moment
// after a character was typed around a selection that ends in an empty line. Without the tree, matching brackets are looked for in the text.
function withoutBracketTree(model) {
  if (model.bracketPairs) {
    Object.defineProperty(model.bracketPairs, "canBuildAST", { value: false });
  }
}

function monacoPart(monaco, host, options) {
  const style = getComputedStyle(host);
  const language = json => json ? "json" : "yaml";
  applyTheme(monaco);
  const editor = monaco.editor.create(host, {
    value: options.text,
    language: language(options.json),
    ariaLabel: options.label,
    readOnly: options.readOnly,
    domReadOnly: options.readOnly,
    theme: "console",
    fontFamily: style.fontFamily,
    fontSize: parseFloat(style.fontSize),
    automaticLayout: true,
    bracketPairColorization: { enabled: false },
    contextmenu: false,
    detectIndentation: false,
    fixedOverflowWidgets: true,
    folding: true,
    foldingStrategy: "indentation",
    lineNumbersMinChars: 4,
    links: false,
    minimap: { enabled: false },
    occurrencesHighlight: false,
    overviewRulerBorder: false,
    padding: { top: 8, bottom: 8 },
    quickSuggestions: false,
    renderLineHighlight: options.readOnly ? "none" : "line",
    scrollBeyondLastLine: false,
    selectionHighlight: false,
    suggestOnTriggerCharacters: false,
    tabSize: 2,
    wordBasedSuggestions: false,
    wordWrap: "on",
  });
  const model = editor.getModel();
  model.updateOptions({ tabSize: 2, insertSpaces: true });
  withoutBracketTree(model);
  const marked = editor.createDecorationsCollection();
  let ours = false, leaving = false;

  // Dictation, emoji pickers and password managers insert a whole text at once. Monaco would type it letter by letter, with brackets and
  // indents of its own between them, and take minutes for a long one: as a paste it is what was given, in one edit.
  const onInsert = event => {
    if (event.inputType === "insertText" && !event.isComposing && event.data?.length > 1 && !options.readOnly) {
      event.preventDefault();
      event.stopImmediatePropagation();
      editor.trigger("keyboard", "paste", { text: event.data, pasteOnNewLine: false, multicursorText: null });
    }
  };

  // Tab indents. Escape, then Tab, leaves: whoever has no mouse must get out again. (Ctrl+M turns Tab over for good, as Monaco has it.)
  const onKey = event => {
    if (event.key === "Tab" && leaving) {
      event.stopImmediatePropagation(); // Monaco does not see it; the browser moves the focus.
    } else if (event.key !== "Shift") {
      leaving = event.key === "Escape" && !event.isComposing;
    }
  };
  const onPointer = () => leaving = false;
  host.addEventListener("beforeinput", onInsert, true);
  host.addEventListener("keydown", onKey, true);
  host.addEventListener("pointerdown", onPointer, true);
  editor.onDidBlurEditorText(onPointer);

  return {
    plain: false,
    getText: () => model.getValue(monaco.editor.EndOfLinePreference.LF),
    getLength: () => model.getValueLength(),
    setText: (text, json) => {
      const view = editor.saveViewState();
      const same = model.getLanguageId() === language(json);
      ours = true;
      monaco.editor.setModelLanguage(model, language(json));
      model.setValue(text);
      ours = false;
      if (same) {
        editor.restoreViewState(view);
      } else {
        editor.setScrollPosition({ scrollTop: 0, scrollLeft: 0 });
      }
    },
    setMarkers: markers => {
      monaco.editor.setModelMarkers(model, "console", markers.map(marker => ({
        startLineNumber: marker.line, startColumn: marker.column, endLineNumber: marker.endLine, endColumn: marker.endColumn, message: marker.message,
        severity: marker.isError ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      })));
      marked.set(markers.map(marker => ({
        range: new monaco.Range(marker.line, 1, marker.line, 1),
        options: { isWholeLine: true, className: marker.isError ? "line-with-error" : "line-with-warning" },
      })));
    },
    reveal: range => {
      editor.setSelection(new monaco.Selection(range.line, range.column, range.endLine, range.endColumn));
      editor.revealRangeInCenterIfOutsideViewport({ startLineNumber: range.line, startColumn: range.column, endLineNumber: range.endLine, endColumn: range.endColumn });
      editor.focus();
    },
    onChange: tell => editor.onDidChangeModelContent(() => ours || tell()),
    onBlur: tell => editor.onDidBlurEditorText(tell),
    onCursor: tell => editor.onDidChangeCursorPosition(event => ours || tell(event.position.lineNumber, event.position.column)),
    dispose: () => {
      host.removeEventListener("beforeinput", onInsert, true);
      host.removeEventListener("keydown", onKey, true);
      host.removeEventListener("pointerdown", onPointer, true);
      editor.dispose();
      model.dispose();
    },
  };
}

function plainPart(host, options) {
  const area = document.createElement("textarea");
  Object.assign(area, { value: options.text, readOnly: options.readOnly, spellcheck: false, wrap: "off", className: "plain-editor" });
  area.setAttribute("aria-label", options.label);
  area.setAttribute("autocapitalize", "off");
  host.append(area);
  const offset = (line, column) => area.value.split("\n").slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  return {
    plain: true,
    getText: () => area.value,
    getLength: () => area.value.length,
    setText: text => area.value = text,
    setMarkers: () => {},
    reveal: range => {
      area.focus();
      area.setSelectionRange(offset(range.line, range.column), offset(range.endLine, range.endColumn));
    },
    onChange: tell => area.addEventListener("input", tell),
    onBlur: tell => area.addEventListener("blur", tell),
    onCursor: tell => ["keyup", "click"].forEach(name => area.addEventListener(name, () => {
      const lines = area.value.slice(0, area.selectionStart).split("\n");
      tell(lines.length, lines.at(-1).length + 1);
    })),
    dispose: () => area.remove(),
  };
}

async function copy(text) {
  if (navigator.clipboard && isSecureContext) {
    return navigator.clipboard.writeText(text);
  }
  // Without TLS on another host the clipboard can only be reached through a selection.
  const area = document.createElement("textarea");
  Object.assign(area, { value: text, className: "visually-hidden", readOnly: true });
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  if (!done) {
    throw new Error("copy");
  }
}

// What is copied is what is in view, typed a moment ago or not; so the server is not asked.
document.addEventListener("click", async event => {
  const button = event.target.closest?.("[data-copy-editor]");
  const host = button?.closest("[data-manifest]")?.querySelector("[data-editor-host]");
  if (!editors.has(host)) {
    return;
  }
  const said = button.querySelector("[aria-live]");
  try {
    await copy(editors.get(host).getText());
    button.dataset.copied = "true";
    said.textContent = "Copied";
  } catch {
    button.dataset.copied = "false";
    said.textContent = "Not copied: this browser does not let the page write to the clipboard";
  }
  setTimeout(() => {
    delete button.dataset.copied;
    said.textContent = "";
  }, copiedFor);
});
