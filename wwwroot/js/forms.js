/** Leads to the first mistake on the page. */
export function focusFirstMistake() {
  const field = document.querySelector("main [aria-invalid=true], main [data-mistake]");
  field?.focus();
  field?.scrollIntoView({ block: "center" });
}

/** Leads to the top of another step of the same page. */
export function focusHeading() {
  document.querySelector("main h1")?.focus();
  scrollTo(0, 0);
}

/** Leads to a control, or to the first one inside of a part of the form; where that is folded, to what unfolds it. */
export function focusField(id) {
  const place = document.getElementById(id);
  const control = place?.hidden ? place.closest("section")?.querySelector("button") : place?.querySelector("input, select, textarea, button");
  (control ?? place)?.focus();
}
