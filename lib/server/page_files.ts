/** The page's files: what the server gives at which path, and nothing else of the folder. */
export const PAGE_FILES: Readonly<Record<string, { readonly file: URL; readonly type: string }>> =
  Object.fromEntries(
    [
      "page.html",
      "page.css",
      "icon.svg",
      "page.js",
      "connect_camera.js",
      "connect_samples.js",
      "connect_tools.js",
      "create_history.js",
      "create_pad.js",
      "create_queue.js",
      "create_queue_item.js",
      "draw_strokes.js",
      "drawing_link.js",
      "element.js",
      "erase_strokes.js",
      "fit_picture.js",
      "hand_out.js",
      "perfect_freehand.js",
      "read_entry.js",
      "read_picture.js",
      "say.js",
      "show_answer.js",
      "show_steps.js",
      "take_files.js",
      "write_readings.js",
      ...["en", "de", "es", "fr", "hi"].map((language) => `texts/${language}.js`),
      "samples/canvas.jpg",
      "samples/number.jpg",
      "samples/lines.jpg",
      "samples/touching.jpg",
      "samples/signs.jpg",
      "samples/crossed.jpg",
      "samples/thumbnail.jpg",
      "samples/words.jpg",
      "samples/empty.jpg",
    ].map((name) => [
      name === "page.html" ? "/" : `/${name}`,
      { file: new URL(`page/${name}`, import.meta.url), type: typeOf(name) },
    ]),
  );

function typeOf(name: string): string {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const types: Record<string, string> = {
    html: "text/html; charset=utf-8",
    css: "text/css; charset=utf-8",
    js: "text/javascript; charset=utf-8",
    jpg: "image/jpeg",
    svg: "image/svg+xml",
  };
  return types[ending];
}
