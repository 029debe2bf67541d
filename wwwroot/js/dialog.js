// The browser's own modal dialogs. They give the focus back to where it was.
export function open(dialog) {
  if (!dialog.open) {
    dialog.showModal();
  }
}

export function close(dialog) {
  dialog.close();
}

// A click beside a dialog is one on the dialog itself: everything in it is further inside.
document.addEventListener("click", event => {
  if (event.target instanceof HTMLDialogElement && event.target.matches(".ask[open]")) {
    const box = event.target.getBoundingClientRect();
    if (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom) {
      event.target.close();
    }
  }
});
