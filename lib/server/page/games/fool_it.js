import { isReadable } from "../read_here.js";
import { readText } from "./read_text.js";
import { shuffledDigits } from "./shuffled_digits.js";
import { tell } from "./tell.js";

/** Digits that are asked for, and points that win. */
const [ROUNDS, WINNING] = [5, 5];
/** Points where something else is read, and where the reader only doubts. */
const [WRONG, DOUBT] = [2, 1];

/**
 * Fool it: digits that people read and the network does not. It cannot know what people read: someone says so.
 *
 * @returns the rounds, the score in words, and whether it was won
 */
export async function foolIt(view) {
  const most = ROUNDS * WRONG;
  view.explain(
    tell("fool-about", { rounds: ROUNDS, wrong: WRONG, doubt: DOUBT, winning: WINNING }),
  );
  await view.choose(["start"]);
  const rounds = [];
  let points = 0;
  view.onRead = (read) => view.tell(tell("reads", { read: read || "–" }));
  for (const [i, asked] of shuffledDigits().slice(0, ROUNDS).entries()) {
    view.ask(tell("fool-task", { digit: asked }), asked);
    view.showClock(tell("fool-so-far", { round: i + 1, rounds: ROUNDS, points }));
    const { drawing, read } = await drawn(view);
    const won = await pointsFor(view, asked, read);
    view.freeze(false);
    points += won;
    rounds.push({ asked, read: read || "–", drawing, isWon: won > 0 });
    view.tell(tell("fool-seen", { digit: asked, read: read || "–", points: won }));
  }
  const isWon = points >= WINNING;
  return { rounds, isWon, score: tell(isWon ? "fool-won" : "fool-lost", { points, most }) };
}

/** Waits for a drawing, which stays as it is then, and gives what is read in it. */
async function drawn(view) {
  for (;;) {
    await view.choose(["done"]);
    const { drawing } = view;
    if (!isReadable(drawing)) {
      view.tell(tell("draw-first"));
      continue;
    }
    view.freeze(true);
    return { drawing, read: await readText(drawing, view.signal) };
  }
}

/** Nothing read, or not all of it, is a doubt; no points are given where no person would have read the digit. */
async function pointsFor(view, asked, read) {
  if (read === String(asked)) return 0;
  view.tell(tell("is-it", { digit: asked, read: read || "–" }));
  if (await view.choose(["yes", "no"]) === "no") return 0;
  return read === "" || read.includes("?") ? DOUBT : WRONG;
}
