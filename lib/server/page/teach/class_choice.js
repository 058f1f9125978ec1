import { element } from "../element.js";
import { tell } from "./tell.js";

/** Signs that may be begun with. */
const STARTERS = [["+", "-", ".", "="], ["A", "B", "C", "D", "E", "F"]];

/**
 * Classes to choose one of: a button each, with how many examples there are, and a way to add others.
 *
 * @param onChoose told which was chosen
 * @param onAdd told of names that are to be classes too
 */
export function createClassChoice({ onChoose, onAdd }) {
  const buttons = element("div", { className: "buttons classes" });
  buttons.setAttribute("role", "group");
  const name = element("input", {
    type: "text",
    pattern: ".{1,12}",
    size: 14,
    autocomplete: "off",
  });
  const add = element("button", { type: "submit", className: "small" });
  const starters = STARTERS.map((names) => {
    const button = element("button", { type: "button", className: "small" });
    button.textContent = names.join(" ");
    button.addEventListener("click", () => onAdd(names));
    return button;
  });
  const form = element("form", { className: "buttons" }, name, add, ...starters);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    if (wanted) onAdd([wanted]);
    name.value = "";
  });

  return {
    parts: [buttons, form],
    /** Shows the classes that there are, which one is chosen, and how many examples each has. */
    show(classes, chosen, counts) {
      buttons.setAttribute("aria-label", tell("classes"));
      name.setAttribute("aria-label", tell("new-class"));
      name.placeholder = tell("new-class");
      name.title = tell("new-class-length");
      add.textContent = tell("add-class");
      starters.forEach((button, i) => {
        button.title = tell("starters");
        button.hidden = STARTERS[i].every((one) => classes.includes(one));
      });
      const focused = buttons.contains(document.activeElement);
      buttons.replaceChildren(...classes.map((one) => {
        const count = counts.get(one) ?? 0;
        const button = element("button", { type: "button", className: "small" });
        button.textContent = one;
        if (count > 0) button.dataset.count = count;
        button.setAttribute("aria-label", tell("class-of", { name: one, count }));
        button.setAttribute("aria-pressed", String(one === chosen));
        button.addEventListener("click", () => onChoose(one));
        return button;
      }));
      // What had the keyboard's attention keeps it.
      if (focused) buttons.querySelector("[aria-pressed=true]")?.focus();
    },
  };
}
