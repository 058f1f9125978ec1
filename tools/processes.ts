/** What Linux tells of processes in /proc; other systems tell it elsewhere. */

/** What /proc says of a process, such as its `cmdline`; nothing where it has ended. */
export function procFile(pid: number, name: string): string {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/${name}`);
  } catch {
    return "";
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

/** A process and all that it started, and those started in turn; whoever was started comes before who did it. */
export function familyOf(pid: number): number[] {
  return [...childrenOf(pid).flatMap(familyOf), pid];
}

/** Memory of a process and all that it started, in MiB, now; 0 where it has ended. */
export function memoryOf(pid: number): number {
  return sumOverFamily(pid, (one) => Number(procFile(one, "statm").split(" ")[1] ?? 0) * 4 / 1024);
}

/**
 * The same as their proportional set size, which takes longer to find: a page that several share counts in equal
 * parts in each.
 */
export function proportionalMemoryOf(pid: number): number {
  const ofOne = (one: number) => procFile(one, "smaps_rollup").match(/^Pss: +(\d+) kB$/m)?.[1] ?? 0;
  return sumOverFamily(pid, (one) => Number(ofOne(one)) / 1024);
}

/** Clock ticks in a second, as Linux counts processor time for programs. */
const TICKS = 100;

/** Seconds of processor time that a process, and those that it started and that still run, have taken. */
export function cpuSeconds(pid: number): number {
  return sumOverFamily(pid, (one) => {
    const stat = procFile(one, "stat");
    // The program's name, in brackets, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
  });
}

function sumOverFamily(pid: number, of: (pid: number) => number): number {
  return familyOf(pid).reduce((sum, one) => sum + of(one), 0);
}
