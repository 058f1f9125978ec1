/** Addresses of machines: those to listen on, and those that ask. */
import { isIP } from "node:net";
import { UserError } from "../base/errors.ts";

/**
 * Passes an address to listen on; a name would have to be looked up, and may be several.
 *
 * @param advice The flag it was given with, and what would work there.
 * @throws {UserError} for anything else.
 */
export function requireAddress(
  host: string,
  advice = "--host takes one of this machine, such as 127.0.0.1 or 0.0.0.0",
): void {
  if (!isIP(host)) throw new UserError(`${host} is no address: ${advice}`);
}

/** An address as it stands before a port: IPv6's in brackets. */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** Whether a connection comes from an address, which a socket of IPv6 writes with a prefix. */
export function isFrom(remote: string, address?: string): boolean {
  return remote.replace(/^::ffff:/, "") === address;
}
