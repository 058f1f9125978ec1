import { askOfDigit } from "./ask_of_digit.js";
import { $, element } from "./element.js";
import { say } from "./say.js";
import { toItem } from "./show_steps.js";
import { toDataUrl } from "./to_data_url.js";

/**
 * Shows under the steps what the network's layers make of a digit, and what comes of it.
 *
 * @param isWanted says whether that is still wanted, when it is found
 */
export async function showLayers({ answer, i }, isWanted) {
  const stages = (await askOfDigit("stages", answer, i))?.stages ?? [];
  if (!isWanted()) return;
  for (const old of document.querySelectorAll("#steps-list :is(.layers, .bars)")) old.remove();
  if (stages.length > 0) $("steps-list").append(toItem("layers", ...stages.map(toLayer)));
  const bars = $("bars").cloneNode(true);
  bars.removeAttribute("id");
  $("steps-list").append(toItem("bars", bars));
}

function toLayer({ sheet, ...values }, n) {
  const label = say("layer", { n: n + 1, ...values });
  return element("p", {}, element("img", { src: toDataUrl(sheet), alt: "" }), label);
}
