import assert from "node:assert/strict";
import test from "node:test";
import { parallelGroups } from "../../graphkit/renderers/explorer/circles.js";
import { MOST_DRAWN, boxWidth, surroundings } from "../../graphkit/renderers/explorer/ego.js";
import { chainToTop, layerOf, reach } from "../../graphkit/renderers/explorer/model.js";
import { MOST_PATHS, linesAlong, pathsBetween } from "../../graphkit/renderers/explorer/paths.js";
import { any, names, team } from "./teams.js";

const line = team({ a: "specialist", b: "senior", c: "staff", d: "principal" }, [["a", "b"], ["b", "c"], ["c", "d"], ["d", "a", "delegation"], ["a", "d", "parallel"]]);

test("up follows escalations to their end, and delegations backwards", () => {
  assert.deepEqual(names(line, reach(line, 0, "up", 1, any).distance.keys()), ["a", "b", "d"]);
  assert.deepEqual(names(line, reach(line, 1, "up", 0, (edge) => edge.r === 0).distance.keys()), ["b", "c", "d"]);
});

test("down is the other way, and parallel agents are only reached both ways", () => {
  assert.deepEqual(names(line, reach(line, 2, "down", 1, any).distance.keys()), ["c", "b"]);
  const parallel = (edge) => edge.r === 1;
  assert.equal(reach(line, 0, "up", 0, parallel).distance.size, 1);
  assert.equal(reach(line, 0, "both", 0, parallel).distance.size, 2);
});

test("depth counts steps, and 0 goes all the way", () => {
  const up = (depth) => reach(line, 0, "up", depth, (edge) => edge.r === 0);
  assert.deepEqual([1, 2, 3, 0].map((depth) => up(depth).distance.size), [2, 3, 4, 4]);
  assert.deepEqual([...up(2).lines], [0, 1]);
});

test("the chain to the top is the shortest one, and says when a cycle has no top", () => {
  const model = team({ a: null, b: null, c: null, d: null, e: null }, [["a", "b"], ["b", "c"], ["a", "c"], ["d", "e"], ["e", "d"]]);
  assert.deepEqual(chainToTop(model, 0), { chain: [0, 2], open: false });
  assert.deepEqual(chainToTop(model, 2), { chain: [2], open: false });
  assert.equal(chainToTop(model, 3).open, true);
});

test("an edge is in the layer of the line that shows it", () => {
  const model = team({ a: null, b: null }, [["a", "b"]]);
  model.data.edges.push({ ...model.data.edges[0], r: 2, line: 0 }, { ...model.data.edges[0], r: 1, line: -1 });
  assert.deepEqual(model.data.edges.map((edge) => layerOf(model, edge)), [0, 0, 1]);
});

test("ways from A to B: the shortest first, longer ones up to the bound, none against the direction", () => {
  const model = team({ a: null, b: null, c: null, d: null }, [["a", "b"], ["b", "d"], ["a", "c"], ["c", "b"], ["a", "d"]]);
  assert.deepEqual(pathsBetween(model, 0, 3, any).paths, [[0, 3], [0, 1, 3], [0, 2, 1, 3]]);
  assert.deepEqual(pathsBetween(model, 0, 3, any, 0).paths, [[0, 3]]);
  assert.deepEqual(pathsBetween(model, 3, 0, any).paths, []);
  assert.deepEqual(pathsBetween(model, 0, 0, any).paths, []);
  assert.deepEqual([...linesAlong(model, [0, 1, 3], any)], [0, 1]);
});

test("a parallel edge can be walked both ways", () => {
  const model = team({ a: null, b: null }, [["a", "b", "parallel"]]);
  assert.deepEqual(pathsBetween(model, 1, 0, any).paths, [[1, 0]]);
  assert.deepEqual([...linesAlong(model, [1, 0], any)], [0]);
});

test("very many ways are cut, and said to be", () => {
  const levels = { s: null, t: null };
  const edges = [];
  for (let one = 0; one < 30; one += 1) {
    levels[`m${one}`] = null;
    edges.push(["s", `m${one}`], [`m${one}`, "t"]);
  }
  const found = pathsBetween(team(levels, edges), 0, 1, any);
  assert.equal(found.paths.length, MOST_PATHS);
  assert.equal(found.cut, true);
});

test("parallel groups are those in which everybody is parallel with everybody", () => {
  const pairs = [["a", "b"], ["a", "c"], ["b", "c"], ["c", "d"], ["a", "d"]].map(([one, other]) => [one, other, "parallel"]);
  const model = team({ a: null, b: null, c: null, d: null }, pairs);
  assert.deepEqual(parallelGroups(model, 0), [[0, 1, 2], [0, 2, 3]]);
  assert.deepEqual(parallelGroups(model, 1), [[0, 1, 2]]);
  assert.deepEqual(parallelGroups(team({ a: null, b: null }, [["a", "b", "parallel"]]), 0), []);
});

test("a neighbourhood is drawn in storeys: whoever is escalated to stands above", () => {
  const { places, edges, all } = surroundings(line, 1, "both", 1, (edge) => edge.r === 0);
  assert.deepEqual([...places.keys()].sort(), [0, 1, 2]);
  assert.ok(places.get(2).y < places.get(1).y && places.get(1).y < places.get(0).y);
  assert.equal(edges.length, 2);
  assert.equal(all, 3);
});

test("a crowd is cut to what can be drawn, nobody stands on anybody, and the number of all is known", () => {
  const levels = { hub: null };
  const edges = [];
  for (let one = 0; one < 90; one += 1) {
    levels[`m${one}`] = null;
    edges.push([`m${one}`, "hub"]);
  }
  const { places, all, size } = surroundings(team(levels, edges), 0, "both", 0, any);
  assert.equal(places.size, MOST_DRAWN);
  assert.equal(all, 91);
  const boxes = [...places.values()];
  for (const box of boxes) {
    assert.ok(box.x - box.width / 2 >= -1 && box.x + box.width / 2 <= size[0] + 1 && box.y > 0 && box.y <= size[1]);
    assert.equal(boxes.filter((other) => other.y === box.y && Math.abs(other.x - box.x) < (other.width + box.width) / 2).length, 1);
  }
});

test("boxes are as wide as their names, in any script", () => {
  const wide = team({ ["W".repeat(28)]: null, ["后".repeat(40)]: null, [`${"i".repeat(40)}`]: null, x: null }, []);
  assert.deepEqual([0, 1, 2, 3].map((one) => Math.round(boxWidth(wide, one))), [367, 356, 226, 60]);
});

test("the chosen agent stands in the middle of what surrounds it", () => {
  const wide = team({ a: null, "a-very-long-name-indeed": null, b: null, centre: null, top: null },
    [["centre", "top"], ["a", "centre", "parallel"], ["a-very-long-name-indeed", "centre", "parallel"], ["b", "centre", "parallel"]]);
  const { places, size } = surroundings(wide, 3, "both", 1, () => true);
  assert.equal(places.get(3).x, size[0] / 2);
  const row = [...places.values()].filter((one) => one.y === places.get(3).y).sort((one, other) => one.x - other.x);
  assert.equal(row.length, 4);
  row.slice(1).forEach((one, at) => assert.ok(one.x - one.width / 2 > row[at].x + row[at].width / 2));
  for (const one of places.values()) assert.ok(one.x - one.width / 2 >= 0 && one.x + one.width / 2 <= size[0]);
});
