"""Runs the model.onnx beside this file with onnxruntime, for Triton's python backend."""

import json
import os

import numpy as np
import onnxruntime
import triton_python_backend_utils as triton

# Newer packages of onnxruntime for Python tell their maker of their use, unless they are told not to.
onnxruntime.disable_telemetry_events()


class TritonPythonModel:
    def initialize(self, args):
        options = onnxruntime.SessionOptions()
        # Threads sleep while they wait: spinning takes the processor from the server around them.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "model.onnx")
        self.session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
        config = json.loads(args["model_config"])
        self.input = config["input"][0]["name"]
        self.outputs = [output["name"] for output in config["output"]]
        self.multiple = int(config["parameters"]["multiple"]["string_value"])

    def execute(self, requests):
        """Answers the requests that Triton hands over together: pictures of one size, in one run."""
        images = [triton.get_input_tensor_by_name(one, self.input).as_numpy() for one in requests]
        _, height, width, _ = images[0].shape
        if height % self.multiple or width % self.multiple:
            message = f"sides must be multiples of {self.multiple}, got {height} x {width}"
            error = triton.TritonError(message, triton.TritonError.INVALID_ARG)
            return [triton.InferenceResponse(error=error) for _ in requests]
        answers = self.session.run(self.outputs, {self.input: np.concatenate(images)})
        ends = np.cumsum([len(one) for one in images])[:-1]
        shares = zip(*(np.split(answer, ends) for answer in answers))
        return [
            triton.InferenceResponse([triton.Tensor(*pair) for pair in zip(self.outputs, share)])
            for share in shares
        ]
