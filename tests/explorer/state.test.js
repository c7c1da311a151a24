import assert from "node:assert/strict";
import test from "node:test";
import { byKind, tally } from "../../graphkit/renderers/explorer/changes.js";
import { facets, search, visible } from "../../graphkit/renderers/explorer/filters.js";
import { standingOut } from "../../graphkit/renderers/explorer/focus.js";
import { describe, lineText } from "../../graphkit/renderers/explorer/graph.js";
import { marks, order } from "../../graphkit/renderers/explorer/grid.js";
import { changeFor, nextTheme } from "../../graphkit/renderers/explorer/keys.js";
import { allRows, chosenRows, slice } from "../../graphkit/renderers/explorer/rows.js";
import { summary } from "../../graphkit/renderers/explorer/sidebar.js";
import { fromHash, initial, toHash } from "../../graphkit/renderers/explorer/state.js";
import { names, team } from "./teams.js";

const FINDING = { code: "GK201", name: "escalation-cycle", severity: "error", message: "cycle", hint: null, path: "agents/a.md", line: 3, agents: [0, 1], edges: [[0, 1, 0]], cut: [], component: [] };
const model = team(
  { alpha: "specialist", beta: "staff", "__proto__x": null, "?ghost": null },
  [["alpha", "beta"], ["alpha", "beta", "parallel"], ["__proto__x", "alpha", "parallel"], ["beta", "?ghost"]],
  { findings: [FINDING] },
);
model.data.agents[1].allowed = ["Bash"];
const first = initial(model.data);
const state = (change) => ({ ...initial(model.data), ...change });

test("the hash of the beginning is empty, and an empty hash is the beginning", () => {
  assert.equal(toHash(model, first), "");
  assert.deepEqual(fromHash(model, ""), first);
});

test("what the hash says is what was seen", () => {
  const seen = state({ view: "list", agent: 0, to: 1, way: "up", depth: 0, hidden: new Set([0]), absent: new Set([1]), spill: false, levels: new Set(["staff"]),
    groups: new Set(["agents"]), rule: "GK201", tool: "Bash", query: "a&b=c", sort: "out", descending: true, theme: "dark" });
  assert.deepEqual(fromHash(model, `#${toHash(model, seen)}`), seen);
  for (const change of [{ finding: 0 }, { line: 1 }, { group: [0, 2] }]) {
    assert.deepEqual(fromHash(model, toHash(model, state(change))), state(change));
  }
});

test("a hash that names what is not there does no harm", () => {
  const odd = fromHash(model, "#agent=nobody&to=beta&line=x&finding=y&depth=77&view=moon&way=left&theme=pink&show=nothing");
  assert.deepEqual(odd, first);
});

test("search takes blanks and underscores for hyphens, and puts names that begin with it first", () => {
  const team4 = team({ "backend-staff": null, "a-backend": null, other: null }, []);
  team4.data.agents[2].description = "Knows the backend.";
  assert.deepEqual(names(team4, search(team4, " Backend", 9)), ["backend-staff", "a-backend", "other"]);
  assert.deepEqual(names(team4, search(team4, "backend_STAFF", 9)), ["backend-staff"]);
  assert.deepEqual(search(team4, "  ", 9), []);
  assert.equal(search(team4, "backend", 1).length, 1);
});

test("filters leave what they say", () => {
  const left = (change) => names(model, visible(model, state(change)).flatMap((seen, number) => (seen ? [number] : [])));
  assert.equal(left({}).length, 4);
  assert.deepEqual(left({ levels: new Set(["staff", "(not defined)"]) }), ["alpha", "__proto__x"]);
  assert.deepEqual(left({ rule: "GK201" }), ["alpha", "beta"]);
  assert.deepEqual(left({ tool: "Bash" }), ["beta"]);
  assert.deepEqual(left({ groups: new Set(["agents"]) }), ["?ghost"]);
});

test("what there is to filter by is counted, the highest level first", () => {
  assert.deepEqual(facets(model).levels, [["staff", 1], ["specialist", 1], ["(no level)", 1], ["(not defined)", 1]]);
  assert.deepEqual(facets(model).tools, [["Bash", 1]]);
});

test("nothing stands out until something is chosen", () => {
  assert.equal(standingOut(model, first), null);
});

test("an agent stands out with its neighbours, those of hidden layers only as long as it is asked for", () => {
  assert.deepEqual(names(model, standingOut(model, state({ agent: 0 })).agents), ["alpha", "beta", "__proto__x"]);
  assert.deepEqual(names(model, standingOut(model, state({ agent: 0, spill: false })).agents), ["alpha", "beta"]);
  assert.deepEqual([...standingOut(model, state({ agent: 0, hidden: new Set([0, 1]), spill: false })).lines], []);
});

test("a finding, a line, a way and a group stand out by themselves", () => {
  assert.deepEqual([...standingOut(model, state({ finding: 0 })).lines], [0]);
  assert.deepEqual([...standingOut(model, state({ line: 2 })).agents], [2, 0]);
  assert.deepEqual([...standingOut(model, state({ agent: 0, to: 3 })).agents], [0, 1, 3]);
  assert.deepEqual([...standingOut(model, state({ agent: 3, to: 0 })).agents], [3, 0]);
  assert.deepEqual([...standingOut(model, state({ group: [0, 1] })).lines], [1]);
});

