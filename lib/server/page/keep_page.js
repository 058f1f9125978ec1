import { canReadHere, openReader } from "./read_here.js";

/**
 * Once the page is there, loads what reads drawings on the device, and keeps all of the page for when the server
 * is gone. Where the network was gone, it is tried again when that is back.
 */
export async function keepPage() {
  if (!canReadHere) return;
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  try {
    await openReader();
    // Not there on unencrypted pages of other machines.
    await navigator.serviceWorker?.register("service_worker.js");
  } catch {
    // The next drawing that is to be read tries again, and says what is wrong.
    addEventListener("online", keepPage, { once: true });
  }
}
