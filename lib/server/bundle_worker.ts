import { fromFileUrl } from "@std/path";
import { build, stop } from "esbuild";

/** The worker, and where the packages lie that it imports. */
const ENTRY = new URL("../browser/worker.ts", import.meta.url);
const ROOT = new URL("../../", import.meta.url);

/**
 * The worker that reads drawings in browsers as one file: this project's own modules and TensorFlow.js.
 *
 * The same sources give the same bytes.
 */
export async function bundleWorker(): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { outputFiles: [{ contents }] } = await build({
      entryPoints: [fromFileUrl(ENTRY)],
      absWorkingDir: fromFileUrl(ROOT),
      bundle: true,
      write: false,
      format: "iife",
      platform: "browser",
      target: "es2022",
      minify: true,
      legalComments: "eof",
      logLevel: "silent",
    });
    return new Uint8Array(contents);
  } finally {
    await stop();
  }
}
