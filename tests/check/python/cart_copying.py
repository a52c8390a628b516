"""The same cart, which copies the trace headers by hand, to two calls.

With FAULT=global, it keeps them in a global variable, which another request overwrites while this one waits for the first call.
"""

import os
from contextvars import ContextVar

import requests
from flask import Flask, request

NAMES = [
    "traceparent", "tracestate", "baggage", "b3", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled",
    "x-b3-flags", "x-request-id",
]

app = Flask(__name__)
current = ContextVar("headers")
latest = {}


@app.before_request
def keep_headers():
    global latest
    latest = {name: request.headers[name] for name in NAMES if request.headers.get(name)}
    current.set(latest)


@app.route("/cart", methods=["GET", "POST"])
def cart():
    items = call("/items")
    prices = call("/prices")
    return {"items": items.status_code, "prices": prices.status_code}, 200 if items.ok and prices.ok else 502


def call(path):
    headers = latest if os.environ.get("FAULT") == "global" else current.get()
    return requests.get(os.environ["NEXT"] + path, headers=headers, timeout=10)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
