/** What `/openapi.json` says, tried by a program that makes requests up from it. */
import assert from "node:assert/strict";
import { pythonWith } from "../python_with.ts";
import { serving } from "./serving.ts";

const python = await pythonWith(["schemathesis"]);

Deno.test({
  name: "schemathesis finds no answer that /openapi.json does not describe, and no 500",
  ignore: python === null,
  async fn() {
    const defects: unknown[] = [];
    await serving(async (url) => {
      const { success, stdout } = await new Deno.Command(python!, {
        args: [
          "-m",
          "schemathesis.cli",
          "run",
          `${url}/openapi.json`,
          "--checks=not_a_server_error,status_code_conformance,content_type_conformance," +
          "response_schema_conformance",
          "--max-examples=8",
          "--seed=1",
          "--no-color",
        ],
      }).output();
      assert.ok(success, new TextDecoder().decode(stdout));
    }, { onDefect: (error) => defects.push(error) });
    assert.deepEqual(defects, []);
  },
});
