import { type Running, startProgram } from "../tools/start_program.ts";
import { findPackages } from "../tasks/serve/programs.ts";
import { taskArguments } from "./task_arguments.ts";

/** A server that listens. */
export interface Served extends Running {
  readonly url: string;
}

/**
 * Starts the server on a free port.
 *
 * @param options.prefix Shell commands before it, such as a limit that it is to run under.
 * @param options.quiet Forgets its log.
 */
export async function startServe(
  flags: readonly string[] = [],
  { prefix, quiet }: { readonly prefix?: string; readonly quiet?: boolean } = {},
): Promise<Served> {
  const serve = [Deno.execPath(), ...taskArguments("serve"), "--port", "0", ...flags];
  const [program, ...args] = prefix ? ["sh", "-c", `${prefix}; exec "$@"`, "sh", ...serve] : serve;
  // What Deno says while it fetches them is not the server's.
  await findPackages();
  const address = /listening on (http:\/\/[^/]+)\//;
  const isUp = (said: string) => address.test(said);
  const server = await startProgram(program, { name: "the server", args, isUp, quiet });
  return Object.assign(server, { url: server.said.match(address)![1] });
}
