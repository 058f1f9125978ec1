import { onError } from "../lib/base/on_error.ts";
import { CommandError, runCommand } from "../tools/run_command.ts";

/**
 * The path of a Python that has certain modules: the one that DIGITS_PYTHON names, else that of `.venv`; null where
 * there is none, and tests against the real packages of that language are skipped.
 */
export async function pythonWith(modules: string[]): Promise<string | null> {
  const python = Deno.env.get("DIGITS_PYTHON") ?? ".venv/bin/python3";
  // Beside the program itself lie others that its packages bring.
  const find = "import sys, importlib.util\nprint(sys.executable)\n" +
    "sys.exit(not all(importlib.util.find_spec(name) for name in sys.argv[1:]))";
  const asked = runCommand(python, { args: ["-c", find, ...modules] });
  const said = await asked.catch(onError(CommandError, () => null));
  if (said !== null) return said.trim();
  console.log(
    `tests on Python's ${modules.join(" and ")} are skipped: ${python} has them not; ` +
      "DIGITS_PYTHON names one that has",
  );
  return null;
}
