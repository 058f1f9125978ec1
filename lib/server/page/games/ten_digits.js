import { settled } from "../start_reader.js";
import { shuffledDigits } from "./shuffled_digits.js";
import { tell, tenthsOf } from "./tell.js";

/** Seconds that there are for the ten. */
const SECONDS = 20;
/** Milliseconds from one showing of the clock to the next. */
const TICK = 100;

/**
 * Ten digits in twenty seconds: each that is asked for is drawn until it is read.
 *
 * @returns the rounds, the score in words, and whether it was won
 */
export async function tenDigits(view) {
  view.explain(tell("ten-about", { seconds: SECONDS }));
  await view.choose(["start"]);
  const rest = shuffledDigits();
  const rounds = [];
  const clock = startClock(view);
  try {
    while (rest.length > 0) {
      const [asked] = rest;
      view.ask(tell("ten-task", { digit: asked }), asked);
      clock.show();
      const event = await Promise.race([
        clock.over,
        view.choose(["later"]),
        readAs(view, String(asked)),
      ]);
      if (event === "over") break;
      rest.shift();
      if (event === "later") rest.push(asked);
      else rounds.push({ asked, read: String(asked), drawing: event.drawing, isWon: true });
      view.tell("");
    }
  } finally {
    clock.stop();
  }
  const isWon = rest.length === 0;
  const seconds = tenthsOf(isWon ? clock.seconds() : SECONDS);
  const score = tell(isWon ? "ten-won" : "ten-lost", { seconds, count: rounds.length });
  return { rounds, isWon, score };
}

/** Promises the drawing that says this, once the pen is lifted; what else is read is told. */
function readAs(view, wanted) {
  return view.waitFor((resolve) => {
    view.onRead = (read, isLifted) => {
      if (isLifted && read === wanted) resolve({ drawing: view.drawing });
      else view.tell(tell("reads", { read: read || "–" }));
    };
  });
}

/** A clock that runs down to nothing, where its promise `over` is kept. */
function startClock(view) {
  const begin = performance.now();
  const over = settled();
  const seconds = () => (performance.now() - begin) / 1000;
  const show = () => view.showClock(tell("left", { seconds: tenthsOf(SECONDS - seconds()) }));
  const timer = setInterval(() => {
    if (seconds() >= SECONDS) return over.resolve("over");
    show();
  }, TICK);
  return { show, seconds, over: over.promise, stop: () => clearInterval(timer) };
}
