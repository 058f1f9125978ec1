import { $, element } from "./element.js";
import { copyText, saveFile } from "./hand_out.js";
import { endEntry, readEntry, sureness } from "./read_entry.js";
import { percent, say } from "./say.js";
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
  let entries = [];
  let opened = null;
  let busy = 0;

  $("copy-all").addEventListener("click", async () => {
    const isDone = await copyText(toLines(entries));
    $("queue-message").textContent = say(isDone ? "copied" : "not-copied");
  });
  $("save-csv").addEventListener("click", () => saveFile("digits.csv", "text/csv", toCsv(entries)));
  $("save-json").addEventListener(
    "click",
    () => saveFile("digits.json", "application/json", toJson(entries)),
  );
  $("remove-all").addEventListener("click", () => {
    entries.forEach(endEntry);
    entries = [];
    show();
    onEmpty();
  });

  return {
    /** Adds entries; they are read in turn. */
    add(more) {
      entries = [...entries, ...more];
      show();
      while (busy < AT_ONCE && next()) readOn();
    },
    /** Marks the entry that is shown; null where none of these is. */
    mark(entry) {
      opened = entry;
      show();
    },
    /** Shows them in words anew. */
    show,
  };

  function next() {
    return entries.find(({ isTaken }) => !isTaken);
  }

  async function readOn() {
    busy++;
    for (let entry = next(); entry; entry = next()) {
      entry.isTaken = true;
      await readEntry(entry, (entry) => {
        show();
        onChange(entry);
      });
    }
    busy--;
  }

  function show() {
    $("queue").hidden = entries.length < 2;
    $("queue-message").textContent = "";
    $("queue-list").replaceChildren(...entries.map(toItem));
  }

  function toItem(entry) {
    const { name, url, answer, failure } = entry;
    const text = answer?.text ?? (failure ? say("failed") : say("reading"));
    const open = element(
      "button",
      { type: "button", className: failure ? "open failed" : "open" },
      url ? element("img", { src: url, alt: "", loading: "lazy" }) : element("span"),
      element("strong", { textContent: text }),
      element("small", { textContent: answer ? percent(sureness(answer)) : "" }),
      element("small", { textContent: name, className: "name", title: name }),
    );
    if (entry === opened) open.setAttribute("aria-current", "true");
    open.addEventListener("click", () => onOpen(entry));
    const remove = element("button", { type: "button", className: "remove", textContent: "×" });
    remove.setAttribute("aria-label", say("remove", { name }));
    remove.addEventListener("click", () => take(entry));
    return element("li", {}, open, remove);
  }

  /** Takes an entry out; the keyboard goes on with the next one. */
  function take(entry) {
    const i = entries.indexOf(entry);
    endEntry(entry);
    entries = entries.filter((other) => other !== entry);
    show();
    if (entries.length === 0) return onEmpty();
    const near = Math.min(i, entries.length - 1);
    if (entry === opened) onOpen(entries[near]);
    $("queue-list").children[near].querySelector(".remove").focus();
  }
}
