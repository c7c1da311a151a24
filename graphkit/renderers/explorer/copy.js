import { get, h } from "./dom.js";

/**
 * Copy text, and say so to whoever listens.
 * @param {string} text
 * @param {string} what
 */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page without the clipboard of its own has the one of the selection.
    const area = h("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  get("said").textContent = `${what} copied`;
}

/**
 * A place in a file that goes to the clipboard: an editor opens it.
 * @param {string} place
 * @param {string} text
 */
export function copyButton(place, text) {
  const button = h("button", { type: "button", class: "link place", title: `Copy ${place}` }, text);
  button.addEventListener("click", () => {
    void copy(place, place);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1500);
  });
  return button;
}
