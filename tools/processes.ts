/** Processes by their ids: what Linux tells of them in /proc (other systems tell it elsewhere), and signals. */

/** What /proc says of a process, such as its `cmdline`; nothing where it has ended. */
export function procFile(pid: number, name: string): string {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/${name}`);
  } catch {
    return "";
  }
}

/** Sends a signal to a process, unless that has ended. */
export function signalProcess(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // It had ended already.
  }
}

/** Processes that a process started; none where it has ended. */
export function childrenOf(pid: number): number[] {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/task`)].flatMap(({ name }) =>
      procFile(pid, `task/${name}/children`).split(" ").filter(Boolean).map(Number)
    );
  } catch {
    return [];
  }
}

/** A process and all its descendants, children before their parents. */
export function processTree(pid: number): number[] {
  return [...childrenOf(pid).flatMap(processTree), pid];
}

/** Resident memory of a process and its descendants now, in MiB; 0 where it has ended. */
export function memoryOf(pid: number): number {
  return sumOverTree(pid, (one) => Number(procFile(one, "statm").split(" ")[1] ?? 0) * 4 / 1024);
}

/** The same as proportional set size: a page that several share counts in equal parts in each. It takes longer to find. */
export function proportionalMemoryOf(pid: number): number {
  const ofOne = (one: number) => procFile(one, "smaps_rollup").match(/^Pss: +(\d+) kB$/m)?.[1] ?? 0;
  return sumOverTree(pid, (one) => Number(ofOne(one)) / 1024);
}

/** Clock ticks in a second, as Linux counts processor time for programs. */
const TICKS = 100;

/** Seconds of processor time that a process, and those of its descendants that still run, have taken. */
export function cpuSeconds(pid: number): number {
  return sumOverTree(pid, (one) => {
    const stat = procFile(one, "stat");
    // The program's name, in brackets, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
  });
}

function sumOverTree(pid: number, of: (pid: number) => number): number {
  return processTree(pid).reduce((sum, one) => sum + of(one), 0);
}
