/** Small teams for the tests of the page's modules. */
import { prepare } from "../../graphkit/renderers/explorer/model.js";

const KINDS = ["escalation", "parallel", "delegation"];

/**
 * A model from names (with levels) and edges `[source, target, relation?]`; a name that begins with `?` is a ghost.
 * @param {Record<string, string | null>} levels
 * @param {[string, string, string?][]} edges
 * @param {Partial<import("../../graphkit/renderers/explorer/types.js").Data>} [more]
 */
export function team(levels, edges, more = {}) {
  const order = ["specialist", "senior", "staff", "principal"];
  const names = Object.keys(levels);
  const agents = names.map((name) => name.startsWith("?")
    ? { id: name, name, state: "ghost", rank: null }
    : { id: name, name, state: "normal", rank: levels[name] ? order.indexOf(levels[name]) : null, level: levels[name],
        path: `agents/${name}.md`, line: 1, group: "agents", description: `The ${name}.`, expertise: [], wildcards: [],
        access: null, allowed: [], forbidden: [], excerpt: null });
  const built = edges.map(([source, target, relation = "escalation"], number) => ({
    s: names.indexOf(source), t: names.indexOf(target), r: KINDS.indexOf(relation), label: null,
    both: relation === "parallel", line: number, ...(relation === "parallel" ? { by: [names.indexOf(source)] } : {}),
    refs: [{ a: names.indexOf(source), field: relation, path: `agents/${source}.md`, line: 3, text: target }],
  }));
  const relations = KINDS.map((name) => ({ name, phrase: `${name} to`, inverse: `${name} from`, symmetric: name === "parallel",
    down: name === "delegation", kind: name, glyph: "■", colour: null, shown: name !== "parallel", lines: built.filter((edge) => KINDS[edge.r] === name).length }));
  return prepare({ title: "Team", levels: order.map((name, tone) => ({ name, tone, weight: 1 + tone })), relations, agents, edges: built,
    lines: built.map(({ s, t, r }) => ({ s, t, r })), counts: { edges: built.length, outside: 0, callers: 0, calls: 0 }, findings: [], signs: { alone: "○", missing: "✕" }, skipped: 0, size: [100, 100], drawn: true, note: "",
    changes: null, live: null, link: null, theme: "auto", ...more });
}

/** @param {ReturnType<typeof team>} model @param {Iterable<number>} numbers */
export function names(model, numbers) {
  return [...numbers].map((number) => model.data.agents[number].id);
}

export const any = () => true;
