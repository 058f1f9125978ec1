/** The page's element with this id. */
export const $ = (id) => document.getElementById(id);

/** Whether a key or what is pasted goes into a field of text. */
export const isTyping = ({ target }) => target.matches?.("input[type=text], textarea");

/** Makes an element: its properties, then what is in it. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Makes an element of an SVG drawing, with these attributes. */
export function drawn(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
