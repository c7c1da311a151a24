import { counted, s, short } from "./dom.js";
import { HEIGHT, LONGEST_NAME, boxWidth } from "./ego.js";
import { visible } from "./filters.js";
import { isDefined, layerOf } from "./model.js";
/** @import { Data, Model, State } from "./types.js" */
/** @import { Box } from "./viewport.js" */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {Box & {key: string, agents: number[], opened: boolean}} Team */

const TEAM_HEIGHT = 48;
const FEWEST_LINES = 15;
/** Agents up to which a page begins with each of them. */
const FEW = 60;
const APART = { x: 64, y: 58, agent: 20 };
/** How far aside a line between groups may bow to pass others, as parts of its length; the first that passes most is taken. */
const BOWS = [0, 0.12, -0.12, 0.25, -0.25, 0.4, -0.4, 0.65, -0.65, 0.9, -0.9];
const SAMPLES = 24;

/** @param {Data} data whether there are groups to begin with: many agents in several of them */
export function hasTeams(data) {
  const groups = new Set(data.agents.filter(isDefined).map((agent) => agent.group ?? ""));
  return !data.changes && data.agents.length > FEW && groups.size > 1;
}

/**
 * Groups as boxes, with a line for each pair of them; an opened one shows its agents in place.
 * @param {Model} model
 * @param {State} state
 * @param {number} shape of the canvas: width to height
 * @param {(group: string) => void} open
 */
export function groupDrawing(model, state, shape, open) {
  const teams = measuredTeams(model, state);
  const size = arranged(teams, shape);
  const group = s("g", { id: "world" });
  const nodes = new Map();
  const lines = new Map();
  /** @type {Map<string, Box>} */
  const boxes = new Map(teams.filter((team) => !team.opened).map((team) => [team.key, team]));
  for (const team of teams.filter((one) => one.opened)) {
    group.append(frame(team, open));
    for (const [number, box] of placed(model, team)) boxes.set(`#${number}`, box);
  }
  const left = drawLines(model, state, teams, boxes, group, lines, size);
  for (const team of teams) if (!team.opened) group.append(closed(model, team, open));
  for (const team of teams) if (team.opened) for (const [number, box] of placed(model, team)) nodes.set(number, group.appendChild(agentBox(model, number, box)));
  size.height *= 1.08; // the note is below
  const note = `${teams.length} groups; double click or Enter opens one in place.${left ? ` ${left} weaker pairs are not drawn.` : ""}`;
  return { group, nodes, lines, size, note };
}

