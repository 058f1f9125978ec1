import { element } from "../element.js";
import { saveFile } from "../hand_out.js";
import { NotHereError, openReader } from "../read_here.js";
import { say } from "../say.js";
import { drawResult } from "./draw_result.js";
import { foolIt } from "./fool_it.js";
import { openGameView } from "./open_game_view.js";
import { loadTexts, tell } from "./tell.js";
import { tenDigits } from "./ten_digits.js";

/** The games, by the names of their titles. */
const GAMES = { "fool-it": foolIt, "ten-digits": tenDigits };

/** Opens a game, and plays it again and again until it is closed. */
export async function openGame(name) {
  await Promise.all([loadTexts(), addStyles()]);
  // Clicked twice while it was loaded, it opens once.
  if (document.getElementById("game")) return;
  const view = openGameView(say(name));
  try {
    view.tell(say("loading"));
    await openReader();
    for (;;) await showResult(view, { name, title: say(name), ...await GAMES[name](view) });
  } catch (error) {
    // Closing ends whatever was waited for.
    if (view.signal.aborted) return;
    if (!(error instanceof NotHereError)) throw error;
    view.stop(tell("no-reader"));
  }
}

/** Shows how a game ended, with a picture to keep and to share, until it is to be played again. */
async function showResult(view, result) {
  if (result.rounds.length === 0) {
    view.end(result);
    await view.choose(["again"]);
    return;
  }
  const blob = await drawResult(result);
  const file = new File([blob], `digits-${result.name}.png`, { type: blob.type });
  const read = result.rounds.map(({ asked, read }) => tell("round-read", { asked, read }));
  const alt = [result.title, result.score, ...read].join(". ");
  view.end(result, { src: URL.createObjectURL(blob), alt });
  const canShare = navigator.canShare?.({ files: [file] });
  const choices = ["again", "save", ...(canShare ? ["share"] : [])];
  for (;;) {
    const choice = await view.choose(choices);
    if (choice === "again") return;
    if (choice === "save") saveFile(file.name, file.type, file);
    // Who changes their mind has not failed.
    if (choice === "share") await navigator.share({ files: [file] }).catch(() => {});
  }
}

let styles = null;

/** The games' styles, once; nothing is shown before they are there. */
function addStyles() {
  styles ??= new Promise((onload, onerror) => {
    const href = new URL("games.css", import.meta.url).href;
    document.head.append(element("link", { rel: "stylesheet", href, onload, onerror }));
  }).catch((error) => {
    styles = null;
    throw error;
  });
  return styles;
}
