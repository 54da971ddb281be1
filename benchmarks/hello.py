"""The floor: a bare Flask application that says hello."""

from flask import Flask

app = Flask("hello")


@app.get("/")
def hello() -> str:
    return "Hello, world"
