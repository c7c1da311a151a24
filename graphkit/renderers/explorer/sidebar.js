import { byKind, tally } from "./changes.js";
import { counted, get, h, s, short } from "./dom.js";
import { CALLERS, EXTERNAL, NOT_DEFINED, facets } from "./filters.js";
import { makeFinder } from "./finder.js";
import { leftOut } from "./state.js";
/** @import { Finding, Model, State } from "./types.js" */
/** @typedef {(change: Partial<State>) => void} Change */

const WEIGHT = /** @type {Record<string, number>} */ ({ error: 0, warning: 1, info: 2 });
const SIGN = /** @type {Record<string, string>} */ ({ error: "✖", warning: "▲", info: "○" });
const MOST_LISTED = 200;

/**
 * Search, layers, filters and findings. Returns what shows a state in them.
 * @param {Model} model
 * @param {() => State} now
 * @param {Change} change
 * @param {{agent: (number: number) => void, finding: (number: number) => void}} choose
 */
export function makeSidebar(model, now, change, choose) {
  const { relations } = model.data;
  makeFinder(model, get("search"), { pick: choose.agent, type: (query) => change({ query }), then: () => document.getElementById("panel-title")?.focus() });
  const layers = relations.map((relation, number) =>
    relation.lines === 0 ? null : box(relation.phrase, relation.lines, layerSample(model.data.changes ? "unchanged" : relation.kind), () => change({ [leftOut(now())]: toggled(now()[leftOut(now())], number) })));
  const drawn = layers.filter((one) => one !== null);
  drawn.forEach((one, place) => place < 9 && one.input.setAttribute("aria-keyshortcuts", String(place + 1)));
  get("layers").replaceChildren(...drawn.map((one) => one.item));
  get("signs").replaceChildren(...signs(model));
  const spill = /** @type {HTMLInputElement} */ (get("spill"));
  spill.addEventListener("change", () => change({ spill: spill.checked }));

  const found = facets(model);
  const levels = found.levels.map(([name, count]) => ({ name, ...box(name, count, model.data.changes ? null : levelSample(model, name), () => change({ levels: toggled(now().levels, name) }), () => change({ levels: allBut(found.levels, name) })) }));
  get("levels").replaceChildren(...levels.map((one) => one.item));
  const groups = found.groups.map(([name, count]) => ({ name, ...box(name, count, null, () => change({ groups: toggled(now().groups, name) }), () => change({ groups: allBut(found.groups, name) })) }));
  get("groups").replaceChildren(...groups.map((one) => one.item));
  const rules = byRule(model);
  const rule = select("rule", [["", "any"], ...rules.map(([code, list]) => /** @type {[string, string]} */ ([code, `${code} ${list[0].finding.name} (${list.length})`]))]);
  rule.addEventListener("change", () => change({ rule: rule.value }));
  const tool = select("tool", [["", "any"], ...found.tools.map(([name, count]) => /** @type {[string, string]} */ ([name, `${short(name, 60)} (${count})`]))]);
  tool.addEventListener("change", () => change({ tool: tool.value }));
  fillPlaces(model);
  const buttons = fillFindings(rules, choose.finding);
  const reset = get("reset");
  reset.addEventListener("click", () => change({ levels: new Set(), groups: new Set(), rule: "", tool: "" }));

  return {
    /** The number of a layer by its place in the list: what the keys 1 to 9 mean. @param {number} place */
    toggleLayer(place) {
      drawn[place]?.input.click();
    },
    /** @param {State} state */
    show(state) {
      layers.forEach((layer, number) => layer && (layer.input.checked = !state[leftOut(state)].has(number)));
      for (const one of levels) one.input.checked = !state.levels.has(one.name);
      for (const one of groups) one.input.checked = !state.groups.has(one.name);
      spill.checked = state.spill;
      [rule.value, tool.value] = [state.rule, state.tool];
      const filtered = state.levels.size + state.groups.size > 0 || state.rule !== "" || state.tool !== "";
      reset.hidden = !filtered;
      if (state.rule || state.tool || state.groups.size) get("more").setAttribute("open", "");
      for (const [number, button] of buttons) {
        const chosen = String(number === state.finding);
        if (button.getAttribute("aria-pressed") !== chosen) button.setAttribute("aria-pressed", chosen);
        if (number === state.finding) button.closest("details")?.setAttribute("open", "");
      }
    },
  };
}

/** @param {string} kind the line of a layer, as the picture draws it */
function layerSample(kind) {
  return s("svg", { class: `sample edge ${kind}`, viewBox: "0 0 26 14", "aria-hidden": "true" }, s("path", { class: "line", d: "M1,7H25" }));
}

/** @param {string} looks */
function boxSample(looks) {
  return s("svg", { class: `sample node ${looks}`, viewBox: "0 0 26 14", "aria-hidden": "true" }, s("rect", { class: "box", x: 3, y: 2, width: 18, height: 10, rx: 3 }));
}

/** @param {Model} model @param {string} level */
function levelSample(model, level) {
  const known = model.data.levels.find((one) => one.name === level);
  const looks = known ? `tone-${known.tone}` : level === NOT_DEFINED ? "ghost" : level === EXTERNAL ? "external" : level === CALLERS ? "caller" : "";
  const sample = boxSample(looks);
  if (known) sample.style.setProperty("--weight", String(known.weight));
  return sample;
}

