/** `deno run -A bench/peak_memory.ts FILE…`: reads pictures at once and prints the most memory needed, in MiB. */
import { openRecognizer } from "../lib/open_recognizer.ts";

const recognizer = await openRecognizer({ model: "models/digits" });
await Promise.all(Deno.args.map(async (file) => {
  await recognizer.read(await Deno.readFile(file)).catch(() => {});
}));
// Not getrusage's maxRSS: a program inherits that of the one that started it.
const status = await Deno.readTextFile("/proc/self/status");
console.log(Number(status.match(/VmHWM:\s+(\d+) kB/)![1]) / 1024);
Deno.exit();
