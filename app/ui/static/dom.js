// Building nodes. Text only ever enters the page through here, as text nodes and attributes.

/** el("a.link", {href}, "text", node, …): null and false children are left out. */
export function el(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** A line icon from path data drawn on a 20 × 20 grid. */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  close: "M5 5l10 10M15 5L5 15",
  previous: "M12.5 4.5L7 10l5.5 5.5",
  next: "M7.5 4.5L13 10l-5.5 5.5",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.8 12.8L17 17",
  outline: "M3 5h3M3 10h3M3 15h3M9 5h8M9 10h8M9 15h8",
  right: "M7 10.5V17H4v-6.500zM7 10.500l3-6.500c1.300 0 2 .8 2 2v3h4l-1 7.300c-.1.4-.4.700-.900.700H7",
  wrong: "M13 9.500V3h3v6.500zM13 9.500l-3 6.500c-1.300 0-2-.8-2-2v-3H4l1-7.300c.1-.4.4-.700.900-.700H13",
};

export function byId(id) {
  return document.getElementById(id);
}

/** Say something to screen readers without moving anything. */
export function announce(message) {
  byId("announcer").textContent = message;
}

/** Whether a click asks for this very page, not for a new tab or window. */
export function plainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

export function reducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** A slow action's state is only shown after 300 ms. Returns a function that cancels it. */
export function soon(show, delay = 300) {
  const timer = setTimeout(show, delay);
  return () => clearTimeout(timer);
}
