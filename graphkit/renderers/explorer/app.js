import { makeChanges } from "./changes.js";
import { get } from "./dom.js";
import { startSearch } from "./finder.js";
import { standingOut } from "./focus.js";
import { describe, lineText, makeGraph } from "./graph.js";
import { makeHelp } from "./help.js";
import { changeFor, nextTheme } from "./keys.js";
import { makeList } from "./list.js";
import { listen } from "./live.js";
import { makeMatrix } from "./matrix.js";
import { prepare } from "./model.js";
import { makePanel } from "./panel.js";
import { copy } from "./copy.js";
import { mermaidOf } from "./mermaid.js";
import { savePng, saveSvg, sheetOf } from "./save.js";
import { makeSidebar, summary } from "./sidebar.js";
import { NOTHING, fromHash, toHash } from "./state.js";
import { hasTeams } from "./teams.js";
/** @import { Data, State, View } from "./types.js" */

/** Bring the page to life. */
function start() {
  const data = /** @type {Data} */ (JSON.parse(get("data").textContent ?? ""));
  const model = prepare(data);
  const teams = hasTeams(data);
  let state = fromHash(model, location.hash);
  const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (get("picture")));
  /** @param {Partial<State>} what */
  const change = (what) => {
    state = { ...state, ...what };
    show();
    history.replaceState(null, "", `#${toHash(model, state)}`);
  };
  const choose = {
    /** @param {number} number */
    agent(number) {
      change({ ...NOTHING, agent: number });
      say(describe(model, number));
      reveal();
    },
    /** @param {number} number */
    line(number) {
      change({ ...NOTHING, line: number });
      say(lineText(model, number));
      reveal();
    },
    /** @param {number} number */
    finding(number) {
      change({ ...NOTHING, finding: number });
      document.body.classList.remove("side-open");
      say(data.findings[number].message);
      reveal();
    },
    /** @param {number} number */
    change(number) {
      change({ ...NOTHING, change: number });
      document.body.classList.remove("side-open");
      say(data.changes?.[number].text ?? "");
      reveal();
    },
    /** @param {string} group */
    open(group) {
      const opened = new Set(state.opened);
      if (!opened.delete(group)) opened.add(group);
      change({ opened });
      const box = svg.querySelector(`[data-group="${CSS.escape(group)}"]`);
      if (box instanceof SVGElement) box.focus();
    },
    nothing() {
      change(NOTHING);
      reveal();
    },
  };
  const graph = makeGraph(model, svg, choose);
  const sidebar = makeSidebar(model, () => state, change, choose);
  const changes = makeChanges(model, choose.change);
  const list = makeList(model, () => state, { change, agent: choose.agent });
  const matrix = makeMatrix(model, choose);
  const panel = makePanel(model, { change, agent: choose.agent, finding: choose.finding, close: choose.nothing });
  const help = makeHelp();

  const reveal = () => {
    if (state.view === "list") list.reveal(state.agent);
    if (state.view !== "graph") return;
    graph.reveal(standingOut(model, state)?.agents ?? [], state.agent);
  };
  /** @param {string} text to whoever listens instead of looking */
  const say = (text) => {
    get("said").textContent = text;
  };
  const show = () => {
    document.documentElement.dataset.theme = state.theme;
    document.body.dataset.view = state.view;
    get("theme").textContent = { auto: "◐ auto", light: "☀ light", dark: "☾ dark" }[state.theme] ?? "";
    for (const view of ["graph", "list", "matrix"]) {
      get(`view-${view}`).hidden = view !== state.view;
      const tab = get(`tab-${view}`);
      tab.setAttribute("aria-selected", String(view === state.view));
      tab.setAttribute("tabindex", view === state.view ? "0" : "-1");
    }
    for (const name of /** @type {const} */ (["way", "depth"])) {
      /** @type {HTMLSelectElement} */ (get(name)).value = String(state[name]);
    }
    sidebar.show(state);
    changes.show(state);
    panel.show(state);
    if (state.view === "graph") get("note").textContent = graph.show(state);
    for (const [id, on, hidden] of /** @type {const} */ ([["isolate", state.isolated, state.agent < 0 || !data.drawn], ["teams", state.grouped, !teams]])) {
      get(id).setAttribute("aria-pressed", String(on));
      get(id).hidden = hidden;
    }
    list.show(state);
    matrix.show(state);
  };

  for (const view of /** @type {View[]} */ (["graph", "list", "matrix"])) {
    get(`tab-${view}`).addEventListener("click", () => change({ view }));
  }
  document.querySelector(".tabs")?.addEventListener("keydown", (event) => {
    const views = /** @type {View[]} */ (["graph", "list", "matrix"]);
    const step = { ArrowRight: 1, ArrowLeft: 2 }[/** @type {KeyboardEvent} */ (event).key];
    if (!step) return;
    const view = views[(views.indexOf(state.view) + step) % 3];
    change({ view });
    get(`tab-${view}`).focus();
  });
  const way = /** @type {HTMLSelectElement} */ (get("way"));
  way.addEventListener("change", () => change({ way: /** @type {State["way"]} */ (way.value) }));
  const depth = /** @type {HTMLSelectElement} */ (get("depth"));
  depth.addEventListener("change", () => change({ depth: Number(depth.value) }));
  get("theme").addEventListener("click", () => change({ theme: nextTheme(state.theme) }));
  get("zoom-in").addEventListener("click", () => graph.viewport.zoom(1.3));
  get("zoom-out").addEventListener("click", () => graph.viewport.zoom(1 / 1.3));
  get("fit").addEventListener("click", () => graph.viewport.fit());
  const sheet = () => sheetOf(model, state, get("note").textContent ?? "");
  const whole = /** @type {HTMLInputElement} */ (get("save-whole"));
  /** @param {(svg: SVGSVGElement, sheet: ReturnType<typeof sheetOf>) => void | Promise<void>} save */
  const saveAs = async (save) => {
    const back = whole.checked ? graph.viewport.whole() : null;
    await save(svg, sheet());
    back?.();
  };
  get("save-svg").addEventListener("click", () => void saveAs(saveSvg));
  get("save-png").addEventListener("click", () => void saveAs(savePng));
  get("copy-mermaid").addEventListener("click", () => void copy(mermaidOf(model, graph.drawn()), "Mermaid"));
  get("isolate").addEventListener("click", () => change({ isolated: !state.isolated }));
  get("teams").addEventListener("click", () => {
    change({ ...NOTHING, grouped: !state.grouped });
    reveal();
  });
  get("skip").addEventListener("click", () => {
    if (state.view === "graph") /** @type {SVGElement | null} */ (svg.querySelector('[tabindex="0"]'))?.focus();
    else get("main").focus();
  });
  let restore = () => {};
  window.addEventListener("beforeprint", () => {
    if (state.view === "graph") restore = graph.viewport.whole();
  });
  window.addEventListener("afterprint", () => {
    restore();
    restore = () => {};
  });
  let waiting = false;
  graph.viewport.onMove(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (state.view === "graph") showBeyond(graph.beyond());
    });
  });
  get("open-help").addEventListener("click", help);
  const openSide = get("open-side");
  openSide.addEventListener("click", () => openSide.setAttribute("aria-expanded", String(document.body.classList.toggle("side-open"))));
  window.addEventListener("hashchange", () => {
    state = fromHash(model, location.hash);
    show();
    reveal();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) return;
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      if (typing) /** @type {HTMLElement} */ (event.target).blur();
      document.body.classList.remove("side-open");
      choose.nothing();
    } else if (!typing && !document.querySelector("dialog[open]")) press(event);
  });
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const { key } = event;
    const what = changeFor(key, state);
    if (what) change(what);
    else if (key === "/") startSearch();
    else if (key === "?") help();
    else if (key === "t") document.getElementById("trace")?.focus();
    else if (key === "+" || key === "=") graph.viewport.zoom(1.3);
    else if (key === "-") graph.viewport.zoom(1 / 1.3);
    else if (key === "0") graph.viewport.fit();
    else if (key === "i" && state.agent >= 0) change({ isolated: !state.isolated });
    else if (key >= "1" && key <= "9") sidebar.toggleLayer(Number(key) - 1);
    else return;
    event.preventDefault();
  };

  data.relations.forEach((relation) => {
    if (!relation.colour || data.changes) return;
    // A colour of the configuration; the style sheet cannot know it.
    data.lines.forEach((line, number) => {
      if (data.relations[line.r] === relation) document.getElementById(`e-${number}`)?.style.setProperty("--ink", relation.colour);
    });
  });
  get("counts").textContent = summary(model);
  show();
  reveal();
  listen(data);
}

/** Say how much is out of sight on each side. @param {Record<string, number>} counts */
function showBeyond(counts) {
  for (const [side, count] of Object.entries(counts)) {
    const mark = document.querySelector(`.beyond.${side}`);
    if (mark) mark.textContent = count ? `${count} more` : "";
  }
}

start();
