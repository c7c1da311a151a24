import { isDefined, otherEnd } from "./model.js";
/** @import { Model } from "./types.js" */

const MOST_GROWTHS = 4000;

/**
 * The groups of three or more agents who all may run in parallel with each other, that an agent belongs to; the largest
 * first. Bron and Kerbosch (1973) with a pivot, given up after a bound: groups may then be missing, none is wrong.
 * @param {Model} model
 * @param {number} agent
 * @returns {number[][]}
 */
export function parallelGroups(model, agent) {
  const mine = partners(model, agent);
  const near = new Map([...mine].map((one) => [one, intersect(partners(model, one), mine)]));
  /** @type {number[][]} */
  const found = [];
  let steps = 0;
  /** @param {number[]} chosen @param {Set<number>} open @param {Set<number>} closed */
  const grow = (chosen, open, closed) => {
    steps += 1;
    if (steps > MOST_GROWTHS) return;
    if (!open.size && !closed.size && chosen.length > 2) found.push([...chosen].sort((a, b) => a - b));
    const pivot = [...open, ...closed].reduce((best, one) => (links(one) > links(best) ? one : best), -1);
    for (const one of [...open].filter((other) => pivot < 0 || !near.get(pivot)?.has(other))) {
      const around = near.get(one) ?? new Set();
      grow([...chosen, one], intersect(open, around), intersect(closed, around));
      open.delete(one);
      closed.add(one);
    }
  };
  /** @param {number} one */
  const links = (one) => near.get(one)?.size ?? -1;
  grow([agent], new Set(mine), new Set());
  return found.sort((a, b) => b.length - a.length || a.join().localeCompare(b.join()));
}

/** @param {Model} model @param {number} agent */
function partners(model, agent) {
  const found = new Set();
  for (const edge of model.touching[agent]) {
    const other = otherEnd(edge, agent);
    if (model.data.relations[edge.r].symmetric && other !== agent && isDefined(model.data.agents[other])) found.add(other);
  }
  return found;
}

/** @param {Set<number>} some @param {Set<number>} others */
function intersect(some, others) {
  return new Set([...some].filter((one) => others.has(one)));
}
