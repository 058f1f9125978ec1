import { $, element } from "./element.js";
import { say } from "./say.js";

/** Takes the steps away. */
export function forgetSteps() {
  $("steps-list").replaceChildren();
  $("steps-message").textContent = "";
}

/** Says that the steps are waited for, or why there are none. */
export function saySteps(message) {
  $("steps-message").textContent = message;
}

/** Whether steps are shown. */
export function hasSteps() {
  return $("steps-list").children.length > 0;
}

/** Shows what each step saw: pictures with a sentence each, the digits in one. */
export function showSteps(steps) {
  const isDigit = ({ name }) => name === "digit";
  const digits = steps.filter(isDigit);
  // The caption says what they show.
  const toImage = ({ image }) => element("img", { src: image, alt: "" });
  const items = steps.filter((step) => !isDigit(step))
    .map((step) => toItem(step.name, toImage(step)));
  if (digits.length > 0) items.push(toItem("digit", ...digits.map(toImage)));
  $("steps-list").replaceChildren(...items);
  saySteps(digits.length > 0 ? "" : say("steps-end"));
}

/** One entry of the list: parts, and what a step of this name shows. */
export function toItem(name, ...parts) {
  const caption = element("figcaption", { textContent: say(`step-${name}`) });
  return element("li", { className: name }, element("figure", {}, ...parts, caption));
}
