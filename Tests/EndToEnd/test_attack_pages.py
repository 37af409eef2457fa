"""What a page of another site may try from the browser of someone who has ours open, and what a stranger may guess."""

import itertools
import re
import socket

import pytest
from server import Answer, Server

FOREIGN_HOSTS = [
    "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1.nip.io", "0x7f.1",
    "2130706433", "localhost@evil.example", "evil.example#localhost", "[::1].evil.example", "localhost%00.evil.example",
]  # fmt: skip
FOREIGN_PAGES = [
    {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}, {"Origin": "https://127.0.0.1"},
    {"Origin": "http://127.0.0.1.evil.example"}, {"Origin": "file://"}, {"Origin": ""}, {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "Same-Origin"},
]  # fmt: skip
# What a form or a request without preflight may send.
SIMPLE_TYPES = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "",
    "application/jsonx",
]
PRESET = {"name": "p", "training_run_id": "m", "mapping": {"combos": []}}


def routes(server):
    """Method and address of everything that the description names."""
    values = {"id": "m", "path": "m.safetensors/a.png", "name": "m", "file": "app.js"}
    for path, operations in server.get("/api/openapi.json").json["paths"].items():
        for method in operations.keys() & {"get", "post", "put", "delete"}:
            yield method.upper(), re.sub(r"\{(\w+)\}", lambda match: values[match[1]], path)


def test_no_route_answers_to_another_sites_name(shared):
    attempts = list(itertools.product(routes(shared), FOREIGN_HOSTS))
    assert len(attempts) > 150
    for (method, target), host in attempts:
        answer = shared.ask(method, target, PRESET if method in ("POST", "PUT") else None, {"Host": host})
        assert (answer.status, answer.error) == (421, "unknown_host"), (method, target, host)
    print(f"\nrebinding: {len(attempts)} attempts, all 421")


def test_no_page_of_another_site_writes(shared):
    made = shared.ask("POST", "/api/presets", PRESET)
    before = shared.get("/api/presets").body
    writes = [("POST", "/api/presets"), ("PUT", made.headers["Location"]), ("DELETE", made.headers["Location"])]
    attempts = list(itertools.product(writes, FOREIGN_PAGES))
    for (method, target), page in attempts:
        answer = shared.ask(method, target, None if method == "DELETE" else PRESET | {"name": "evil"}, page)
        assert answer.status == 403, (method, target, page)
    for method, target in writes[:2]:
        for kind in SIMPLE_TYPES:
            assert shared.ask(method, target, b'{"name":"evil"}', {"Content-Type": kind}).status == 415, kind
    for method in ("PATCH", "MKCOL", "PROPFIND", "X-HTTP"):
        assert shared.ask(method, writes[1][1], PRESET, {"X-HTTP-Method-Override": "DELETE"}).status == 405
    assert shared.get("/api/presets").body == before
    # Nothing is given to another site's script either.
    answer = shared.get("/api/presets", Origin="http://evil.example")
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    assert shared.ask("DELETE", made.headers["Location"]).status == 204
    print(f"\ncross-site: {len(attempts) + 2 * len(SIMPLE_TYPES) + 4} attempts, nothing written")


def ask_from(server, address, target, **headers):
    connection = server.connect()
    connection.source_address = (address, 0)
    connection.request("GET", target, headers=headers)
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


@pytest.mark.parametrize("way", ["bearer", "login"])
def test_guessing_the_token_is_slow(root, tmp_path, way):
    def guess(server, token):
        if way == "bearer":
            return server.get("/healthz", Authorization=f"Bearer {token}").status
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return server.ask("POST", "/login", f"token={token}".encode(), form).status

    with Server(root, tmp_path, CHECKPOINT_SAMPLER_ACCESS_TOKEN="s3cret") as server:
        statuses = [guess(server, f"s3cre{number}") for number in range(300)]
        assert statuses == [401] * 10 + [429] * 290
        assert guess(server, "s3cret") == 429, "a guess that is right says nothing then"
        # Another client's guesses are not counted for it, and knowing the token is no guess.
        for _ in range(20):
            assert ask_from(server, "127.0.0.2", "/healthz", Authorization="Bearer s3cret").status == 200
        assert socket.create_connection((server.host, server.port), timeout=30).close() is None
    print(f"\nguessing by {way}: 300 guesses, 10 of them looked at")
