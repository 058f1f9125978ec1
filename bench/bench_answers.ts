/**
 * How long an answer takes: the engine alone, a PNG's bytes to a Reading, a POST over loopback, and the
 * programs from their start.
 *
 * @module
 */
import { join } from "@std/path";
import { pictureAt, subset, toFloats } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import { resize } from "../lib/image/resize.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { createApp } from "../lib/server/app.ts";
import { createReader } from "../lib/server/create_reader.ts";

/** Times of one kind of answer, in milliseconds. */
export interface AnswerTimes {
  readonly what: string;
  readonly times: readonly number[];
}

/** Measures all of them, in turn, on the shipped model. */
export async function benchAnswers(): Promise<AnswerTimes[]> {
  const recognizer = await openRecognizer({ model: "models/digits" });
  const { engine } = recognizer;
  const digits = subset(await loadMnist("test"), Array.from({ length: 64 }, (_, i) => i));
  const pictures = await Promise.all(
    Array.from({ length: 64 }, (_, i) => encodePng(resize(pictureAt(digits, i), 280, 280))),
  );
  const [one, all] = [toFloats(digits, 0, 1), toFloats(digits)];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    createApp({ reader: createReader(recognizer), card: recognizer.card }).fetch,
  );
  const url = `http://127.0.0.1:${server.addr.port}/api/predict`;

  const kinds = [
    { what: "engine, 1 picture", run: () => engine.predict(one, 1) },
    { what: "engine, 64 pictures", run: () => engine.predict(all, 64) },
    { what: "PNG of 280x280 to Reading", run: (i: number) => recognizer.read(pictures[i]) },
    {
      what: "POST of that PNG over loopback",
      run: async (i: number) => {
        await (await fetch(url, { method: "POST", body: pictures[i] as BodyInit })).json();
      },
    },
  ].map((kind) => ({ ...kind, times: [] as number[] }));
  for (let round = -50; round < 1000; round++) {
    for (const { run, times } of kinds) {
      const before = performance.now();
      await run(Math.abs(round) % 64);
      if (round >= 0) times.push(performance.now() - before);
    }
  }
  await server.shutdown();
  await recognizer.close();
  return [...kinds, ...await benchPrograms(pictures[0])];
}

/** The programs as they are typed, from their start; the first run, which may fill caches, is left out. */
async function benchPrograms(picture: Uint8Array): Promise<AnswerTimes[]> {
  const folder = await Deno.makeTempDir();
  const file = join(folder, "digit.png");
  await Deno.writeFile(file, picture);
  const predict: number[] = [];
  const serve: number[] = [];
  for (let round = -1; round < 9; round++) {
    let before = performance.now();
    await command(["predict", file]).output();
    if (round >= 0) predict.push(performance.now() - before);

    before = performance.now();
    const child = command(["serve", "--port", "0"]).spawn();
    const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let said = "";
    while (!said.includes("\n")) said += (await lines.read()).value;
    const [url] = said.match(/http:\/\/[^/]+\//)!;
    const response = await fetch(`${url}api/predict`, {
      method: "POST",
      body: picture as BodyInit,
    });
    await response.json();
    if (round >= 0) serve.push(performance.now() - before);
    child.kill("SIGTERM");
    await lines.cancel();
    await child.status;
  }
  await Deno.remove(folder, { recursive: true });
  return [
    { what: "deno task predict FILE, whole program", times: predict },
    { what: "deno task serve, start to first answer", times: serve },
  ];
}

function command(args: string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    stdout: "piped",
    stderr: "null",
  });
}
