import { join } from "@std/path";
import { UserError } from "../../lib/base/errors.ts";
import { onError } from "../../lib/base/on_error.ts";
import { CommandError, runCommand } from "../run_command.ts";

/** What a cluster is made of, where it is on this machine. */
export interface Programs {
  /** The folder of Triton in the package nvidia-pytriton. */
  readonly triton: string;
  /** Folder of the Python packages that a model's `model.py` imports. */
  readonly packages: string;
  /** Python's version, such as `3.11`, and the folder of its library. */
  readonly python: string;
  readonly library: string;
  readonly haproxy: string;
}

const TRITON_COMMAND = "python3 -m venv .venv && " +
  ".venv/bin/pip install --no-deps nvidia-pytriton==0.7.0 && " +
  ".venv/bin/pip install 'numpy<2' onnxruntime==1.26.0";

const HAPROXY_COMMAND = "apt-get install -y --no-install-recommends haproxy";

/** Prints what a Python has of all that is needed. */
const PROBE = `
import importlib.util, json, sys, sysconfig
find = importlib.util.find_spec
triton = find("pytriton")
print(json.dumps({
    "missing": [name for name in ("pytriton", "numpy", "onnxruntime") if not find(name)],
    "triton": triton and triton.submodule_search_locations[0] + "/tritonserver",
    "packages": sysconfig.get_path("purelib"),
    "python": "%d.%d" % sys.version_info[:2],
    "library": sysconfig.get_config_var("LIBDIR"),
}))
`;

/**
 * Finds Triton and HAProxy.
 *
 * @param options.python `DIGITS_PYTHON`, else that of `.venv`, when left out.
 * @param options.folders Those that may hold `haproxy`: of PATH, and `/usr/sbin`, when left out.
 * @throws {UserError} naming all that is missing, each with the command that installs it.
 */
export async function findPrograms(
  {
    python = Deno.env.get("DIGITS_PYTHON") ?? ".venv/bin/python3",
    folders = [...(Deno.env.get("PATH") ?? "").split(":"), "/usr/sbin"],
  }: { readonly python?: string; readonly folders?: readonly string[] } = {},
): Promise<Programs> {
  const lacks: string[] = [];
  const lack = (what: string, command: string) => lacks.push(`${what}; ${command} brings it`);

  const found = await probe(python);
  if (typeof found === "string") lack(`Triton: ${found}`, TRITON_COMMAND);
  const haproxy = await firstFile(folders.map((folder) => join(folder, "haproxy")));
  if (haproxy === null) lack("HAProxy", HAPROXY_COMMAND);
  if (typeof found === "string" || haproxy === null) {
    throw new UserError(`a cluster needs what is not here:\n- ${lacks.join("\n- ")}`);
  }
  return { ...found, haproxy };
}

/** What Python has; a string says what it lacks. */
async function probe(python: string): Promise<Omit<Programs, "haproxy"> | string> {
  const asked = await runCommand(python, { args: ["-c", PROBE] })
    .then(JSON.parse, onError(CommandError, ({ message }) => message));
  if (typeof asked === "string") return asked;
  const { missing, ...found } = asked;
  if (missing.length > 0) return `${python} has no ${missing.join(" and no ")}`;
  const stub = await firstFile([stubOf(found)]);
  return stub === null ? `its package has no part for Python ${found.python}` : found;
}

/** The program in which Triton runs a `model.py`: one for each version of Python. */
export function stubOf({ triton, python }: Pick<Programs, "triton" | "python">): string {
  return join(triton, "python_backend_stubs", python, "triton_python_backend_stub");
}

async function firstFile(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
  return null;
}
