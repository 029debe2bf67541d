import { startTicking } from "./ages.js";
import { syncShell } from "./shell.js";
import "./copy.js";
import "./menu.js";
import "./reconnect.js";

/** Called by the layout once its circuit has drawn: from here on clicks and keys arrive. Browser tests wait for the attribute. */
export function markInteractive() {
  syncShell();
  document.documentElement.dataset.interactive = "true";
}

syncShell();
startTicking();
