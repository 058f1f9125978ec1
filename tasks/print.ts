/** The reader of what a task prints has gone. */
export class OutputClosed extends Error {
  override name = "OutputClosed";
}

/**
 * Prints a line on standard output.
 *
 * `console.log` would go on in silence when its reader has gone, as `| head` does.
 *
 * @throws {OutputClosed} when the reader has gone.
 */
export function print(line: string): void {
  let rest = new TextEncoder().encode(`${line}\n`);
  try {
    while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest));
  } catch (error) {
    throw error instanceof Deno.errors.BrokenPipe ? new OutputClosed() : error;
  }
}
