import { plain, s, short } from "./dom.js";
import { HEIGHT, LONGEST_NAME, boxWidth, surroundings } from "./ego.js";
import { shownEdges, standingOut } from "./focus.js";
import { groupDrawing } from "./teams.js";
import { layerOf } from "./model.js";
import { levelOf, visible } from "./filters.js";
import { isSelector, matcher } from "./selectors.js";
import { makeViewport } from "./viewport.js";
/** @import { Edge, Model, State } from "./types.js" */
/** @import { Box } from "./viewport.js" */

/**
 * The graph view: shows what the state says; tells `choose` what was clicked.
 * @param {Model} model
 * @param {SVGSVGElement} svg
 * @param {{agent: (number: number) => void, line: (number: number) => void, open: (group: string) => void, nothing: () => void}} choose
 */
export function makeGraph(model, svg, choose) {
  const { data } = model;
  const viewport = makeViewport(svg);
  /** @type {Map<number, SVGGElement>} */
  let nodes = new Map();
  /** @type {Map<number, SVGGElement>} */
  let lines = new Map();
  /** The boxes never move: measured once, when first needed. @type {Map<number, Box>} */
  let boxes = new Map();
  let mounted = "";
  let tabbable = -1;
  let mountWhole = () => {};

  /** @param {number} number */
  const makeTabbable = (number) => {
    nodes.get(tabbable)?.setAttribute("tabindex", "-1");
    tabbable = nodes.has(number) ? number : [...nodes.keys()][0] ?? -1;
    nodes.get(tabbable)?.setAttribute("tabindex", "0");
  };
  const furnish = () => {
    for (const [number, node] of nodes) {
      node.setAttribute("role", "button");
      node.setAttribute("tabindex", "-1");
      node.setAttribute("aria-label", describe(model, number));
      node.prepend(s("title", {}, tip(model, number)));
      const { rank } = data.agents[number];
      if (rank !== null && !data.changes) node.style.setProperty("--weight", String(data.levels[rank].weight)); // one of each level; the style sheet knows four
    }
    for (const [number, line] of lines) {
      const path = line.querySelector(".line");
      if (path) line.append(s("path", { class: "hit", d: path.getAttribute("d") }));
      line.prepend(s("title", {}, lineText(model, number)));
    }
    makeTabbable(tabbable);
  };
  /** @param {SVGGElement} group @param {Map<number, SVGGElement>} newNodes @param {Map<number, SVGGElement>} newLines */
  const mount = (group, newNodes, newLines) => {
    [nodes, lines, boxes] = [newNodes, newLines, new Map()];
    if (group.parentNode !== svg) svg.replaceChildren(group);
    furnish();
  };

  if (data.drawn) {
    const world = /** @type {SVGGElement} */ (svg.querySelector("#world"));
    const found = { n: new Map(), e: new Map() };
    for (const group of world.children) {
      const [kind, number] = group.id.split("-");
      if (kind === "n" || kind === "e") found[kind].set(Number(number), group);
    }
    mount(world, found.n, found.e);
    const top = authority(model);
    const home = found.n.has(top) ? measured(found.n.get(top)) : null;
    viewport.hold({ x: 0, y: 0, width: data.size[0], height: data.size[1] }, home);
    mountWhole = () => {
      [nodes, lines, boxes] = [found.n, found.e, new Map()];
      svg.replaceChildren(world);
      viewport.hold({ x: 0, y: 0, width: data.size[0], height: data.size[1] }, home);
    };
  }

  svg.addEventListener("click", (event) => {
    const group = /** @type {Element} */ (event.target).closest(".node, .edge");
    if (!group || group.classList.contains("team")) return group ? undefined : choose.nothing();
    const number = Number(group.id.slice(2));
    return group.id.startsWith("n") ? choose.agent(number) : choose.line(number);
  });
  svg.addEventListener("focusin", (event) => {
    const node = /** @type {Element} */ (event.target).closest(".node:not(.team)");
    if (node) viewport.show(around([Number(node.id.slice(2))]));
  });
  svg.addEventListener("keydown", (event) => {
    const node = /** @type {Element} */ (event.target).closest(".node:not(.team)");
    if (!node) return;
    const number = Number(node.id.slice(2));
    if (event.key === "Enter" || event.key === " ") choose.agent(number);
    else if (event.key.startsWith("Arrow")) step(number, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const measure = () => {
    if (!boxes.size) for (const [one, node] of nodes) boxes.set(one, measured(node));
  };
  /** @param {number} number in the coordinates of the view */
  const boxOf = (number) => {
    measure();
    return /** @type {Box} */ (boxes.get(number));
  };
  /** @param {number} number */
  const centre = (number) => {
    const box = boxOf(number);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  /** @param {number[]} numbers */
  const around = (numbers) => {
    const found = numbers.map(boxOf);
    const [x, y] = [Math.min(...found.map((box) => box.x)), Math.min(...found.map((box) => box.y))];
    const [right, bottom] = [Math.max(...found.map((box) => box.x + box.width)), Math.max(...found.map((box) => box.y + box.height))];
    return { x, y, width: right - x, height: bottom - y };
  };
  /** @param {number} from @param {string} key */
  const step = (from, key) => {
    const here = centre(from);
    let best = { number: -1, cost: Infinity };
    for (const [number, node] of nodes) {
      if (number === from || node.classList.contains("gone")) continue;
      const there = centre(number);
      const [dx, dy] = [there.x - here.x, there.y - here.y];
      const [along, aside] = { ArrowRight: [dx, dy], ArrowLeft: [-dx, dy], ArrowDown: [dy, dx], ArrowUp: [-dy, dx] }[key] ?? [0, 0];
      const cost = along + 2.5 * Math.abs(aside);
      if (along > 2 && cost < best.cost) best = { number, cost };
    }
    if (best.number < 0) return;
    makeTabbable(best.number);
    const node = /** @type {SVGGElement} */ (nodes.get(best.number));
    node.focus();
    viewport.reveal(around([best.number]), around([best.number]));
  };

  /** @param {Iterable<number>} numbers what stands out @param {number} chosen */
  const reveal = (numbers, chosen) => {
    measure();
    const found = [...numbers].filter((number) => nodes.has(number) && !nodes.get(number)?.classList.contains("gone"));
    const one = nodes.has(chosen) ? chosen : found[0] ?? -1;
    viewport.reveal(found.length ? around(found) : null, one >= 0 ? around([one]) : null);
  };

  /** @param {State} state @returns {string} what there is to say about the picture */
  const drawSurroundings = (state) => {
    const near = shownEdges(model, state);
    const own = (/** @type {Edge} */ edge) => state.spill && (edge.s === state.agent || edge.t === state.agent);
    const { width, height } = svg.getBoundingClientRect();
    const drawing = surroundings(model, state.agent, state.way, state.depth, (edge) => near(edge) || own(edge), height ? width / height : 1.6);
    const built = build(model, drawing);
    mount(built.group, built.nodes, built.lines);
    viewport.hold({ x: -10, y: 0, width: drawing.size[0] + 20, height: drawing.size[1] });
    const name = short(data.agents[state.agent].name, 40);
    return drawing.all > drawing.places.size
      ? `${drawing.places.size} of the ${drawing.all} agents around ${name} are drawn, the nearest first; the list holds all ${data.agents.length}.`
      : `What surrounds ${name}: ${drawing.places.size} of ${data.agents.length} agents. ${data.note ? "The list holds all." : ""}`;
  };

  /** @param {State} state @returns {string} the groups, where no whole picture is */
  const drawTeams = (state) => {
    const { width, height } = svg.getBoundingClientRect();
    const built = groupDrawing(model, state, height ? width / height : 1.6, choose.open);
    mount(built.group, built.nodes, built.lines);
    viewport.hold(built.size);
    return built.note;
  };

  return {
    viewport,
    reveal,
    /** The agents and lines that the picture shows. */
    drawn() {
      const shown = (/** @type {[number, SVGGElement]} */ [, element]) => !element.classList.contains("gone");
      return { agents: [...nodes].filter(shown).map(([number]) => number), lines: [...lines].filter(shown).map(([number]) => number) };
    },
    /** How many agents are out of sight on each side. */
    beyond() {
      measure();
      return viewport.beyond([...nodes].filter(([, node]) => !node.classList.contains("gone")).map(([number]) => boxOf(number)));
    },
    /** @param {State} state @returns {string} */
    show(state) {
      let note = data.note;
      const near = state.agent >= 0 && (!data.drawn || state.isolated);
      const teams = !near && state.grouped && !isChosen(state);
      if (near || teams) {
        const wanted = near ? [state.agent, state.way, state.depth, state.spill, ...state.hidden].join() : ["teams", ...state.opened, "|", ...state.hidden, "|", ...state.levels, "|", ...state.groups, state.rule, state.tool].join("\n");
        note = mounted.startsWith(`${wanted}|`) ? mounted.slice(wanted.length + 1) : near ? drawSurroundings(state) : drawTeams(state);
        mounted = `${wanted}|${note}`;
      } else if (mounted && data.drawn) {
        mounted = "";
        mountWhole();
      } else if (!data.drawn) {
        svg.replaceChildren();
        [nodes, lines, boxes, mounted] = [new Map(), new Map(), new Map(), ""];
        return note;
      }
      const out = standingOut(model, state);
      const seen = visible(model, state);
      const fits = state.query.trim() ? matcher(model, state.query) : () => false;
      svg.classList.toggle("dimmed", out !== null);
      for (const [number, node] of nodes) {
        const chosen = number === state.agent || number === state.to;
        node.classList.toggle("gone", !seen[number]);
        node.classList.toggle("on", out?.agents.has(number) ?? false);
        node.classList.toggle("chosen", chosen);
        node.classList.toggle("found", fits(number));
        if (node.getAttribute("aria-pressed") !== String(chosen)) node.setAttribute("aria-pressed", String(chosen));
      }
      for (const [number, line] of lines) {
        const { s: from, t: to, r } = data.lines[number];
        const on = out?.lines.has(number) ?? false;
        line.classList.toggle("on", on);
        line.classList.toggle("gone", !seen[from] || !seen[to] || (state.hidden.has(r) && !on));
      }
      if (state.agent >= 0) makeTabbable(state.agent);
      return note;
    },
  };
}

/**
 * Elements for a drawing that was laid out here.
 * @param {Model} model
 * @param {ReturnType<typeof surroundings>} drawing
 */
function build(model, drawing) {
  const { data } = model;
  const group = s("g", { id: "world" });
  const nodes = new Map();
  const lines = new Map();
  const bends = new Map();
  for (const edge of drawing.edges) {
    if (edge.line < 0 || lines.has(edge.line)) continue;
    const [from, to] = [drawing.places.get(edge.s), drawing.places.get(edge.t)];
    if (!from || !to) continue;
    const pair = [edge.s, edge.t].sort().join();
    const bend = (bends.get(pair) ?? 0) + (from.y === to.y ? 1 : 0);
    bends.set(pair, bend + 1);
    const line = s("g", { id: `e-${edge.line}`, class: `edge ${data.relations[layerOf(model, edge)].kind} ${data.lines[edge.line].looks ?? ""}` });
    const up = to.y < from.y ? -1 : to.y > from.y ? 1 : 0;
    const [y1, y2] = [from.y + (up * HEIGHT) / 2 || from.y - HEIGHT / 2, to.y - (up * HEIGHT) / 2];
    const start = up ? y1 : from.y - HEIGHT / 2;
    const end = up ? y2 : to.y - HEIGHT / 2;
    const middle = up ? (start + end) / 2 : start - 26;
    line.append(s("path", { class: "line", d: `M${from.x + bend * 9},${start}C${from.x + bend * 9},${middle} ${to.x + bend * 9},${middle} ${to.x + bend * 9},${end}` }));
    const { there, back } = heads(model, edge.line, edge.s);
    if (there) line.append(arrow(to.x + bend * 9, end, up ? -up : -1));
    if (back) line.append(arrow(from.x + bend * 9, start, up || -1));
    lines.set(edge.line, line);
    group.append(line);
  }
  for (const [number, place] of drawing.places) {
    const { name, state, rank, change } = data.agents[number];
    const tone = rank === null ? "unranked" : `tone-${data.levels[rank].tone}`;
    const width = boxWidth(model, number);
    const node = s("g", { id: `n-${number}`, class: `node ${state} ${tone} ${change ?? ""}` },
      s("rect", { class: "box", x: place.x - width / 2, y: place.y - HEIGHT / 2, width, height: HEIGHT, rx: 7 }),
      s("text", { x: place.x, y: place.y + 4, "text-anchor": "middle" }, short(plain(name), LONGEST_NAME)));
    nodes.set(number, node);
    group.append(node);
  }
  return { group, nodes, lines };
}

/** At which ends of a line there is a tip, seen from one of them. @param {Model} model @param {number} line @param {number} from */
function heads(model, line, from) {
  const edges = model.touching[from].filter((edge) => edge.line === line && !model.data.relations[edge.r].symmetric);
  return { there: edges.some((edge) => edge.both || edge.s === from), back: edges.some((edge) => edge.both || edge.t === from) };
}

/** @param {number} x @param {number} y where it points @param {number} side of the line: 1 below, -1 above */
function arrow(x, y, side) {
  return s("polygon", { class: "tip", points: `${x - 3.2},${y + 7 * side} ${x},${y} ${x + 3.2},${y + 7 * side}` });
}

/** @param {Model} model the agent to whom most lines lead: where a large picture begins */
function authority(model) {
  const { agents, lines, relations } = model.data;
  const into = agents.map(() => 0);
  for (const { s: from, t: to, r } of lines) if (relations[r].shown && !relations[r].symmetric) into[relations[r].down ? from : to] += 1;
  return into.indexOf(Math.max(...into));
}

/** @param {State} state whether anything is chosen that the whole picture shows */
function isChosen(state) {
  return state.agent >= 0 || state.line >= 0 || state.finding >= 0 || state.change >= 0 || state.group.length > 0 || state.rule !== "" || isSelector(state.query);
}

const MARGIN = 12;

/** @param {SVGGElement} node @returns {Box} its box with some room around it */
function measured(node) {
  const shape = /** @type {SVGGraphicsElement} */ (node.querySelector(".box"));
  const { x, y, width, height } = shape.getBBox();
  const shift = node.parentElement instanceof SVGGElement ? node.parentElement.transform.baseVal.consolidate()?.matrix : null;
  return { x: x + (shift?.e ?? 0) - MARGIN, y: y + (shift?.f ?? 0) - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

/** @param {Model} model @param {number} number */
export function describe(model, number) {
  const agent = model.data.agents[number];
  const found = model.found[number].length;
  return plain(`${short(agent.name, 80)}, ${levelOf(agent)}${agent.change ? `, ${agent.change}` : ""}${found ? `, ${found} finding${found > 1 ? "s" : ""}` : ""}`);
}

/** @param {Model} model @param {number} number */
function tip(model, number) {
  const agent = model.data.agents[number];
  const about = agent.description ? `\n${short(agent.description, 240)}` : "";
  return `${describe(model, number)}${agent.path ? `\n${agent.path}:${agent.line}` : ""}${about}`;
}

/** @param {Model} model @param {number} number */
export function lineText(model, number) {
  const { s: from, t: to, r } = model.data.lines[number];
  const { agents, relations } = model.data;
  const { there, back } = heads(model, number, from);
  return `${short(agents[from].name, 60)} ${relations[r].phrase} ${short(agents[to].name, 60)}${there && back && from !== to ? ", and vice versa" : ""}`;
}
