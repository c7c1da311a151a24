import { isDefined } from "./model.js";
/** @import { Agent, Model, State } from "./types.js" */

export const NO_LEVEL = "(no level)";
export const NOT_DEFINED = "(not defined)";
export const EXTERNAL = "(external)";
export const CALLERS = "(callers)";
const WITHOUT = [NO_LEVEL, NOT_DEFINED, EXTERNAL, CALLERS];

/** @param {Agent} agent what to say of its level */
export function levelOf(agent) {
  if (agent.state === "caller") return CALLERS;
  return isDefined(agent) ? agent.level ?? NO_LEVEL : outside(agent);
}

/** @param {Model} model @param {Agent} agent its level as the graph knows it, however the agent spells it */
function levelName(model, agent) {
  return agent.rank === null ? levelOf(agent) : model.data.levels[agent.rank].name;
}

/** @param {Agent} agent */
function groupOf(agent) {
  return agent.group ?? outside(agent);
}

/** @param {Agent} agent that no file defines */
function outside(agent) {
  return agent.state === "external" ? EXTERNAL : NOT_DEFINED;
}

/** @param {string} text */
export function folded(text) {
  return text.toLowerCase().replace(/[\s_]+/g, "-");
}

/**
 * Which agents are to be seen, by number.
 * @param {Model} model
 * @param {State} state
 * @returns {boolean[]}
 */
export function visible(model, state) {
  const { agents, findings } = model.data;
  const ruled = new Set(findings.filter((one) => one.code === state.rule).flatMap((one) => one.agents));
  return agents.map(
    (agent, number) =>
      !state.levels.has(levelName(model, agent)) &&
      !state.groups.has(groupOf(agent)) &&
      (!state.rule || ruled.has(number)) &&
      (!state.tool || (agent.allowed ?? []).includes(state.tool)),
  );
}

/**
 * The agents whose name, description or expertise holds the query; those whose name begins with it first.
 * @param {Model} model
 * @param {string} query
 * @param {number} most
 */
export function search(model, query, most) {
  const wanted = folded(query.trim());
  if (!wanted) return [];
  const hits = [];
  for (let number = 0; number < model.data.agents.length; number += 1) {
    const place = likeness(model.data.agents[number], wanted);
    if (place < 4) hits.push({ number, place });
  }
  hits.sort((a, b) => a.place - b.place || a.number - b.number);
  return hits.slice(0, most).map((hit) => hit.number);
}

/** @param {Agent} agent @param {string} wanted 0 is best, 4 is not at all */
export function likeness(agent, wanted) {
  const name = folded(agent.name);
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  return folded([agent.description ?? "", ...(agent.expertise ?? [])].join(" ")).includes(wanted) ? 3 : 4;
}

/**
 * What there is to choose from, each with the number of agents.
 * @param {Model} model
 */
export function facets(model) {
  const { agents, levels } = model.data;
  const order = [...levels.map((level) => level.name).reverse()];
  const found = { levels: count(agents.map((one) => levelName(model, one))), groups: count(agents.map(groupOf)),
    tools: count(agents.flatMap((one) => one.allowed ?? [])) };
  found.levels.sort((a, b) => placeOf(order, a[0]) - placeOf(order, b[0]));
  return found;
}

/** @param {string[]} order @param {string} level */
function placeOf(order, level) {
  const at = order.indexOf(level);
  return at < 0 ? order.length + 1 + WITHOUT.indexOf(level) : at;
}

/** @param {string[]} names @returns {[string, number][]} */
function count(names) {
  const found = new Map();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found].sort((a, b) => (a[0] < b[0] ? -1 : 1));
}
