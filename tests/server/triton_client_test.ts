/** The Open Inference Protocol as NVIDIA's own client for Python speaks it. */
import assert from "node:assert/strict";
import { runCommand } from "../../tools/run_command.ts";
import { pythonWith } from "../python_with.ts";
import { serving } from "./serving.ts";

const python = await pythonWith(["tritonclient", "numpy"]);

/** Asks in both forms, and prints which class is the likeliest of each picture. */
const CLIENT = `
import json, sys
import numpy as np
import tritonclient.http as http

client = http.InferenceServerClient(sys.argv[1])
assert client.is_server_live() and client.is_server_ready() and client.is_model_ready("digits")
metadata = client.get_model_metadata("digits")
assert client.get_server_metadata()["extensions"] == ["binary_tensor_data"]
images = np.zeros((3, 28, 28, 1), np.float32)
images[:, 0, 0, 0] = [4, 0, 9]
answers = []
for binary in (True, False):
    given = http.InferInput("image", images.shape, "FP32")
    given.set_data_from_numpy(images, binary_data=binary)
    wanted = http.InferRequestedOutput("probabilities", binary_data=binary)
    for outputs in ([wanted], None):
        result = client.infer("digits", [given], outputs=outputs, request_id="a")
        assert result.get_response()["id"] == "a"
        answers.append(result.as_numpy("probabilities").argmax(axis=1).tolist())
try:
    client.infer("digits", [http.InferInput("other", [1], "FP32").set_data_from_numpy(np.zeros(1, np.float32))])
except Exception as error:
    answers.append(str(error))
print(json.dumps(answers))
`;

Deno.test({
  name: "tritonclient reads from this server, in JSON and by bytes",
  ignore: python === null,
  fn: () =>
    serving(async (url) => {
      const args = ["-c", CLIENT, new URL(url).host];
      const answers = JSON.parse(await runCommand(python!, { args }));
      assert.deepEqual(answers.slice(0, 4), Array(4).fill([4, 0, 9]));
      assert.match(answers[4], /one input "image"/);
    }, { limits: { bytes: 2 ** 20 } }),
});
