const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight"];
const SHARPNESS = 2;

/**
 * The picture as it looks now, as a file of its own: what is hidden is left out, colours are written down.
 * @param {SVGSVGElement} svg
 * @param {string} title
 */
export function asSvg(svg, title) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const [mine, theirs] = [svg, copy].map((root) => [...root.querySelectorAll("*")]);
  mine.forEach((element, at) => {
    const looks = getComputedStyle(element);
    const own = theirs[at];
    if (looks.display === "none" || element.classList.contains("hit")) return own.remove();
    for (const name of element.matches("path, polygon, polyline, ellipse, rect, text") ? LOOKS : ["opacity"]) {
      const value = looks.getPropertyValue(name);
      if (value && !(name === "opacity" && value === "1")) own.setAttribute(name, value);
    }
    for (const name of ["tabindex", "role", "aria-pressed", "class"]) own.removeAttribute(name);
  });
  const box = svg.viewBox.baseVal;
  for (const name of ["id", "class", "role", "aria-label"]) copy.removeAttribute(name);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(Math.round(box.width)));
  copy.setAttribute("height", String(Math.round(box.height)));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const name of /** @type {const} */ (["x", "y", "width", "height"])) ground.setAttribute(name, String(box[name]));
  ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  const name = document.createElementNS("http://www.w3.org/2000/svg", "title");
  name.textContent = title;
  copy.prepend(name, ground);
  return new XMLSerializer().serializeToString(copy);
}

/** @param {SVGSVGElement} svg @param {string} title */
export function saveSvg(svg, title) {
  offer(new Blob([asSvg(svg, title)], { type: "image/svg+xml" }), "graph.svg");
}

/** @param {SVGSVGElement} svg @param {string} title */
export async function savePng(svg, title) {
  const address = URL.createObjectURL(new Blob([asSvg(svg, title)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * SHARPNESS;
    canvas.height = image.height * SHARPNESS;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && offer(blob, "graph.png"), "image/png");
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
