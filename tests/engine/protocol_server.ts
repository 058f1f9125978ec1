/** An Open Inference Protocol server of the shipped networks, in this process. */
import { openSession } from "../../lib/engine/onnx_session.ts";
import { readCard, readFinderCard } from "../../lib/model/model_files.ts";

const sessions = {
  digits: await openSession("models/digits", await readCard("models/digits")),
  finder: await openSession("models/finder", await readFinderCard("models/finder")),
};

const tensor = (name: string, ...shape: number[]) => ({ name, datatype: "FP32", shape });
const metadata = {
  digits: {
    inputs: [tensor("image", -1, 28, 28, 1)],
    outputs: [tensor("probabilities", -1, 10)],
  },
  finder: {
    inputs: [tensor("image", -1, -1, -1, 1)],
    outputs: [tensor("fine", -1, -1, -1, 6), tensor("coarse", -1, -1, -1, 3)],
  },
};

/** Which network a request is for. */
export type Network = keyof typeof sessions;

/**
 * Serves both networks for as long as `use` runs.
 *
 * @param special Answers a request in place of the network, where it gives an answer.
 * @param token What every request has to show.
 */
export async function servingNetworks(
  use: (url: string, asked: Network[]) => Promise<void>,
  special: (network: Network) => Response | Promise<Response> | null = () => null,
  token?: string,
): Promise<void> {
  const asked: Network[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (token && request.headers.get("authorization") !== `Bearer ${token}`) {
      return new Response("who is there?", { status: 401 });
    }
    if (pathname === "/v2") {
      return Response.json({ name: "test", extensions: ["binary_tensor_data"] });
    }
    const [, name, infer] = pathname.match(/^\/v2\/models\/(digits|finder)(\/infer)?$/) ?? [];
    if (!name) return new Response("no such model", { status: 404 });
    const network = name as Network;
    if (!infer) return Response.json({ name, ...metadata[network] });
    asked.push(network);
    return await special(network) ?? await answer(network, request);
  });
  try {
    await use(`http://127.0.0.1:${server.addr.port}`, asked);
  } finally {
    await server.shutdown();
  }
}

async function answer(network: Network, request: Request): Promise<Response> {
  const bytes = await request.bytes();
  const length = Number(request.headers.get("inference-header-content-length"));
  const { inputs: [{ shape }], outputs } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(0, length)),
  );
  const answers = await sessions[network].run(
    new Float32Array(bytes.slice(length).buffer),
    shape,
  );
  const wanted: string[] = outputs.map(({ name }: { name: string }) => name);
  const header = new TextEncoder().encode(JSON.stringify({
    outputs: wanted.map((name) => ({
      ...tensor(name, ...answers[name].dims),
      parameters: { binary_data_size: answers[name].data.byteLength },
    })),
  }));
  const parts = wanted.map((name) => answers[name].data as Float32Array<ArrayBuffer>);
  return new Response(new Blob([header, ...parts]), {
    headers: { "inference-header-content-length": String(header.length) },
  });
}
