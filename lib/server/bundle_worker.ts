import { fromFileUrl } from "@std/path";
import { build, stop } from "esbuild";

/** Where the packages lie that workers import. */
const ROOT = new URL("../../", import.meta.url);

const pathOf = (name: string) => fromFileUrl(new URL(`../browser/${name}`, import.meta.url));

/**
 * A worker of the page as one file: this project's own modules and the packages that they use.
 *
 * The same sources give the same bytes.
 *
 * @param name Of its file in `lib/browser/`.
 */
export async function bundleWorker(name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { outputFiles: [{ contents }] } = await build({
      entryPoints: [pathOf(name)],
      absWorkingDir: fromFileUrl(ROOT),
      alias: {
        "@tensorflow/tfjs": pathOf("tensorflow.ts"),
        "node:crypto": pathOf("crypto.ts"),
      },
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
