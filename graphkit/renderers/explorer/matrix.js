import { get, h, short } from "./dom.js";
import { visible } from "./filters.js";
import { MOST_ROWS, marks, order } from "./grid.js";
import { standingOut } from "./focus.js";
/** @import { Model, Relation, State } from "./types.js" */
/** @import { Mark } from "./grid.js" */

/**
 * Who is related to whom as a table: a row points at its columns.
 * @param {Model} model
 * @param {{agent: (number: number) => void}} handlers
 */
export function makeMatrix(model, handlers) {
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
      view.replaceChildren(h("div", { class: "matrix-page" }, note && h("p", { class: "empty" }, note), agents.length > 0 && legend(model, state), agents.length > 0 && table(model, agents, state, handlers)));
    },
  };
}

/** @param {Model} model @param {State} state */
function legend(model, state) {
  const used = usedRelations(model, state);
  const items = used.flatMap(({ relation }) => [
    h("li", {}, glyph(model, relation, "both"), ` row ${relation.phrase} column${relation.symmetric ? ", both say so" : ""}`),
    relation.symmetric && h("li", {}, glyph(model, relation, "row"), " row alone says so"),
    relation.symmetric && h("li", {}, glyph(model, relation, "column"), " row does not answer"),
  ]);
  items.push(h("li", {}, h("span", { class: "framed", "aria-hidden": "true" }), " a finding speaks of it"));
  return h("ul", { class: "key", "aria-label": "Key" }, items.filter((item) => item instanceof Element));
}

/** @param {Model} model @param {State} state */
function usedRelations(model, state) {
  return model.data.relations.map((relation, r) => ({ relation, r })).filter(({ relation, r }) => !state.absent.has(r) && (relation.lines || model.data.edges.some((edge) => edge.r === r)));
}

/** @param {Model} model @param {Relation} relation @param {Mark["voice"]} voice */
function glyph(model, relation, voice) {
  const { signs } = model.data;
  const sign = { both: relation.glyph, row: signs.alone, column: signs.missing }[voice];
  return h("span", { class: `glyph edge ${relation.kind} ${voice}`, "aria-hidden": "true" }, sign);
}

/** @param {Model} model @param {number[]} agents @param {State} state @param {{agent: (number: number) => void}} handlers */
function table(model, agents, state, handlers) {
  const chosen = state.agent;
  const rows = agents.map((one) => marks(model, one, state.absent));
  const breaks = new Set(agents.filter((one, place) => place > 0 && rankOf(model, one) !== rankOf(model, agents[place - 1])));
  const used = usedRelations(model, state);
  /** @param {number} r @param {(number | undefined)[]} found */
  const total = (r, found) => h("td", { class: "total" }, found[r] || "");
  const given = rows.map((row) => totals(agents.flatMap((other) => row.get(other) ?? [])));
  const taken = agents.map((one) => totals(rows.flatMap((row) => row.get(one) ?? [])));
  /** @param {number} one */
  const name = (one) => h("button", { type: "button", class: toneOf(model, one), onclick: () => handlers.agent(one) }, short(model.data.agents[one].name, 40));
  const heads = used.map(({ relation }) => h("th", { scope: "col", class: "sum", title: `${relation.name}: how many` }, glyph(model, relation, "both"), h("span", { class: "unseen" }, `${relation.name}, total`)));
  const head = h("tr", {}, h("td", {}), agents.map((one) => h("th", { scope: "col", class: breaks.has(one) ? "newcol" : "" }, h("div", { class: "turned" }, name(one)))), heads);
  const body = agents.map((one, place) => h("tr", { class: `${breaks.has(one) ? "newlevel" : ""}${one === chosen ? " chosen" : ""}` },
    h("th", { scope: "row" }, name(one)),
    agents.map((other) => cell(model, rows[place].get(other) ?? [], `${breaks.has(other) ? "newcol" : ""}${one === other ? " self" : ""}${other === chosen ? " chosen" : ""}`)),
    used.map(({ r }) => total(r, given[place]))));
  const foot = used.map(({ relation, r }) => h("tr", {}, h("th", { scope: "row" }, glyph(model, relation, "both"), h("span", { class: "unseen" }, `${relation.name}, total`)),
    taken.map((found) => total(r, found)), used.map(() => h("td", {}))));
  return h("table", { class: "matrix" }, h("caption", {}, "Each row points at its columns; the highest level comes first."), h("thead", {}, head), h("tbody", {}, body), h("tfoot", {}, foot));
}

/** @param {Mark[]} found how many by relation; an answer that is missing does not count */
function totals(found) {
  /** @type {number[]} */
  const counts = [];
  for (const { r, voice } of found) if (voice !== "column") counts[r] = (counts[r] ?? 0) + 1;
  return counts;
}

/** @param {Model} model @param {number} agent */
function toneOf(model, agent) {
  const { rank } = model.data.agents[agent];
  return rank === null ? "" : `inked tone-${model.data.levels[rank].tone}`;
}

/** @param {Model} model @param {number} agent */
function rankOf(model, agent) {
  return model.data.agents[agent].path === undefined ? -2 : model.data.agents[agent].rank ?? -1;
}

const VOICES = { both: "", row: " (row alone says so)", column: " (row does not answer)" };

/** @param {Model} model @param {Mark[]} found @param {string} looks */
function cell(model, found, looks) {
  if (!found.length) return h("td", { class: looks || null });
  const text = found.map((mark) => model.data.relations[mark.r].name + VOICES[mark.voice] + (mark.finding ? ", a finding" : "")).join(", ");
  const glyphs = found.slice(0, 3).map((mark) => glyph(model, model.data.relations[mark.r], mark.voice));
  const named = found.some((mark) => mark.finding) ? " named" : "";
  return h("td", { class: `${looks}${named} glyphs-${Math.min(3, found.length)}`, title: text }, glyphs, h("span", { class: "unseen" }, text));
}
