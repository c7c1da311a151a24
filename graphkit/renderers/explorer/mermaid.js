/** @import { Model } from "./types.js" */

/**
 * What the picture shows, as Mermaid: for a README, an issue, a wiki.
 * @param {Model} model
 * @param {{agents: number[], lines: number[]}} drawn
 */
export function mermaidOf(model, drawn) {
  const { agents, lines, relations } = model.data;
  const inside = new Set(drawn.agents);
  const boxes = drawn.agents.map((one) => `  n${one}["${escaped(agents[one].name)}"]`);
  const arrows = drawn.lines.filter((one) => inside.has(lines[one].s) && inside.has(lines[one].t)).map((one) => {
    const { s, t, r } = lines[one];
    const mine = model.touching[s].filter((edge) => edge.line === one);
    const [there, back] = [mine.some((edge) => edge.both || edge.s === s), mine.some((edge) => edge.both || edge.t === s)];
    const line = relations[r].symmetric ? "-.-" : there && back && s !== t ? "<-->" : "-->";
    return `  n${s} ${line}|"${escaped(relations[r].phrase)}"| n${t}`;
  });
  return ["flowchart BT", ...boxes, ...arrows, ""].join("\n");
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[^\p{L}\p{N} _.,()/-]/gu, (letter) => `#${letter.codePointAt(0)};`);
}
