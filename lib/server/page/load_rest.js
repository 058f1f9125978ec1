import { element } from "./element.js";
import { canReadHere, openReader } from "./read_here.js";

/** Once the page is there, loads the styles of what is not seen at first, and what reads drawings on the device. */
export async function loadRest() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  const { href } = new URL("later.css", import.meta.url);
  document.head.append(element("link", { rel: "stylesheet", href }));
  if (canReadHere) await keepPage();
}

/** Keeps all of the page for when the server is gone. Where the network was gone, it is tried again when that is back. */
async function keepPage() {
  try {
    await openReader();
    // Not there on unencrypted pages of other machines.
    await navigator.serviceWorker?.register("service_worker.js");
  } catch {
    // The next drawing that is to be read tries again, and says what is wrong.
    addEventListener("online", keepPage, { once: true });
  }
}
