import { fateSign } from "./changes.js";
import { parallelGroups } from "./circles.js";
import { get, h, short } from "./dom.js";
import { levelOf } from "./filters.js";
import { makeFinder } from "./finder.js";
import { shownEdges } from "./focus.js";
import { oneSided } from "./grid.js";
import { chainToTop, isDefined, otherEnd } from "./model.js";
import { pathsBetween } from "./paths.js";
import { copyButton } from "./copy.js";
import { severitySign } from "./sidebar.js";
/** @import { Edge, Model, Ref, State } from "./types.js" */
/** @typedef {{change: (change: Partial<State>) => void, agent: (number: number) => void,
 *   finding: (number: number) => void, close: () => void}} Handlers */

const MOST_SHOWN = 100;

/**
 * The panel of what is chosen.
 * @param {Model} model
 * @param {Handlers} handlers
 */
export function makePanel(model, handlers) {
  const panel = get("panel");
  let shown = "";
  return {
    /** @param {State} state */
    show(state) {
      const key = [state.agent, state.to, state.line, state.finding, state.change, state.group, state.agent < 0 ? "" : [...state.hidden]].join("|");
      if (key === shown) return;
      shown = key;
      const content = contentFor(model, state, handlers);
      panel.hidden = !content;
      panel.replaceChildren(...(content ?? []));
      panel.scrollTop = 0;
    },
  };
}

/** @param {Model} model @param {State} state @param {Handlers} handlers */
function contentFor(model, state, handlers) {
  if (state.finding >= 0) return ofFinding(model, state.finding, handlers);
  if (state.change >= 0) return ofChange(model, state.change, handlers);
  if (state.line >= 0) return ofLine(model, state.line, handlers);
  if (state.agent >= 0) return ofAgent(model, state, handlers);
  return state.group.length ? ofGroup(model, state.group, handlers) : null;
}

/** @param {string} title @param {Handlers} handlers */
function head(title, handlers) {
  return h("div", { class: "head" }, h("h2", { id: "panel-title", tabindex: "-1" }, short(title, 5000)),
    h("button", { type: "button", "aria-label": "Close details", title: "Close (Esc)", onclick: handlers.close }, "×"));
}

/** @param {Model} model @param {number} number @param {Handlers} handlers */
function link(model, number, handlers) {
  return h("button", { type: "button", class: "link", "data-agent": number, onclick: () => handlers.agent(number) }, short(model.data.agents[number].name, 80));
}

/** @param {Model} model @param {string} path @param {number} line @param {boolean} [brief] only the name of the file */
function place(model, path, line, brief = false) {
  const text = `${brief ? path.split("/").pop() : path}:${line}`;
  const { link: template } = model.data;
  if (!template) return copyButton(`${path}:${line}`, text);
  const href = template.replaceAll("{path}", path.split("/").map(encodeURIComponent).join("/")).replaceAll("{line}", String(line));
  return h("a", { href, rel: "noreferrer noopener", target: /^https?:/.test(href) ? "_blank" : null, title: `Open ${path}:${line}` }, text);
}

/** @param {Model} model @param {State} state @param {Handlers} handlers */
function ofAgent(model, state, handlers) {
  const number = state.agent;
  const agent = model.data.agents[number];
  const kind = isDefined(agent) ? [levelOf(agent), agent.group].filter(Boolean).join(" · ") : agent.state === "external" ? "external: lives elsewhere" : "no definition defines it";
  return [
    head(agent.name, handlers),
    agent.change && agent.change !== "unchanged" && h("p", { class: "facts" }, fateSign(agent.change), ` ${agent.change}`),
    h("p", { class: "facts" }, kind),
    agent.path && h("p", { class: "facts" }, place(model, agent.path, agent.line ?? 1)),
    state.to >= 0 && tracing(model, state, handlers),
    agent.description && h("p", { class: "about", tabindex: "0", role: "region", "aria-label": "Description" }, agent.description),
    findingsOf(model, number, handlers),
    top(model, number, handlers),
    state.to < 0 && tracing(model, state, handlers),
    ...ties(model, number, handlers),
    partnersOf(model, number, handlers),
    tags("Works with everybody in", agent.wildcards),
    tags("Expertise", agent.expertise),
    agent.access && h("section", {}, h("h3", {}, "Tool access"), h("p", {}, agent.access)),
    tags("Tools allowed", agent.allowed),
    tags("Tools forbidden", agent.forbidden),
    agent.excerpt && h("details", {}, h("summary", {}, "Definition"), h("pre", { tabindex: "0", role: "region", "aria-label": "Definition, first lines" }, agent.excerpt)),
  ].filter((part) => part instanceof Element);
}