const SIGNS = [["cycle", "on a cycle"], ["cycle cut", "on a cycle: suggested cut"], ["prose", "only in prose"], ["missing", "one end is not defined"], ["self", "refers to itself"]];

/** What lines and boxes are marked with, as far as it occurs. @param {Model} model */
function signs(model) {
  const { agents, changes, lines, relations } = model.data;
  if (changes) return [];
  const found = SIGNS.flatMap(([look, text]) => {
    const line = lines.find((one) => one.looks === look || (look === "self" && one.looks?.includes(look)));
    return line ? [h("li", {}, layerSample(`${relations[line.r].kind} ${look}`), text)] : [];
  });
  if (agents.some((agent) => agent.state === "orphan")) found.push(h("li", {}, boxSample("orphan"), "without relations"));
  return found;
}

/** @param {string} text @param {number} count @param {SVGElement | null} sample @param {() => void} flip @param {(() => void) | null} only */
function box(text, count, sample, flip, only = /** @type {(() => void) | null} */ (null)) {
  const input = h("input", { type: "checkbox", onchange: flip });
  const alone = only && h("button", { type: "button", class: "only", "aria-label": `Only ${text}`, title: "Only this", onclick: only }, "only");
  return { input, item: h("li", { class: "row" }, h("label", { class: "check" }, input, sample, h("span", { class: "label" }, short(text, 80)), h("span", { class: "count" }, count)), alone) };
}

/** @param {string} id @param {[string, string][]} choices */
function select(id, choices) {
  const element = /** @type {HTMLSelectElement} */ (get(id));
  element.replaceChildren(...choices.map(([value, text]) => h("option", { value }, text)));
  return element;
}

/** @param {[string, number][]} names @param {string} kept */
function allBut(names, kept) {
  return new Set(names.map(([name]) => name).filter((name) => name !== kept));
}

/** @template T @param {Set<T>} set @param {T} item */
function toggled(set, item) {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

/** @param {Model} model @returns {[string, {number: number, finding: Finding}[]][]} the heaviest rules first */
export function byRule(model) {
  const found = new Map();
  model.data.findings.forEach((finding, number) => {
    if (!found.has(finding.code)) found.set(finding.code, []);
    found.get(finding.code).push({ number, finding });
  });
  return [...found].sort(([a, one], [b, other]) => WEIGHT[one[0].finding.severity] - WEIGHT[other[0].finding.severity] || (a < b ? -1 : 1));
}

/** @param {ReturnType<typeof byRule>} rules @param {(number: number) => void} choose */
function fillFindings(rules, choose) {
  /** @type {[number, HTMLButtonElement][]} */
  const buttons = [];
  const parts = rules.map(([code, list]) => {
    const { severity, name } = list[0].finding;
    const items = list.slice(0, MOST_LISTED).map(({ number, finding }) => {
      const button = h("button", { type: "button", onclick: () => choose(number) }, short(finding.message, 200));
      buttons.push([number, button]);
      return h("li", {}, button);
    });
    if (list.length > MOST_LISTED) items.push(h("li", { class: "small" }, `and ${list.length - MOST_LISTED} more: filter the list by this rule`));
    return h("details", { class: "rule", "data-rule": code },
      h("summary", {}, severitySign(severity), h("span", { class: "label" }, `${name} `, h("span", { class: "count" }, code)), h("span", { class: "count" }, list.length)),
      h("ul", { class: "plain" }, items));
  });
  get("findings").replaceChildren(...(parts.length ? parts : [h("p", { class: "small" }, "Nothing is wrong.")]));
  return buttons;
}

/** Where the agents are, and what lies beside them that is no agent. @param {Model} model */
function fillPlaces(model) {
  const { beside, places } = model.data;
  const row = (/** @type {string} */ path, /** @type {number} */ count) => h("li", { class: "row" }, h("span", { class: "label" }, short(path, 200)), h("span", { class: "count" }, count));
  const rows = places.slice(0, MOST_LISTED).map(([path, count]) => row(path, count));
  if (places.length > MOST_LISTED) rows.push(h("li", { class: "small" }, `and ${places.length - MOST_LISTED} more places`));
  get("places").replaceChildren(...rows);
  get("beside").replaceChildren(...beside.map((line) => h("li", {}, short(line, 400))));
}

/** @param {string} severity */
export function severitySign(severity) {
  return h("span", { class: `mark ${severity}`, role: "img", "aria-label": severity, title: severity }, SIGN[severity]);
}

/** @param {Model} model */
export function summary(model) {
  const { agents, counts, findings } = model.data;
  const external = agents.filter((agent) => agent.state === "external").length;
  const missing = agents.length - model.defined - external - agents.filter((agent) => agent.state === "caller").length;
  if (model.data.changes) return byKind(model.data.changes).map(([what, list]) => `${what.toLowerCase()} ${tally(list.map((one) => one.change))}`).join(" · ") || "no difference";
  return [
    counted(model.defined, "agent"), external ? `${external.toLocaleString("en")} external` : "", missing ? counted(missing, "missing name") : "",
    counted(counts.edges, "edge"), counts.outside ? `${counts.outside.toLocaleString("en")} more to or from names that no agent defines` : "",
    counts.callers ? `${counted(counts.callers, "caller")}, ${counted(counts.calls, "call")}` : "", counted(findings.length, "finding"),
  ].filter(Boolean).join(" · ");
}
