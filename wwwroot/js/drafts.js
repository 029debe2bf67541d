// Half-filled forms, kept by this tab: they survive a reload of the page and a restart of the console, and end with the tab.
const prefix = "console-draft:";
const most = 10;

// Each is its time, a line break and its text. Where the tab may not keep anything, forms work all the same.
function store(work, otherwise) {
  try {
    return work(sessionStorage);
  } catch {
    return otherwise;
  }
}

const names = kept => Object.keys(kept).filter(name => name.startsWith(prefix));
const timeOf = (kept, name) => Number.parseInt(kept.getItem(name), 10) || 0;

/** A piece of a draft; nothing when there is none. In pieces, as what may be sent at once is limited. */
export function read(key, start, length) {
  return store(kept => {
    const text = kept.getItem(prefix + key);
    return text === null ? null : text.slice(text.indexOf("\n") + 1).slice(start, start + length);
  }, null);
}

/** Keeps a draft; the oldest goes when there are too many. Tells whether it is kept. */
export function write(key, text) {
  return store(kept => {
    const name = prefix + key;
    const others = names(kept).filter(other => other !== name).sort((a, b) => timeOf(kept, a) - timeOf(kept, b));
    for (const old of others.slice(0, Math.max(0, others.length - most + 1))) {
      kept.removeItem(old);
    }
    kept.setItem(name, `${Date.now()}\n${text}`);
    return true;
  }, false);
}

/** Lets go of a draft. */
export function remove(key) {
  store(kept => kept.removeItem(prefix + key));
}
