import { element } from "./element.js";
import { sureness } from "./read_entry.js";
import { percent, say } from "./say.js";

/**
 * An entry's place in the queue: its picture small, what was read, how sure that is, and its name.
 *
 * @param onOpen told of the entry when it is clicked
 * @param onRemove told of it when it is to go
 */
export function createQueueItem(entry, { onOpen, onRemove }) {
  const { name } = entry;
  const picture = element("img", { alt: "", loading: "lazy", hidden: true });
  const text = element("strong");
  const share = element("small");
  const open = element(
    "button",
    { type: "button", className: "open" },
    element("span", {}, picture),
    text,
    share,
    element("small", { textContent: name, className: "name", title: name }),
  );
  const remove = element("button", { type: "button", className: "remove", textContent: "×" });
  open.addEventListener("click", () => onOpen(entry));
  remove.addEventListener("click", () => onRemove(entry));
  return {
    element: element("li", {}, open, remove),
    /** Puts the keyboard where the next one can be removed. */
    focus: () => remove.focus(),
    /** Shows what is known by now. */
    show({ isOpened }) {
      const { url, answer, failure } = entry;
      if (url && picture.src !== url) picture.src = url;
      picture.hidden = !url;
      text.textContent = answer?.text ?? (failure ? say("failed") : say("reading"));
      share.textContent = answer ? percent(sureness(answer)) : "";
      open.classList.toggle("failed", failure !== null);
      open.setAttribute("aria-current", String(isOpened));
      remove.setAttribute("aria-label", say("remove", { name }));
    },
  };
}
