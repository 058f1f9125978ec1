/** Digits on a real Spark of two workers, one of which is killed; skipped where Spark is missing. */
import assert from "node:assert/strict";
import { scoreOnSpark } from "../../bench/scale/score_on_spark.ts";
import { runCommand } from "../../tools/run_command.ts";
import { pythonWith } from "../python_with.ts";

const python = await pythonWith(["pyspark", "pandas", "pyarrow", "onnxruntime"]);

/** Scores rows of which some are damaged, without Spark around it. */
const DAMAGED = `
import json, sys
sys.path.insert(0, "deploy/spark")
import pandas as pd
import score

score.SparkFiles.get = lambda name: "models/digits/" + name
card = json.load(open("models/digits/card.json"))
one = bytes(255 if x in (13, 14) and 4 <= y < 24 else 0 for y in range(28) for x in range(28))
def read(*pixels):
    (answers,) = score.scorer(card)([pd.DataFrame({"id": range(len(pixels)), "pixels": pixels})])
    return answers[["digit", "sure"]].values.tolist()
print(json.dumps([read(one, one[:-1], None, b"", one), read(b"", None)]))
`;

Deno.test({
  name: "rows for Spark whose pixels are none are answered with null, beside the others",
  ignore: python === null,
  async fn() {
    const said = await runCommand(python!, { args: ["-c", DAMAGED] });
    const none = [null, null];
    assert.deepEqual(JSON.parse(said), [[["1", true], none, none, none, ["1", true]], [
      none,
      none,
    ]]);
  },
});

Deno.test({
  name: "Spark answers every row once, also when a worker is killed",
  ignore: python === null,
  async fn() {
    const { kills, rows, ids, wrong } = await scoreOnSpark(python!, { rows: 5_000, parts: 20 });
    assert.deepEqual({ kills, rows, ids, wrong }, {
      kills: 1,
      rows: 5_000,
      ids: 5_000,
      wrong: 0,
    });
  },
});
