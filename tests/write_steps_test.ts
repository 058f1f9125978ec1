import { join } from "@std/path";
import assert from "node:assert/strict";
import { UserError } from "../lib/base/errors.ts";
import { decode } from "../lib/image/decode.ts";
import type { ReadingStep } from "../lib/reading_step.ts";
import { writeSteps } from "../lib/write_steps.ts";
import { namesIn } from "./names_in.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

const grey = { width: 3, height: 2, data: new Float32Array([0, 0.2, 0.4, 0.6, 0.8, 1]) };
const black = { width: 1, height: 1, data: new Float32Array([1]) };

Deno.test("writeSteps() makes the folder and numbers the pictures, pixel for pixel", async () => {
  await inTemporaryFolder(async (folder) => {
    const made = join(folder, "a/b");
    await writeSteps(made, [{ name: "grey", image: grey }, { name: "digit", image: black }]);
    assert.deepEqual(await namesIn(made), ["1-grey.png", "2-digit.png"]);
    const { width, height, data } = await decode(await Deno.readFile(join(made, "1-grey.png")));
    assert.deepEqual([width, height], [3, 2]);
    data.forEach((ink, i) => assert.ok(Math.abs(ink - grey.data[i]) < 1 / 255));
  });
});

Deno.test("writeSteps() takes an earlier reading's pictures away and lets all other files be", async () => {
  await inTemporaryFolder(async (folder) => {
    const others = ["2024-trip.png", "7-digit.txt", "notes.txt"];
    for (const name of others) await Deno.writeTextFile(join(folder, name), name);
    await Deno.mkdir(join(folder, "3-ink.png"));
    const step = (name: ReadingStep["name"]) => ({ name, image: black });
    await writeSteps(folder, [step("grey"), step("digit"), step("digit")]);
    await writeSteps(folder, [step("grey")]);
    assert.deepEqual(await namesIn(folder), [
      "1-grey.png",
      "2024-trip.png",
      "3-ink.png",
      ...others.slice(1),
    ]);
    for (const name of others) assert.equal(await Deno.readTextFile(join(folder, name)), name);
  });
});

Deno.test("writeSteps() names a place that it cannot write into", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "mine");
    for (const place of [file, join(file, "below")]) {
      await assert.rejects(writeSteps(place, [{ name: "grey", image: grey }]), (error: Error) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.message, `cannot write into ${place}: it is no folder`);
        return true;
      });
    }
    assert.equal(await Deno.readTextFile(file), "mine");
  });
});
