/** Sets native TensorFlow up for the npm package `@tensorflow/tfjs-node`. */
import { rm } from "node:fs/promises";
import { join, relative } from "@std/path";
import { ADDON, type NativePaths, nativePaths } from "../../lib/backend/native_paths.ts";
import { UserError } from "../../lib/base/errors.ts";
import type { Progress } from "../../lib/base/progress.ts";
import { packageInstaller } from "./package_installer.ts";
import { probeAddon } from "./probe_addon.ts";
import type { Route } from "./route.ts";
import { wheelBuild } from "./wheel_build.ts";

/** How the name of a set-up in the making begins. */
const PARTIAL = "partial-";

/** Settings of {@linkcode installNative}; all but `onProgress` are for tests. */
interface NativeInstallOptions {
  readonly onProgress?: Progress;
  readonly paths?: NativePaths;
  /** Tried in this order. */
  readonly routes?: readonly Route[];
  /** Loads an addon and gives TensorFlow's version. */
  readonly probe?: (addon: string) => Promise<string>;
}

/**
 * Sets native TensorFlow up where it is not there yet: by the npm package's own installer, else from the
 * Python wheel.
 *
 * All is built in a folder beside the final one, made to load there, and then renamed, so that a set-up that
 * is killed leaves nothing half done; the next one removes its remains. Of two at a time the second waits.
 * Programs that run on an older set-up meanwhile keep it until they end.
 *
 * @returns TensorFlow's version, such as `2.21.0`, and how it came here: null where it was there already.
 * @throws {UserError} when every way is closed, saying why for each.
 */
export async function installNative(
  options: NativeInstallOptions = {},
): Promise<{ readonly version: string; readonly route: string | null }> {
  const {
    onProgress,
    paths = nativePaths(),
    routes = [packageInstaller, wheelBuild],
    probe = probeAddon,
  } = options;
  const versionOf = (addon: string) => probe(addon).catch(() => null);

  const present = await versionOf(paths.addon);
  if (present) return { version: present, route: null };

  await Deno.mkdir(paths.store, { recursive: true });
  using lock = await Deno.open(join(paths.store, "lock"), { create: true, write: true });
  const waiting = setTimeout(() => onProgress?.(0, 1, "waiting for another set-up"), 500);
  await lock.lock(true);
  clearTimeout(waiting);

  await removeRemains(paths.store);
  const kept = await versionOf(join(paths.home, ADDON));
  if (kept) {
    // node_modules was made anew, or another set-up was quicker.
    await link(paths);
    return { version: await probe(paths.addon), route: null };
  }
  const stage = join(paths.store, `${PARTIAL}${Deno.pid}`);
  await Deno.mkdir(stage);
  try {
    const route = await build(stage, routes, probe, onProgress);
    await rm(paths.home, { recursive: true, force: true });
    await Deno.rename(stage, paths.home);
    await link(paths);
    return { version: await probe(paths.addon), route };
  } finally {
    // A compiler or an unpacker whose set-up was killed may have gone on writing until now: its remains too.
    await removeRemains(paths.store);
  }
}

/** Takes the first route whose result loads, and gives its name. */
async function build(
  stage: string,
  routes: readonly Route[],
  probe: (addon: string) => Promise<string>,
  onProgress?: Progress,
): Promise<string> {
  const reasons: string[] = [];
  for (const route of routes) {
    try {
      await route.run(stage, (done, total, note) => {
        onProgress?.(done, total, `${route.name}: ${note}`);
      });
      await probe(join(stage, ADDON));
      return route.name;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      reasons.push(`${route.name}: ${error.message}`);
      await rm(stage, { recursive: true, force: true });
      await Deno.mkdir(stage);
    }
  }
  throw new UserError(
    ["native TensorFlow cannot be set up here", ...reasons].join("\n  ") +
      "\nWithout it training runs on the wasm backend, several times slower; nothing else needs it.",
  );
}

/** Makes the npm package's `deps` and `lib` lead to the set-up; the addon's side last, as it is looked for. */
async function link(paths: NativePaths): Promise<void> {
  // Relative, so that the project can be moved; between real paths, because links in them would mislead.
  const home = relative(await Deno.realPath(paths.package), await Deno.realPath(paths.home));
  for (const part of ["deps", "lib"]) {
    await rm(join(paths.package, part), { recursive: true, force: true });
    await Deno.symlink(join(home, part), join(paths.package, part), { type: "dir" });
  }
}

async function removeRemains(store: string): Promise<void> {
  for await (const entry of Deno.readDir(store)) {
    if (entry.name.startsWith(PARTIAL)) {
      await rm(join(store, entry.name), { recursive: true, force: true });
    }
  }
}
