/** How often memory is looked at, in milliseconds. */
const OFTEN = 50;

/**
 * Ends this program when it takes more than so many bytes of memory.
 *
 * It sees what a decoder takes on threads of its own. No timer runs while JavaScript loops: then the caller ends the
 * program when its patience is over.
 */
export function endAtMemory(bytes: number): void {
  const timer = setInterval(() => {
    if (Deno.memoryUsage().rss > bytes) Deno.exit(1);
  }, OFTEN);
  Deno.unrefTimer(timer);
}
