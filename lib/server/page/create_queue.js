import { endEntry, readEntry } from "./read_entry.js";

/** How many pictures are read at a time. */
const AT_ONCE = 2;

/**
 * The pictures that were given, which are read in turn; where there are several, they are shown as a list, which is
 * loaded then.
 *
 * @param onOpen told of the entry that is chosen
 * @param onChange told of an entry of which more is known
 * @param onEmpty called when the one that was shown is taken out, and no other is left
 */
export function createQueue({ onOpen, onChange, onEmpty }) {
  let entries = [];
  let opened = null;
  let busy = 0;
  let list = null;

  const queue = {
    get entries() {
      return entries;
    },
    /** The entry that is shown; null where none of these is. */
    get opened() {
      return opened;
    },
    open: onOpen,
    /** Adds entries; they are read in turn. */
    add(more) {
      entries.push(...more);
      show();
      while (busy < AT_ONCE && next()) readOn();
    },
    has: (entry) => entries.includes(entry),
    /** Marks the entry that is shown. */
    mark(entry) {
      opened = queue.has(entry) ? entry : null;
      show();
    },
    /** Takes one entry out, and gives the one that takes its place. */
    remove(entry) {
      const i = entries.indexOf(entry);
      endEntry(entry);
      entries.splice(i, 1);
      const near = entries[Math.min(i, entries.length - 1)];
      if (entry !== opened) show();
      else if (near) onOpen(near);
      else onEmpty();
      return near;
    },
    removeAll() {
      entries.forEach(endEntry);
      entries = [];
      // A drawing, or a sample, stays.
      if (opened) onEmpty();
      else show();
    },
    show,
  };
  return queue;

  async function show() {
    if (entries.length < 2 && !list) return;
    list ??= import("./create_queue_list.js").then(({ createQueueList }) => createQueueList(queue));
    try {
      (await list).show();
    } catch {
      // The server is gone: what is read next tries again.
      list = null;
    }
  }

  function next() {
    return entries.find(({ isBegun }) => !isBegun);
  }

  async function readOn() {
    const entry = next();
    if (!entry) return;
    busy++;
    entry.isBegun = true;
    try {
      await readEntry(entry, (entry) => {
        show();
        onChange(entry);
      });
    } finally {
      // A picture over which something broke leaves its place to the next one, too.
      busy--;
      readOn();
    }
  }
}
