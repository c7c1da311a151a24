import { layerOf, reach } from "./model.js";
import { linesAlong, pathsBetween } from "./paths.js";
import { isSelector, selectAgents } from "./selectors.js";
/** @import { Change, Edge, Model, State } from "./types.js" */

/**
 * What stands out: agents and lines by number, or null when nothing is chosen and all are equal.
 * @param {Model} model
 * @param {State} state
 * @returns {{agents: Set<number>, lines: Set<number>} | null}
 */
export function standingOut(model, state) {
  if (state.finding >= 0) return aroundFinding(model, state.finding);
  if (state.change >= 0) return aroundChange(model, state.change);
  if (state.line >= 0) {
    const line = model.data.lines[state.line];
    return { agents: new Set([line.s, line.t]), lines: new Set([state.line]) };
  }
  if (state.agent >= 0 && state.to >= 0) return ofPaths(model, state);
  if (state.group.length) return aroundGroup(model, state.group);
  if (state.agent >= 0) return around(model, state);
  if (isSelector(state.query)) return ofSelection(model, state);
  return state.rule ? ofRule(model, state.rule) : null;
}

/** @param {Model} model @param {State} state */
function ofSelection(model, state) {
  const agents = selectAgents(model, state.query);
  const lines = new Set();
  model.data.lines.forEach((line, number) => {
    if (!state.hidden.has(line.r) && agents.has(line.s) && agents.has(line.t)) lines.add(number);
  });
  return { agents, lines };
}

/** @param {Model} model @param {string} rule all that its findings name */
function ofRule(model, rule) {
  const agents = new Set();
  const lines = new Set();
  model.data.findings.forEach((finding, number) => {
    if (finding.code !== rule) return;
    const found = aroundFinding(model, number);
    for (const one of found.agents) agents.add(one);
    for (const one of found.lines) lines.add(one);
  });
  return { agents, lines };
}

/**
 * Whether an edge may be walked along: its layer is shown.
 * @param {Model} model
 * @param {State} state
 * @returns {(edge: Edge) => boolean}
 */
export function shownEdges(model, state) {
  return (edge) => !state.hidden.has(layerOf(model, edge));
}

/** @param {Model} model @param {State} state */
function around(model, state) {
  const near = reach(model, state.agent, state.way, state.depth, shownEdges(model, state));
  const agents = new Set(near.distance.keys());
  const lines = near.lines;
  if (state.spill) {
    const own = reach(model, state.agent, state.way, 1, (edge) => !shownEdges(model, state)(edge));
    for (const one of own.distance.keys()) agents.add(one);
    for (const one of own.lines) lines.add(one);
  }
  return { agents, lines };
}

/** @param {Model} model @param {State} state */
function ofPaths(model, state) {
  const usable = shownEdges(model, state);
  const { paths } = pathsBetween(model, state.agent, state.to, usable);
  const best = paths.length ? paths[0] : [state.agent, state.to];
  return { agents: new Set(best), lines: linesAlong(model, best, usable) };
}

/** @param {Model} model @param {number[]} group */
function aroundGroup(model, group) {
  const agents = new Set(group);
  const lines = new Set();
  model.data.lines.forEach((line, number) => {
    if (model.data.relations[line.r].symmetric && agents.has(line.s) && agents.has(line.t)) lines.add(number);
  });
  return { agents, lines };
}

/** @param {Model} model @param {number} number */
function aroundFinding(model, number) {
  const { agents, edges, cut, component } = model.data.findings[number];
  return withEvidence(model, { agents, edges: [...edges, ...cut, ...component] }, []);
}

/** @param {Model} model @param {number} number */
function aroundChange(model, number) {
  const change = /** @type {Change[]} */ (model.data.changes)[number];
  return withEvidence(model, change, change.lines);
}

/** @param {Model} model @param {{agents: number[], edges: number[][]}} finding @param {number[]} drawn */
function withEvidence(model, finding, drawn) {
  const agents = new Set(finding.agents);
  const lines = new Set(drawn);
  for (const [s, t, r] of finding.edges) {
    agents.add(s).add(t);
    for (const edge of model.touching[s]) {
      const same = (edge.s === s && edge.t === t) || (edge.both && edge.s === t && edge.t === s);
      if (same && edge.r === r && edge.line >= 0) lines.add(edge.line);
    }
  }
  return { agents, lines };
}
