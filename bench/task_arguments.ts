import config from "../deno.json" with { type: "json" };

/** The arguments that a task gives to deno, as deno.json spells them. */
export function taskArguments(task: keyof typeof config.tasks): string[] {
  const [deno, ...words] = config.tasks[task].command.split(" ");
  if (deno !== "deno") throw new Error(`task ${task} runs ${deno}`);
  return words;
}
