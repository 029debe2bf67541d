import { startTicking } from "./ages.js";
import "./reconnect.js";

/** Called by the layout once its circuit has drawn: from here on clicks and keys arrive. Browser tests wait for the attribute. */
export function markInteractive() {
  document.documentElement.dataset.interactive = "true";
}

startTicking();
