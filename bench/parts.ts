import type { Part } from "./part.ts";
import { answer } from "./parts/answer.ts";
import { files } from "./parts/files.ts";
import { fresh } from "./parts/fresh.ts";
import { growth } from "./parts/growth.ts";
import { hog } from "./parts/hog.ts";
import { photo } from "./parts/photo.ts";
import { reach } from "./parts/reach.ts";
import { serve } from "./parts/serve.ts";
import { train } from "./parts/train.ts";

/** Every part of `deno task bench`, by name, in the report's order. */
export const PARTS: Readonly<Record<string, Part>> = {
  ...{ train, reach, answer, photo, files, hog, serve, fresh, growth },
};
