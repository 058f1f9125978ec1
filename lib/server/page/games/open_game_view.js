import { createPad } from "../create_pad.js";
import { element } from "../element.js";
import { followDrawing } from "../follow_drawing.js";
import { isReadable, readingAtOnce } from "../read_here.js";
import { say } from "../say.js";
import { readText } from "./read_text.js";
import { tell } from "./tell.js";

/** How long new buttons do nothing, in milliseconds: what is pressed twice by mistake answers no question unread. */
const PAUSE = 400;

/**
 * Opens the dialog that a game is played in: a task, a clock, a pad that is read while one draws, a message and
 * buttons. What is waited for is rejected when it is closed; it is gone then.
 *
 * @param title the game's name
 */
export function openGameView(title) {
  const parts = build(title);
  const { dialog, pad: canvas } = parts;
  const end = new AbortController();
  const { signal } = end;
  /** Ends the reading of a drawing that has changed since. */
  let reading = new AbortController();

  const follower = followDrawing({
    read: (drawing) => readText(drawing, signal),
    atOnce: readingAtOnce,
    onAnswer: (_, text) => view.onRead(text, false),
  });
  const pad = createPad(canvas, {
    onBegin: forget,
    onDraw: (drawing) => isReadable(drawing) && follower.follow(drawing),
    async onChange(drawing) {
      forget();
      if (!isReadable(drawing)) return view.tell("");
      const { signal: over } = reading;
      try {
        view.onRead(await readText(drawing, over), true);
      } catch (error) {
        if (!over.aborted) view.fail(error);
      }
    },
    signal,
  });

  const view = {
    /** Aborted when the dialog is closed. */
    signal,
    /** Told what the pad says, and whether the pen is lifted. */
    onRead() {},
    /** Ends what is waited for, by this error. */
    fail() {},
    get drawing() {
      return pad.drawing;
    },
    /** Says what there is to know before anyone draws. */
    explain(text) {
      parts.task.textContent = text;
      view.tell("");
      show(null);
    },
    /** Says what is to be drawn now, on an empty pad. */
    ask(text, digit) {
      parts.task.textContent = text;
      canvas.setAttribute("aria-label", text);
      dialog.dataset.asked = digit;
      view.clear();
      show("pad");
    },
    /** Whether the drawing stays as it is. */
    freeze(isFrozen) {
      forget();
      canvas.inert = parts.clear.hidden = isFrozen;
    },
    /** Empties the pad; what was drawn on it is read no more. */
    clear() {
      forget();
      pad.clear();
    },
    tell(text) {
      parts.message.textContent = text;
    },
    showClock(text) {
      parts.clock.textContent = text;
    },
    /** Says why it cannot go on; closing is left. */
    stop(why) {
      view.explain(why);
      parts.choices.replaceChildren();
    },
    /** Shows how it ended, with a picture where there is one. */
    end({ score, isWon }, picture) {
      view.onRead = () => {};
      view.explain(score);
      view.clear();
      show(picture ? "picture" : null);
      dialog.dataset.end = isWon ? "won" : "lost";
      URL.revokeObjectURL(parts.picture.src);
      Object.assign(parts.picture, picture);
    },
    /** Shows buttons with these texts, the first one the main one; promises the key of the one that is pressed. */
    choose(keys) {
      const isNew = String(keys) !== String([...parts.choices.children].map(({ value }) => value));
      return view.waitFor((resolve) => {
        parts.choices.replaceChildren(...keys.map((key, i) => {
          const button = element("button", {
            type: "button",
            className: i === 0 ? "main" : "",
            value: key,
            textContent: tell(key),
          });
          button.ariaDisabled = isNew;
          if (isNew) setTimeout(() => button.ariaDisabled = false, PAUSE);
          button.addEventListener("click", () => button.ariaDisabled === "true" || resolve(key));
          return button;
        }));
        // The keyboard goes along with the game.
        parts.choices.firstElementChild.focus();
      });
    },
    /** A promise that is kept by `begin`'s `resolve`, or ends with the dialog. */
    waitFor(begin) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        view.fail = reject;
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
        begin(resolve);
      });
    },
  };

  parts.clear.addEventListener("click", () => {
    view.clear();
    view.tell("");
  });
  parts.close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    end.abort();
    forget();
    URL.revokeObjectURL(parts.picture.src);
    dialog.remove();
  });
  // The page behind has keys of its own.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  show(null);
  dialog.showModal();
  return view;

  function forget() {
    reading.abort();
    reading = new AbortController();
    follower.stop();
  }

  /** Shows the pad, the picture, or neither. */
  function show(part) {
    canvas.hidden = parts.clear.hidden = part !== "pad";
    parts.picture.hidden = part !== "picture";
    parts.clock.textContent = "";
    delete dialog.dataset.end;
  }
}

function build(title) {
  const parts = {
    title: element("h2", { id: "game-title", textContent: title }),
    clock: element("p", { className: "clock" }),
    task: element("p", { className: "task" }),
    pad: element("canvas", { className: "pad" }),
    picture: element("img"),
    message: element("p", { className: "told" }),
    choices: element("span", { className: "buttons" }),
    clear: element("button", { type: "button", textContent: say("clear") }),
    close: element("button", { type: "button", textContent: say("close") }),
  };
  parts.clock.setAttribute("role", "timer");
  parts.task.setAttribute("role", "status");
  parts.message.setAttribute("role", "status");
  parts.pad.setAttribute("role", "img");
  parts.dialog = element(
    "dialog",
    { id: "game" },
    element("div", { className: "head" }, parts.title, parts.clock),
    parts.task,
    parts.pad,
    parts.picture,
    parts.message,
    element("div", { className: "buttons" }, parts.choices, parts.clear, parts.close),
  );
  parts.dialog.setAttribute("aria-labelledby", "game-title");
  document.body.append(parts.dialog);
  return parts;
}
