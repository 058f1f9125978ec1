import { procFile, sumOverFamily } from "../tools/children_of.ts";

/**
 * Memory of a program and all that it started, in MiB, watched while `work` goes on.
 *
 * Linux only: other systems tell it elsewhere.
 */
export async function watchMemory<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<
  { readonly result: T; readonly memory: readonly [before: number, most: number, after: number] }
> {
  const start = memoryOf(pid);
  let peak = start;
  const timer = setInterval(() => peak = Math.max(peak, memoryOf(pid)), 50);
  try {
    const result = await work();
    return { result, memory: [start, peak, memoryOf(pid)] };
  } finally {
    clearInterval(timer);
  }
}

/**
 * Proportional set size of a program and all that it started, in MiB, now: what they take together, for a page that
 * several share counts in equal parts in each. Slower to find than what each has resident. Linux only.
 */
export function proportionalMemoryOf(pid: number): number {
  return sumOverFamily(pid, (one) => {
    const rollup = procFile(one, "smaps_rollup");
    return Number(rollup.match(/^Pss: +(\d+) kB$/m)?.[1] ?? 0) / 1024;
  });
}

/** Memory of a program and all that it started, in MiB, now; 0 where it has ended. Linux only. */
function memoryOf(pid: number): number {
  return sumOverFamily(pid, (one) => {
    const pages = Number(procFile(one, "statm").split(" ")[1] ?? 0);
    return pages * 4096 / 2 ** 20;
  });
}
