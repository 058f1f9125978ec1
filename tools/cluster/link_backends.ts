import { basename, join } from "@std/path";
import { type Programs, stubOf } from "./find_programs.ts";

/**
 * Lays out the folder in which Triton finds its python backend, as links.
 *
 * The package has the backend, and the part that runs Python, in two places. That part looks at no environment:
 * beside Python's own packages it imports only what lies in this folder, so those of a virtual environment
 * are linked too.
 *
 * @param folder An empty folder.
 */
export async function linkBackends(folder: string, programs: Programs): Promise<void> {
  const backend = join(folder, "python");
  await Deno.mkdir(backend);
  const paths = [stubOf(programs)];
  for (const from of [join(programs.triton, "backends/python"), programs.packages]) {
    for await (const { name } of Deno.readDir(from)) paths.push(join(from, name));
  }
  const left = ["__pycache__", "pytriton"];
  for (const path of paths.filter((path) => !left.includes(basename(path)))) {
    await Deno.symlink(path, join(backend, basename(path)));
  }
}
