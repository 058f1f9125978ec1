/**
 * The token that the server of `--engine` asks for, where the environment holds one. It is no flag: others on the
 * machine see what programs are called with.
 */
export function engineToken(): string | undefined {
  return Deno.env.get("DIGITS_ENGINE_TOKEN")?.trim() || undefined;
}
