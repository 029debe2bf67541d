// Menus: a button with popovertarget and an element with popover and role=menu. The browser opens and closes them, above everything and
// without asking the server; here is what a menu has beyond that: its place, the keyboard, and who has the focus.
const items = menu => [...menu.querySelectorAll("[role^=menuitem]:not([aria-disabled=true])")];
const buttonOf = menu => document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
const gap = 4;
let typed = "";
let typing = 0;

function put(menu) {
  const button = buttonOf(menu).getBoundingClientRect();
  const room = { width: document.documentElement.clientWidth, height: innerHeight };
  menu.style.minWidth = `${button.width}px`;
  const left = menu.dataset.align === "end" ? button.right - menu.offsetWidth : button.left;
  const above = button.bottom + gap + menu.offsetHeight > room.height && button.top > room.height / 2;
  menu.style.left = `${Math.max(gap, Math.min(left, room.width - menu.offsetWidth - gap))}px`;
  menu.style.top = above ? "auto" : `${button.bottom + gap}px`;
  menu.style.bottom = above ? `${room.height - button.top + gap}px` : "auto";
  menu.style.maxHeight = `${(above ? button.top : room.height - button.bottom) - 3 * gap}px`;
}

// Once for each opening: straight away when the keyboard opens it, else when the browser tells.
function begin(menu) {
  buttonOf(menu)?.setAttribute("aria-expanded", "true");
  put(menu);
  if (!menu.contains(document.activeElement)) {
    const all = items(menu);
    (all.find(item => item.matches("[aria-checked=true][role=menuitemradio], [aria-current]")) ?? all[0])?.focus();
  }
}

function focus(menu, index) {
  const all = items(menu);
  all[(index + all.length) % all.length]?.focus();
}

function seek(menu, key) {
  clearTimeout(typing);
  typing = setTimeout(() => typed = "", 600);
  typed += key.toLowerCase();
  const all = items(menu);
  // The same letter again walks through those that begin with it.
  const word = [...typed].every(letter => letter === typed[0]) ? typed[0] : typed;
  const start = all.indexOf(document.activeElement) + (word.length === 1 ? 1 : 0);
  const order = [...all.slice(start), ...all.slice(0, start)];
  order.find(item => item.textContent.trim().toLowerCase().startsWith(word))?.focus();
}

document.addEventListener("toggle", event => {
  const menu = event.target;
  if (!(menu instanceof HTMLElement) || !menu.matches("[popover].menu")) {
    return;
  }
  if (event.newState === "open") {
    begin(menu);
  } else {
    buttonOf(menu)?.setAttribute("aria-expanded", "false");
  }
}, true);

document.addEventListener("keydown", event => {
  const menu = event.target.closest?.("[popover].menu");
  if (!menu) {
    const button = event.target.closest?.("[popovertarget][aria-haspopup=menu]");
    if (button && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const opened = document.getElementById(button.getAttribute("popovertarget"));
      opened.showPopover();
      begin(opened);
    }
    return;
  }
  const at = items(menu).indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 };
  if (event.key in moves) {
    event.preventDefault();
    focus(menu, moves[event.key]);
  } else if (event.key === "Tab") {
    // Leaves the menu, and goes on from its button.
    menu.hidePopover();
    buttonOf(menu)?.focus();
  } else if (event.key === " " && document.activeElement.matches("a[role^=menuitem]")) {
    event.preventDefault();
    document.activeElement.click();
  } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    seek(menu, event.key);
  }
});

// Whatever was chosen has been told to whom it concerns by the time the event arrives here. Check boxes stay open for the next one.
document.addEventListener("click", event => {
  const item = event.target.closest?.("[popover].menu [role=menuitem], [popover].menu [role=menuitemradio]");
  if (item && item.getAttribute("aria-disabled") !== "true") {
    const menu = item.closest("[popover]");
    const inside = menu.contains(document.activeElement);
    menu.hidePopover();
    if (inside) {
      buttonOf(menu)?.focus();
    }
  }
});

addEventListener("resize", () => document.querySelectorAll("[popover].menu:popover-open").forEach(put));
