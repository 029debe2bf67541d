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
      if (values.includes(value)) {
        root.dataset[name] = value;
      } else {
        delete root.dataset[name];
      }
    }
    root.dataset.closed = read("closed");
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
})();
