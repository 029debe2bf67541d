import { startTicking } from "./ages.js";
import { syncShell } from "./shell.js";
import "./copy.js";
import "./menu.js";
import "./reconnect.js";

/** Called by the layout once its circuit has drawn: from here on clicks and keys arrive. Browser tests wait for the attribute. */
export function markInteractive() {
  syncShell();
  mark();
  // A page that was on its way when the circuit came up is merged into this one, and takes the attribute away: it stays true.
  new MutationObserver(mark).observe(document.documentElement, { attributes: true, attributeFilter: ["data-interactive"] });
}

function mark() {
  if (document.documentElement.dataset.interactive !== "true") {
    document.documentElement.dataset.interactive = "true";
  }
}

syncShell();
startTicking();
