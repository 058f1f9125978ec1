import { $ } from "./element.js";
import { sayError } from "./say.js";

/**
 * Tells more of the digit that is chosen, where people have opened what holds it: why it was read as it was, and,
 * under the steps, what the network's layers make of it. What tells it is loaded then.
 *
 * @returns `tellLayers`, for when there are new steps
 */
export function connectChosen() {
  /** The answer, the digit's place in it, and whether it is of a drawing that still grows. */
  let chosen = null;

  $("details").addEventListener("digit", ({ detail }) => {
    chosen = detail;
    tellWhy();
    tellLayers();
  });
  $("why").addEventListener("click", () => {
    $("why").setAttribute("aria-expanded", String(!isOpen()));
    tellWhy();
  });
  return { tellLayers };

  function isOpen() {
    return $("why").getAttribute("aria-expanded") === "true";
  }

  async function tellWhy() {
    const asked = chosen;
    document.querySelector("#boxes .heat")?.remove();
    $("why-told").hidden = !isOpen();
    if (!isOpen()) return;
    $("why-told").classList.add("old");
    // Of a drawing that grows there is another answer in a moment.
    if (asked.isGrowing) return;
    const loaded = await import("./show_why.js").catch(() => null);
    // Without an answer, or with an old one, there is nothing to lay the map over.
    const isShown = () => !$("details").hidden && !$("details").classList.contains("old");
    if (loaded) return await loaded.showWhy(asked, () => asked === chosen && isOpen() && isShown());
    $("why-told").classList.remove("old");
    $("why-sentence").textContent = sayError("not-loaded");
  }

  async function tellLayers() {
    const asked = chosen;
    const steps = document.querySelector("#steps-list .digit");
    if (!steps || asked.isGrowing) return;
    const loaded = await import("./show_layers.js").catch(() => null);
    if (!loaded) return $("steps-message").textContent = sayError("not-loaded");
    await loaded.showLayers(asked, () => asked === chosen && steps.isConnected);
  }
}
