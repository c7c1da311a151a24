import { otherEnd } from "./model.js";
/** @import { Edge, Model } from "./types.js" */

/** How many ways are listed, and how many steps are tried to find them. */
export const MOST_PATHS = 20;
const MOST_STEPS = 20000;

/**
 * The ways from one agent to another along the direction of the edges: the shortest first, the others no longer than
 * `longer` steps more. `cut` tells that there are more than are listed.
 * @param {Model} model
 * @param {number} from
 * @param {number} to
 * @param {(edge: Edge) => boolean} usable
 * @param {number} [longer]
 * @returns {{paths: number[][], cut: boolean}}
 */
export function pathsBetween(model, from, to, usable, longer = 2) {
  const left = distances(model, to, usable);
  const shortest = left.get(from);
  if (shortest === undefined || from === to) return { paths: [], cut: false };
  /** @type {number[][]} */
  const paths = [];
  let cut = false;
  for (let length = shortest; length <= shortest + longer && !cut; length += 1) {
    cut = collect(model, { from, to, length, left, usable }, paths);
  }
  return { paths, cut };
}

/**
 * @param {Model} model
 * @param {{from: number, to: number, length: number, left: Map<number, number>, usable: (edge: Edge) => boolean}} ask
 * @param {number[][]} paths
 */
function collect(model, ask, paths) {
  let steps = 0;
  /** @type {number[][]} */
  const stack = [[ask.from]];
  while (stack.length) {
    steps += 1;
    if (steps > MOST_STEPS || paths.length >= MOST_PATHS) return true;
    const path = /** @type {number[]} */ (stack.pop());
    const last = path[path.length - 1];
    if (last === ask.to) {
      if (path.length - 1 === ask.length) paths.push(path);
      continue;
    }
    for (const next of successors(model, last, ask.usable).reverse()) {
      const rest = ask.left.get(next);
      if (rest !== undefined && path.length + rest <= ask.length && !path.includes(next)) stack.push([...path, next]);
    }
  }
  return false;
}

/**
 * How many steps each agent is away from the goal.
 * @param {Model} model
 * @param {number} goal
 * @param {(edge: Edge) => boolean} usable
 */
function distances(model, goal, usable) {
  const found = new Map([[goal, 0]]);
  const queue = [goal];
  for (const agent of queue) {
    for (const edge of model.touching[agent]) {
      const other = otherEnd(edge, agent);
      if (!usable(edge) || !leadsTo(edge, agent) || found.has(other)) continue;
      found.set(other, /** @type {number} */ (found.get(agent)) + 1);
      queue.push(other);
    }
  }
  return found;
}

/** @param {Edge} edge @param {number} agent */
function leadsTo(edge, agent) {
  return edge.both || edge.t === agent;
}

/** @param {Model} model @param {number} agent @param {(edge: Edge) => boolean} usable */
function successors(model, agent, usable) {
  const found = model.touching[agent].filter((edge) => usable(edge) && (edge.both || edge.s === agent));
  return [...new Set(found.map((edge) => otherEnd(edge, agent)))].filter((other) => other !== agent).sort((a, b) => a - b);
}

/**
 * The lines along a path.
 * @param {Model} model
 * @param {number[]} path
 * @param {(edge: Edge) => boolean} usable
 */
export function linesAlong(model, path, usable) {
  const lines = new Set();
  for (let step = 1; step < path.length; step += 1) {
    for (const edge of model.touching[path[step]]) {
      const here = edge.s === path[step - 1] || (edge.both && edge.t === path[step - 1]);
      if (here && otherEnd(edge, path[step]) === path[step - 1] && usable(edge) && edge.line >= 0) lines.add(edge.line);
    }
  }
  return lines;
}
