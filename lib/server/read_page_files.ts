import { fromFileUrl } from "@std/path";
import { gzipSync } from "node:zlib";
import { UserError } from "../base/errors.ts";
import { type GivenFile, tagOf } from "./give_file.ts";

/** The page's files: nothing else of the folder is given out. */
const NAMES: readonly string[] = [
  "page.html",
  "page.css",
  "icon.svg",
  "page.js",
  "ask_of_digit.js",
  "connect_camera.js",
  "connect_chosen.js",
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
  "follow_drawing.js",
  "hand_out.js",
  "keep_page.js",
  "perfect_freehand.js",
  "read_entry.js",
  "read_here.js",
  "read_picture.js",
  "say.js",
  "service_worker.js",
  "show_answer.js",
  "show_layers.js",
  "show_steps.js",
  "show_why.js",
  "take_files.js",
  "tfjs-backend-wasm-simd.wasm",
  "to_data_url.js",
  "to_heat_url.js",
  "worker.js",
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
];

/** Where they are. */
const FOLDER = new URL("page/", import.meta.url);

/**
 * Reads the page's files, by the path that each is asked for under.
 *
 * @throws {UserError} when one is missing: rather at the start than when the first visitor comes.
 */
export function readPageFiles(folder: URL = FOLDER): ReadonlyMap<string, GivenFile> {
  return new Map(NAMES.map((name) => {
    const url = new URL(name, folder);
    try {
      const bytes = Deno.readFileSync(url);
      const path = name === "page.html" ? "/" : `/${name}`;
      return [path, { bytes, gzip: gzipOf(name, bytes), type: typeOf(name), tag: tagOf(bytes) }];
    } catch (error) {
      throw new UserError(
        `the page's ${fromFileUrl(url)} cannot be read: ${(error as Error).message}; get it back`,
        { cause: error },
      );
    }
  }));
}

/** Compresses a file, where that makes it smaller, when it is first asked for. */
function gzipOf(name: string, bytes: Uint8Array): GivenFile["gzip"] {
  if (name.endsWith(".jpg")) return undefined;
  let packed: Uint8Array<ArrayBuffer>;
  return () => packed ??= new Uint8Array(gzipSync(bytes, { level: 9 }));
}

function typeOf(name: string): string {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const types: Record<string, string> = {
    html: "text/html; charset=utf-8",
    css: "text/css; charset=utf-8",
    js: "text/javascript; charset=utf-8",
    jpg: "image/jpeg",
    svg: "image/svg+xml",
    wasm: "application/wasm",
  };
  return types[ending];
}
