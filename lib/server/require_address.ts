import { isIP } from "node:net";
import { UserError } from "../base/errors.ts";

/**
 * Takes addresses to listen on; a name would have to be looked up, and may be several.
 *
 * @param flag What it was given with, and what would work there.
 * @throws {UserError} for anything else.
 */
export function requireAddress(
  host: string,
  flag = "--host takes one of this machine, such as 127.0.0.1 or 0.0.0.0",
): void {
  if (!isIP(host)) throw new UserError(`${host} is no address: ${flag}`);
}
