// What a person chose, for the server to ask for. Kept as early.js keeps what it needs itself.
export const read = name => window.consolePreferences.read(name);
export const keep = (name, value) => window.consolePreferences.keep(name, value);
