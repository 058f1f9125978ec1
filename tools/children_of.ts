/** What /proc says of a process, such as its `cmdline`; nothing where it has ended. Linux only. */
export function procFile(pid: number, name: string): string {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/${name}`);
  } catch {
    return "";
  }
}

/** Processes that a process started; none where it has ended. Linux only: other systems tell it elsewhere. */
export function childrenOf(pid: number): number[] {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/task`)].flatMap(({ name }) =>
      Deno.readTextFileSync(`/proc/${pid}/task/${name}/children`).split(" ").filter(Boolean)
        .map(Number)
    );
  } catch {
    return [];
  }
}

/** A process and all that it started, and those started in turn; whoever was started comes before who did it. */
export function familyOf(pid: number): number[] {
  return [...childrenOf(pid).flatMap(familyOf), pid];
}

/** A sum over a process and all that it started. */
export function sumOverFamily(pid: number, of: (pid: number) => number): number {
  return familyOf(pid).reduce((sum, one) => sum + of(one), 0);
}
