import { element } from "./element.js";
import { sureness } from "./read_entry.js";
import { percent, say, sayError } from "./say.js";
import { looksLikeDigit } from "./show_answer.js";

/**
 * An entry's place in the queue: its picture small, what was read, how sure that is or why there is nothing, and its
 * name.
 *
 * @param onOpen told of the entry when it is clicked
 * @param onRemove told of it when it is to go
 */
export function createQueueItem(entry, { onOpen, onRemove }) {
  const { name } = entry;
  const picture = element("img", { alt: "", loading: "lazy" });
  const frame = element("span", {}, picture);
  const text = element("strong");
  const more = element("small");
  const open = element(
    "button",
    { type: "button", className: "open" },
    frame,
    text,
    more,
    element("small", { textContent: name, className: "name", title: name }),
  );
  const remove = element("button", { type: "button", className: "remove", textContent: "×" });
  /** What it shows. */
  let shown = [];
  open.addEventListener("click", () => onOpen(entry));
  remove.addEventListener("click", () => onRemove(entry));
  return {
    element: element("li", {}, open, remove),
    /** Puts the keyboard where the next one can be removed. */
    focus: () => remove.focus(),
    /** Shows what is known by now. */
    show({ isOpened }) {
      const { url, answer, failure } = entry;
      // Of a long list one changes at a time: the others are not laid out anew.
      const state = [url, answer, failure, isOpened, document.documentElement.lang];
      if (state.every((value, i) => value === shown[i])) return;
      shown = state;
      if (url && picture.src !== url) picture.src = url;
      picture.hidden = !url;
      frame.hidden = !url && failure !== null;
      text.textContent = answer?.text ?? (failure ? say("failed") : say("reading"));
      more.textContent = answer ? howSure(answer) : failure ? reason(failure) : "";
      open.classList.toggle("failed", failure !== null);
      open.setAttribute("aria-current", String(isOpened));
      remove.setAttribute("aria-label", say("remove", { name }));
    },
  };
}

function howSure(answer) {
  return answer.digits.some(looksLikeDigit) ? percent(sureness(answer)) : say("no-digit");
}

/** Why nothing was read, in short: the first sentence of what is said beside the picture. */
function reason(failure) {
  return sayError(failure).match(/^.*?[.;।]/)?.[0] ?? sayError(failure);
}
