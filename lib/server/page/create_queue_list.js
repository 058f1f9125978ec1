import { createQueueItem } from "./create_queue_item.js";
import { $, element } from "./element.js";
import { copyText, saveFile } from "./hand_out.js";
import { say } from "./say.js";
import { toCsv, toJson, toLines } from "./write_readings.js";

/** Shows a queue as a list of its pictures, and beside the one that is shown which of them it is. */
export function createQueueList(queue) {
  /** The items that are shown, by their entries: they stay, so that the keyboard stays where it is. */
  const items = new Map();
  const place = element("span");
  const [previous, following] = [[-1, "‹"], [1, "›"]].map(([step, textContent]) => {
    const button = element("button", { type: "button", className: "small", textContent });
    button.addEventListener("click", () => {
      const { entries, opened } = queue;
      queue.open(entries.at((entries.indexOf(opened) + step) % entries.length));
    });
    return button;
  });
  const turning = element("p", { className: "buttons turning" }, previous, place, following);
  $("stage").after(turning);

  $("copy-all").addEventListener("click", async () => {
    const isDone = await copyText(toLines(queue.entries));
    $("queue-message").textContent = say(isDone ? "copied" : "not-copied");
  });
  $("save-csv").addEventListener(
    "click",
    () => saveFile("digits.csv", "text/csv", toCsv(queue.entries)),
  );
  $("save-json").addEventListener(
    "click",
    () => saveFile("digits.json", "application/json", toJson(queue.entries)),
  );
  $("remove-all").addEventListener("click", () => queue.removeAll());
  return { show };

  /** Shows all anew. */
  function show() {
    const { entries, opened } = queue;
    const isHere = $("queue").contains(document.activeElement);
    $("queue").hidden = entries.length < 2;
    // The keyboard does not go with the list.
    if ($("queue").hidden && isHere) $("choose").focus({ preventScroll: true });
    const done = entries.filter(({ answer, failure }) => answer || failure).length;
    // Whoever keeps the list sees whether all are in it.
    $("queue-message").textContent = done < entries.length
      ? say("read-of", { done, count: entries.length })
      : "";
    const kept = new Set(entries);
    for (const [entry, item] of items) {
      if (kept.has(entry)) continue;
      item.element.remove();
      items.delete(entry);
    }
    for (const entry of entries) {
      if (!items.has(entry)) add(entry);
      items.get(entry).show({ isOpened: entry === opened });
    }
    turning.hidden = entries.length < 2 || !opened;
    const [at, count] = [entries.indexOf(opened) + 1, entries.length];
    place.textContent = say("which-of", { place: at, count });
    previous.setAttribute("aria-label", say("previous"));
    following.setAttribute("aria-label", say("next"));
  }

  function add(entry) {
    const item = createQueueItem(entry, { onOpen: open, onRemove: remove });
    items.set(entry, item);
    $("queue-list").append(item.element);
  }

  /** Shows an entry, where one sees it. */
  function open(entry) {
    queue.open(entry);
    $("stage").scrollIntoView({ block: "nearest" });
  }

  /** The keyboard goes on with the next one. */
  function remove(entry) {
    items.get(queue.remove(entry))?.focus();
  }
}
