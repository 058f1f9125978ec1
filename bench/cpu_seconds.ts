import { childrenOf } from "../tools/children_of.ts";

/** Clock ticks in a second, as Linux counts processor time for programs. */
const TICKS = 100;

/** Seconds of processor time that a program, and those that it started and that still run, have taken. Linux only. */
export function cpuSeconds(pid: number): number {
  let stat: string;
  try {
    stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  } catch {
    return 0;
  }
  // The program's name, in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const own = (Number(fields[11]) + Number(fields[12])) / TICKS;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), own);
}
