// The navigation and the theme: what they look like is this browser's own business, so the server is not asked.
const root = document.documentElement;
const preferences = window.consolePreferences;
const small = matchMedia("(max-width: 760px)");
let opener = null;

/** Tells assistive technology what the styles show. Called again whenever the shell was drawn anew. */
export function syncShell() {
  preferences.apply();
  const closed = preferences.read("closed").split(" ");
  for (const button of document.querySelectorAll("[data-group-toggle]")) {
    button.setAttribute("aria-expanded", String(!closed.includes(button.dataset.groupToggle)));
  }
  for (const button of document.querySelectorAll("[data-side-toggle]")) {
    button.setAttribute("aria-expanded", String(preferences.read("side") !== "narrow"));
  }
  for (const button of document.querySelectorAll("[data-drawer-open]")) {
    button.setAttribute("aria-expanded", String(root.dataset.drawer === "open"));
  }
  const theme = preferences.read("theme") || "system";
  for (const item of document.querySelectorAll("[data-theme-choice]")) {
    item.setAttribute("aria-checked", String(item.dataset.themeChoice === theme));
  }
}

function openDrawer(button) {
  opener = button;
  root.dataset.drawer = "open";
  // What lies below the drawer cannot be reached while it is open: neither clicked, nor focused, nor read.
  document.querySelector(".beside")?.setAttribute("inert", "");
  syncShell();
  const side = document.getElementById("side");
  (side.querySelector("[aria-current]") ?? side.querySelector("a")).focus();
}

function closeDrawer(giveBack) {
  if (root.dataset.drawer !== "open") {
    return;
  }
  delete root.dataset.drawer;
  document.querySelector(".beside")?.removeAttribute("inert");
  syncShell();
  if (giveBack && opener?.isConnected) {
    opener.focus();
  }
  opener = null;
}

// Keeps Tab inside the drawer, in both directions.
function turnAround(event) {
  const stops = [...document.getElementById("side").querySelectorAll("a, button")].filter(stop => stop.checkVisibility({ visibilityProperty: true }));
  const last = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement === last) {
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}

function toggleGroup(name) {
  const closed = new Set(preferences.read("closed").split(" ").filter(Boolean));
  if (!closed.delete(name)) {
    closed.add(name);
  }
  preferences.keep("closed", [...closed].join(" "));
}

document.addEventListener("click", event => {
  const button = event.target.closest("[data-side-toggle], [data-drawer-open], [data-drawer-close], [data-group-toggle], [data-theme-choice], #side a");
  if (!button) {
    if (root.dataset.drawer === "open" && !event.target.closest("#side")) {
      closeDrawer(true);
    }
    return;
  }
  if ("drawerOpen" in button.dataset) {
    openDrawer(button);
  } else if ("drawerClose" in button.dataset) {
    closeDrawer(true);
  } else if (button.matches("#side a")) {
    closeDrawer(false); // The heading of the new page gets the focus.
  } else if ("groupToggle" in button.dataset) {
    toggleGroup(button.dataset.groupToggle);
  } else if ("sideToggle" in button.dataset) {
    preferences.keep("side", preferences.read("side") === "narrow" ? "wide" : "narrow");
  } else {
    preferences.keep("theme", button.dataset.themeChoice);
  }
  syncShell();
});

document.addEventListener("keydown", event => {
  if (root.dataset.drawer !== "open") {
    return;
  }
  if (event.key === "Escape") {
    event.preventDefault();
    closeDrawer(true);
  } else if (event.key === "Tab") {
    turnAround(event);
  }
});

small.addEventListener("change", () => closeDrawer(false));
addEventListener("popstate", () => closeDrawer(false));
addEventListener("storage", syncShell);
