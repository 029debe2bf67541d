// Buttons that copy: data-copy holds the text, or data-copy-from names the element that does.
const shown = 1600;
let voice = null;

function tell(words) {
  if (!voice) {
    voice = document.createElement("div");
    voice.className = "visually-hidden";
    voice.setAttribute("role", "status");
    document.body.append(voice);
  }
  voice.textContent = "";
  setTimeout(() => voice.textContent = words, 50);
}

async function write(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Without TLS, and not on this machine itself, there is no clipboard but the old way.
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) {
    throw new Error("not allowed");
  }
}

document.addEventListener("click", async event => {
  const button = event.target.closest?.("[data-copy], [data-copy-from]");
  if (!button) {
    return;
  }
  const text = button.dataset.copy ?? document.querySelector(button.dataset.copyFrom)?.textContent ?? "";
  try {
    await write(text);
    button.focus();
    button.dataset.copied = "true";
    setTimeout(() => delete button.dataset.copied, shown);
    tell("Copied");
  } catch {
    tell("The browser did not allow copying");
  }
});
