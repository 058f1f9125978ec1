/** Sends a signal to a child process, unless that has ended. */
export function sendSignal(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It had ended already.
  }
}
