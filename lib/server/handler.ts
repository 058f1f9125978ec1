/**
 * What the server answers.
 *
 * @module
 */
import { ImageError, type ImageErrorCode } from "../base/errors.ts";
import type { ReadingStep } from "../reading_step.ts";
import type { Recognizer } from "../recognizer.ts";
import { PAGE_FILES } from "./page_files.ts";
import { readBody } from "./read_body.ts";
import { toDataUrl } from "./to_data_url.ts";

/** What {@linkcode createHandler} takes. */
export interface HandlerOptions {
  readonly recognizer: Pick<Recognizer, "readDetailed">;
  /** Largest body, in bytes; 32 MiB when left out. */
  readonly maxBytes?: number;
  /** Told of defects, which callers hear of only as status 500. */
  readonly onDefect?: (error: unknown) => void;
}

/** HTTP's word for why a picture could not be read. */
const STATUS: Record<ImageErrorCode, number> = {
  "not-an-image": 415,
  "unsupported": 415,
  "too-large": 413,
  "damaged": 400,
  "no-ink": 422,
};

const HEADERS = {
  // Nothing from elsewhere runs on the page, and nothing frames it.
  "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; " +
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache",
};

/**
 * Makes the server's answers: the page at `/`, `POST /api/predict`, and `GET /health`.
 *
 * `/api/predict` takes a picture as the body, or as field `file` of a form, and gives a `Reading` as JSON;
 * `?single=1` takes it for one digit, `?inputs=1` adds the picture's size and what the network saw of
 * each digit, `?steps=1` adds `steps`, what each step saw, as `{"name", "image"}` in order. Pictures are
 * PNG data URLs. Errors are `{"error": {"code", "message"}}`, with the steps until then where asked for.
 */
export function createHandler(
  { recognizer, maxBytes = 32 * 2 ** 20, onDefect }: HandlerOptions,
): (request: Request) => Promise<Response> {
  const routes: Record<
    string,
    { method: string; answer: (request: Request) => Promise<Response> }
  > = {
    "/health": { method: "GET", answer: () => Promise.resolve(json({ status: "ok" })) },
    "/api/predict": { method: "POST", answer: (request) => predict(request, recognizer, maxBytes) },
  };
  for (const [path, { file, type }] of Object.entries(PAGE_FILES)) {
    routes[path] = {
      method: "GET",
      answer: async () =>
        new Response(await Deno.readFile(file), {
          headers: { ...HEADERS, "content-type": type },
        }),
    };
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    const route = Object.hasOwn(routes, pathname) ? routes[pathname] : null;
    if (!route) return failure(404, "not-found", `there is nothing at ${pathname}`);
    // Deno.serve sends no body for HEAD.
    const method = request.method === "HEAD" ? "GET" : request.method;
    if (method !== route.method) {
      const message = `${pathname} takes ${route.method}, not ${request.method}`;
      return failure(405, "method-not-allowed", message, { headers: { allow: route.method } });
    }
    try {
      return await route.answer(request);
    } catch (error) {
      onDefect?.(error);
      return failure(500, "internal", "something went wrong here; the picture was not read");
    }
  };
}

async function predict(
  request: Request,
  recognizer: Pick<Recognizer, "readDetailed">,
  maxBytes: number,
): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const asks = (name: string) => searchParams.get(name) === "1";
  const seen: ReadingStep[] = [];
  const onStep = (step: ReadingStep) => void seen.push(step);
  const steps = async () => asks("steps") ? { steps: await toPictures(seen) } : {};
  try {
    const { reading, inputs, width, height } = await recognizer.readDetailed(
      await readBody(request, maxBytes),
      { single: asks("single"), ...(asks("steps") ? { onStep } : {}) },
    );
    const why = asks("inputs")
      ? { width, height, inputs: await Promise.all(inputs.map((input) => toDataUrl(input))) }
      : {};
    return json({ ...reading, ...why, ...await steps() });
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    // Where nothing could be read, the steps until then show why.
    return failure(STATUS[error.code], error.code, error.message, { more: await steps() });
  }
}

/** Longest side of a step's picture, in pixels. */
const STEP_SIDE = 600;

async function toPictures(
  steps: readonly ReadingStep[],
): Promise<{ name: string; image: string }[]> {
  const pictures = await Promise.all(steps.map(({ image }) => toDataUrl(image, STEP_SIDE)));
  return steps.map(({ name }, i) => ({ name, image: pictures[i] }));
}

function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers: { ...HEADERS, ...headers } });
}

function failure(
  status: number,
  code: string,
  message: string,
  { headers, more }: { headers?: Record<string, string>; more?: object } = {},
): Response {
  return json({ error: { code, message }, ...more }, status, headers);
}
