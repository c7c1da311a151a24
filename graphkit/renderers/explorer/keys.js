/** @import { State } from "./types.js" */

const DEPTHS = [1, 2, 3, 0];
const THEMES = ["auto", "light", "dark"];

/** @param {string} theme */
export function nextTheme(theme) {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
}

/**
 * What a key changes, or null when it means nothing here.
 * @param {string} key
 * @param {State} state
 * @returns {Partial<State> | null}
 */
export function changeFor(key, state) {
  const depth = DEPTHS.indexOf(state.depth);
  switch (key) {
    case "g": return { view: "graph" };
    case "l": return { view: "list" };
    case "m": return { view: "matrix" };
    case "u": return { way: "up" };
    case "j": return { way: "down" };
    case "b": return { way: "both" };
    case "[": return { depth: DEPTHS[Math.max(0, depth - 1)] };
    case "]": return { depth: DEPTHS[Math.min(DEPTHS.length - 1, depth + 1)] };
    case "d": return { theme: nextTheme(state.theme) };
    default: return null;
  }
}
