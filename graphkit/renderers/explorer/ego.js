import { short } from "./dom.js";
import { leads, otherEnd, reach } from "./model.js";
/** @import { Edge, Model, Way } from "./types.js" */

/** Agents that one drawing of a neighbourhood holds. */
export const MOST_DRAWN = 60;
const GAP = 24;
const RISE = 74;
export const HEIGHT = 28;
export const LONGEST_NAME = 28;

/**
 * A small layered drawing of what surrounds an agent: above it whom it reaches upwards, below it who reaches it.
 * @param {Model} model
 * @param {number} centre
 * @param {Way} way
 * @param {number} depth
 * @param {(edge: Edge) => boolean} usable
 * @param {number} shape of the canvas: width to height
 * @returns {{places: Map<number, {x: number, y: number, width: number}>, edges: Edge[], all: number, size: [number, number]}}
 */
export function surroundings(model, centre, way, depth, usable, shape = 1.6) {
  const { distance } = reach(model, centre, way, depth, usable);
  const drawn = [...distance.keys()].slice(0, MOST_DRAWN);
  const floors = storeys(model, centre, drawn, usable, shape);
  const places = new Map();
  for (const floor of floors.values()) if (floor.includes(centre)) floor.splice(0, floor.length, ...amid(floor, centre));
  const widest = Math.max(...[...floors.values()].map((floor) => (floor.includes(centre) ? 2 * wing(model, floor, centre) : span(model, floor))));
  const top = Math.max(...floors.keys());
  for (const [storey, floor] of floors) {
    let x = floor.includes(centre) ? widest / 2 - span(model, floor.slice(0, floor.indexOf(centre) + 1)) + boxWidth(model, centre) / 2 : (widest - span(model, floor)) / 2;
    for (const agent of floor) {
      const width = boxWidth(model, agent);
      places.set(agent, { x: x + width / 2, y: (top - storey) * RISE + HEIGHT, width });
      x += width + GAP;
    }
  }
  const edges = model.data.edges.length && drawn.length > 1 ? within(model, drawn, usable) : [];
  return { places, edges, all: distance.size, size: [widest, (top - Math.min(...floors.keys())) * RISE + 2 * HEIGHT] };
}

/** @param {number[]} floor @param {number} centre the same with the centre in the middle */
function amid(floor, centre) {
  const others = floor.filter((agent) => agent !== centre);
  return [...others.slice(0, others.length / 2), centre, ...others.slice(others.length / 2)];
}

/** @param {Model} model @param {number[]} floor @param {number} centre how far its storey reaches on the longer side */
function wing(model, floor, centre) {
  const at = floor.indexOf(centre);
  return Math.max(span(model, floor.slice(0, at + 1)), span(model, floor.slice(at))) - boxWidth(model, centre) / 2;
}

/** @param {Model} model @param {number} agent */
export function boxWidth(model, agent) {
  const name = short(model.data.agents[agent].name, LONGEST_NAME);
  return Math.max(60, [...name].reduce((sum, letter) => sum + advance(letter), 20));
}

/** @param {string} letter the room that it takes, or a little more */
function advance(letter) {
  return letter > "\u1100" ? 12 : /[mwMW@%]/.test(letter) ? 12.4 : /\p{Lu}/u.test(letter) ? 9 : 7.2;
}

/** @param {Model} model @param {number[]} floor */
function span(model, floor) {
  return floor.reduce((sum, agent) => sum + boxWidth(model, agent) + GAP, -GAP);
}

/**
 * The agents by storey, 0 is that of the centre; rows that would be too long for the canvas go on in the next storey.
 * @param {Model} model
 * @param {number} centre
 * @param {number[]} drawn
 * @param {(edge: Edge) => boolean} usable
 * @param {number} shape
 */
function storeys(model, centre, drawn, usable, shape) {
  const inside = new Set(drawn);
  const height = new Map([[centre, 0]]);
  const queue = [centre];
  for (const agent of queue) {
    for (const edge of model.touching[agent]) {
      const other = otherEnd(edge, agent);
      if (!usable(edge) || !inside.has(other) || height.has(other)) continue;
      const step = edge.both ? 0 : leads(model, edge, agent, "up") ? 1 : -1;
      height.set(other, /** @type {number} */ (height.get(agent)) + step);
      queue.push(other);
    }
  }
  const floors = new Map();
  for (const agent of drawn) floors.set(height.get(agent) ?? 0, [...(floors.get(height.get(agent) ?? 0) ?? []), agent]);
  const widths = drawn.map((agent) => boxWidth(model, agent) + GAP);
  const mean = widths.reduce((sum, one) => sum + one, 0) / widths.length;
  return broken(floors, Math.max(5, Math.ceil(Math.sqrt((drawn.length * shape * RISE) / mean))));
}

/** @param {Map<number, number[]>} floors @param {number} most agents in a row */
function broken(floors, most) {
  const found = new Map();
  let at = 0;
  for (const storey of [...floors.keys()].sort((a, b) => a - b)) {
    const floor = floors.get(storey) ?? [];
    for (let first = 0; first < floor.length; first += most) found.set(at++, floor.slice(first, first + most));
  }
  return found;
}

/** @param {Model} model @param {number[]} drawn @param {(edge: Edge) => boolean} usable */
function within(model, drawn, usable) {
  const inside = new Set(drawn);
  const found = new Set(drawn.flatMap((agent) => model.touching[agent]));
  return [...found].filter((edge) => usable(edge) && edge.s !== edge.t && inside.has(edge.s) && inside.has(edge.t));
}
