import { $ } from "./element.js";

/**
 * Connects a pad with its buttons and keys.
 *
 * @param onClear told that all is to go, also a picture in the pad's place
 * @returns what brings the buttons up to date after a change
 */
export function connectTools(pad, { onClear }) {
  const actions = {
    erase: () => pad.isErasing = !pad.isErasing,
    undo: () => pad.canUndo && pad.undo(),
    redo: () => pad.canRedo && pad.redo(),
    wide: () => pad.toggleWide(),
    clear: onClear,
  };
  for (const [id, act] of Object.entries(actions)) {
    $(id).addEventListener("click", () => {
      act();
      update();
    });
  }
  $("width").addEventListener("input", () => pad.pen = Number($("width").value));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const action = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : null;
    if (!action) return;
    event.preventDefault();
    $(action).click();
  });
  update();
  return update;

  function update() {
    $("erase").setAttribute("aria-pressed", String(pad.isErasing));
    $("wide").setAttribute("aria-pressed", String(pad.isWide));
    $("stage").classList.toggle("wide", pad.isWide);
    $("stage").classList.toggle("erasing", pad.isErasing);
    // They stay where the keyboard is, also where they can do nothing.
    $("undo").setAttribute("aria-disabled", String(!pad.canUndo));
    $("redo").setAttribute("aria-disabled", String(!pad.canRedo));
  }
}
