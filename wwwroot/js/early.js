// Runs before the first paint, so that nothing flashes or jumps: what this browser's person chose about the looks of the shell.
// Kept in the browser's local storage; where that may not be used, the choice lasts as long as the page.
(() => {
  const root = document.documentElement;
  const known = { theme: ["light", "dark"], side: ["narrow"] };
  const kept = {};

  const read = name => {
    try {
      return localStorage.getItem(`console-${name}`) ?? kept[name] ?? "";
    } catch {
      return kept[name] ?? "";
    }
  };

  const apply = () => {
    for (const [name, values] of Object.entries(known)) {
      const value = read(name);
      put(name, values.includes(value) ? value : undefined);
    }
    put("closed", read("closed"));
  };

  // Writes only what differs: the observer below hears of everything that is written.
  const put = (name, value) => {
    if (root.dataset[name] === value) {
      return;
    }
    if (value === undefined) {
      delete root.dataset[name];
    } else {
      root.dataset[name] = value;
    }
  };

  const keep = (name, value) => {
    kept[name] = value;
    try {
      localStorage.setItem(`console-${name}`, value);
    } catch {
      // Not allowed here: the choice lasts as long as the page.
    }
    apply();
  };

  window.consolePreferences = { read, keep, apply };
  apply();

  // A page that is fetched and merged into this one, as happens before a circuit is up, takes our attributes away: they are back before it is painted.
  new MutationObserver(apply).observe(root, { attributes: true, attributeFilter: ["data-theme", "data-side", "data-closed"] });
})();
