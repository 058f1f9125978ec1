import { $, isTyping } from "./element.js";

/**
 * Takes what people choose, drop or paste.
 *
 * @param onFiles told of files, one or more
 * @param onOther told `link` or `text` where that was dropped or pasted in place of a file
 */
export function takeFiles({ onFiles, onOther }) {
  $("choose").addEventListener("click", () => $("file").click());
  for (const input of [$("file"), $("camera")]) {
    input.addEventListener("change", () => {
      take([...input.files]);
      input.value = "";
    });
  }
  // What is dragged from the page itself would be taken for something that is given.
  document.addEventListener("dragstart", (event) => event.preventDefault());
  for (const type of ["dragover", "drop", "dragleave"]) {
    document.addEventListener(type, (event) => {
      event.preventDefault();
      $("stage").classList.toggle("over", type === "dragover");
      if (type === "drop") takeTransfer(event.dataTransfer);
    });
  }
  document.addEventListener("paste", (event) => {
    if (!isTyping(event)) takeTransfer(event.clipboardData);
  });

  function takeTransfer(transfer) {
    if (transfer.files.length > 0) return take([...transfer.files]);
    const text = transfer.getData("text/uri-list") || transfer.getData("text/plain");
    if (text) onOther(/^\w+:\/\//.test(text.trim()) ? "link" : "text");
  }

  function take(files) {
    if (files.length > 0) onFiles(files);
  }
}