/** @param {Data} data @param {boolean[]} seen @returns {Map<string, number[]>} */
function teamsOf(data, seen) {
  const found = new Map();
  data.agents.forEach((agent, number) => {
    if (!isDefined(agent) || !seen[number]) return;
    const key = agent.group ?? "";
    if (found.has(key)) found.get(key).push(number);
    else found.set(key, [number]);
  });
  return new Map([...found].sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

/** @param {Model} model @param {State} state @returns {Team[]} */
function measuredTeams(model, state) {
  return [...teamsOf(model.data, visible(model, state))].map(([key, agents]) => {
    if (!state.opened.has(key)) return { key, agents, opened: false, x: 0, y: 0, width: Math.max(200, key.length * 6.6 + 30), height: TEAM_HEIGHT };
    const { columns, wide } = grid(model, agents);
    const rows = Math.ceil(agents.length / columns);
    return { key, agents, opened: true, x: 0, y: 0, width: columns * (wide + APART.agent) + APART.agent, height: rows * (HEIGHT + APART.agent) + APART.agent + 22 };
  });
}

/** @param {Model} model @param {number[]} agents */
function grid(model, agents) {
  const wide = Math.max(...agents.map((one) => boxWidth(model, one)));
  return { wide, columns: Math.max(1, Math.round(Math.sqrt((agents.length * (HEIGHT + APART.agent) * 1.6) / (wide + APART.agent)))) };
}

/** Put the boxes into rows that together have the shape of the canvas. @param {Team[]} teams @param {number} shape @returns {Box} */
function arranged(teams, shape) {
  const area = teams.reduce((sum, team) => sum + (team.width + APART.x) * (team.height + APART.y), 0);
  const limit = Math.max(...teams.map((team) => team.width), Math.sqrt(area * shape));
  const shift = teams.some((team) => team.opened) ? 0 : (teams[0]?.width + APART.x) / 2; // a line to the row after next passes between two boxes
  let [x, y, tall, right, row] = [0, 0, 0, 0, 0];
  for (const team of teams) {
    if (x > shift && x + team.width > limit) {
      row += 1;
      [x, y, tall] = [row % 2 && right > team.width ? shift : 0, y + tall + APART.y, 0];
    }
    [team.x, team.y] = [x, y];
    x += team.width + APART.x;
    tall = Math.max(tall, team.height);
    right = Math.max(right, x - APART.x);
  }
  return { x: -14, y: -14, width: right + 28, height: y + tall + 28 };
}

/** @param {Model} model @param {Team} team @returns {Map<number, Box>} */
function placed(model, team) {
  const { columns, wide } = grid(model, team.agents);
  return new Map(team.agents.map((number, place) => {
    const width = boxWidth(model, number);
    const [column, row] = [place % columns, Math.floor(place / columns)];
    const x = team.x + APART.agent + column * (wide + APART.agent) + (wide - width) / 2;
    return [number, { x, y: team.y + 22 + APART.agent + row * (HEIGHT + APART.agent), width, height: HEIGHT }];
  }));
}

/** @param {SVGElement} element @param {string} key @param {(group: string) => void} open */
function opens(element, key, open) {
  element.addEventListener("dblclick", () => open(key));
  element.addEventListener("keydown", (event) => {
    const { key: pressed } = /** @type {KeyboardEvent} */ (event);
    if (pressed !== "Enter" && pressed !== " ") return;
    open(key);
    event.preventDefault();
    event.stopPropagation();
  });
}

/** @param {Model} model @param {Team} team @param {(group: string) => void} open */
function closed(model, team, open) {
  const troubled = new Set(team.agents.flatMap((one) => model.found[one].filter((number) => model.data.findings[number].severity !== "info"))).size;
  const inside = new Set(team.agents);
  const links = model.data.edges.filter((edge) => edge.s !== edge.t && inside.has(edge.s) && inside.has(edge.t)).length;
  const facts = `${team.agents.length} agents, ${links} links inside${troubled ? `, ${counted(troubled, "finding")}` : ""}`;
  const node = s("g", { class: `node team${troubled ? " trouble" : ""}`, role: "button", tabindex: "0", "data-group": team.key, "aria-expanded": "false", "aria-label": `${team.key}: ${facts}` },
    s("rect", { class: "box", x: team.x, y: team.y, width: team.width, height: team.height, rx: 9 }),
    s("text", { x: team.x + team.width / 2, y: team.y + 20, "text-anchor": "middle" }, short(team.key, 40)),
    s("text", { class: "small", x: team.x + team.width / 2, y: team.y + 36, "text-anchor": "middle" }, facts));
  opens(node, team.key, open);
  return node;
}

/** @param {Team} team @param {(group: string) => void} open */
function frame(team, open) {
  const node = s("g", { class: "node team opened", role: "button", tabindex: "0", "data-group": team.key, "aria-expanded": "true", "aria-label": `${team.key}: close` },
    s("rect", { class: "box", x: team.x, y: team.y, width: team.width, height: team.height, rx: 9 }),
    s("text", { x: team.x + 12, y: team.y + 20 }, short(team.key, 40)));
  opens(node, team.key, open);
  return node;
}

/** @param {Model} model @param {number} number @param {Box} box */
function agentBox(model, number, box) {
  const { name, state, rank } = model.data.agents[number];
  const tone = rank === null ? "unranked" : `tone-${model.data.levels[rank].tone}`;
  return s("g", { id: `n-${number}`, class: `node ${state} ${tone}` },
    s("rect", { class: "box", ...box, rx: 7 }),
    s("text", { x: box.x + box.width / 2, y: box.y + HEIGHT / 2 + 4, "text-anchor": "middle" }, short(name, LONGEST_NAME)));
}

/**
 * Lines between boxes: with their number between groups, each by itself between agents. Returns how many are left out.
 * @param {Model} model @param {State} state @param {Team[]} teams @param {Map<string, Box>} boxes
 * @param {SVGElement} group @param {Map<number, SVGGElement>} lines @param {Box} size grows where a line bows out of it
 */
function drawLines(model, state, teams, boxes, group, lines, size) {
  const home = new Map(teams.flatMap((team) => team.agents.map((one) => /** @type {[number, string]} */ ([one, team.opened ? `#${one}` : team.key]))));
  /** @type {Map<string, {from: string, to: string, count: number, line: number}>} */
  const pairs = new Map();
  for (const edge of model.data.edges) {
    const [from, to] = [home.get(edge.s), home.get(edge.t)];
    if (!from || !to || from === to || state.hidden.has(layerOf(model, edge))) continue;
    const key = [from, to].sort().join("\n") + (from.startsWith("#") && to.startsWith("#") ? edge.line : "");
    const pair = pairs.get(key) ?? { from, to, count: 0, line: edge.line };
    pair.count += 1;
    pairs.set(key, pair);
  }
  const all = [...pairs.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1));
  const most = Math.max(FEWEST_LINES, 1.5 * boxes.size);
  const strongest = Math.max(1, ...all.map((pair) => pair.count));
  const shown = all.filter((pair, place) => place < most || (pair.from.startsWith("#") && pair.to.startsWith("#")));
  /** @type {Point[]} */
  const numbers = [];
  for (const pair of shown) {
    const [from, to] = [boxes.get(pair.from), boxes.get(pair.to)];
    if (!from || !to) continue;
    const own = pair.from.startsWith("#") && pair.to.startsWith("#");
    const course = passing(from, to, own ? [] : [...boxes.values()].filter((box) => box !== from && box !== to));
    const { r, looks } = model.data.lines[pair.line] ?? { r: 0, looks: "" };
    const line = s("g", { id: own ? `e-${pair.line}` : null, class: `edge ${own ? `${model.data.relations[r].kind} ${looks ?? ""}` : "team-line"}` },
      s("path", { class: "line", d: course.path }));
    if (!own) {
      line.style.setProperty("--pen", String(1 + 3.5 * Math.sqrt(pair.count / strongest)));
      const spot = course.free.find((one) => numbers.every((other) => Math.hypot(one.x - other.x, one.y - other.y) > 22)) ?? course.free[0];
      numbers.push(spot);
      line.append(s("text", { class: "number", x: spot.x, y: spot.y + 4, "text-anchor": "middle" }, pair.count));
      for (const point of course.free) widen(size, point);
    } else lines.set(pair.line, line);
    group.append(line);
  }
  return all.length - shown.length;
}

/**
 * A line from box to box that bows around others as well as it can, and places on it, the middle first, that are in no box.
 * @param {Box} from @param {Box} to @param {Box[]} others
 * @returns {{path: string, free: Point[]}}
 */
function passing(from, to, others) {
  const [p, q] = [centre(from), centre(to)];
  const tries = (others.length ? BOWS : [0]).map((bow) => {
    const bend = { x: (p.x + q.x) / 2 - (q.y - p.y) * bow, y: (p.y + q.y) / 2 + (q.x - p.x) * bow };
    const at = { ...bend, width: 0, height: 0 };
    const [a, b] = bow ? [border(from, at), border(to, at)] : [border(from, to), border(to, from)];
    const points = Array.from({ length: SAMPLES - 1 }, (_, place) => {
      const [t, u] = [(place + 1) / SAMPLES, 1 - (place + 1) / SAMPLES];
      return { t, x: u * u * a.x + 2 * u * t * bend.x + t * t * b.x, y: u * u * a.y + 2 * u * t * bend.y + t * t * b.y };
    });
    const free = points.filter((one) => !others.some((box) => inside(box, one)));
    return { path: `M${a.x},${a.y}Q${bend.x},${bend.y} ${b.x},${b.y}`, hits: points.length - free.length, free: free.length ? free : points };
  });
  const { path, free } = tries.reduce((best, one) => (one.hits < best.hits ? one : best));
  return { path, free: [...free].sort((one, other) => Math.abs(one.t - 0.5) - Math.abs(other.t - 0.5)) };
}

/** @param {Box} box @returns {Point} */
function centre(box) {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** @param {Box} box @param {Point} point */
function inside(box, point) {
  const near = 6;
  return point.x > box.x - near && point.x < box.x + box.width + near && point.y > box.y - near && point.y < box.y + box.height + near;
}

/** @param {Box} size @param {Point} point make room for it */
function widen(size, point) {
  const [right, bottom] = [Math.max(size.x + size.width, point.x + 14), Math.max(size.y + size.height, point.y + 14)];
  [size.x, size.y] = [Math.min(size.x, point.x - 14), Math.min(size.y, point.y - 14)];
  [size.width, size.height] = [right - size.x, bottom - size.y];
}

/** @param {Box} box @param {Box} other where a line to the other leaves the box */
function border(box, other) {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const [dx, dy] = [other.x + other.width / 2 - x, other.y + other.height / 2 - y];
  const reach = Math.min(dx ? box.width / 2 / Math.abs(dx) : Infinity, dy ? box.height / 2 / Math.abs(dy) : Infinity);
  return Number.isFinite(reach) ? { x: x + dx * reach, y: y + dy * reach } : { x, y };
}
