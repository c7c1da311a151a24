import { get } from "./dom.js";
/** @import { Data } from "./types.js" */

/**
 * Listen to the server that serves this page: it says when definitions have changed, and what is wrong with them.
 * @param {Data} data
 */
export function listen(data) {
  if (!data.live) return;
  const unread = data.findings.filter((finding) => finding.code.startsWith("GK0") && finding.severity !== "info");
  const banner = get("banner");
  /** @param {string} text */
  const warn = (text) => {
    banner.textContent = text;
    banner.hidden = !text;
  };
  const broken = unread.filter((finding) => finding.severity === "error" || unread.length <= 3);
  warn(broken.slice(0, 3).map((finding) => `${finding.path}:${finding.line} ${finding.message}`).join("\n"));
  const source = new EventSource(data.live);
  source.addEventListener("changed", () => location.reload());
  source.addEventListener("problem", (event) => warn(`${JSON.parse(event.data)}\nThe page shows how it was before.`));
  source.addEventListener("error", () => warn("graphkit serve has stopped; the page shows what it said last."));
  source.addEventListener("open", () => banner.textContent?.startsWith("graphkit serve has stopped") && warn(""));
}
