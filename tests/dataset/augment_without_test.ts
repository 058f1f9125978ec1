import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { augment } from "../../lib/dataset/augment.ts";
import { strokeFields } from "../../lib/dataset/augment/stroke_fields.ts";
import { pictureAt, subset } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { prepare } from "../../lib/image/prepare.ts";

const dataset = subset(await loadMnist("train"), Array.from({ length: 30 }, (_, i) => i));
const fields = strokeFields(dataset);
const input = { width: 28, height: 28, prepare: "normalize" } as const;

Deno.test("augment() without all its pieces shows the picture as it is or as the image path cuts it", () => {
  const random = createRandom(1);
  const without = ["warp", "inking", "handwriting", "degradations"] as const;
  for (let i = 0; i < dataset.size; i++) {
    const drawn = augment(i, { dataset, fields, random, without });
    const own = pictureAt(dataset, i);
    const gaps = [own, prepare(own, input)].map(({ data }) =>
      drawn.reduce((most, value, k) => Math.max(most, Math.abs(value - data[k])), 0)
    );
    assert.ok(Math.min(...gaps) < 0.01, `picture ${i}: ${gaps}`);
  }
});

Deno.test("augment() without one piece still draws the others", () => {
  for (const piece of ["warp", "inking", "handwriting", "degradations"] as const) {
    const draw = (without: (typeof piece)[]) => {
      const random = createRandom(2);
      return Array.from(
        { length: dataset.size },
        (_, i) => augment(i, { dataset, fields, random, without }),
      );
    };
    const [whole, part] = [draw([]), draw([piece])];
    assert.notDeepEqual(part, whole, piece);
    assert.ok(
      part.some((image, i) => {
        const own = pictureAt(dataset, i).data;
        return image.some((value, k) => Math.abs(value - own[k]) > 0.5);
      }),
      `without ${piece} nothing is left`,
    );
  }
});
