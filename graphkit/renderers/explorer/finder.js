import { counted, get, h, short } from "./dom.js";
import { levelOf, search } from "./filters.js";
import { isSelector, selectAgents } from "./selectors.js";
/** @import { Model } from "./types.js" */

const MOST_FOUND = 12;

/**
 * Make an input find agents: a list of the best below it, arrows and Enter to choose.
 * @param {Model} model
 * @param {HTMLInputElement} input
 * @param {{pick: (number: number) => void, type?: (text: string) => void, then?: () => void}} handlers
 */
export function makeFinder(model, input, handlers) {
  const list = h("ul", { class: "options", id: `${input.id}-options`, role: "listbox", "aria-label": "Agents found", hidden: true });
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) {
    input.setAttribute(name, value);
  }
  /** @type {number[]} */
  let found = [];
  let at = 0;
  const mark = () => {
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (found.length) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const open = () => {
    found = search(model, input.value, MOST_FOUND);
    at = 0;
    const items = found.map((number, place) => {
      const agent = model.data.agents[number];
      const item = h("li", { role: "option", id: `${list.id}-${place}` }, h("span", {}, short(agent.name, 60)), h("span", { class: "count" }, [agent.file, levelOf(agent)].filter(Boolean).join(" · ")));
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        pick(number);
      });
      return item;
    });
    if (isSelector(input.value)) {
      const size = selectAgents(model, input.value).size;
      items.splice(0, items.length, h("li", { class: "none", role: "option", "aria-disabled": "true" }, `${counted(size, "agent")} selected`));
      found = [];
    } else if (!items.length && input.value.trim()) items.push(h("li", { class: "none", role: "option", "aria-disabled": "true" }, "No agent has that name."));
    list.replaceChildren(...items);
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  };
  /** @param {number} number */
  const pick = (number) => {
    close();
    input.value = "";
    handlers.type?.("");
    handlers.pick(number);
    handlers.then?.();
  };
  input.addEventListener("input", () => {
    open();
    handlers.type?.(input.value);
  });
  input.addEventListener("focus", () => input.value && open());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) open();
      else at = (at + (event.key === "ArrowDown" ? 1 : -1) + Math.max(1, found.length)) % Math.max(1, found.length);
      mark();
      event.preventDefault();
    } else if (event.key === "Enter" && found.length && !list.hidden) {
      pick(found[at]);
      event.preventDefault();
    } else if (event.key === "Escape" && (input.value || !list.hidden)) {
      input.value = "";
      handlers.type?.("");
      close();
      event.stopPropagation();
    }
  });
}

/** Put the cursor into the search. */
export function startSearch() {
  document.body.classList.add("side-open");
  get("search").focus();
}
