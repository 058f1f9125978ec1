import { $ } from "./element.js";
import { keptChoice, TAUGHT } from "./kept_choice.js";
import { canReadHere } from "./read_here.js";
import { sayError } from "./say.js";

/**
 * Loads what teaches when someone asks for it, or has taught before.
 *
 * @param onModel told when drawings are read with another model from now on
 */
export function connectTeaching({ onModel }) {
  if (!canReadHere) return;
  $("teach").hidden = $("wrong").hidden = false;
  let loading = null;
  /** The digit that the page shows the reasons of. */
  let chosen = null;
  $("details").addEventListener("digit", ({ detail }) => chosen = detail);
  $("teach").addEventListener("toggle", () => $("teach").open && load($("teach-message")));
  $("wrong").addEventListener("click", async () => (await load($("copied")))?.askWhatItIs(chosen));
  if (keptChoice(TAUGHT) !== null) openKept();

  async function openKept() {
    // Opened, it says what failed.
    if (!await load($("teach-message"))) $("teach").open = true;
  }

  /** Loads it; in this place it says where that fails. */
  async function load(place) {
    place.textContent = "";
    loading ??= import("./teach/open_teaching.js").then(({ openTeaching }) =>
      openTeaching({ onModel })
    );
    try {
      return await loading;
    } catch {
      loading = null;
      place.textContent = sayError("not-loaded");
    }
  }
}
