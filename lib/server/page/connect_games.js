import { $ } from "./element.js";
import { canReadHere } from "./read_here.js";
import { sayError } from "./say.js";

/** Shows the games' buttons where the device can read; a game is loaded when someone plays. */
export function connectGames() {
  if (!canReadHere) return;
  $("games").hidden = false;
  for (const button of $("games").querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      $("games-message").textContent = "";
      try {
        const { openGame } = await import("./games/open_game.js");
        await openGame(button.value);
      } catch {
        $("games-message").textContent = sayError("not-loaded");
      }
    });
  }
}