test("the list counts what an agent says and is told, and sorts by any column both ways", () => {
  const rows = allRows(model);
  assert.deepEqual([rows[0].out, rows[0].in, rows[0].parallel, rows[0].findings], [1, 0, 2, 1]);
  const sorted = (change) => chosenRows(model, state(change), rows).map((row) => row.name);
  assert.deepEqual(sorted({}), ["?ghost", "__proto__x", "alpha", "beta"]);
  assert.deepEqual(sorted({ sort: "level", descending: true }).slice(0, 2), ["beta", "alpha"]);
  assert.deepEqual(sorted({ sort: "parallel", descending: true })[0], "alpha");
  assert.deepEqual(sorted({ query: "bet" }), ["beta"]);
  assert.deepEqual(sorted({ sort: "nonsense" }), sorted({}));
});

test("only the rows in sight are in the page, wherever the list is scrolled to", () => {
  assert.deepEqual(slice(10000, 0, 660, 33), { first: 0, last: 40 });
  assert.deepEqual(slice(10000, 33 * 5000, 660, 33), { first: 4990, last: 5030 });
  assert.equal(slice(10000, 33 * 10000, 660, 33).last, 10000);
  assert.deepEqual(slice(0, 0, 660, 33), { first: 0, last: 0 });
});

test("the table begins with the highest level and ends with ghosts; one-sided pairs are marked", () => {
  assert.deepEqual(names(model, order(model, [true, true, true, true])), ["beta", "alpha", "__proto__x", "?ghost"]);
  assert.deepEqual([...marks(model, 1, new Set())], [[0, [{ r: 1, voice: "column", finding: false }]], [3, [{ r: 0, voice: "both", finding: false }]]]);
  assert.deepEqual([...marks(model, 0, new Set())].find(([other]) => other === 1)?.[1].find((mark) => mark.r === 1), { r: 1, voice: "row", finding: false });
  assert.deepEqual([...marks(model, 1, new Set([1]))], [[3, [{ r: 0, voice: "both", finding: false }]]]);
});

test("keys change what the help says", () => {
  assert.deepEqual(changeFor("m", first), { view: "matrix" });
  assert.deepEqual(changeFor("]", state({ depth: 3 })), { depth: 0 });
  assert.deepEqual(changeFor("[", first), { depth: 1 });
  assert.deepEqual(["u", "j", "b"].map((key) => changeFor(key, first)?.way), ["up", "down", "both"]);
  assert.equal(changeFor("x", first), null);
  assert.deepEqual(["auto", "light", "dark"].map(nextTheme), ["light", "dark", "auto"]);
});

test("a chosen change is in the hash, stands out, and is counted by kind", () => {
  const change = { what: "Edges", fate: "added", text: "alpha → beta", place: "a.md:3", agents: [0, 1], lines: [0], edges: [], facts: [] };
  const both = { ...model, data: { ...model.data, changes: [{ ...change, what: "Agents", fate: "removed", agents: [2], lines: [] }, change] } };
  const seen = state({ change: 1 });
  assert.deepEqual(fromHash(both, toHash(both, seen)), seen);
  assert.deepEqual(standingOut(both, seen), { agents: new Set([0, 1]), lines: new Set([0]) });
  assert.deepEqual(byKind(both.data.changes).map(([what, list]) => [what, list.map((one) => one.number)]), [["Agents", [0]], ["Edges", [1]]]);
  assert.equal(tally(both.data.changes), "+1 −1");
});

test("an edge both ways counts as both, and is no pair in parallel", () => {
  const both = team({ alpha: null, beta: null }, [["alpha", "beta"]]);
  Object.assign(both.data.edges[0], { both: true });
  assert.deepEqual(allRows(both).map((row) => [row.out, row.in, row.parallel]), [[1, 1, 0], [1, 1, 0]]);
  assert.equal(lineText(both, 0), "alpha escalation to beta, and vice versa");
  assert.equal(lineText(model, 0), "alpha escalation to beta");
});

test("what a finding suggests to remove stands out with it", () => {
  const cut = team({ a: null, b: null, c: null }, [["a", "b"], ["b", "c"]], { findings: [{ ...FINDING, agents: [0, 1, 2], edges: [[0, 1, 0]], cut: [[1, 2, 0]] }] });
  assert.deepEqual([...standingOut(cut, state({ finding: 0 })).lines], [0, 1]);
});

test("levels are those of the graph, however an agent spells its own", () => {
  const model = team({ alpha: "staff", beta: "staff" }, []);
  model.data.agents[1].level = "STAFF";
  assert.deepEqual(facets(model).levels, [["staff", 2]]);
  assert.deepEqual(visible(model, state({ levels: new Set(["staff"]) })), [false, false]);
});

test("what lives elsewhere is not missing", () => {
  const model = team({ alpha: "staff", "?gone": null, "?user": null }, [["alpha", "?gone"], ["alpha", "?user"]]);
  assert.equal(summary(model), "1 agent · 2 missing names · 2 edges · 0 findings");
  model.data.agents[2].state = "external";
  assert.equal(summary(model), "1 agent · 1 external · 1 missing name · 2 edges · 0 findings");
  assert.deepEqual(allRows(model).map((row) => row.file), ["agents/alpha.md:1", "not defined", "external"]);
  assert.deepEqual(facets(model).levels, [["staff", 1], ["(not defined)", 1], ["(external)", 1]]);
  assert.equal(describe(model, 2), "?user, (external)");
});
