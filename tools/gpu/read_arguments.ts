/**
 * This program's arguments; where they are wrong, it says how it is called and ends with status 2.
 *
 * @param usage Such as `draw.ts FOLDER SEED`.
 * @param pattern What the arguments match, a line each.
 */
export function readArguments(usage: string, pattern: RegExp): readonly string[] {
  if (pattern.test(Deno.args.join("\n"))) return Deno.args;
  console.error(`error: it is called as deno run -A tools/gpu/${usage}`);
  Deno.exit(2);
}
