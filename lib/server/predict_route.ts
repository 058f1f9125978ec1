import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Wishes } from "./picture_reader.ts";
import { readForm } from "./read_form.ts";
import { receive } from "./receive.ts";
import { Refusal } from "./refusal.ts";
import {
  Failure,
  jsonOf,
  Pictures,
  PredictQuery,
  Reading,
  refusals,
  refusedWith,
  sentence,
} from "./schemas.ts";
import { type App, type Env, inTurn, type Service } from "./service.ts";

/**
 * `POST /api/predict`: takes a picture as the body, or as field `file` of a form, and gives a `Reading` as
 * JSON. A form with fields `files` gives `{"pictures": […]}`, each a reading or an error, in their order.
 *
 * `?single=1` takes a picture for one digit, `?inputs=1` adds its size, what the network saw of each digit
 * and where that is, `?steps=1` adds `steps`, what each step saw, as `{"name", "image"}` in order. Errors are
 * `{"error": {"code", "message"}}`, with the steps until then where asked for.
 */
export function addPredictRoute(app: App, service: Service): void {
  const refused = (description: string) => refusedWith(Failure, description);
  const binary = { schema: { type: "string", format: "binary" } } as const;
  app.openAPIRegistry.registerPath({
    method: "post",
    path: "/api/predict",
    summary: "Reads the digits in a picture, or in many",
    request: {
      query: PredictQuery,
      body: {
        required: true,
        description: "A PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF, as it is or in a form",
        content: {
          "application/octet-stream": binary,
          "image/*": binary,
          "multipart/form-data": {
            schema: {
              type: "object",
              properties: {
                file: { type: "string", format: "binary", description: "One picture" },
                files: {
                  type: "array",
                  items: { type: "string", format: "binary" },
                  maxItems: service.limits.pictures,
                  description: "Many: the answer is then a list",
                },
              },
            },
          },
        },
      },
    },
    responses: {
      200: { description: "What was read", content: jsonOf(Reading.or(Pictures)) },
      ...refusals(Failure),
      400: refused("The picture is damaged, or the question is none"),
      413: refused("Too many bytes or pixels"),
      415: refused("No picture, or of a kind that is not read, or compressed"),
      422: refused("No handwriting was found"),
    },
  });
  app.post("/api/predict", (c) => predict(c, service));
}

async function predict(c: Context<Env>, service: Service): Promise<Response> {
  const { reader, limits, metrics } = service;
  const wishes = readWishes(c.req.queries());
  const { bytes, hold } = await receive(c, service);
  const read = async (picture: Uint8Array) => {
    const answer = await inTurn(c, service, () => reader.read(picture, wishes));
    metrics.picture();
    hold.take(answer.json.length);
    return answer;
  };

  const type = c.req.header("content-type") ?? "";
  const isForm = /^multipart\/form-data\b/i.test(type);
  const form = isForm ? await readForm(bytes, type, limits.pictures) : null;
  // Its pictures are copies of the body's.
  if (form) hold.take(bytes.length);
  const one = form ? await form.file?.bytes() : bytes;
  if (one) {
    const { status, code, json } = await read(one);
    if (code) c.set("code", code);
    return c.body(json, status as ContentfulStatusCode, { "content-type": "application/json" });
  }
  const pictures: object[] = [];
  // One after the other: a request of many pictures takes no more turns at a time than another.
  for (const file of form!.files) {
    const { name } = file;
    try {
      const { json, code } = await read(await file.bytes());
      if (code) metrics.refused(code);
      pictures.push({ name, ...JSON.parse(new TextDecoder().decode(json)) });
    } catch (error) {
      if (!(error instanceof Refusal) || error.status === 499) throw error;
      metrics.refused(error.code);
      pictures.push({ name, error: { code: error.code, message: error.message } });
    }
  }
  return c.json({ pictures });
}

function readWishes(query: Record<string, string[]>): Wishes {
  const first = Object.fromEntries(Object.entries(query).map(([name, [value]]) => [name, value]));
  const { success, data, error } = PredictQuery.safeParse(first);
  if (!success) throw new Refusal(400, "bad-request", sentence(error));
  const twice = Object.keys(query).find((name) => query[name].length > 1);
  if (twice) throw new Refusal(400, "bad-request", `${twice}: it is asked for more than once`);
  const isOn = (flag?: string) => flag === "1" || flag === "true";
  return { single: isOn(data.single), inputs: isOn(data.inputs), steps: isOn(data.steps) };
}
