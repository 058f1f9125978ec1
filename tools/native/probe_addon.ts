import { CommandError, runCommand } from "../run_command.ts";

/**
 * Loads the addon in a process of its own, because a library made for another machine may end the process
 * that loads it.
 *
 * @param addon Path of `tfjs_binding.node`.
 * @returns TensorFlow's version, such as `2.21.0`.
 * @throws {CommandError} saying why it does not load.
 */
export async function probeAddon(addon: string): Promise<string> {
  const script = `import { createRequire } from "node:module";
    try {
      console.log(createRequire(import.meta.url)(${JSON.stringify(addon)}).TF_Version);
    } catch (error) {
      console.error(error.message);
      Deno.exit(1);
    }`;
  const version = await runCommand(Deno.execPath(), {
    args: ["eval", "--no-config", script],
    env: { TF_CPP_MIN_LOG_LEVEL: "3", NO_COLOR: "1" },
  });
  if (!/^\d+\.\d+/.test(version)) {
    throw new CommandError(`${addon} loads, but it is no TensorFlow addon`);
  }
  return version.trim();
}
