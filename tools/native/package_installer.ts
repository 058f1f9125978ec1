import { join } from "@std/path";
import { nativePaths } from "../../lib/backend/native_paths.ts";
import { UserError } from "../../lib/base/errors.ts";
import { onError } from "../../lib/base/on_error.ts";
import { runCommand } from "../run_command.ts";
import { megabytes, watchFolder } from "../watch_folder.ts";
import type { Route } from "./route.ts";

/** How long the installer's host may take to answer, in milliseconds. */
const PATIENCE = 20_000;

/**
 * The package's own installer, which downloads TensorFlow's C library and a built addon.
 *
 * It runs in a throwaway project, because it writes as it goes and would leave a package half changed, and
 * Deno runs it, so that Node need not be there.
 */
export const packageInstaller: Route = {
  name: "the package's own installer",
  async run(stage, onProgress) {
    onProgress(0, 1, "asking its host");
    await reach(Deno.env.get("TFJS_NODE_CDN_STORAGE") ?? "https://storage.googleapis.com/");

    const project = join(stage, "project");
    const manifest = JSON.parse(
      await Deno.readTextFile(join(nativePaths().package, "package.json")),
    );
    const specifier = `npm:${manifest.name}@${manifest.version}`;
    await Deno.mkdir(project);
    const imports = { [manifest.name]: specifier };
    const config = JSON.stringify({ nodeModulesDir: "auto", lock: false, imports });
    await Deno.writeTextFile(join(project, "deno.json"), config);
    const env = { NO_COLOR: "1", RUST_BACKTRACE: "0" };
    const deno = (args: string[], signal?: AbortSignal) =>
      runCommand(Deno.execPath(), { args, signal, cwd: project, env });
    await deno(["install", "--quiet"]);

    // Deno links a package's files to its cache, and the installer rewrites package.json in place.
    const folder = await Deno.realPath(join(project, "node_modules", manifest.name));
    const own = join(folder, "package.json");
    await Deno.writeTextFile(`${own}.new`, await Deno.readTextFile(own));
    await Deno.rename(`${own}.new`, own);

    const stalled = new AbortController();
    await watchFolder(
      join(folder, "deps"),
      deno(["install", "--quiet", `--allow-scripts=${specifier}`], stalled.signal),
      {
        onSize: (bytes) => onProgress(0, 1, `unpacked ${megabytes(bytes)}`),
        onStall: () => stalled.abort("the download has stalled"),
      },
    );
    for (const part of ["lib", "deps"]) await move(join(folder, part), join(stage, part));
    await Deno.remove(project, { recursive: true });
  },
};

async function reach(host: string): Promise<void> {
  try {
    const response = await fetch(host, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE) });
    await response.body?.cancel();
  } catch (error) {
    throw new UserError(`${new URL(host).host} cannot be reached`, { cause: error });
  }
}

async function move(from: string, to: string): Promise<void> {
  await Deno.rename(from, to).catch(onError(Deno.errors.NotFound, (cause) => {
    // The script's own failures do not always end it with a bad status.
    throw new UserError("it ended without having installed anything", { cause });
  }));
}
