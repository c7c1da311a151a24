/**
 * The shapes that the page works with. An agent is its number in `agents`, a relation its number in `relations`.
 *
 * @typedef {{a: number, field: string, path: string, line: number, text: string}} Ref
 * @typedef {{s: number, t: number, r: number, label: string | null, both: boolean, line: number, refs: Ref[], prose?: boolean, by?: number[]}} Edge
 * @typedef {{s: number, t: number, r: number, looks?: string}} Line one drawn line: all edges of a relation between two agents
 * @typedef {{
 *   id: string, name: string, state: string, rank: number | null, path?: string, line?: number,
 *   level?: string | null, group?: string, description?: string | null, expertise?: string[], wildcards?: string[],
 *   file?: string, access?: string | null, allowed?: string[], forbidden?: string[], excerpt?: string | null, change?: string
 * }} Agent
 * @typedef {{
 *   name: string, phrase: string, inverse: string, symmetric: boolean, down: boolean, kind: string, glyph: string,
 *   colour: string | null, shown: boolean, lines: number
 * }} Relation
 * @typedef {{
 *   code: string, name: string, severity: string, message: string, hint: string | null, path: string, line: number,
 *   agents: number[], edges: number[][], cut: number[][], component: number[][]
 * }} Finding
 * @typedef {{
 *   what: string, fate: string, text: string, place: string, agents: number[], lines: number[], edges: number[][],
 *   facts: [string, string, string][]
 * }} Change what became of an agent, an edge, a cycle or a finding between two states
 * @typedef {{
 *   title: string, levels: {name: string, tone: number, weight: number}[], relations: Relation[], agents: Agent[], edges: Edge[],
 *   counts: {edges: number, outside: number, callers: number, calls: number}, lines: Line[], signs: {alone: string, missing: string}, findings: Finding[], changes: Change[] | null, places: [string, number][], beside: string[], size: [number, number], drawn: boolean, note: string,
 *   live: string | null, link: string | null, theme: string
 * }} Data
 * @typedef {{
 *   data: Data, touching: Edge[][], found: number[][], numbers: Map<string, number>, defined: number
 * }} Model `touching` holds the edges, `found` the numbers of the findings of each agent
 *
 * @typedef {"up" | "down" | "both"} Way
 * @typedef {"graph" | "list" | "matrix"} View
 * @typedef {{
 *   view: View, agent: number, to: number, line: number, finding: number, change: number, group: number[], way: Way, depth: number,
 *   isolated: boolean, grouped: boolean, opened: Set<string>,
 *   hidden: Set<number>, absent: Set<number>, spill: boolean, levels: Set<string>, groups: Set<string>, rule: string, tool: string,
 *   query: string, sort: string, descending: boolean, theme: string
 * }} State
 * `agent`, `to`, `line`, `finding` and `change` are -1 for none; `hidden` are the relations that the picture
 * leaves out, `absent` those that the table does, `levels` and `groups` what is left out;
 * `isolated` lays out the neighbourhood of the chosen agent anew, `grouped` draws groups as boxes as long
 * as nothing is chosen, `opened` are those whose agents are drawn;
 * `spill` shows the lines of hidden relations at the chosen agent; depth 0 means all the way.
 */
export {};
