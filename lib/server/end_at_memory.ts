/** How often memory is looked at, in milliseconds. */
const OFTEN = 50;

/**
 * Ends this program when it takes more than so many bytes of memory.
 *
 * It sees what a decoder takes on threads of its own, not what a loop of JavaScript does, which lets no timer
 * run: such a loop ends by its caller's patience.
 */
export function endAtMemory(bytes: number): void {
  const timer = setInterval(() => {
    if (Deno.memoryUsage().rss > bytes) Deno.exit(1);
  }, OFTEN);
  Deno.unrefTimer(timer);
}
