/** Resolves once messages that came by now have been taken; timers would wait four milliseconds more. */
export function afterOthers(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const taken = new Promise<void>((resolve) => port1.onmessage = () => resolve());
  port2.postMessage(null);
  return taken.finally(() => port1.close());
}
