import { s } from "./dom.js";
/** @import { Model, State } from "./types.js" */

const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight"];
const SHARPNESS = 2;

const ROW = 20;

/**
 * What goes around the picture on paper and in a file: title, caption, legend, where it is from, and the file's name.
 * @typedef {{title: string, caption: string, link: string, name: string, legend: {text: string, sample: SVGElement}[]}} Sheet
 */

/**
 * @param {Model} model
 * @param {State} state
 * @param {string} note
 * @returns {Sheet}
 */
export function sheetOf(model, state, note) {
  const { agents, findings, title } = model.data;
  const about = state.finding >= 0 ? `${findings[state.finding].code} ${findings[state.finding].name}` : state.agent >= 0 ? agents[state.agent].name : state.rule;
  const legend = [...document.querySelectorAll("#layers input:checked, #levels input:checked")].flatMap((input) => {
    const label = input.closest("label");
    const sample = label?.querySelector("svg");
    return sample ? [{ text: label?.querySelector(".label")?.textContent ?? "", sample }] : [];
  });
  for (const item of document.querySelectorAll("#signs li")) {
    const sample = item.querySelector("svg");
    if (sample) legend.push({ text: item.textContent ?? "", sample });
  }
  const name = [title, about].filter(Boolean).join(" ").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80) || "graph";
  const link = location.protocol === "file:" ? "" : location.href;
  return { title: [title, about].filter(Boolean).join(": "), caption: note, link, name, legend };
}

/** Write looks of the page into a copy, and leave out what is hidden. @param {Element} original @param {Element} copied */
function freeze(original, copied) {
  const [mine, theirs] = [original, copied].map((root) => [root, ...root.querySelectorAll("*")]);
  mine.forEach((element, at) => {
    const looks = getComputedStyle(element);
    const own = theirs[at];
    if (at && (looks.display === "none" || element.classList.contains("hit"))) return own.remove();
    for (const name of element.matches("path, polygon, polyline, ellipse, rect, text") ? LOOKS : ["opacity"]) {
      const value = looks.getPropertyValue(name);
      if (value && !(name === "opacity" && value === "1")) own.setAttribute(name, value);
    }
    for (const name of ["tabindex", "role", "aria-pressed", "aria-expanded", "aria-hidden", "class"]) own.removeAttribute(name);
  });
}

/**
 * The picture as it looks now, as a file of its own: what is hidden is left out, colours are written down.
 * @param {SVGSVGElement} svg
 * @param {Sheet} sheet
 */
export function asSvg(svg, sheet) {
  const copied = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  freeze(svg, copied);
  const box = svg.viewBox.baseVal;
  for (const name of ["id", "class", "role", "aria-label"]) copied.removeAttribute(name);
  const { above, below, height } = surroundSheet(box, sheet);
  const [top, tall] = [box.y - 30, box.height + 30 + height];
  copied.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copied.setAttribute("viewBox", `${box.x} ${top} ${box.width} ${tall}`);
  copied.setAttribute("width", String(Math.round(box.width)));
  copied.setAttribute("height", String(Math.round(tall)));
  const ground = s("rect", { x: box.x, y: top, width: box.width, height: tall, fill: getComputedStyle(document.body).backgroundColor });
  copied.prepend(s("title", {}, sheet.title), ground);
  copied.append(above, below);
  return new XMLSerializer().serializeToString(copied);
}

/** Title above, legend, caption and link below a picture. @param {{x: number, y: number, width: number, height: number}} box @param {Sheet} sheet */
function surroundSheet(box, sheet) {
  const fill = getComputedStyle(document.body).color;
  const font = { "font-family": "Helvetica, Arial, sans-serif", "font-size": 12, fill };
  const above = s("text", { ...font, x: box.x + 14, y: box.y - 10, "font-size": 15, "font-weight": 700 }, sheet.title);
  const below = s("g", {});
  let [x, y] = [box.x + 14, box.y + box.height + ROW];
  for (const { text, sample } of sheet.legend) {
    const room = 44 + text.length * 6.8;
    if (x + room > box.x + box.width && x > box.x + 14) [x, y] = [box.x + 14, y + ROW];
    const copied = /** @type {SVGElement} */ (sample.cloneNode(true));
    freeze(sample, copied);
    for (const [name, value] of Object.entries({ x, y: y - 11, width: 26, height: 14 })) copied.setAttribute(name, String(value));
    below.append(copied, s("text", { ...font, x: x + 32, y }, text));
    x += room;
  }
  for (const text of [sheet.caption, sheet.link].filter(Boolean)) {
    y += ROW;
    below.append(s("text", { ...font, x: box.x + 14, y, "font-style": "italic" }, text));
  }
  return { above, below, height: y - box.y - box.height + 12 };
}

/** @param {SVGSVGElement} svg @param {Sheet} sheet */
export function saveSvg(svg, sheet) {
  offer(new Blob([asSvg(svg, sheet)], { type: "image/svg+xml" }), `${sheet.name}.svg`);
}

/** @param {SVGSVGElement} svg @param {Sheet} sheet */
export async function savePng(svg, sheet) {
  const address = URL.createObjectURL(new Blob([asSvg(svg, sheet)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * SHARPNESS;
    canvas.height = image.height * SHARPNESS;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && offer(blob, `${sheet.name}.png`), "image/png");
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @param {Blob} blob @param {string} name */
function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
