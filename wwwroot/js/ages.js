// Ages that tick in the browser: <time data-age datetime="...">. The server prints the first value by the same rule (Kubernetes' human
// duration), so nothing jumps when this takes over, and a list of a thousand rows costs the server nothing per second.

const second = 1, minute = 60, hour = 3600, day = 86400, year = 365 * day;

const pair = (seconds, large, largeUnit, small, smallUnit) => {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)}${largeUnit}${rest > 0 ? `${rest}${smallUnit}` : ""}`;
};

/** Formats a number of seconds as kubectl does. */
export function formatAge(exact) {
  const seconds = Math.trunc(exact);
  if (seconds < -1) {
    return "<invalid>";
  }
  if (seconds < 0) {
    return "0s";
  }
  if (seconds < 2 * minute) {
    return `${seconds}s`;
  }
  if (seconds < 10 * minute) {
    return pair(seconds, minute, "m", second, "s");
  }
  if (seconds < 3 * hour) {
    return `${Math.floor(seconds / minute)}m`;
  }
  if (seconds < 8 * hour) {
    return pair(seconds, hour, "h", minute, "m");
  }
  if (seconds < 2 * day) {
    return `${Math.floor(seconds / hour)}h`;
  }
  if (seconds < 8 * day) {
    return pair(seconds, day, "d", hour, "h");
  }
  if (seconds < 2 * year) {
    return `${Math.floor(seconds / day)}d`;
  }
  return seconds < 8 * year ? pair(seconds, year, "y", day, "d") : `${Math.floor(seconds / year)}y`;
}

// The server's clock counts, as a laptop's may be minutes off. It states its time when it sends the page; what the network took is noise.
const stated = Date.parse(document.querySelector('meta[name="server-time"]')?.content ?? "");
const skew = Number.isNaN(stated) ? 0 : Date.now() - stated;

function tick() {
  localize();
  const now = Date.now() - skew;
  for (const element of document.querySelectorAll("time[data-age]")) {
    const text = formatAge((now - Date.parse(element.dateTime)) / 1000);
    // The text node stays: the server's next change is applied to that very node.
    const node = element.firstChild;
    if (node && node.data !== text) {
      node.data = text;
    }
    if (!element.title) {
      const at = new Date(element.dateTime);
      element.title = `${at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" })} (${at.toISOString().replace(".000", "")})`;
    }
  }
  for (const element of document.querySelectorAll("time[data-clock]")) {
    const node = element.firstChild;
    const text = new Date(element.dateTime).toLocaleTimeString(undefined, { hour12: false });
    if (node && node.data !== text) {
      node.data = text;
      element.title = element.dateTime;
    }
  }
}

/** Puts moments written in UTC into the viewer's zone. Text the server has written anew since is put there again. */
function localize() {
  for (const element of document.querySelectorAll("time[data-moment]")) {
    const node = element.firstChild;
    if (node && element.dataset.shown !== node.data) {
      element.title = node.data;
      node.data = localMoment(new Date(element.dateTime));
      element.dataset.shown = node.data;
    }
  }
}

const two = (number) => String(number).padStart(2, "0");

/** Date and time in the viewer's zone, in the order that sorts. */
function localMoment(at) {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

export function startTicking() {
  tick();
  setInterval(() => {
    if (!document.hidden) {
      tick();
    }
  }, 1000);
  document.addEventListener("visibilitychange", tick);
  // What the server has just drawn is put right before it is painted, not with the next tick.
  let asked = false;
  new MutationObserver(() => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        tick();
      });
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
}
