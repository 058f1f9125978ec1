import { element } from "./element.js";

/** Puts text on the clipboard; gives whether that was allowed. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Denied, or the page came over plain HTTP from another machine.
    return false;
  }
}

/** Hands text or bytes out as a file to keep. */
export function saveFile(name, type, content) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
