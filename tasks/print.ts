/** Whoever reads what a task prints has gone. */
export class OutputClosed extends Error {
  override name = "OutputClosed";
}

/**
 * Prints a line on standard output.
 *
 * `console.log` would go on without a word when whoever reads has gone, as `| head` does.
 *
 * @throws {OutputClosed} then.
 */
export function print(line: string): void {
  let rest = new TextEncoder().encode(`${line}\n`);
  try {
    while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest));
  } catch (error) {
    throw error instanceof Deno.errors.BrokenPipe ? new OutputClosed() : error;
  }
}
