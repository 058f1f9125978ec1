import { $, isTyping } from "./element.js";

/**
 * Connects a pad with its buttons and keys.
 *
 * @param onClear told that all is to go, also a picture in the pad's place
 * @returns what brings the buttons up to date after a change
 */
export function connectTools(pad, { onClear }) {
  const actions = {
    erase: () => pad.isErasing = !pad.isErasing,
    undo: () => pad.undo(),
    redo: () => pad.redo(),
    wide: () => pad.toggleWide(),
    clear: onClear,
  };
  for (const [id, act] of Object.entries(actions)) {
    $(id).addEventListener("click", () => {
      if ($(id).ariaDisabled === "true") return;
      act();
      update();
    });
  }
  $("width").addEventListener("input", () => pad.pen = Number($("width").value));
  // Teaching has a pad of its own.
  let isElsewhere = false;
  for (const type of ["pointerdown", "focusin"]) {
    document.addEventListener(type, ({ target }) => isElsewhere = $("teach").contains(target));
  }
  document.addEventListener("keydown", (event) => {
    if (isElsewhere || isTyping(event) || document.querySelector("dialog[open]")) return;
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    $(action).click();
  });
  update();
  return update;

  function update() {
    const isEmpty = pad.drawing.strokes.length === 0;
    const isPicture = $("pad").hidden;
    // On an empty pad people mean to draw.
    if (isEmpty) pad.isErasing = false;
    $("erase").ariaPressed = pad.isErasing;
    $("wide").ariaPressed = pad.isWide;
    // A picture has the place that it would have beside a square pad.
    $("stage").classList.toggle("wide", pad.isWide && !isPicture);
    $("stage").classList.toggle("erasing", pad.isErasing);
    // They stay where the keyboard is, also where they can do nothing.
    $("undo").ariaDisabled = !pad.canUndo;
    $("redo").ariaDisabled = !pad.canRedo;
    $("erase").ariaDisabled = isEmpty;
    $("wide").ariaDisabled = $("width").disabled = isPicture;
  }
}

/** The button that a key stands for. */
function actionOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey) return null;
  if (!ctrlKey && !metaKey) return key === "Delete" ? "clear" : null;
  return { z: shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()];
}
