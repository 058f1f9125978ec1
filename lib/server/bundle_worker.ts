import { fromFileUrl } from "@std/path";
import { build, stop } from "esbuild";

/** Where the packages lie that workers import. */
const ROOT = new URL("../../", import.meta.url);

const pathOf = (name: string) => fromFileUrl(new URL(`../browser/${name}`, import.meta.url));

/** The licences of packages whose sources do not hold them: they ask to be kept. */
async function licences(): Promise<string> {
  const noble = await Deno.readTextFile(new URL("node_modules/@noble/hashes/LICENSE", ROOT));
  return `/*! @noble/hashes\n\n${noble.trim()}\n\nseedrandom, under the same terms: ` +
    "Copyright 2019 David Bau; alea.js: Copyright 2010 Johannes Baagoe */";
}

/**
 * A worker of the page as one file: this project's own modules and the packages that they use.
 *
 * The same sources give the same bytes.
 *
 * @param name Its file in `lib/browser/`.
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
      banner: { js: await licences() },
      logLevel: "silent",
    });
    return new Uint8Array(contents);
  } finally {
    await stop();
  }
}
