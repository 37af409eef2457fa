"""Malformed HTTP and request smuggling over raw sockets: every attempt has an answer that is written down here, no request
hides in another, and nothing hangs. `make attack` mutates more."""

import contextlib
import os
import random
import re
import socket

import pytest
from server import eventually

CASES = int(os.environ.get("CHECKPOINT_SAMPLER_TEST_ATTACK_CASES", "800"))
HOST = "Host: localhost\r\n"
GET = "GET /healthz HTTP/1.1\r\n"
POST = f"POST /api/presets HTTP/1.1\r\n{HOST}Content-Type: application/json\r\n"
CHUNKED = f"{POST}Transfer-Encoding: chunked\r\n\r\n"
# Follows each attempt. Who reads the attempt's end elsewhere than we do reads something else than this.
NEXT = f"GET /healthz HTTP/1.1\r\n{HOST}Connection: close\r\n\r\n"

# An attempt and the statuses of all answers: a second one is that of NEXT.
# A head that is not written plainly is answered, where it can be understood, and the connection closed: a proxy before us
# may have understood it otherwise.
LINES = {
    "bare line feeds": ("GET /healthz HTTP/1.1\nHost: localhost\n\n", [200]),
    "bare carriage returns": ("GET /healthz HTTP/1.1\rHost: localhost\r\r", []),
    "a carriage return inside a line": (f"{GET}{HOST}X: a\rContent-Length: 5\r\n\r\nhello", [400]),
    "a request behind carriage returns": (f"{GET}{HOST}X: a\r\rGET /metrics HTTP/1.1\r\n\r\n", [400]),
    "a folded line": (f"{GET}{HOST}X: a\r\n b\r\n\r\n", [200]),
    "a folded first line": (f"{GET} X: a\r\n{HOST}\r\n", [400]),
    "a folded length": (f"{POST}Content-Length:\r\n 2\r\n\r\n{{}}", [400]),
    "a length folded together": (f"{POST}Content:          2\r\n -Length\r\n\r\n{{}}", [400]),
    "empty lines before": (f"\r\n\r\n{GET}{HOST}\r\n", [200, 200]),
    "a space before the method": (f" {GET}{HOST}\r\n", []),
    "two spaces": (f"GET  /healthz HTTP/1.1\r\n{HOST}\r\n", [200]),
    "tabs for spaces": (f"GET\t/healthz\tHTTP/1.1\r\n{HOST}\r\n", []),
    "a space in the target": (f"GET /heal thz HTTP/1.1\r\n{HOST}\r\n", []),
    "a space after the version": (f"GET /healthz HTTP/1.1 \r\n{HOST}\r\n", [400]),
    "no colon": (f"{GET}{HOST}nonsense\r\n\r\n", [400]),
    "no name": (f"{GET}{HOST}: x\r\n\r\n", [200]),
    "a name with a byte above 127": (f"{GET}{HOST}X\xff: x\r\n\r\n", [400]),
    "a space in a name": (f"{GET}{HOST}A B: x\r\n\r\n", [400]),
    "spaces around a value": (f"{GET}{HOST}X: \t a \t\r\n\r\n", [200]),
    "no space before a value": (f"{GET}Host:localhost\r\n\r\n", [200]),
}
LENGTHS = {
    "a space before the colon": (f"{POST}Content-Length : 2\r\n\r\n{{}}", [400]),
    "a negative length": (f"{POST}Content-Length: -1\r\n\r\n{{}}", [400]),
    "a length with a sign": (f"{POST}Content-Length: +2\r\n\r\n{{}}", [400]),
    "a length in hexadecimal": (f"{POST}Content-Length: 0x2\r\n\r\n{{}}", [400]),
    "a list of lengths": (f"{POST}Content-Length: 2, 2\r\n\r\n{{}}", [400]),
    "two numbers": (f"{POST}Content-Length: 2 2\r\n\r\n{{}}", [400]),
    "two equal lengths": (f"{POST}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}", [400]),
    "a length beyond 64 bits": (f"{POST}Content-Length: 18446744073709551618\r\n\r\n{{}}", [413]),
    "a length behind a carriage return": (f"{POST}Content-Length: 2\rX: y\r\n\r\n{{}}", [400]),
    "a length named by Connection": (f"{GET}{HOST}Connection: Content-Length\r\nContent-Length: 0\r\n\r\n", [200, 200]),
    "an underscore for the hyphen": (f"{POST}Content_Length: 9\r\nContent-Length: 2\r\n\r\n{{}}", [400, 200]),
    "a GET with a length": (f"{GET}{HOST}Content-Length: 5\r\n\r\nhello", [200, 200]),
    "a GET in chunks": (f"{GET}{HOST}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", [200, 200]),
}
CODINGS = {
    "a space before the colon": (f"{POST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", [400]),
    "an unknown coding": (f"{POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", [400]),
    "chunked is not last": (f"{POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", [400]),
    "chunked twice": (f"{POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [400]),
    "a vertical tab": (f"{POST}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n", [400]),
    "with a length": (f"{POST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", [400]),
    "in HTTP/1.0": (f"{POST.replace('1.1', '1.0')}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [400]),
    "a tab before the value": (f"{POST}Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n", [400, 200]),
}
CHUNKS = {
    "a negative size": ("-1\r\n{}\r\n0\r\n\r\n", [400]),
    "a size with a prefix": ("0x2\r\n{}\r\n0\r\n\r\n", [400]),
    "a size with a sign": ("+2\r\n{}\r\n0\r\n\r\n", [400]),
    "a space before the size": (" 2\r\n{}\r\n0\r\n\r\n", [400]),
    "a space after the size": ("2 \r\n{}\r\n0\r\n\r\n", [400]),
    "no number": ("zz\r\n{}\r\n0\r\n\r\n", [400]),
    "no size": ("\r\n{}\r\n0\r\n\r\n", [400]),
    "a size beyond 64 bits": ("10000000000000002\r\n{}\r\n0\r\n\r\n", [413]),
    "less than the size": ("5\r\n{}\r\n0\r\n\r\n", [400]),
    "more than the size": ("1\r\n{}\r\n0\r\n\r\n", [400]),
    "bare line feeds": ("2\n{}\n0\n\n", [400, 200]),
    "an extension": ("2;a=b\r\n{}\r\n0\r\n\r\n", [400, 200]),
    "trailers": ("2\r\n{}\r\n0\r\nContent-Length: 5\r\nX: y\r\n\r\n", [400, 200]),
    # libmicrohttpd's own words for a line that does not fit its buffer.
    "an extension of 100 KB": ("2;" + "a" * 100_000 + "\r\n{}\r\n0\r\n\r\n", [500]),
}
VERSIONS = {
    "HTTP/0.9": ("GET /healthz\r\n\r\n", [400]),
    "HTTP/0.8": (f"GET /healthz HTTP/0.8\r\n{HOST}\r\n", [505]),
    "HTTP/1.2": (f"GET /healthz HTTP/1.2\r\n{HOST}\r\n", [200, 200]),
    "HTTP/1.10": (f"GET /healthz HTTP/1.10\r\n{HOST}\r\n", [400]),
    "HTTP/2.0": (f"GET /healthz HTTP/2.0\r\n{HOST}\r\n", [505]),
    "small letters": (f"GET /healthz http/1.1\r\n{HOST}\r\n", [400]),
    "HTTP/2's preface": ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [505]),
    "an upgrade to HTTP/2": (f"{GET}{HOST}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AA\r\n\r\n", [200, 200]),
}  # fmt: skip
TARGETS = {
    "no Host": (f"{GET}\r\n", [400]),
    "an empty Host": (f"{GET}Host:\r\n\r\n", [421]),
    "two Hosts": (f"{GET}{HOST}{HOST}\r\n", [400]),
    "another's absolute form": (f"GET http://evil.example/healthz HTTP/1.1\r\n{HOST}\r\n", [421, 200]),
    "user information": (f"GET http://localhost@evil.example/healthz HTTP/1.1\r\n{HOST}\r\n", [421, 200]),
    "another scheme": (f"GET ftp://localhost/healthz HTTP/1.1\r\n{HOST}\r\n", [400, 200]),
    "a fragment": (f"GET /healthz#x HTTP/1.1\r\n{HOST}\r\n", [404, 200]),
    "CONNECT": (f"CONNECT localhost:80 HTTP/1.1\r\n{HOST}\r\n", [400, 200]),
    "TRACE": (f"TRACE /healthz HTTP/1.1\r\n{HOST}X: secret\r\n\r\n", [405, 200]),
    "a method in small letters": (f"get /healthz HTTP/1.1\r\n{HOST}\r\n", [405, 200]),
    "a method of 10 KB": (f"{'A' * 10_000} /healthz HTTP/1.1\r\n{HOST}\r\n", [405, 200]),
    "a header of 100 KB": (f"{GET}{HOST}X: {'a' * 100_000}\r\n\r\n", [431]),
    "5,000 headers": (GET + HOST + "X: a\r\n" * 5000 + "\r\n", [431]),
}
# The library ends each text at its first NUL.
NULS = {
    "in the target": (f"GET /healthz\0/more HTTP/1.1\r\n{HOST}\r\n", [200]),
    "in a name": (f"{GET}{HOST}X\0Y: a\r\n\r\n", [400]),
    "in a value": (f"{GET}{HOST}X: a\0b\r\n\r\n", [200]),
    "in Host": (f"{GET}Host: localhost\0.evil\r\n\r\n", [200]),
    "in the method": (f"G\0ET /healthz HTTP/1.1\r\n{HOST}\r\n", [405]),
    "in a length": (f"{POST}Content-Length: 2\x001\r\n\r\n{{}}", [400]),
    "in a coding": (f"{POST}Transfer-Encoding: chunked\0x\r\n\r\n0\r\n\r\n", [400]),
}
TABLES = {
    "lines": LINES, "lengths": LENGTHS, "codings": CODINGS, "versions": VERSIONS, "targets": TARGETS, "NULs": NULS,
    "chunks": {name: (CHUNKED + body, statuses) for name, (body, statuses) in CHUNKS.items()},
}  # fmt: skip
ATTEMPTS = [
    pytest.param(text, statuses, id=f"{table}: {name}")
    for table, attempts in TABLES.items()
    for name, (text, statuses) in attempts.items()
]


def exchange(server, text, patience=90):
    """All that comes back. A server that waits for ever ends the test with a time-out, unless the patience is short."""
    received = b""
    with (
        socket.create_connection((server.host, server.port), timeout=patience) as connection,
        contextlib.suppress(BrokenPipeError, ConnectionResetError),
    ):
        connection.sendall(text if isinstance(text, bytes) else text.encode("latin-1"))
        while piece := connection.recv(65536):
            received += piece
    return received


def statuses_of(received):
    """As a client reads them: one after the other by their lengths, until one closes the connection."""
    found = []
    while match := re.match(rb"HTTP/1\.[01] (\d{3}) .*?\r\n\r\n", received, re.DOTALL):
        found.append(int(match[1]))
        if b"\r\nConnection: close" in match[0]:
            return found
        length = re.search(rb"\r\nContent-Length: (\d+)", match[0])
        received = received[match.end() + int(length[1] if length else 0) :]
    assert received == b"", received[:300]
    return found


@pytest.mark.parametrize(("text", "statuses"), ATTEMPTS)
def test_an_attempt_has_its_answer_and_hides_no_request(shared, text, statuses):
    received = exchange(shared, text + NEXT)
    assert statuses_of(received) == statuses, received[:2000]
    assert shared.get("/healthz").status == 200


def test_pipelined_requests_are_answered_in_order(shared):
    kinds = [
        (f"{GET}{HOST}\r\n", 200), (f"GET /none.png HTTP/1.1\r\n{HOST}\r\n", 404), (f"{POST}Content-Length: 2\r\n\r\n{{}}", 400),
        (f"{CHUNKED}1\r\n[\r\n1\r\n]\r\n0\r\n\r\n", 400), (f"BREW / HTTP/1.1\r\n{HOST}\r\n", 405),
    ]  # fmt: skip
    chosen = [random.Random(seed).choice(kinds) for seed in range(200)]
    received = exchange(shared, "".join(text for text, _ in chosen) + NEXT)
    assert statuses_of(received) == [status for _, status in chosen] + [200]


def test_a_size_of_64_bits_waits_for_its_body_only(shared):
    with socket.create_connection((shared.host, shared.port), timeout=90) as connection:
        connection.sendall(f"{CHUNKED}ffffffffffffffff\r\n{{}}".encode())
        assert shared.get("/healthz").status == 200
        # What is too large is cut off, while it is being sent or after.
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            connection.sendall(b" " * 5_000_000)
            assert connection.recv(100) == b""


def _mutated(chance, text):
    bytes_ = bytearray(text.encode("latin-1"))
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(bytes_))
        deed = chance.randrange(4)
        if deed == 0:
            bytes_[place] = chance.randrange(256)
        elif deed == 1:
            del bytes_[place : place + chance.randint(1, 6)]
        elif deed == 2:
            bytes_[place:place] = chance.choice([b"\r\n", b"\n", b"\r", b" ", b"\t", b"\0", b":", b"\xff", b"%", b"0"])
        else:
            bytes_[place:place] = bytes_[place : place + chance.randint(1, 40)]
    return bytes(bytes_)


def attempted(server, sent):
    """The beginning of what comes back; nothing when the server waits for more, as it may."""
    with (
        socket.create_connection((server.host, server.port), timeout=0.1) as connection,
        contextlib.suppress(BrokenPipeError, ConnectionResetError, TimeoutError),
    ):
        connection.sendall(sent)
        return connection.recv(65536)
    return b""


def test_mutated_requests_stop_nothing(shared):
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    texts = [text for text in (param.values[0] for param in ATTEMPTS) if len(text) < 1000]
    answered = 0
    for index in range(CASES):
        sent = _mutated(chance, chance.choice(texts) + NEXT)
        received = attempted(shared, sent)
        assert received == b"" or received.startswith(b"HTTP/1."), (seed, index, sent, received[:300])
        answered += bool(received)
    assert answered > CASES // 2, seed
    assert b'status="5xx"} 0\n' in shared.get("/metrics").body, seed
    assert eventually(lambda: b"\ncheckpoint_sampler_connections 1\n" in shared.get("/metrics").body), "all are let go"
    print(
        f"\nframing: {len(ATTEMPTS)} attempts as written down; {CASES} mutated ones, {answered} answered (seed {seed})"
    )
