import { $, element } from "../element.js";
import { toInk } from "./example_picture.js";
import { tell } from "./tell.js";

/**
 * Beneath the answer: what the digit is, by one key or click.
 *
 * @param keep keeps ink as an example of a class, and gives what to say of it
 */
export function createQuestion({ keep }) {
  const buttons = element("span", { className: "buttons" });
  const message = element("span", { className: "told" });
  message.setAttribute("role", "status");
  const asked = element("div", { id: "what-it-is", hidden: true }, buttons);
  asked.setAttribute("role", "group");
  $("hand-out").after(asked, message);
  const close = () => asked.hidden = true;
  const answer = async (name) => {
    close();
    message.textContent = await keep(name, await toInk($("seen").src));
    $("wrong").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (asked.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "Escape") close();
    const button = [...buttons.children].find(({ value }) => value === event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  // With another answer it is another question.
  new MutationObserver(() => {
    close();
    message.textContent = "";
  }).observe($("seen"), { attributeFilter: ["src"] });

  return {
    open() {
      message.textContent = "";
      asked.hidden = false;
      buttons.firstElementChild.focus();
    },
    show(classes) {
      asked.setAttribute("aria-label", tell("what-is-it"));
      buttons.replaceChildren(
        element("span", { textContent: tell("what-is-it") }),
        ...classes.map((name) => {
          const made = { type: "button", className: "small", value: name, textContent: name };
          const button = element("button", made);
          button.addEventListener("click", () => answer(name));
          return button;
        }),
      );
    },
  };
}
