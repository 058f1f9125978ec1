"""Reads a digit for every POST, with FastAPI: `uvicorn --factory serve:with_onnxruntime`, or `with_keras`."""

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from reading import answer, open_model


def with_onnxruntime():
    return serve(open_model(threads=1))


def with_keras():
    """The same model by Keras, from what is there for TensorFlow."""
    import keras

    layer = keras.layers.TFSMLayer("models/digits/saved_model", call_endpoint="serving_default")
    return serve(lambda pictures: next(iter(layer(pictures).values())).numpy())


def serve(model):
    app = FastAPI()

    @app.post("/api/predict")
    async def predict(request: Request):
        return await run_in_threadpool(answer, model, await request.body())

    return app
