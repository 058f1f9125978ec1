import type { Context } from "hono";
import { LENGTH_HEADER } from "../engine/ask_server.ts";
import type { ModelCard } from "../model/card.ts";
import { badRequest, binaryResponse, parseInferBody, readNumbers } from "./infer_body.ts";
import { receive } from "./receive.ts";
import { Refusal } from "./refusal.ts";
import {
  InferRequest,
  InferResponse,
  jsonOf,
  ModelMetadata,
  ProtocolFailure,
  refusals,
  refusedWith,
  ServerMetadata,
} from "./schemas.ts";
import { type App, describeGet, type Env, inTurn, type Service } from "./service.ts";

/** What the model is called here, and what its tensors are. */
const MODEL = "digits";
const VERSION = "1";
const INPUT = "image";
const OUTPUT = "probabilities";

/**
 * The Open Inference Protocol (KServe V2) over the classifier: `/v2/models/digits` takes prepared pictures and
 * gives probabilities of the classes. Numbers travel in JSON or as bytes (the binary tensor extension). Another
 * server of this project can ask here, with `--engine http://HOST/v2/models/digits`.
 */
export function addInferenceProtocol(
  app: App,
  service: Service,
  isReady: () => Promise<boolean>,
): void {
  const { width, height } = service.card.input;
  const server = { name: "digits", version: VERSION, extensions: ["binary_tensor_data"] };

  for (const name of ["live", "ready"] as const) {
    describeGet(app, `/v2/health/${name}`, `Whether the server is ${name}`, {
      200: { description: "It is" },
      503: { description: "It is not" },
    });
  }
  const ready = async (c: Context<Env>) => c.body(null, await isReady() ? 200 : 503);
  app.get("/v2/health/live", (c) => c.body(null, 200));
  app.get("/v2/health/ready", ready);

  describeGet(app, "/v2", "What the server is", {
    200: { description: "Its metadata", content: jsonOf(ServerMetadata) },
  });
  app.get("/v2", (c) => c.json(server));

  for (const path of [`/v2/models/${MODEL}`, `/v2/models/${MODEL}/versions/${VERSION}`]) {
    describeGet(app, path, "What the model takes and gives", {
      200: { description: "Its metadata", content: jsonOf(ModelMetadata) },
    });
    app.get(path, async (c) => c.json(describe(await service.reader.card())));

    describeGet(app, `${path}/ready`, "Whether the model answers", {
      200: { description: "It does" },
      503: { description: "It does not" },
    });
    app.get(`${path}/ready`, ready);

    app.openAPIRegistry.registerPath({
      method: "post",
      path: `${path}/infer`,
      summary: "Class probabilities of prepared pictures",
      description:
        `Up to ${service.limits.prepared} pictures of ${height}x${width} numbers, ink 1, as in ` +
        `MNIST; their numbers in the JSON, or as bytes behind it where the header ${LENGTH_HEADER} ` +
        "says how long it is.",
      request: { body: { required: true, content: jsonOf(InferRequest) } },
      responses: {
        200: { description: "The probabilities", content: jsonOf(InferResponse) },
        ...refusals(ProtocolFailure),
        400: refusedWith(ProtocolFailure, "The question is none, or of another shape"),
        413: refusedWith(ProtocolFailure, "Too many bytes or pictures"),
        415: refusedWith(ProtocolFailure, "The body is compressed"),
      },
    });
    app.post(`${path}/infer`, (c) => infer(c, service));
  }
}

/** What the model takes and gives, in the protocol's words. */
function describe({ classes, input: { width, height } }: ModelCard) {
  return {
    name: MODEL,
    versions: [VERSION],
    platform: "onnxruntime_onnx",
    inputs: [{
      name: INPUT,
      datatype: "FP32",
      shape: [-1, height, width, 1],
      parameters: { values: "from 0, paper, to 1, ink" },
    }],
    outputs: [{ name: OUTPUT, datatype: "FP32", shape: [-1, classes.length] }],
  };
}

async function infer(c: Context<Env>, service: Service): Promise<Response> {
  const { limits, reader } = service;
  const { bytes } = await receive(c, service);
  const body = parseInferBody(bytes, c.req.header(LENGTH_HEADER), limits.jsonBytes);
  const { request: { id, inputs, outputs, parameters } } = body;
  const [input] = inputs;
  const { input: { width, height } } = await reader.card();
  const [count, ...sides] = input.shape;
  if (
    input.name !== INPUT || input.datatype !== "FP32" || !(count > 0) ||
    sides.join() !== [height, width, 1].join()
  ) {
    throw badRequest(
      `the model takes one input "${INPUT}" of FP32 and shape [pictures, ${height}, ${width}, 1]`,
    );
  }
  if (count > limits.prepared) {
    const message = `${count} pictures are too many for one question: send at most ` +
      `${limits.prepared} at a time`;
    throw new Refusal(413, "too-large", message);
  }
  const unknown = outputs?.find(({ name }) => name !== OUTPUT);
  if (unknown) {
    throw badRequest(`the model has no output "${unknown.name.slice(0, 40)}", only "${OUTPUT}"`);
  }
  const images = readNumbers(body);

  const probabilities = await inTurn(c, service, () => reader.predict(images, count));
  const output = { name: OUTPUT, datatype: "FP32", shape: [count, probabilities.length / count] };
  const answer = { id, model_name: MODEL, model_version: VERSION, outputs: [output] };
  const binary = outputs?.[0]?.parameters?.binary_data ?? parameters?.binary_data_output ?? false;
  if (binary) return binaryResponse(answer, probabilities);
  return c.json({ ...answer, outputs: [{ ...output, data: [...probabilities] }] });
}
