import { get, h } from "./dom.js";

const KEYS = [
  ["/", "search; ↑ ↓ and Enter choose; +name, level:x, path:x select"], ["1 … 9", "show or hide a relation"], ["g  l  m", "graph, list, matrix"],
  ["Tab, arrows", "move between agents of the picture"], ["Enter", "choose the agent in focus"], ["t", "trace the way from the chosen agent to another"],
  ["i", "isolate: lay out anew what surrounds the chosen agent"], ["u  b  j", "follow up, both ways, down"], ["[  ]", "less or more depth"], ["+  -  0", "zoom in, out, fit"], ["d", "light, dark, as the system"],
  ["Esc", "let go of what is chosen"], ["?", "this help"],
];

/** Fill the help and return what opens it. */
export function makeHelp() {
  const dialog = /** @type {HTMLDialogElement} */ (get("help"));
  const close = h("button", { type: "button", onclick: () => dialog.close() }, "Close");
  dialog.append(h("h2", { id: "help-title" }, "Looking around"),
    h("p", {}, "Click an agent to see whom it is related to; click a line to see who says so, and where. Drag to pan, wheel or pinch to zoom. The address holds what you see: share it, or set a bookmark."),
    h("dl", {}, KEYS.flatMap(([keys, text]) => [h("dt", {}, h("kbd", {}, keys)), h("dd", {}, text)])), close);
  return () => dialog.showModal();
}
