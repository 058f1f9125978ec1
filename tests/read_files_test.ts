import { join } from "@std/path";
import assert from "node:assert/strict";
import { ModelError } from "../lib/base/errors.ts";
import { drawStrokes } from "../lib/image/draw_strokes.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import { readFiles } from "../lib/read_files.ts";
import { servingNetworks } from "./engine/protocol_server.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

const one = [{ x: 50, y: 20 }, { x: 50, y: 80 }];
const seven = [{ x: 30, y: 20 }, { x: 65, y: 20 }, { x: 40, y: 80 }];

Deno.test("files read on several threads answer as on one, in their order, the bad ones too", async () => {
  await inTemporaryFolder(async (folder) => {
    const write = async (name: string, bytes: Uint8Array) => {
      await Deno.writeFile(join(folder, name), bytes);
      return join(folder, name);
    };
    const draw = (stroke: typeof one) =>
      encodePng(drawStrokes([stroke], { width: 100, height: 100, pen: 7 }));
    const six = [
      await write("one.png", await draw(one)),
      await write("note.txt", new TextEncoder().encode("Dear Sir or Madam")),
      await write("seven.png", await draw(seven)),
      join(folder, "gone.png"),
      folder,
      join(folder, "one.png", "below.png"),
    ];
    const files = Array.from({ length: 100 }, (_, i) => six[i % 6]);
    const [apart, alone] = await Promise.all(
      [2, 1].map((atOnce) =>
        Array.fromAsync(readFiles(files, { atOnce, threads: 1, single: true }))
      ),
    );
    assert.deepEqual(apart, alone);
    const texts = apart.map((reading) => "error" in reading ? reading.error : reading.text);
    assert.equal(texts[0], "1");
    assert.match(texts[1], /^not an image: /);
    assert.equal(texts[2], "7");
    assert.deepEqual(texts.slice(3, 6), [
      "no such file",
      "it is a folder: name the files in it",
      "no such file",
    ]);
  });
});

Deno.test("a file of more bytes than can be read is refused before it is read", async () => {
  await inTemporaryFolder(async (folder) => {
    const video = join(folder, "video.mp4");
    await Deno.writeFile(video, new Uint8Array());
    // As large as no memory is, and no disk has to hold it.
    await Deno.truncate(video, 2 ** 40);
    const [reading] = await Array.fromAsync(readFiles([video]));
    assert.match("error" in reading ? reading.error : reading.text, /^too large: 1048576 MiB/);
  });
});

Deno.test("a server that fails while it is asked is said to, on several threads as on one", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "one.png");
    await Deno.writeFile(
      file,
      await encodePng(drawStrokes([one], { width: 100, height: 100, pen: 7 })),
    );
    const files = Array.from({ length: 100 }, () => file);
    await servingNetworks(async (engine) => {
      for (const atOnce of [1, 2]) {
        await assert.rejects(readFiles(files, { atOnce, engine }).next(), (error) => {
          assert.ok(error instanceof ModelError);
          return /status 500: out of memory/.test(error.message);
        });
      }
    }, () => new Response("out of memory", { status: 500 }));
  });
});

Deno.test("a model that cannot be opened is said to be so, on several threads as on one", async () => {
  const files = Array.from({ length: 100 }, () => "any.png");
  for (const atOnce of [1, 2]) {
    const first = readFiles(files, { atOnce, model: "models/nothing" }).next();
    await assert.rejects(first, (error) => error instanceof ModelError);
  }
});
