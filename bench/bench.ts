/**
 * `deno task bench [PART…] [--long] [--check] [--fast]`: what this project costs beside what people would use instead;
 * writes reports/bench.json and reports/bench.md, or compares ratios with those stored there.
 */
import { join } from "@std/path";
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { replaceFile } from "../lib/base/replace.ts";
import { toPng } from "../lib/charts/render.ts";
import { FlagError } from "../tasks/flags.ts";
import { progressBar } from "../tasks/progress_bar.ts";
import { runTask } from "../tasks/run_task.ts";
import { baselinePython, PACKAGES } from "./baseline_python.ts";
import {
  benchCharts,
  benchJson,
  benchMarkdown,
  type BenchReport,
  comparisonTable,
  growthTable,
} from "./bench_report.ts";
import { checkReport, MARGIN } from "./check_report.ts";
import { madeBy } from "./made_by.ts";
import { PARTS } from "./parts.ts";

const REPORT = "reports/bench";
const ROUNDS = 5;

const names = Object.keys(PARTS);
const longNames = names.filter((name) => PARTS[name].isLong);
await runTask({
  task: "bench",
  about: `What this project costs beside what people would use instead: ${REPORT}.md`,
  words: "[PART…]",
  flags: {
    long: { type: "boolean", help: `${longNames.join(", ")} too, unless parts are named` },
    check: { type: "boolean", help: `compare ratios with ${REPORT}.json, write nothing` },
    fast: { type: "boolean", help: "a tenth of the work, to see that it runs; write nothing" },
  },
}, async ({ long, check, fast, _: words }) => {
  if (check && fast) throw new FlagError("--check compares with full runs: it cannot be --fast");
  for (const word of words) {
    if (!names.includes(word)) {
      throw new FlagError(`bench has the parts ${names.join(", ")}; got "${word}"`);
    }
  }
  const stored: BenchReport | null = await Deno.readTextFile(`${REPORT}.json`)
    .then(JSON.parse, onError(Deno.errors.NotFound, () => null));
  if (check && !stored) {
    throw new UserError(`${REPORT}.json is not there to compare with; deno task bench writes it`);
  }
  const python = await baselinePython(PACKAGES).catch((error) => {
    if (check || !(error instanceof UserError)) throw error;
    console.error(`ours is measured alone: ${error.message}`);
    return null;
  });

  const report: Record<string, BenchReport[string]> = {};
  let failures = 0;
  const unnamed = long ? names : names.filter((name) => !longNames.includes(name));
  for (const name of words.length > 0 ? words : unnamed) {
    const bar = progressBar(name);
    const before = performance.now();
    const measured = await PARTS[name].measure({
      ...{ python, fast, rounds: fast ? 2 : ROUNDS },
      onProgress: bar.onProgress,
    }).finally(bar.finish).catch(onError(UserError, (error) => {
      console.error(`${name} is left out: ${error.message}`);
      return null;
    }));
    if (!measured) {
      failures++;
      continue;
    }
    const seconds = (performance.now() - before) / 1000;
    report[name] = { made: await madeBy(`bench ${name}`), seconds, ...measured };
    const { comparisons, growths = [], notes = [] } = measured;
    if (comparisons.length > 0) console.log(comparisonTable(comparisons));
    console.log([...growths.map(growthTable), ...notes].join("\n"));
    // After each part: what is measured stays, should the next one fail.
    if (!fast && !check) await writeReport({ ...stored, ...report });
  }
  if (check) {
    const worse = checkReport(report, stored!);
    for (const line of worse) console.error(line);
    failures += worse.length;
    if (failures === 0) {
      console.log(`no ratio is above the stored one by more than ${100 * MARGIN} %`);
    }
  }
  return failures > 0 ? 1 : 0;
});

async function writeReport(report: BenchReport): Promise<void> {
  await replaceFile(`${REPORT}.json`, benchJson(report));
  await replaceFile(`${REPORT}.md`, benchMarkdown(report, PARTS));
  for (const [name, chart] of Object.entries(benchCharts(report))) {
    await replaceFile(join(REPORT, name), await toPng(chart));
  }
  console.log(`written: ${REPORT}.md`);
}
