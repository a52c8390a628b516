"""A cart that asks the next service for its items at each request, with Flask and requests. It forwards no header.

PORT is its port, NEXT the URL of the next service.
"""

import os

import requests
from flask import Flask

app = Flask(__name__)


@app.route("/cart", methods=["GET", "POST"])
def cart():
    items = requests.get(os.environ["NEXT"] + "/items", timeout=10)
    return {"items": items.status_code}, 200 if items.ok else 502


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