/** @param {string} title @param {string[] | undefined} words */
function tags(title, words) {
  return words?.length ? h("section", {}, h("h3", {}, title), h("ul", { class: "tags" }, words.slice(0, MOST_SHOWN).map((word) => h("li", {}, short(word, 120))))) : null;
}

/** @param {Model} model @param {number} number @param {Handlers} handlers */
function findingsOf(model, number, handlers) {
  const found = model.found[number];
  if (!found.length) return null;
  const items = found.slice(0, MOST_SHOWN).map((one) => {
    const finding = model.data.findings[one];
    return h("li", {}, h("button", { type: "button", class: "link", onclick: () => handlers.finding(one) }, severitySign(finding.severity), ` ${finding.code} ${short(finding.message, 160)}`));
  });
  return h("details", { open: found.length < 4 }, h("summary", {}, `Findings (${found.length})`), h("ul", { class: "plain" }, items));
}

/** @param {Model} model @param {number} number @param {Handlers} handlers */
function top(model, number, handlers) {
  if (!isDefined(model.data.agents[number])) return null;
  const { chain, open } = chainToTop(model, number);
  if (chain.length < 2 && !open) return null;
  return h("section", {}, h("h3", {}, open ? "No way to a top: it ends in a cycle" : "Shortest way to the top"),
    h("ol", { class: "chain" }, chain.map((one) => h("li", {}, link(model, one, handlers)))));
}

/** @param {Model} model @param {State} state @param {Handlers} handlers */
function tracing(model, state, handlers) {
  const input = h("input", { id: "trace", type: "search", autocomplete: "off", placeholder: "another agent  ( t )" });
  const section = h("section", {}, h("h3", {}, h("label", { for: "trace" }, "Trace the way to")), h("div", { class: "finder" }, input));
  makeFinder(model, input, { pick: (to) => handlers.change({ to, finding: -1, line: -1 }) });
  if (state.to >= 0) section.append(...ways(model, state, handlers));
  return section;
}

/** @param {Model} model @param {State} state @param {Handlers} handlers */
function ways(model, state, handlers) {
  const { paths, cut } = pathsBetween(model, state.agent, state.to, shownEdges(model, state));
  const goal = short(model.data.agents[state.to].name, 80);
  const stop = h("button", { type: "button", class: "link", onclick: () => handlers.change({ to: -1 }) }, "× stop tracing");
  const back = h("button", { type: "button", class: "link", onclick: () => handlers.change({ agent: state.to, to: state.agent }) }, "⇄ the other way");
  if (!paths.length) return [h("p", { id: "ways" }, `No way leads to ${goal} along the relations shown.`), back, stop];
  const items = paths.map((path) => h("li", {}, h("ol", { class: "chain" }, path.map((one) => h("li", {}, link(model, one, handlers))))));
  const count = paths.length === 1 ? "One way" : `${cut ? "More than " : ""}${paths.length} ways`;
  return [h("p", { id: "ways" }, `${count} to ${goal}; the first is drawn.`), h("ol", { class: "paths" }, items), back, stop];
}

/** @param {Model} model @param {number} number @param {Handlers} handlers */
function ties(model, number, handlers) {
  return model.data.relations.flatMap((relation, r) => {
    const edges = model.touching[number].filter((edge) => edge.r === r);
    const both = edges.filter((edge) => edge.both);
    const out = edges.filter((edge) => !edge.both && edge.s === number);
    const into = edges.filter((edge) => !edge.both && edge.t === number && edge.s !== number);
    const directed = !relation.symmetric && both.length > 0;
    return [
      tie(model, number, out, relation.phrase === relation.inverse ? `${relation.phrase} (to)` : relation.phrase, handlers),
      tie(model, number, into, relation.phrase === relation.inverse ? `${relation.inverse} (from)` : relation.inverse, handlers),
      tie(model, number, both, directed ? `${relation.name}, both ways` : relation.phrase, handlers),
    ];
  });
}

/** @param {Model} model @param {number} number @param {Edge[]} edges @param {string} title @param {Handlers} handlers */
function tie(model, number, edges, title, handlers) {
  if (!edges.length) return null;
  const items = edges.slice(0, MOST_SHOWN).map((edge) =>
    h("li", {}, link(model, otherEnd(edge, number), handlers), edge.label ? ` ${edge.label}` : null, said(model, edge)));
  if (edges.length > MOST_SHOWN) items.push(h("li", { class: "small" }, `and ${edges.length - MOST_SHOWN} more`));
  return h("section", {}, h("h3", {}, `${title} (${edges.length})`), h("ul", { class: "ties" }, items));
}

