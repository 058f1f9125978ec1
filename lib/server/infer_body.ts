/**
 * Bodies of the Open Inference Protocol: JSON, with numbers in it or, by the binary tensor extension, as bytes
 * behind it.
 */
import type { z } from "@hono/zod-openapi";
import { LENGTH_HEADER } from "../engine/ask_server.ts";
import { Refusal } from "./refusal.ts";
import { InferRequest, type InferResponse, sentence } from "./schemas.ts";

/** How many sides an input has: pictures, height, width and one channel. */
const SIDES = 4;

/** A question: its JSON, and the bytes behind that. */
export interface InferBody {
  readonly request: z.infer<typeof InferRequest>;
  readonly binary: Uint8Array<ArrayBuffer>;
}

/**
 * Takes a question apart.
 *
 * @param length What {@linkcode LENGTH_HEADER} says; without it, all is JSON.
 * @param maxJson Most bytes of JSON.
 * @throws {Refusal} 400 for what is no such question, 413 for too much JSON.
 */
export function parseInferBody(
  bytes: Uint8Array<ArrayBuffer>,
  length: string | undefined,
  maxJson: number,
): InferBody {
  const end = length === undefined ? bytes.length : Number(length);
  if (!/^\d*$/.test(length ?? "") || end > bytes.length) {
    throw badRequest(`${LENGTH_HEADER} is "${length}", and the body has ${bytes.length} bytes`);
  }
  if (end > maxJson) {
    const message =
      `too much JSON: at most ${maxJson} bytes are taken; send the numbers as bytes ` +
      "behind it (binary tensor data), or fewer pictures";
    throw new Refusal(413, "too-large", message);
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end)));
  } catch (error) {
    throw badRequest(`the body is no JSON: ${(error as Error).message}`);
  }
  // Zod would tell of each item what is wrong with it: for a million of them that takes seconds and gigabytes.
  const { inputs, outputs } = Object(json);
  if ([inputs, outputs].some((list) => list?.length > 1) || inputs?.[0]?.shape?.length > SIDES) {
    throw badRequest(`the model takes one input, of ${SIDES} sides, and has one output`);
  }
  const { success, data, error } = InferRequest.safeParse(json);
  if (!success) throw badRequest(sentence(error));
  return { request: data, binary: bytes.slice(end) };
}

/**
 * The numbers of the only input.
 *
 * @throws {Refusal} 400 where they are not as the input's shape says, or no numbers.
 */
export function readNumbers({ request: { inputs: [input] }, binary }: InferBody): Float32Array {
  const count = input.shape.reduce((product, side) => product * side, 1);
  const size = input.parameters?.binary_data_size;
  if (size !== undefined) {
    if (input.data) throw badRequest("an input has data in the JSON or behind it, not both");
    if (size !== binary.length || size !== 4 * count) {
      throw badRequest(
        `shape ${input.shape.join("x")} of FP32 is ${4 * count} bytes: binary_data_size is ` +
          `${size}, and ${binary.length} came`,
      );
    }
    return inRange(new Float32Array(binary.buffer));
  }
  if (!input.data) throw badRequest("the input has no data");
  if (binary.length > 0) throw badRequest("the bytes behind the JSON belong to no input");
  const numbers: number[] = [];
  flatten(input.data, numbers, input.shape.length);
  if (numbers.length !== count) {
    throw badRequest(
      `shape ${input.shape.join("x")} is ${count} numbers, the data has ${numbers.length}`,
    );
  }
  return inRange(Float32Array.from(numbers));
}

/** An answer, with its numbers as bytes behind the JSON. */
export function binaryResponse(
  answer: z.infer<typeof InferResponse>,
  numbers: Float32Array,
): Response {
  const [output] = answer.outputs;
  const json = new TextEncoder().encode(JSON.stringify({
    ...answer,
    outputs: [{ ...output, parameters: { binary_data_size: numbers.byteLength } }],
  }));
  return new Response(new Blob([json, Float32Array.from(numbers)]), {
    headers: { "content-type": "application/octet-stream", [LENGTH_HEADER]: String(json.length) },
  });
}

/** The refusal of a question that breaks the protocol. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, "bad-request", message);
}

/** Puts numbers, flat or in rows within rows, into `to`. */
function flatten(data: readonly unknown[], to: number[], depth: number): void {
  for (const item of data) {
    if (typeof item === "number") to.push(item);
    else if (Array.isArray(item) && depth > 1) flatten(item, to, depth - 1);
    else throw badRequest("the data holds something else than numbers in rows of its shape");
  }
}

/** Numbers further from 0 are no shares of ink: bytes, more likely. */
const FAR = 10;

function inRange(numbers: Float32Array): Float32Array {
  const strange = numbers.find((value) => !(Math.abs(value) <= FAR));
  if (strange === undefined) return numbers;
  if (!Number.isFinite(strange)) {
    throw badRequest("the data holds numbers that are not finite in FP32");
  }
  throw badRequest(
    `the data holds ${strange}: numbers go from 0, paper, to 1, ink; divide bytes by 255, and turn dark ` +
      "on light around",
  );
}
