import { $ } from "./element.js";

/**
 * Connects the sample pictures: each is a button with its picture in it.
 *
 * @param onFile told of the picture that is clicked, as a File
 * @returns a function that gives up one that is still loaded, for something else is opened
 */
export function connectSamples({ onFile }) {
  let asked = 0;
  for (const button of $("samples").querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      const mine = ++asked;
      const { src } = button.querySelector("img");
      const response = await fetch(src).catch(() => null);
      // The server that is gone is spoken of as soon as something is to be read.
      const blob = response?.ok ? await response.blob() : new Blob([]);
      if (mine === asked) {
        onFile(new File([blob], src.slice(src.lastIndexOf("/") + 1), { type: blob.type }));
      }
    });
  }
  return () => void asked++;
}