/** @param {Model} model @param {Edge} edge */
function said(model, edge) {
  const sides = new Set(edge.refs.map((ref) => ref.a));
  const who = sides.size > 1 ? "said by both" : `said by ${[...sides].map((one) => short(model.data.agents[one]?.name ?? "nobody", 40))} only`;
  const where = edge.refs.slice(0, 6).flatMap((/** @type {Ref} */ ref, at) => [at ? ", " : "", place(model, ref.path, ref.line, true)]);
  if (edge.prose) where.push(" (in prose)");
  return h("span", { class: `said${oneSided(edge) ? " one-sided" : ""}` }, who, ": ", where);
}

/** @param {Model} model @param {number} number @param {Handlers} handlers */
function partnersOf(model, number, handlers) {
  const groups = parallelGroups(model, number);
  if (!groups.length) return null;
  const items = groups.slice(0, 8).map((group) => h("li", {}, h("button", { type: "button", class: "link", onclick: () => handlers.change({ group, agent: -1, to: -1, line: -1, finding: -1 }) },
    `${group.length}: ${short(group.filter((one) => one !== number).map((one) => model.data.agents[one].name).join(", "), 120)}`)));
  return h("section", {}, h("h3", {}, `All in parallel with it and each other (${groups.length})`), h("ul", { class: "ties groups" }, items));
}

/** @param {Model} model @param {number[]} group @param {Handlers} handlers */
function ofGroup(model, group, handlers) {
  return [head(`${group.length} agents in parallel`, handlers), h("p", { class: "facts" }, "Each of them may run in parallel with each other."),
    h("ul", { class: "ties" }, group.map((one) => h("li", {}, link(model, one, handlers))))];
}

/** @param {Model} model @param {number} number @param {Handlers} handlers */
function ofLine(model, number, handlers) {
  const { s, t, r } = model.data.lines[number];
  const edges = model.touching[s].filter((edge) => edge.line === number);
  const items = edges.map((edge) => h("li", {}, link(model, edge.s, handlers), ` ${model.data.relations[edge.r].phrase} `, link(model, edge.t, handlers), edge.label ? ` (${edge.label})` : null, said(model, edge)));
  const about = model.found[s].filter((one) => model.data.findings[one].edges.some((edge) => edge[2] === r && edge.includes(s) && (edge[0] === t || edge[1] === t)));
  return [head(model.data.relations[r].name, handlers), h("ul", { class: "ties" }, items),
    ...about.map((one) => h("p", {}, h("button", { type: "button", class: "link", onclick: () => handlers.finding(one) }, severitySign(model.data.findings[one].severity), ` ${model.data.findings[one].message}`)))];
}

/** @param {Model} model @param {number} number @param {Handlers} handlers */
function ofFinding(model, number, handlers) {
  const finding = model.data.findings[number];
  const cut = finding.cut.map(([s, t]) => h("li", {}, link(model, s, handlers), " → ", link(model, t, handlers)));
  return [
    head(`${finding.code} ${finding.name}`, handlers),
    h("p", { class: "facts" }, severitySign(finding.severity), ` ${finding.severity} · `, place(model, finding.path, finding.line)),
    h("p", { class: "about" }, finding.message),
    finding.hint && h("section", {}, h("h3", {}, "What to do"), h("p", {}, finding.hint)),
    finding.agents.length && h("section", {}, h("h3", {}, `Agents (${finding.agents.length})`), h("ul", { class: "ties" }, finding.agents.slice(0, MOST_SHOWN).map((one) => h("li", {}, link(model, one, handlers))))),
    cut.length && h("section", {}, h("h3", {}, "Suggested to remove"), h("ul", { class: "ties" }, cut)),
  ].filter((part) => part instanceof Element);
}

/** @param {Model} model @param {number} number @param {Handlers} handlers */
function ofChange(model, number, handlers) {
  const change = /** @type {NonNullable<Model["data"]["changes"]>} */ (model.data.changes)[number];
  const rows = change.facts.map(([name, before, after]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, before === after ? short(after, 400) : `${short(before || "none", 400)} → ${short(after || "none", 400)}`)));
  return [
    head(change.text, handlers),
    h("p", { class: "facts" }, fateSign(change.fate), ` ${change.fate} · ${change.place}`),
    rows.length && h("table", { class: "facts-table" }, h("tbody", {}, rows)),
    change.agents.length && h("section", {}, h("h3", {}, `Agents (${change.agents.length})`), h("ul", { class: "ties" }, change.agents.slice(0, MOST_SHOWN).map((one) => h("li", {}, link(model, one, handlers))))),
  ].filter((part) => part instanceof Element);
}
