import { askOfDigit } from "./ask_of_digit.js";
import { $, element } from "./element.js";
import { canReadHere, NotHereError } from "./read_here.js";
import { say } from "./say.js";
import { toItem } from "./show_steps.js";
import { toDataUrl } from "./to_data_url.js";

/**
 * Shows under the steps what the network's layers make of a digit, and what comes of it.
 *
 * @param isWanted whether it still is, when it is found
 */
export async function showLayers({ answer, i }, isWanted) {
  const stages = await stagesOf(answer, i);
  if (!isWanted()) return;
  for (const old of document.querySelectorAll("#steps-list :is(.layers, .bars)")) old.remove();
  if (stages.length > 0) $("steps-list").append(toItem("layers", ...stages.map(toLayer)));
  const bars = $("bars").cloneNode(true);
  bars.removeAttribute("id");
  $("steps-list").append(toItem("bars", bars));
}

/** What each stage makes of a digit; none where this device cannot tell. */
async function stagesOf(answer, i) {
  if (!canReadHere) return [];
  try {
    return (await askOfDigit("stages", answer, i)).stages;
  } catch (error) {
    if (error instanceof NotHereError) return [];
    throw error;
  }
}

function toLayer({ sheet, ...values }, n) {
  const label = say("layer", { n: n + 1, ...values });
  return element("p", {}, element("img", { src: toDataUrl(sheet), alt: "" }), label);
}
