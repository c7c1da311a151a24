import { visible } from "./filters.js";
import { matcher } from "./selectors.js";
/** @import { Model, State } from "./types.js" */

/** @typedef {{number: number, name: string, level: string, rank: number, group: string, out: number, in: number,
 *   parallel: number, findings: number, file: string}} Row */

/** The columns of the list: key, title, whether it is a number. @type {[keyof Row, string, boolean][]} */
export const COLUMNS = [
  ["name", "Agent", false], ["level", "Level", false], ["group", "Group", false], ["out", "Points to", true],
  ["in", "Pointed at", true], ["parallel", "Parallel", true], ["findings", "Findings", true], ["file", "File", false],
];

/**
 * One row an agent, ghosts included.
 * @param {Model} model
 * @returns {Row[]}
 */
export function allRows(model) {
  const { agents, relations } = model.data;
  return agents.map((agent, number) => {
    const row = { number, name: agent.name, level: agent.level ?? "", rank: agent.rank ?? -1, group: agent.group ?? "",
      out: 0, in: 0, parallel: 0, findings: model.found[number].length,
      file: agent.path ? `${agent.path}:${agent.line}` : agent.state === "external" ? "external" : "not defined" };
    for (const edge of model.touching[number]) {
      if (relations[edge.r].symmetric) row.parallel += 1;
      else {
        if (edge.both || edge.s === number) row.out += 1;
        if (edge.both || edge.t === number) row.in += 1;
      }
    }
    return row;
  });
}

/**
 * The rows that filters and query leave, in the order asked for; ties go by name.
 * @param {Model} model
 * @param {State} state
 * @param {Row[]} rows
 */
export function chosenRows(model, state, rows) {
  const seen = visible(model, state);
  const fits = matcher(model, state.query);
  const left = rows.filter((row) => seen[row.number] && fits(row.number));
  const key = COLUMNS.some(([name]) => name === state.sort) ? /** @type {keyof Row} */ (state.sort) : "name";
  const by = key === "level" ? "rank" : key;
  const sign = state.descending ? -1 : 1;
  return left.sort((a, b) => sign * compare(a[by], b[by]) || compare(a.name, b.name) || a.number - b.number);
}

/** @param {string | number} a @param {string | number} b */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Which rows to put into the page: those in sight and some around them.
 * @param {number} total
 * @param {number} top how far the list is scrolled, in pixels
 * @param {number} room the height of the part in sight
 * @param {number} height of one row
 */
export function slice(total, top, room, height) {
  const first = Math.max(0, Math.min(Math.floor(top / height) - 10, total - 1));
  return { first, last: Math.min(total, first + Math.ceil(room / height) + 20) };
}
