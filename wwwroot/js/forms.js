/** Leads to the first mistake on the page. */
export function focusFirstMistake() {
  const field = document.querySelector("main [aria-invalid=true]");
  field?.focus();
  field?.scrollIntoView({ block: "center" });
}

/** Leads to the top of another step of the same page. */
export function focusHeading() {
  document.querySelector("main h1")?.focus();
  scrollTo(0, 0);
}

/** Leads to a control. */
export function focusField(id) {
  document.getElementById(id)?.focus();
}
