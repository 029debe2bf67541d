// The lines of a container's log: kept, searched and saved here, in the tab that shows them. Every text is put in as text, never as markup.

/** Takes over a panel. What is returned is for the server: clear before another log, append for what is new. */
export function attach(panel) {
  const part = name => panel.querySelector(`[data-log="${name}"]`);
  const view = part("lines");
  const most = Number(part("part").dataset.most);
  const counts = new Intl.NumberFormat("en");
  let file = "container.log";
  let dropped = false;
  let stick = true;
  let unseen = 0;
  let query = "";
  let hits = [];
  let current = null;

  const atEnd = () => view.scrollHeight - view.scrollTop - view.clientHeight < 8;
  const toEnd = () => view.scrollTop = view.scrollHeight;
  const two = number => String(number).padStart(2, "0");

  function clock(time) {
    const at = new Date(time);
    return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
  }

  function make(time, text) {
    const line = document.createElement("div");
    line.className = "line";
    if (time) {
      const stamp = document.createElement("time");
      stamp.dateTime = time;
      stamp.title = time.replace("T", " ").replace("Z", " UTC");
      stamp.textContent = clock(time);
      line.append(stamp);
    }
    const words = document.createElement("span");
    words.textContent = text;
    line.append(words);
    return line;
  }

  function mark(line) {
    const words = line.lastChild;
    const text = words.textContent;
    const lower = text.toLowerCase();
    // Some letters change their length with their case: then the line is found, and its words are left as they are.
    let at = query && lower.length === text.length ? lower.indexOf(query) : -1;
    const found = query !== "" && lower.includes(query);
    line.classList.toggle("hit", found);
    if (at < 0) {
      if (words.firstElementChild) {
        words.textContent = text;
      }
      return found;
    }
    const pieces = [];
    let done = 0;
    while (at >= 0) {
      const piece = document.createElement("mark");
      piece.textContent = text.slice(at, at + query.length);
      pieces.push(text.slice(done, at), piece);
      done = at + query.length;
      at = lower.indexOf(query, done);
    }
    words.replaceChildren(...pieces, text.slice(done));
    return true;
  }

  function select(line, show) {
    current?.classList.remove("current");
    current = line;
    current?.classList.add("current");
    if (current && show) {
      current.scrollIntoView({ block: "center" });
      stick = atEnd();
    }
    tell();
  }

  function tell() {
    const lines = view.childElementCount;
    part("found").textContent = !query ? "" : hits.length === 0 ? "Not found" : `${counts.format(hits.indexOf(current) + 1)} of ${counts.format(hits.length)}`;
    part("part").textContent = lines === 0 ? "No lines yet"
      : dropped ? `The last ${counts.format(lines)} lines are shown; earlier ones are left out.` : lines === 1 ? "The only line is shown." : `All ${counts.format(lines)} lines are shown.`;
    part("latest").hidden = stick || lines === 0;
    part("latest").textContent = unseen > 0 ? `Jump to the latest (${counts.format(unseen)} new)` : "Jump to the latest";
    part("download").setAttribute("aria-disabled", String(lines === 0));
  }

  function search() {
    const wanted = part("search").value.toLowerCase();
    if (wanted === query) {
      return;
    }
    query = wanted;
    hits = [...view.children].filter(mark);
    // The first one from what is in view on.
    const top = view.getBoundingClientRect().top;
    select(hits.find(line => line.getBoundingClientRect().top >= top) ?? hits[0] ?? null, true);
  }

  function step(by) {
    search();
    if (hits.length > 0) {
      const at = current ? hits.indexOf(current) : by > 0 ? -1 : 0;
      select(hits[(at + by + hits.length) % hits.length], true);
    }
  }

  function trim() {
    const over = view.childElementCount - most;
    if (over <= 0) {
      return;
    }
    dropped = true;
    const gone = [...view.children].slice(0, over);
    const height = stick ? 0 : gone.at(-1).getBoundingClientRect().bottom - gone[0].getBoundingClientRect().top;
    gone.forEach(line => line.remove());
    if (height > 0) {
      view.scrollTop -= height;
    }
    hits = hits.filter(line => line.isConnected);
    current = current?.isConnected ? current : null;
  }

  function save() {
    const timed = view.classList.contains("timed");
    const lines = [...view.children].map(line => `${timed && line.firstChild.dateTime ? `${line.firstChild.dateTime} ` : ""}${line.lastChild.textContent}\n`);
    if (lines.length === 0) {
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(lines, { type: "text/plain;charset=utf-8" }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  function toggle(button, name) {
    button.setAttribute("aria-pressed", String(view.classList.toggle(name)));
    if (stick) {
      toEnd();
    }
  }

  let typing = 0;
  view.classList.add("wraps");
  part("search").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(search, 120);
  });
  part("search").addEventListener("keydown", event => {
    if (event.key === "Enter") {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    }
  });
  part("next").addEventListener("click", () => step(1));
  part("previous").addEventListener("click", () => step(-1));
  part("wrap").addEventListener("click", event => toggle(event.currentTarget, "wraps"));
  part("times").addEventListener("click", event => toggle(event.currentTarget, "timed"));
  part("download").addEventListener("click", save);
  part("latest").addEventListener("click", () => {
    stick = true;
    unseen = 0;
    toEnd();
    view.focus({ preventScroll: true });
    tell();
  });
  view.addEventListener("scroll", () => {
    stick = atEnd();
    unseen = stick ? 0 : unseen;
    tell();
  }, { passive: true });
  tell();

  return {
    clear(name) {
      file = name;
      view.replaceChildren();
      unseen = 0;
      dropped = false;
      stick = true;
      hits = [];
      current = null;
      tell();
    },

    append(times, texts) {
      const added = texts.map((text, at) => make(times[at], text));
      if (query) {
        hits.push(...added.filter(mark));
        current ??= hits[0] ?? null;
      }
      view.append(...added);
      unseen += stick ? 0 : added.length;
      trim();
      if (stick) {
        toEnd();
      }
      tell();
    },
  };
}
