/**
 * Prints a line on standard output.
 *
 * `console.log` would go on without a word when whoever reads has gone, as `| head` does.
 *
 * @throws {Deno.errors.BrokenPipe} then.
 */
export function print(line: string): void {
  let rest = new TextEncoder().encode(`${line}\n`);
  while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest));
}
