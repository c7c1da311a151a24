import { isDefined, otherEnd } from "./model.js";
/** @import { Edge, Model } from "./types.js" */

/** Agents up to which the table is shown: 200 by 200 cells is what a browser and a reader bear. */
export const MOST_ROWS = 200;

/** @typedef {{r: number, voice: "both" | "row" | "column", finding: boolean}} Mark */

/**
 * The agents in the order of the table: the highest level first, then by name; ghosts last.
 * @param {Model} model
 * @param {boolean[]} seen
 */
export function order(model, seen) {
  const { agents } = model.data;
  /** @param {number} one */
  const rank = (one) => (agents[one].state === "caller" ? 500 : isDefined(agents[one]) ? -(agents[one].rank ?? -1) : 1000);
  const rows = agents.map((_, number) => number).filter((one) => seen[one] && (isDefined(agents[one]) || joined(model, one)));
  return rows.sort((a, b) => rank(a) - rank(b) || (agents[a].name < agents[b].name ? -1 : 1));
}

/** @param {Model} model @param {number} agent */
function joined(model, agent) {
  return model.touching[agent].length > 0;
}

/**
 * What a row says about its columns: for each other agent the relations, each once.
 * @param {Model} model
 * @param {number} row
 * @param {Set<number>} absent relations that are left out
 * @returns {Map<number, Mark[]>}
 */
export function marks(model, row, absent) {
  const found = new Map();
  for (const edge of model.touching[row]) {
    if (absent.has(edge.r) || (!edge.both && edge.s !== row)) continue;
    const other = otherEnd(edge, row);
    if (edge.by && !isDefined(model.data.agents[row])) continue; // nobody expects an answer of a ghost
    const here = found.get(other) ?? [];
    if (!here.some((/** @type {Mark} */ mark) => mark.r === edge.r)) here.push({ r: edge.r, voice: voiceOf(edge, row, other), finding: isNamed(model, edge) });
    found.set(other, here);
  }
  return found;
}

/** @param {Edge} edge @param {number} row @param {number} other who declares it: both, the row alone, or the column alone */
function voiceOf(edge, row, other) {
  if (!edge.by || row === other) return "both";
  if (edge.by.includes(row)) return edge.by.includes(other) ? "both" : "row";
  return "column";
}

/** @type {WeakMap<Model, Set<string>>} */
const namedEdges = new WeakMap();

/** @param {Model} model @param {Edge} edge whether an error or a warning names it */
function isNamed(model, edge) {
  const known = namedEdges.get(model) ?? new Set(model.data.findings.filter((one) => one.severity !== "info").flatMap((one) => one.edges.map((key) => key.join())));
  namedEdges.set(model, known);
  return known.has([edge.s, edge.t, edge.r].join());
}

/** @param {Edge} edge An edge that holds both ways, though only one of the two declares it. */
export function oneSided(edge) {
  return edge.both && new Set(edge.refs.map((ref) => ref.a)).size < 2;
}
