/** Small pictures are not blown up beyond this. */
const MOST_FIT = 1.4;
/** Below this scale names can hardly be read: what stands out is then shown larger than the rest. */
const READABLE = 0.92;
/** Below this scale names cannot be read at all: then rather not all of what stands out is in sight. */
const LEGIBLE = 0.65;
const ZOOM = { least: 0.05, most: 8 };
/** Pixels at the top that the buttons take. */
const BUTTONS = 44;

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/** Pixels that a hand may tremble without dragging. */
const TREMOR = 4;

/**
 * Pan and zoom by the view box of an SVG: nothing inside ever moves, and a printer fits what is in sight.
 * @param {SVGSVGElement} svg
 */
export function makeViewport(svg) {
  // Handlers by an observer: to ask at every click would lay out the page each time.
  let size = svg.getBoundingClientRect();
  let view = { x: 0, y: 0, scale: 1 };
  let content = { x: 0, y: 0, width: 1, height: 1 };
  /** Whether the hand has not moved the view yet. */
  let untouched = true;
  /** Where to begin when the whole is too small to read. @type {Box | null} */
  let home = null;
  /** What is to be seen while the view is untouched: null for everything. @type {{all: Box, one: Box} | null} */
  let wanted = null;
  let dragged = false;
  /** @type {Map<number, {x: number, y: number}>} */
  const fingers = new Map();
  let gone = 0;

  let moved = () => {};

  const show = () => {
    const { width, height } = size;
    moved();
    if (width && height) svg.setAttribute("viewBox", [view.x, view.y, width / view.scale, height / view.scale].map((one) => one.toFixed(2)).join(" "));
  };
  /** @param {Box} box @param {number} [most] */
  const fitTo = (box, most = MOST_FIT) => {
    const { width, height } = size;
    if (!width || !height) return;
    const room = Math.min(28, width / 20);
    const tall = Math.max(20, height - 2 * room - BUTTONS);
    const scale = Math.min(most, (width - 2 * room) / box.width, tall / box.height);
    view = { scale, x: box.x + box.width / 2 - width / scale / 2, y: box.y + box.height / 2 - (height + BUTTONS) / scale / 2 };
    show();
  };
  /** @param {number} factor @param {number} x @param {number} y in pixels of the page */
  const zoomAt = (factor, x, y) => {
    const box = svg.getBoundingClientRect();
    const scale = Math.min(ZOOM.most, Math.max(ZOOM.least, view.scale * factor));
    const [left, top] = [x - box.left, y - box.top];
    view = { scale, x: view.x + left / view.scale - left / scale, y: view.y + top / view.scale - top / scale };
    untouched = false;
    show();
  };
  /** @param {number} dx @param {number} dy in pixels */
  const pan = (dx, dy) => {
    view = { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
    untouched = false;
    show();
  };

  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    if (event.shiftKey) pan(-event.deltaY - event.deltaX, 0);
    else zoomAt(Math.exp(-Math.max(-60, Math.min(60, event.deltaMode ? event.deltaY * 16 : event.deltaY)) / 300), event.clientX, event.clientY);
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    if (!fingers.size) [dragged, gone] = [false, 0];
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    gone += Math.hypot(now.x - before.x, now.y - before.y);
    fingers.set(event.pointerId, now);
    if (!dragged && gone < TREMOR && !other) return;
    if (!dragged && !other) svg.setPointerCapture(event.pointerId);
    dragged = true;
    svg.classList.add("dragging");
    if (other) {
      const [was, is] = [before, now].map((one) => Math.hypot(one.x - other.x, one.y - other.y) || 1);
      zoomAt(is / was, (now.x + other.x) / 2, (now.y + other.y) / 2);
      pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    } else pan(now.x - before.x, now.y - before.y);
  });
  for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
    svg.addEventListener(name, (event) => {
      fingers.delete(event.pointerId);
      if (!fingers.size) svg.classList.remove("dragging");
    });
  }
  // A click that ends a drag is none.
  svg.addEventListener("click", (event) => {
    if (dragged) event.stopImmediatePropagation();
    dragged = false;
  }, true);
  new ResizeObserver(() => {
    size = svg.getBoundingClientRect();
    if (!size.width || !size.height) return;
    if (!untouched) show();
    else if (wanted) lookAt(wanted);
    else begin();
  }).observe(svg);

  /** @param {Box} box */
  const isInside = (box) => {
    const { width, height } = size;
    return box.x >= view.x && box.y >= view.y && box.x + box.width <= view.x + width / view.scale && box.y + box.height <= view.y + height / view.scale;
  };
  /**
   * Show what stands out as large as the whole picture was, or larger; where that cannot be read, what is around `one`.
   * @param {{all: Box, one: Box}} what
   * @param {number} [least] the scale of a part
   */
  const lookAt = ({ all, one }, least = LEGIBLE) => {
    fitTo(content);
    const whole = view;
    if (whole.scale >= READABLE) return;
    fitTo(all, Math.max(whole.scale, READABLE));
    if (view.scale < whole.scale) view = whole;
    if (view.scale < LEGIBLE) {
      const [width, height] = [size.width / least, size.height / least];
      view = {
        scale: least,
        x: between(one.x + one.width - width, all.x + all.width / 2 - width / 2, one.x),
        y: between(one.y + one.height - height, all.y + all.height / 2 - height / 2, one.y - BUTTONS / least),
      };
    }
    show();
  };

  let panelOpen = false;
  /** A panel that has just opened or closed takes its room; to ask at every click would lay out the page each time. */
  const measurePanel = () => {
    const open = document.getElementById("panel")?.hidden === false;
    if (open !== panelOpen) size = svg.getBoundingClientRect();
    panelOpen = open;
  };
  /** @param {Box} box */
  const centre = (box) => {
    const { width, height } = size;
    view = { ...view, x: box.x + box.width / 2 - width / view.scale / 2, y: box.y + box.height / 2 - height / view.scale / 2 };
    show();
  };

  /** Show everything, or of what would be too small to read the part around home. */
  const begin = () => {
    if (home) lookAt({ all: content, one: home }, READABLE);
    else fitTo(content);
  };

  return {
    /** @param {Box} box @param {Box | null} [start] where to begin when the whole is too small to read */
    hold(box, start = null) {
      content = box;
      this.fit();
      home = start;
    },
    fit() {
      untouched = true;
      [wanted, home] = [null, null];
      fitTo(content);
    },
    /** @param {number} factor */
    zoom(factor) {
      const box = svg.getBoundingClientRect();
      zoomAt(factor, box.left + box.width / 2, box.top + box.height / 2);
    },
    pan,
    /**
     * Bring agents into sight: all of them while the hand has not moved the view, else only the chosen one.
     * @param {Box | null} all
     * @param {Box | null} one
     */
    reveal(all, one) {
      measurePanel();
      wanted = all && one && { all, one };
      if (untouched) {
        if (wanted) lookAt(wanted);
        else begin();
      } else if (all && one && !isInside(all)) {
        const { width, height } = size;
        const box = all.width * view.scale <= width && all.height * view.scale <= height - BUTTONS ? all : null;
        if (box) centre(box);
        else {
          lookAt({ all, one });
          if (!isInside(one)) centre(one);
        }
      }
    },
    /** Bring one box into sight, if it is not. @param {Box} box */
    show(box) {
      measurePanel();
      if (!isInside(box)) centre(box);
    },
    /** How many of some boxes are out of sight, by side. @param {Box[]} boxes */
    beyond(boxes) {
      const { width, height } = size;
      const [right, bottom] = [view.x + width / view.scale, view.y + height / view.scale];
      const count = (/** @type {(box: Box) => boolean} */ out) => boxes.filter(out).length;
      return {
        left: count((box) => box.x + box.width < view.x), right: count((box) => box.x > right),
        up: count((box) => box.y + box.height < view.y), down: count((box) => box.y > bottom),
      };
    },
    /** Call when the view has moved. @param {() => void} listener */
    onMove(listener) {
      moved = listener;
    },
    /** Make the whole fit, whatever the hand did: for paper. */
    whole() {
      const before = view;
      fitTo(content);
      return () => {
        view = before;
        show();
      };
    },
  };
}

/** @param {number} least @param {number} value @param {number} most */
function between(least, value, most) {
  return Math.min(most, Math.max(least, value));
}
