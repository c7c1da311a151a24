import { get, h, short } from "./dom.js";
import { visible } from "./filters.js";
import { MOST_ROWS, marks, order } from "./grid.js";
import { standingOut } from "./focus.js";
/** @import { Model, State } from "./types.js" */
/** @import { Mark } from "./grid.js" */

const GLYPHS = /** @type {Record<string, string>} */ ({ escalation: "■", delegation: "▼", handoff: "◆", workflow: "△", parallel: "●", other: "✚" });

/**
 * Who is related to whom as a table: a row points at its columns.
 * @param {Model} model
 * @param {{agent: (number: number) => void}} told
 */
export function makeMatrix(model, told) {
  const view = get("view-matrix");
  let asked = "";
  return {
    /** @param {State} state */
    show(state) {
      if (state.view !== "matrix") return;
      const seen = visible(model, state);
      let agents = order(model, seen);
      let note = "";
      if (agents.length > MOST_ROWS) {
        const near = standingOut(model, state)?.agents ?? new Set();
        note = `A table of ${agents.length.toLocaleString("en")} agents would have ${(agents.length ** 2).toLocaleString("en")} cells. `;
        agents = agents.filter((one) => near.has(one)).slice(0, MOST_ROWS);
        note += agents.length ? `Shown are the ${agents.length} around what is chosen.` : `Choose an agent or a finding, or filter down to ${MOST_ROWS} agents.`;
      }
      const wanted = [agents, [...state.absent], state.agent].join("|");
      if (wanted === asked && view.firstChild) return;
      asked = wanted;
      view.replaceChildren(h("div", { class: "matrix-page" }, note && h("p", { class: "empty" }, note), agents.length > 0 && legend(model, state), agents.length > 0 && table(model, agents, state, told)));
    },
  };
}

/** @param {Model} model @param {State} state */
function legend(model, state) {
  const used = model.data.relations.filter((relation, r) => !state.absent.has(r) && (relation.lines || model.data.edges.some((edge) => edge.r === r)));
  const items = used.flatMap((relation) => [
    h("li", {}, glyph(relation.kind, false), ` row ${relation.phrase} column${relation.symmetric ? ", both say so" : ""}`),
    relation.symmetric && h("li", {}, glyph(relation.kind, true), " one side only"),
  ]);
  return h("ul", { class: "key", "aria-label": "Key" }, items.filter((item) => item instanceof Element));
}

/** @param {string} kind @param {boolean} oneSided */
function glyph(kind, oneSided) {
  return h("span", { class: `glyph edge ${kind}`, "aria-hidden": "true" }, oneSided ? "○" : GLYPHS[kind]);
}

/** @param {Model} model @param {number[]} agents @param {State} state @param {{agent: (number: number) => void}} told */
function table(model, agents, state, told) {
  const chosen = state.agent;
  const rows = agents.map((one) => marks(model, one, state.absent));
  const received = agents.map((one) => rows.filter((row) => row.has(one)).length);
  const breaks = new Set(agents.filter((one, place) => place > 0 && rankOf(model, one) !== rankOf(model, agents[place - 1])));
  /** @param {number} one */
  const name = (one) => h("button", { type: "button", onclick: () => told.agent(one) }, short(model.data.agents[one].name, 40));
  const head = h("tr", {}, h("td", {}), agents.map((one) => h("th", { scope: "col", class: breaks.has(one) ? "newcol" : "" }, h("div", { class: "turned" }, name(one)))), h("th", { scope: "col" }, h("div", { class: "turned" }, "points to")));
  const body = agents.map((one, place) => h("tr", { class: `${breaks.has(one) ? "newlevel" : ""}${one === chosen ? " chosen" : ""}` },
    h("th", { scope: "row" }, name(one)),
    agents.map((other) => cell(model, rows[place].get(other) ?? [], `${breaks.has(other) ? "newcol" : ""}${one === other ? " self" : ""}${other === chosen ? " chosen" : ""}`)),
    h("td", { class: "total" }, agents.filter((other) => rows[place].has(other)).length)));
  const foot = h("tr", {}, h("th", { scope: "row" }, "pointed at by"), received.map((count) => h("td", { class: "total" }, count)), h("td", {}));
  return h("table", { class: "matrix" }, h("caption", {}, "Each row points at its columns; the highest level comes first."), h("thead", {}, head), h("tbody", {}, body), h("tfoot", {}, foot));
}

/** @param {Model} model @param {number} agent */
function rankOf(model, agent) {
  return model.data.agents[agent].path === undefined ? -2 : model.data.agents[agent].rank ?? -1;
}

/** @param {Model} model @param {Mark[]} found @param {string} looks */
function cell(model, found, looks) {
  if (!found.length) return h("td", { class: looks || null });
  const text = found.map((mark) => model.data.relations[mark.r].name + (mark.oneSided ? " (one side only)" : "")).join(", ");
  const glyphs = found.slice(0, 3).map((mark) => glyph(model.data.relations[mark.r].kind, mark.oneSided));
  return h("td", { class: `${looks} glyphs-${Math.min(3, found.length)}`, title: text }, glyphs, h("span", { class: "unseen" }, text));
}
