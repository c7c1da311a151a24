import { get, h, s, short } from "./dom.js";
/** @import { Change, Model, State } from "./types.js" */

const MOST_CHANGES = 500;
const FATE_SIGN = /** @type {Record<string, string>} */ ({ added: "+", removed: "−", changed: "~" });

/**
 * The list of what changed between two states, grouped and each to be clicked; nothing on a page of one state.
 * @param {Model} model
 * @param {(number: number) => void} choose
 */
export function makeChanges(model, choose) {
  const all = model.data.changes;
  get("changes-section").hidden = !all;
  /** @type {HTMLButtonElement[]} */
  const buttons = [];
  if (all) {
    const groups = byKind(all).map(([what, list], place) => {
      const items = list.slice(0, MOST_CHANGES).map(({ number, change }) => {
        buttons[number] = h("button", { type: "button", "data-change": number, onclick: () => choose(number) }, fateSign(change.fate), ` ${short(change.text, 200)}`);
        return h("li", {}, buttons[number]);
      });
      if (list.length > MOST_CHANGES) items.push(h("li", { class: "small" }, `and ${list.length - MOST_CHANGES} more`));
      return h("details", { class: "rule", "data-what": what, open: place === 0 },
        h("summary", {}, h("span", { class: "label" }, what), h("span", { class: "count" }, tally(list.map((one) => one.change)))), h("ul", { class: "plain" }, items));
    });
    get("changes").replaceChildren(fateKey(), ...(groups.length ? groups : [h("p", { class: "small" }, "Nothing differs.")]));
  }
  return {
    /** @param {State} state */
    show(state) {
      buttons.forEach((button, number) => {
        const chosen = String(number === state.change);
        if (button.getAttribute("aria-pressed") !== chosen) button.setAttribute("aria-pressed", chosen);
        if (number === state.change) button.closest("details")?.setAttribute("open", "");
      });
    },
  };
}

/** @param {string} fate */
export function fateSign(fate) {
  return h("span", { class: `mark fate-${fate}`, role: "img", "aria-label": fate, title: fate }, FATE_SIGN[fate]);
}

/** What the colours mean. */
function fateKey() {
  const entries = ["added", "removed", "unchanged"].map((fate) => h("li", {},
    s("svg", { class: "sample", viewBox: "0 0 46 14", "aria-hidden": "true" },
      s("g", { class: `node ${fate}` }, s("rect", { class: "box", x: 2, y: 2, width: 16, height: 10, rx: 3 })),
      s("g", { class: `edge ${fate}` }, s("path", { class: "line", d: "M22,7H45" }))), fate));
  return h("ul", { class: "plain key" }, entries);
}

/**
 * The changes by what they are about, in the order in which they come.
 * @param {Change[]} all
 * @returns {[string, {number: number, change: Change}[]][]}
 */
export function byKind(all) {
  const found = new Map();
  all.forEach((change, number) => {
    if (!found.has(change.what)) found.set(change.what, []);
    found.get(change.what).push({ number, change });
  });
  return [...found];
}

/** @param {Change[]} list @returns {string} such as `+3 −1 ~2` */
export function tally(list) {
  return Object.entries(FATE_SIGN).map(([fate, sign]) => [sign, list.filter((one) => one.fate === fate).length])
    .filter(([, number]) => number).map((pair) => pair.join("")).join(" ");
}
