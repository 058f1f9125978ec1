import { createRequire } from "node:module";
import { dirname, fromFileUrl, join } from "@std/path";

/** Where the parts of native TensorFlow are. */
export interface NativePaths {
  /** This project's own folder for them: set-ups in the making, the finished one, the lock. */
  readonly store: string;
  /** The finished set-up: `lib/` with the addon and `deps/lib/` with TensorFlow's libraries. */
  readonly home: string;
  /** The folder of the npm package; its `lib` and `deps` are links into `home`. */
  readonly package: string;
  /** The addon, where the npm package looks for it. */
  readonly addon: string;
}

/**
 * The addon's place under `home` and under the npm package. The 8 is the newest version of Node's addon
 * interface that the package knows; every Deno that runs this project has it.
 */
export const ADDON = join("lib", "napi-v8", "tfjs_binding.node");

/**
 * Finds the npm package and names the places of this project's set-up.
 *
 * The set-up lives outside node_modules, which people remove at will, and which the package's own install
 * script clears in part.
 *
 * @throws when the npm package is not installed.
 */
export function nativePaths(): NativePaths {
  const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-node/package.json");
  const { version } = JSON.parse(Deno.readTextFileSync(manifest));
  const store = join(dirname(fromFileUrl(import.meta.url)), "..", "..", ".native");
  return {
    store,
    home: join(store, `tfjs-node-${version}`),
    package: dirname(manifest),
    addon: join(dirname(manifest), ADDON),
  };
}
