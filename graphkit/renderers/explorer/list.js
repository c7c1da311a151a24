import { fateSign } from "./changes.js";
import { get, h, short } from "./dom.js";
import { COLUMNS, allRows, chosenRows, slice } from "./rows.js";
/** @import { Model, State } from "./types.js" */
/** @import { Row } from "./rows.js" */

const ROW_HEIGHT = 33;

/**
 * The list of all agents: only the rows in sight are in the page.
 * @param {Model} model
 * @param {() => State} now
 * @param {{change: (change: Partial<State>) => void, agent: (number: number) => void}} handlers
 */
export function makeList(model, now, handlers) {
  const view = get("view-list");
  /** @type {Row[] | null} */
  let all = null;
  /** @type {Row[]} */
  let rows = [];
  let asked = "";
  const heads = COLUMNS.map(([key, title, number]) => h("th", { scope: "col", class: `c-${key}${number ? " number" : ""}` },
    h("button", { type: "button", "data-sort": key, onclick: () => sortBy(key, number) }, title)));
  const body = h("tbody");
  const table = h("table", { class: "list", "aria-label": "All agents" }, h("thead", {}, h("tr", { "aria-rowindex": "1" }, heads)), body);
  const empty = h("p", { class: "empty", hidden: true }, "No agent is left by the search and the filters.");
  const unpictured = h("p", { class: "unpictured", hidden: !model.data.note }, model.data.note);
  view.append(table, empty, unpictured);
  /** @param {string} sort @param {boolean} number */
  const sortBy = (sort, number) => {
    const state = now();
    handlers.change(state.sort === sort ? { descending: !state.descending } : { sort, descending: number || sort === "level" });
  };
  /** @param {number} height */
  const space = (height) => {
    const cell = h("td", { colspan: COLUMNS.length });
    cell.style.height = `${height}px`;
    return h("tr", { class: "space", "aria-hidden": "true" }, cell);
  };
  let printing = false;
  const draw = () => {
    const { first, last } = printing ? { first: 0, last: rows.length } : slice(rows.length, view.scrollTop, view.clientHeight, ROW_HEIGHT);
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.row : undefined;
    const shown = rows.slice(Math.max(0, first), last).map((row, place) => line(row, Math.max(0, first) + place + 2));
    body.replaceChildren(...(first > 0 ? [space(first * ROW_HEIGHT)] : []), ...shown, ...(last < rows.length ? [space((rows.length - last) * ROW_HEIGHT)] : []));
    if (focused) body.querySelector(`[data-row="${focused}"]`)?.dispatchEvent(new CustomEvent("restore"));
  };
  /** @param {Row} row @param {number} index */
  const line = (row, index) => {
    const button = h("button", { type: "button", class: "link", "data-row": row.number, onrestore: () => button.focus({ preventScroll: true }) }, short(row.name, 120));
    const tone = row.rank < 0 ? "" : ` tone-${model.data.levels[row.rank].tone}`;
    const chosen = row.number === now().agent;
    const fate = model.data.agents[row.number].change;
    return h("tr", { class: chosen ? "chosen" : "", "aria-rowindex": index, "data-number": row.number, onclick: () => handlers.agent(row.number) },
      h("td", {}, fate && fate !== "unchanged" && fateSign(fate), button), h("td", {}, row.level && h("span", { class: `level${tone}` }, short(row.level, 40))), h("td", {}, short(row.group, 60)),
      ...[row.out, row.in, row.parallel, row.findings].map((one) => h("td", { class: "number" }, one || "·")), h("td", { title: row.file }, short(row.file, 160)));
  };
  view.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  new ResizeObserver(() => view.hidden || draw()).observe(view);
  for (const name of ["beforeprint", "afterprint"]) {
    window.addEventListener(name, () => {
      printing = name === "beforeprint"; // paper cannot be scrolled
      if (!view.hidden) draw();
    });
  }

  return {
    /** @param {State} state */
    show(state) {
      if (state.view !== "list") return;
      all ??= allRows(model);
      const wanted = [state.query, state.sort, state.descending, state.rule, state.tool, ...state.levels, "|", ...state.groups].join("\n");
      if (wanted !== asked) {
        rows = chosenRows(model, state, all);
        if (asked) view.scrollTop = 0;
        asked = wanted;
      }
      table.setAttribute("aria-rowcount", String(rows.length + 1));
      empty.hidden = rows.length > 0;
      COLUMNS.forEach(([key], place) => {
        if (key === state.sort) heads[place].setAttribute("aria-sort", state.descending ? "descending" : "ascending");
        else heads[place].removeAttribute("aria-sort");
      });
      draw();
    },
    /** Scroll to an agent. @param {number} number */
    reveal(number) {
      const place = rows.findIndex((row) => row.number === number);
      const top = place * ROW_HEIGHT;
      if (place >= 0 && (top < view.scrollTop || top > view.scrollTop + view.clientHeight - 3 * ROW_HEIGHT)) view.scrollTop = top - view.clientHeight / 3;
    },
  };
}
