"""Reads a digit for every POST, with FastAPI: `uvicorn serve:app`, with a worker for every core."""

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from reading import open_model, prepare

app = FastAPI()
model = open_model(threads=1)


@app.post("/api/predict")
async def predict(request: Request):
    return await run_in_threadpool(answer, await request.body())


def answer(data):
    probabilities = model(prepare(data)[None, :, :, None])[0].tolist()
    return {
        "text": str(probabilities.index(max(probabilities))),
        "probabilities": probabilities,
    }
