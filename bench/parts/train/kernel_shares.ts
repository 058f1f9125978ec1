import * as tf from "@tensorflow/tfjs";

/** What runs TensorFlow's kernels in tfjs-node's backend, by the kernel's name. */
type Execute = (name: string, ...rest: unknown[]) => unknown;

/**
 * The share in [0, 1] that each of TensorFlow's kernels has in the time of `run`, largest first; what is left
 * is JavaScript's. On the native backend only, whose kernels end before they return.
 */
export async function kernelShares(run: () => Promise<unknown>): Promise<[string, number][]> {
  const backend = tf.backend() as unknown as Record<string, Execute>;
  const times = new Map<string, number>();
  const methods = ["executeSingleOutput", "executeMultipleOutputs"];
  for (const method of methods) {
    const execute = backend[method];
    // Over the method of its class, and taken away again below.
    backend[method] = (name, ...rest) => {
      const before = performance.now();
      const given = execute.call(backend, name, ...rest);
      times.set(name, (times.get(name) ?? 0) + performance.now() - before);
      return given;
    };
  }
  const before = performance.now();
  try {
    await run();
  } finally {
    for (const method of methods) delete backend[method];
  }
  const whole = performance.now() - before;
  return [...times].map(([name, time]): [string, number] => [name, time / whole])
    .sort(([, a], [, b]) => b - a);
}
