import { folded, likeness } from "./filters.js";
import { otherEnd } from "./model.js";
/** @import { Model } from "./types.js" */

const FIELDS = ["level", "group", "path", "rule", "tool", "expertise", "relation", "name", "cycle"];
const SELECTOR = new RegExp(`^(?:${FIELDS.join("|")}):\\S|^\\d*\\+\\S|\\S\\+\\d*$`);

/**
 * Whether a search is an expression as the command line takes it: `+debugger`, `level:senior,tool:Write`.
 * @param {string} query
 */
export function isSelector(query) {
  const terms = query.trim().split(/[\s,]+/).filter(Boolean);
  return terms.length > 0 && terms.some((term) => SELECTOR.test(term));
}

/**
 * The agents that an expression selects: a blank is "or", a comma is "and".
 * @param {Model} model
 * @param {string} query
 * @returns {Set<number>}
 */
export function selectAgents(model, query) {
  const chosen = new Set();
  for (const part of query.trim().split(/\s+/).filter(Boolean)) {
    const sets = part.split(",").filter(Boolean).map((term) => selected(model, term));
    for (const one of sets[0] ?? []) if (sets.every((set) => set.has(one))) chosen.add(one);
  }
  return chosen;
}

/**
 * Whether an agent fits a search: as an expression, or as text of its name, description or expertise.
 * @param {Model} model
 * @param {string} query
 * @returns {(number: number) => boolean}
 */
export function matcher(model, query) {
  const wanted = folded(query.trim());
  if (!wanted) return () => true;
  if (!isSelector(query)) return (number) => likeness(model.data.agents[number], wanted) < 4;
  const chosen = selectAgents(model, query);
  return (number) => chosen.has(number);
}

/** @param {Model} model @param {string} term @returns {Set<number>} */
function selected(model, term) {
  const walk = /^(\d*\+)?(.*?)(\+\d*)?$/.exec(term);
  const [before, core, after] = [walk?.[1], walk?.[2] ?? "", walk?.[3]];
  const start = matching(model, core);
  if (!before && !after) return start;
  const agents = new Set(start);
  if (before) for (const one of walked(model, start, false, Number(before.replace("+", "")) || Infinity)) agents.add(one);
  if (after) for (const one of walked(model, start, true, Number(after.replace("+", "")) || Infinity)) agents.add(one);
  return agents;
}

/** @param {Model} model @param {string} term @returns {Set<number>} */
function matching(model, term) {
  const [field, value] = term.includes(":") ? [term.slice(0, term.indexOf(":")), term.slice(term.indexOf(":") + 1)] : ["name", term];
  const fits = glob(value);
  const { agents, findings, relations } = model.data;
  const all = agents.map((_, number) => number);
  switch (field) {
    case "level": return new Set(all.filter((one) => fits(agents[one].rank === null ? agents[one].level ?? "" : model.data.levels[agents[one].rank].name)));
    case "group": return new Set(all.filter((one) => fits(agents[one].group ?? "")));
    case "path": return new Set(all.filter((one) => agents[one].path && (fits(agents[one].path ?? "") || (agents[one].path ?? "").startsWith(`${value.replace(/\/$/, "")}/`))));
    case "tool": return new Set(all.filter((one) => (agents[one].allowed ?? []).some(fits)));
    case "expertise": return new Set(all.filter((one) => (agents[one].expertise ?? []).some(fits)));
    case "rule": return new Set(findings.filter((one) => one.code.startsWith(value.toUpperCase()) || one.name === value).flatMap((one) => one.agents));
    case "relation": return new Set(model.data.edges.filter((edge) => fits(relations[edge.r].name)).flatMap((edge) => [edge.s, edge.t]));
    case "cycle": return new Set(findings.filter((one) => one.component.length && one.agents.some((agent) => fits(agents[agent].name))).flatMap((one) => one.agents));
    default: return new Set(all.filter((one) => fits(agents[one].name) || fits(agents[one].id)));
  }
}

/** @param {string} pattern @returns {(text: string) => boolean} `*` is any text; spelling does not matter */
function glob(pattern) {
  const parts = folded(pattern).split("*");
  return (text) => {
    const plain = folded(text);
    if (parts.length === 1) return plain === parts[0];
    let at = 0;
    for (const [number, part] of parts.entries()) {
      const place = number === 0 ? (plain.startsWith(part) ? 0 : -1) : number === parts.length - 1 ? Math.max(at, plain.length - part.length) : plain.indexOf(part, at);
      if (place < at || plain.slice(place, place + part.length) !== part) return false;
      at = place + part.length;
    }
    return true;
  };
}

/** @param {Model} model @param {Set<number>} start @param {boolean} out along the arrows @param {number} depth */
function walked(model, start, out, depth) {
  const seen = new Set(start);
  let ring = [...start];
  for (let step = 0; ring.length && step < depth; step += 1) {
    const next = [];
    for (const agent of ring) {
      for (const edge of model.touching[agent]) {
        if (model.data.relations[edge.r].symmetric || (!edge.both && (out ? edge.s : edge.t) !== agent)) continue;
        const other = otherEnd(edge, agent);
        if (!seen.has(other)) next.push(other);
        seen.add(other);
      }
    }
    ring = next;
  }
  return seen;
}
