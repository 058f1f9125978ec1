/** What goes in and out: one description for checking and for `/openapi.json`. */
import { z } from "@hono/zod-openapi";
import { stepNames } from "../reading_step.ts";

/** `?name=1` turns something on, `?name=0` leaves it off as if it were not there. */
const flag = (description: string) =>
  z.enum(["1", "true", "0", "false"], "takes 1 or true, 0 or false").optional().openapi({
    description,
    example: "1",
  });

export const PredictQuery = z.strictObject({
  single: flag("1: the picture holds exactly one digit"),
  inputs: flag("1: add the picture's size, what the network saw of each digit, and where that is"),
  steps: flag("1: add what each step of the reading saw"),
}, {
  error: (issue) =>
    issue.code === "unrecognized_keys"
      ? `there is no ${issue.keys?.join(", ")}: single, inputs and steps can be asked for`
      : undefined,
});

/** A picture that travels within JSON. */
const DataUrl = z.string().openapi({
  description: "A PNG as a data URL",
  example: "data:image/png;base64,iVBORw0KGgo=",
});

const rectangle = { x: z.number(), y: z.number(), width: z.number(), height: z.number() };

const Box = z.object(rectangle).openapi("Box", {
  description: "Where ink is, in pixels of the picture",
});

const Frame = z.object(rectangle).openapi("Frame", {
  description: "What the network's pixels show, in pixels of the picture; may reach past its sides",
});

const DigitReading = z.object({
  digit: z.string().nullable().openapi({
    description: "The digit, or null where the recognizer does not trust its guess",
  }),
  guess: z.string().optional().openapi({ description: "The best guess, only where digit is null" }),
  confidence: z.number().min(0).max(1),
  box: Box,
  probabilities: z.record(z.string(), z.number().min(0).max(1)),
}).openapi("DigitReading");

const Step = z.object({ name: z.enum(stepNames), image: DataUrl }).openapi("Step");

export const Reading = z.object({
  text: z.string().openapi({
    description: "The digits in reading order, ? for one that is not trusted",
    example: "7",
  }),
  digits: z.array(DigitReading),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  inputs: z.array(DataUrl).optional(),
  frames: z.array(Frame).optional(),
  steps: z.array(Step).optional(),
}).openapi("Reading");

const Trouble = z.object({
  code: z.string().openapi({ description: "A word for programs", example: "no-ink" }),
  message: z.string().openapi({ description: "A sentence for people" }),
});

export const Failure = z.object({
  error: Trouble,
  steps: z.array(Step).optional().openapi({
    description: "What was seen until then, with steps=1",
  }),
}).openapi("Failure");

export const Pictures = z.object({
  pictures: z.array(z.union([
    z.object({ name: z.string() }).extend(Reading.shape),
    z.object({ name: z.string() }).extend(Failure.shape),
  ])).openapi({ description: "One for each field `files`, in their order" }),
}).openapi("Pictures");

export const Health = z.object({ status: z.enum(["ok", "not ready"]) }).openapi("Health");

/** An error of the Open Inference Protocol. */
export const ProtocolFailure = z.object({ error: z.string() }).openapi("ProtocolFailure");

export const ServerMetadata = z.object({
  name: z.string(),
  version: z.string(),
  extensions: z.array(z.string()),
}).openapi("ServerMetadata");

const TensorMetadata = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.number().int()),
  parameters: z.object({ values: z.string() }).optional().openapi({
    description: "What the numbers mean",
  }),
}).openapi("TensorMetadata");

export const ModelMetadata = z.object({
  name: z.string(),
  versions: z.array(z.string()),
  platform: z.string(),
  inputs: z.array(TensorMetadata),
  outputs: z.array(TensorMetadata),
}).openapi("ModelMetadata");

const Size = z.number().int().min(0);

export const InferRequest = z.object({
  id: z.string().optional(),
  parameters: z.looseObject({ binary_data_output: z.boolean().optional() }).optional(),
  inputs: z.array(z.object({
    name: z.string(),
    shape: z.array(Size),
    datatype: z.string(),
    parameters: z.looseObject({ binary_data_size: Size.optional() }).optional(),
    // Numbers, flat or row within row; there may be many, so that they are checked as they are read.
    data: z.array(z.any()).optional(),
  })).min(1),
  outputs: z.array(z.object({
    name: z.string(),
    parameters: z.looseObject({ binary_data: z.boolean().optional() }).optional(),
  })).optional(),
}).openapi("InferRequest");

export const InferResponse = z.object({
  id: z.string().optional(),
  model_name: z.string(),
  model_version: z.string(),
  outputs: z.array(z.object({
    name: z.string(),
    shape: z.array(Size),
    datatype: z.string(),
    parameters: z.object({ binary_data_size: Size }).optional(),
    data: z.array(z.number()).optional(),
  })),
}).openapi("InferResponse");

/** The content of a body that is JSON of this schema. */
export function jsonOf<S>(schema: S) {
  return { "application/json": { schema } };
}

/** An answer that says why a request is not served. */
export function refusedWith<S>(schema: S, description: string) {
  return { description, content: jsonOf(schema) };
}

/** Why a request to read may not be served, whatever it sends, by HTTP's status. */
export function refusals<S>(schema: S) {
  return {
    401: refusedWith(schema, "The token is missing or wrong"),
    403: refusedWith(schema, "The request comes from a page of another site"),
    408: refusedWith(schema, "The body stopped coming"),
    421: refusedWith(schema, "The server is not called so"),
    429: refusedWith(
      schema,
      "Too many requests of this client wait; Retry-After says when to come back",
    ),
    500: refusedWith(schema, "A defect of the server"),
    502: refusedWith(schema, "The model's server fails"),
    503: refusedWith(schema, "Too many requests wait; Retry-After says when to come back"),
  };
}

/** What zod found wrong, the first three things, as one sentence that echoes no more than 300 characters. */
export function sentence({ issues }: z.ZodError): string {
  return issues.slice(0, 3)
    .map(({ path, message }) => path.length ? `${path.join(".")}: ${message}` : message)
    .join("; ").slice(0, 300);
}
