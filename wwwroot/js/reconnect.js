// Shows the dialog while the circuit's connection is down. Blazor tells its state by the class of the element with this id.
const dialog = document.getElementById("components-reconnect-modal");
const prefix = "components-reconnect-";

// Served again when the server has forgotten the circuit: everything a page shows is in its address or comes from the cluster.
const reload = () => location.reload();

function follow() {
  const state = [...dialog.classList].find(name => name.startsWith(prefix))?.slice(prefix.length);
  if (state === "hide" || state === undefined) {
    dialog.close();
  } else if (state === "rejected" || state === "resume-failed") {
    reload();
  } else if (!dialog.open) {
    dialog.showModal();
  }
}

async function retry() {
  try {
    if (!await window.Blazor.reconnect()) {
      reload();
    }
  } catch {
    // Still unreachable: the dialog stays, and says so.
  }
}

new MutationObserver(follow).observe(dialog, { attributes: true, attributeFilter: ["class"] });
dialog.addEventListener("cancel", event => event.preventDefault());
dialog.querySelector("[data-retry]").addEventListener("click", retry);
dialog.querySelector("[data-reload]").addEventListener("click", reload);

// A laptop that wakes up, or a tab that comes back, tries at once instead of waiting for its turn.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && dialog.open) {
    retry();
  }
});
