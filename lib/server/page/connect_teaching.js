import { $ } from "./element.js";
import { keptChoice, TAUGHT } from "./kept_choice.js";
import { canReadHere } from "./read_here.js";
import { say } from "./say.js";

/**
 * Loads what teaches when someone asks for it, or has taught before.
 *
 * @param onModel told when drawings are read with another model from now on
 */
export function connectTeaching({ onModel }) {
  if (!canReadHere) return;
  $("teach").hidden = $("wrong").hidden = false;
  let loading = null;
  $("teach").addEventListener("toggle", () => $("teach").open && load());
  $("wrong").addEventListener("click", async () => (await load())?.askWhatItIs());
  if (keptChoice(TAUGHT) !== null) load();

  async function load() {
    $("teach-message").textContent = "";
    loading ??= import("./teach/open_teaching.js").then(({ openTeaching }) =>
      openTeaching({ onModel })
    );
    try {
      return await loading;
    } catch {
      loading = null;
      $("teach").open = true;
      $("teach-message").textContent = say("teach-missing");
    }
  }
}
