/** What `/openapi.json` says, tried by a program that makes requests up from it. */
import assert from "node:assert/strict";
import { resolve } from "@std/path";
import { pythonWith } from "../python_with.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { serving } from "./serving.ts";

const python = await pythonWith(["schemathesis"]);

Deno.test({
  name: "schemathesis finds no answer that /openapi.json does not describe, and no 500",
  ignore: python === null,
  async fn() {
    const defects: unknown[] = [];
    const work = (folder: string) => async (url: string) => {
      const { success, stdout } = await new Deno.Command(resolve(python!), {
        // It keeps what it found where it runs.
        cwd: folder,
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
    };
    await inTemporaryFolder((folder) =>
      serving(work(folder), { onDefect: (error) => defects.push(error) })
    );
    assert.deepEqual(defects, []);
  },
});
