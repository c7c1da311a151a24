// Reads Mermaid files with the parser that GitHub draws with; the first one it refuses ends the run.
// Usage: node mermaid.mjs FOLDER FILE...; FOLDER holds node_modules with mermaid and jsdom.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { resolve } = createRequire(join(folder, "x.js"));
const load = (name) => import(pathToFileURL(resolve(name)).href);
const { JSDOM } = (await load("jsdom")).default;
const { window } = new JSDOM("<body></body>");
Object.assign(globalThis, { window, document: window.document });
const mermaid = (await load("mermaid")).default;
mermaid.initialize({ maxEdges: 500, maxTextSize: 50000, securityLevel: "strict" });
for (const file of files) {
  const found = await mermaid.parse(readFileSync(file, "utf8"));
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(readFileSync(file, "utf8"));
  const data = diagram.db;
  const vertices = data.getVertices();
  console.log(JSON.stringify({ type: found.diagramType, nodes: vertices.size, edges: data.getEdges().length }));
}
process.exit(0);
