import { drawn, element } from "../element.js";

/**
 * The elements of what people teach with; what they say is said when they are shown.
 *
 * @param choice of a class, as `createClassChoice` makes it
 */
export function buildPanel(choice) {
  const told = (name, key, properties = {}) => {
    const made = element(name, properties);
    made.dataset.tell = key;
    return made;
  };
  const button = (key, className = "small") => told("button", key, { type: "button", className });
  const pad = element("canvas", { className: "pad" });
  pad.setAttribute("role", "img");
  const curve = drawn("svg", { class: "curve", "aria-hidden": "true" });
  const parts = {
    ...{ pad, curve },
    sheet: element("ul", { className: "sheet" }),
    save: button("save"),
    open: button("open"),
    removeAll: button("remove-all"),
    file: element("input", { type: "file", accept: ".zip,application/zip", hidden: true }),
    learn: button("learn", "main"),
    message: element("p", { className: "told" }),
    table: element("div"),
    use: button("use", "main"),
    undo: button("undo"),
    download: button("download"),
    single: element("input", { type: "checkbox" }),
    inUse: element("p"),
    caption: told("p", "curve", { className: "caption" }),
  };
  parts.message.setAttribute("role", "status");
  parts.outcome = element(
    "div",
    {},
    parts.table,
    element("p", { className: "buttons" }, parts.use, parts.undo, parts.download),
    element("label", {}, parts.single, " ", told("span", "single")),
    parts.inUse,
  );
  parts.panel = element(
    "div",
    { className: "teaching" },
    told("p", "about"),
    element(
      "div",
      { className: "columns" },
      element(
        "div",
        {},
        told("h3", "examples"),
        ...choice.parts,
        told("p", "draw"),
        pad,
      ),
      element(
        "div",
        {},
        told("h3", "sheet"),
        parts.sheet,
        element("div", { className: "buttons" }, parts.save, parts.open, parts.removeAll),
        parts.file,
        told("h3", "lesson"),
        element("div", { className: "buttons" }, parts.learn),
        parts.message,
        curve,
        parts.caption,
        parts.outcome,
      ),
    ),
  );
  return parts;
}
