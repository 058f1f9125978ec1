/**
 * The last layers of a network, those behind its features, without TensorFlow: browsers and the command line
 * teach with them.
 *
 * @module
 */

/** A dense layer. */
export interface DenseLayer {
  /** `inputs * outputs` numbers, row by row: a column is what speaks for an output. */
  readonly weights: Float32Array;
  /** `outputs` numbers. */
  readonly bias: Float32Array;
}

/**
 * What dense layers, with relu between them and softmax at their end, make of features.
 *
 * @param features `count * inputs` numbers of the first layer, a row for each picture.
 * @returns `count * classes` probabilities, row by row.
 */
export function answerDense(layers: readonly DenseLayer[], features: Float32Array): Float32Array {
  const length = inputsOf(layers[0]);
  const classes = layers.at(-1)!.bias.length;
  const count = features.length / length;
  const answers = new Float32Array(count * classes);
  for (let i = 0; i < count; i++) {
    const row = features.subarray(i * length, (i + 1) * length);
    answers.set(softmax(passOn(layers, row).at(-1)!), i * classes);
  }
  return answers;
}

/** How many numbers a layer takes. */
export function inputsOf({ weights, bias }: DenseLayer): number {
  return weights.length / bias.length;
}

/** What goes into each layer for one row of features, then what comes out of the last one. */
export function passOn(layers: readonly DenseLayer[], row: Float32Array): Float32Array[] {
  const values = [row];
  layers.forEach((layer, i) => {
    const out = applyDense(layer, values[i]);
    if (i + 1 < layers.length) {
      for (let k = 0; k < out.length; k++) if (out[k] < 0) out[k] = 0;
    }
    values.push(out);
  });
  return values;
}

function applyDense({ weights, bias }: DenseLayer, row: Float32Array): Float32Array {
  const out = bias.slice();
  const width = out.length;
  for (let i = 0, at = 0; i < row.length; i++, at += width) {
    const value = row[i];
    // Behind a relu every other number is nothing.
    if (value === 0) continue;
    for (let k = 0; k < width; k++) out[k] += value * weights[at + k];
  }
  return out;
}

/** Scores as probabilities. */
export function softmax(scores: Float32Array): Float32Array {
  const most = Math.max(...scores);
  const out = scores.map((score) => Math.exp(score - most));
  const sum = out.reduce((a, b) => a + b, 0);
  return out.map((value) => value / sum);
}

/** The same layers with so many more classes, whose scores are 0 for now. */
export function withMoreClasses(layers: readonly DenseLayer[], more: number): DenseLayer[] {
  const { weights, bias } = layers.at(-1)!;
  const [before, after] = [bias.length, bias.length + more];
  const last = { weights: padRows(weights, before, after), bias: padRows(bias, before, after) };
  return [...layers.slice(0, -1), last];
}

/** Rows of `from` numbers with zeros behind them, so that they are `to` long. */
export function padRows(rows: Float32Array, from: number, to: number): Float32Array {
  const padded = new Float32Array(rows.length / from * to);
  for (let i = 0; i * from < rows.length; i++) {
    padded.set(rows.subarray(i * from, (i + 1) * from), i * to);
  }
  return padded;
}

/** The rows at these places, each of so many numbers. */
export function gatherRows(
  rows: Float32Array,
  length: number,
  places: ArrayLike<number>,
): Float32Array {
  const gathered = new Float32Array(places.length * length);
  for (let i = 0; i < places.length; i++) {
    const start = places[i] * length;
    gathered.set(rows.subarray(start, start + length), i * length);
  }
  return gathered;
}
