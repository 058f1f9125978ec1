"""Requests from standard input, a line of JSON each; an answer each to standard output."""

import json
import sys
import time


def answer_requests(**functions):
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(functions[request["what"]](**request["given"])), flush=True)


def milliseconds(run):
    before = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - before)
