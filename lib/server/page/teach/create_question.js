import { $, element } from "../element.js";
import { toInk } from "./example_picture.js";
import { tell } from "./tell.js";

/**
 * Beneath the answer: what the digit that is chosen is, by one key or click.
 *
 * @param keep keeps ink as an example of a class, and gives what to say of it
 * @param onTeach told that the examples are to be taught now
 */
export function createQuestion({ keep, onTeach }) {
  const question = element("span");
  const buttons = element("span", { className: "buttons" });
  const message = element("span", { className: "told" });
  message.setAttribute("role", "status");
  const teach = element("button", { type: "button", className: "small", hidden: true });
  const asked = element("div", { id: "what-it-is", hidden: true }, question, buttons);
  asked.setAttribute("role", "group");
  $("hand-out").after(asked, message, teach);
  /** The digit that it is about: its answer, and its place in that. */
  let about = null;

  const close = () => asked.hidden = true;
  const say = (text) => {
    message.textContent = text;
    teach.hidden = text === "";
  };
  const end = () => {
    close();
    say("");
  };
  const answer = async (name) => {
    close();
    try {
      say(await keep(name, await toInk(about.answer.inputs[about.i])));
    } catch {
      message.textContent = tell("not-kept");
    }
    $("wrong").focus();
  };
  teach.addEventListener("click", onTeach);
  document.addEventListener("keydown", (event) => {
    if (asked.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "Escape") {
      close();
      $("wrong").focus();
    }
    const button = [...buttons.children].find(({ value }) => value === event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  $("details").addEventListener("digit", ({ detail }) => {
    // With another answer it is another question.
    if (detail.answer !== about?.answer) end();
    about = detail;
    ask();
  });
  // It ends with its answer, whatever is shown in place of that.
  const gone = new MutationObserver(() => {
    if ($("hand-out").hidden || $("result").ariaBusy) end();
  });
  gone.observe($("hand-out"), { attributeFilter: ["hidden"] });
  gone.observe($("result"), { attributeFilter: ["aria-busy"] });

  return {
    /** Asks of a digit. */
    open(detail) {
      about = detail;
      say("");
      ask();
      asked.hidden = false;
      buttons.firstElementChild.focus();
    },
    /** Shows the classes that it may be. */
    show(classes) {
      teach.textContent = tell("teach-now");
      buttons.replaceChildren(
        ...classes.map((name) => {
          const made = { type: "button", className: "small", value: name, textContent: name };
          const button = element("button", made);
          button.addEventListener("click", () => answer(name));
          return button;
        }),
      );
      ask();
    },
  };

  function ask() {
    if (!about) return;
    const { digits } = about.answer;
    const read = digits[about.i].digit ?? "?";
    const key = digits.length > 1 ? "what-is-digit" : "what-is-it";
    question.textContent = tell(key, { place: about.i + 1, read });
    asked.setAttribute("aria-label", question.textContent);
  }
}
