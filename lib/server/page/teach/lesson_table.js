import { element } from "../element.js";
import { tell, tenths, whole } from "./tell.js";

/** A table of what is read right before a lesson and after it. */
export function lessonTable({ held, old }) {
  const row = (key, { before, after }) => {
    const name = tell(key, { count: whole(after.images) });
    const shares = after.images > 0
      ? [before, after].map(({ accuracy }) => tenths(accuracy))
      : ["–", "–"];
    return element(
      "tr",
      {},
      element("th", { scope: "row", textContent: name }),
      ...shares.map((textContent) => element("td", { textContent })),
    );
  };
  return element(
    "table",
    { className: "lesson" },
    element("caption", { textContent: tell("table") }),
    element(
      "tr",
      {},
      element("td"),
      ...["before", "after"].map((key) => element("th", { scope: "col", textContent: tell(key) })),
    ),
    row("held", held),
    row("old", old),
  );
}
