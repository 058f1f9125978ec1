const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));

/** The arguments that a task gives to deno, as deno.json spells them. */
export function taskArguments(task: string): string[] {
  const [deno, ...words]: string[] = tasks[task].command.split(" ");
  if (deno !== "deno") throw new Error(`task ${task} runs ${deno}`);
  return words;
}
