import { hasTeams } from "./teams.js";
/** @import { Data, Model, State } from "./types.js" */

/**
 * How the page begins.
 * @param {Data} data
 * @returns {State}
 */
export function initial(data) {
  const hidden = data.relations.map((relation, number) => (relation.shown ? -1 : number)).filter((one) => one >= 0);
  return {
    view: data.drawn || hasTeams(data) ? "graph" : "list", agent: -1, to: -1, line: -1, finding: -1, change: -1, group: [], way: "both", depth: 1, isolated: false, grouped: hasTeams(data), opened: new Set(),
    hidden: new Set(hidden), absent: new Set(), spill: true, levels: new Set(), groups: new Set(), rule: "", tool: "", query: "",
    sort: "name", descending: false, theme: data.theme,
  };
}

/** Which relations the view leaves out: the table bears those that would bury the picture. @param {State} state */
export function leftOut(state) {
  return state.view === "matrix" ? "absent" : "hidden";
}

/** Nothing is chosen. */
export const NOTHING = { agent: -1, to: -1, line: -1, finding: -1, change: -1, group: /** @type {number[]} */ ([]) };

/**
 * Write what differs from the beginning, in names rather than numbers: a link still works when agents are added.
 * @param {Model} model
 * @param {State} state
 */
export function toHash(model, state) {
  const { data } = model;
  const first = initial(data);
  const words = new URLSearchParams();
  if (state.view !== first.view) words.set("view", state.view);
  if (state.agent >= 0) words.set("agent", data.agents[state.agent].id);
  if (state.to >= 0) words.set("to", data.agents[state.to].id);
  if (state.line >= 0) words.set("line", lineName(data, state.line));
  if (state.finding >= 0) words.set("finding", findingName(data, state.finding));
  if (state.change >= 0) words.set("change", changeName(data, state.change));
  if (state.group.length) words.set("group", state.group.map((one) => data.agents[one].id).join("\n"));
  if (state.way !== first.way) words.set("way", state.way);
  if (state.depth !== first.depth) words.set("depth", String(state.depth));
  data.relations.forEach((relation, number) => {
    const hidden = state.hidden.has(number);
    if (hidden !== first.hidden.has(number)) words.append(hidden ? "hide" : "show", relation.name);
    if (state.absent.has(number)) words.append("absent", relation.name);
  });
  if (state.isolated) words.set("isolated", "yes");
  if (state.grouped !== first.grouped) words.set("grouped", state.grouped ? "yes" : "no");
  for (const group of state.opened) words.append("open", group);
  if (!state.spill) words.set("spill", "no");
  for (const level of state.levels) words.append("nolevel", level);
  for (const group of state.groups) words.append("nogroup", group);
  for (const name of /** @type {const} */ (["rule", "tool", "query"])) if (state[name]) words.set(name, state[name]);
  if (state.sort !== first.sort || state.descending) words.set("sort", (state.descending ? "-" : "") + state.sort);
  if (state.theme !== first.theme) words.set("theme", state.theme);
  return words.toString();
}

/**
 * Read a hash; what it names and the graph no longer holds is left out.
 * @param {Model} model
 * @param {string} hash
 * @returns {State}
 */
export function fromHash(model, hash) {
  const { data, numbers } = model;
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const state = initial(data);
  const view = words.get("view");
  if (view === "graph" || view === "list" || view === "matrix") state.view = view;
  state.agent = numbers.get(words.get("agent") ?? "") ?? -1;
  state.to = state.agent < 0 ? -1 : numbers.get(words.get("to") ?? "") ?? -1;
  state.line = named(data.lines.length, (one) => lineName(data, one), words.get("line"));
  state.finding = named(data.findings.length, (one) => findingName(data, one), words.get("finding"));
  state.change = named(data.changes?.length ?? 0, (one) => changeName(data, one), words.get("change"));
  state.group = (words.get("group") ?? "").split("\n").flatMap((id) => numbers.get(id) ?? []);
  const way = words.get("way");
  if (way === "up" || way === "down") state.way = way;
  const depth = Number(words.get("depth") ?? 1);
  if ([0, 1, 2, 3].includes(depth)) state.depth = depth;
  data.relations.forEach((relation, number) => {
    if (words.getAll("hide").includes(relation.name)) state.hidden.add(number);
    if (words.getAll("show").includes(relation.name)) state.hidden.delete(number);
    if (words.getAll("absent").includes(relation.name)) state.absent.add(number);
  });
  state.isolated = words.get("isolated") === "yes";
  if (words.has("grouped")) state.grouped = words.get("grouped") === "yes";
  state.opened = new Set(words.getAll("open"));
  state.spill = words.get("spill") !== "no";
  state.levels = new Set(words.getAll("nolevel"));
  state.groups = new Set(words.getAll("nogroup"));
  for (const name of /** @type {const} */ (["rule", "tool", "query"])) state[name] = words.get(name) ?? "";
  const sort = words.get("sort");
  if (sort) [state.sort, state.descending] = [sort.replace(/^-/, ""), sort.startsWith("-")];
  const theme = words.get("theme");
  if (theme === "light" || theme === "dark" || theme === "auto") state.theme = theme;
  return state;
}

/** @param {number} most @param {(one: number) => string} name @param {string | null} wanted */
function named(most, name, wanted) {
  for (let one = 0; wanted && one < most; one += 1) if (name(one) === wanted) return one;
  return -1;
}

/** @param {Data} data @param {number} number */
function lineName(data, number) {
  const { s, t, r } = data.lines[number];
  return [data.relations[r].name, data.agents[s].id, data.agents[t].id].join("\n");
}

/** @param {Data} data @param {number} number */
function findingName(data, number) {
  const { code, path, line, message } = data.findings[number];
  return [code, path, line, message.slice(0, 80)].join("\n");
}

/** @param {Data} data @param {number} number */
function changeName(data, number) {
  const { what, fate, text } = /** @type {NonNullable<Data["changes"]>} */ (data.changes)[number];
  return [what, fate, text.slice(0, 80)].join("\n");
}
