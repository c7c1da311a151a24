/** @import { Agent, Data, Edge, Model, Way } from "./types.js" */

/**
 * Prepare the data for questions.
 * @param {Data} data
 * @returns {Model}
 */
export function prepare(data) {
  const touching = data.agents.map(() => /** @type {Edge[]} */ ([]));
  for (const edge of data.edges) {
    touching[edge.s].push(edge);
    if (edge.t !== edge.s) touching[edge.t].push(edge);
  }
  const found = data.agents.map(() => /** @type {number[]} */ ([]));
  data.findings.forEach((finding, number) => {
    for (const agent of new Set(finding.agents)) found[agent].push(number);
  });
  const numbers = new Map(data.agents.map((agent, number) => [agent.id, number]));
  const defined = data.agents.filter((agent) => isDefined(agent) && agent.state !== "caller").length;
  return { data, touching, found, numbers, defined };
}

/** @param {Agent} agent */
export function isDefined(agent) {
  return agent.path !== undefined;
}

/**
 * The layer in which an edge is drawn: a phrase that `escalates` is drawn on the line of the escalation.
 * @param {Model} model
 * @param {Edge} edge
 */
export function layerOf(model, edge) {
  return edge.line < 0 ? edge.r : model.data.lines[edge.line].r;
}

/**
 * Whether an edge leads from an agent to another one when looking up, down or both ways.
 * @param {Model} model
 * @param {Edge} edge
 * @param {number} agent
 * @param {Way} way
 */
export function leads(model, edge, agent, way) {
  if (way === "both") return true;
  if (edge.both) return false;
  const outward = (way === "up") !== model.data.relations[edge.r].down;
  return outward ? edge.s === agent : edge.t === agent;
}

/** @param {Edge} edge @param {number} agent */
export function otherEnd(edge, agent) {
  return edge.s === agent ? edge.t : edge.s;
}

/**
 * The agents within `depth` steps (0: any number), with their distance, and the lines that were walked along.
 * @param {Model} model
 * @param {number} start
 * @param {Way} way
 * @param {number} depth
 * @param {(edge: Edge) => boolean} usable
 */
export function reach(model, start, way, depth, usable) {
  const distance = new Map([[start, 0]]);
  const lines = new Set();
  /** @type {Edge[]} */
  const edges = [];
  let ring = [start];
  for (let step = 1; ring.length && (depth === 0 || step <= depth); step += 1) {
    /** @type {number[]} */
    const next = [];
    for (const agent of ring) {
      for (const edge of model.touching[agent]) {
        if (!usable(edge) || !leads(model, edge, agent, way)) continue;
        edges.push(edge);
        if (edge.line >= 0) lines.add(edge.line);
        const other = otherEnd(edge, agent);
        if (distance.has(other)) continue;
        distance.set(other, step);
        next.push(other);
      }
    }
    ring = next;
  }
  return { distance, lines, edges };
}

/**
 * The agents on the shortest way to the top: along escalations, up to one that escalates to nobody.
 * `open` tells that there is no top: whoever is reached escalates in a circle.
 * @param {Model} model
 * @param {number} start
 * @returns {{chain: number[], open: boolean}}
 */
export function chainToTop(model, start) {
  const before = new Map([[start, -1]]);
  const queue = [start];
  for (const agent of queue) {
    const next = superiors(model, agent);
    if (!next.length) return { chain: trail(before, agent), open: false };
    for (const other of next) {
      if (before.has(other)) continue;
      before.set(other, agent);
      queue.push(other);
    }
  }
  return { chain: trail(before, queue[queue.length - 1]), open: true };
}

/** @param {Model} model @param {number} agent */
function superiors(model, agent) {
  const up = model.data.relations.findIndex((relation) => relation.name === "escalation");
  return model.touching[agent]
    .filter((edge) => edge.r === up && edge.s === agent && edge.t !== agent && isDefined(model.data.agents[edge.t]))
    .map((edge) => edge.t);
}

/**
 * Walk back from an agent to the start.
 * @param {Map<number, number>} before
 * @param {number} end
 */
export function trail(before, end) {
  const found = [];
  for (let agent = end; agent !== -1 && agent !== undefined; agent = before.get(agent) ?? -1) found.unshift(agent);
  return found;
}
