import { createQueueItem } from "./create_queue_item.js";
import { $ } from "./element.js";
import { copyText, saveFile } from "./hand_out.js";
import { endEntry, readEntry } from "./read_entry.js";
import { say } from "./say.js";
import { toCsv, toJson, toLines } from "./write_readings.js";

/** How many pictures are read at a time. */
const AT_ONCE = 2;

/**
 * The pictures that were given, with what was read; shown where there are several.
 *
 * @param onOpen told of the entry that is clicked
 * @param onChange told of an entry of which more is known
 * @param onEmpty told that the last one was taken out
 */
export function createQueue({ onOpen, onChange, onEmpty }) {
  /** The entries in their order, each with its item in the list. */
  const items = new Map();
  const entries = () => [...items.keys()];
  let opened = null;
  let busy = 0;

  $("copy-all").addEventListener("click", async () => {
    const isDone = await copyText(toLines(entries()));
    $("queue-message").textContent = say(isDone ? "copied" : "not-copied");
  });
  $("save-csv").addEventListener(
    "click",
    () => saveFile("digits.csv", "text/csv", toCsv(entries())),
  );
  $("save-json").addEventListener(
    "click",
    () => saveFile("digits.json", "application/json", toJson(entries())),
  );
  $("remove-all").addEventListener("click", () => {
    entries().forEach(takeOut);
    show();
    onEmpty();
  });

  return {
    /** Adds entries; they are read in turn. */
    add(more) {
      for (const entry of more) {
        const item = createQueueItem(entry, { onOpen, onRemove: remove });
        items.set(entry, item);
        $("queue-list").append(item.element);
      }
      show();
      while (busy < AT_ONCE && next()) readOn();
    },
    /** Marks the entry that is shown; null where none of these is. */
    mark(entry) {
      opened = entry;
      show();
    },
    show,
  };

  /** Shows all anew; items stay the same elements, so that the keyboard stays where it is. */
  function show() {
    $("queue").hidden = items.size < 2;
    $("queue-message").textContent = "";
    for (const [entry, item] of items) item.show({ isOpened: entry === opened });
  }

  function next() {
    return entries().find(({ isBegun }) => !isBegun);
  }

  async function readOn() {
    busy++;
    for (let entry = next(); entry; entry = next()) {
      entry.isBegun = true;
      await readEntry(entry, (entry) => {
        show();
        onChange(entry);
      });
    }
    busy--;
  }

  function takeOut(entry) {
    endEntry(entry);
    items.get(entry).element.remove();
    items.delete(entry);
  }

  /** Takes one entry out; the keyboard goes on with the next one. */
  function remove(entry) {
    const i = entries().indexOf(entry);
    takeOut(entry);
    show();
    if (items.size === 0) return onEmpty();
    const near = entries()[Math.min(i, items.size - 1)];
    if (entry === opened) onOpen(near);
    items.get(near).focus();
  }
}
