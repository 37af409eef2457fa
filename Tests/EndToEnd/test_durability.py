"""Presets under fire: kill -9 at any moment, and eight clients at once. `make soak-kill` does more of both."""

import http.client
import os
import random
import sqlite3
import threading
import time

from server import Server

ROUNDS = int(os.environ.get("CHECKPOINT_SAMPLER_TEST_KILL_ROUNDS", "25"))
SECONDS = float(os.environ.get("CHECKPOINT_SAMPLER_TEST_CLIENT_SECONDS", "3"))


def acknowledged(answer, status):
    """A server that is stopping says so, and has done nothing."""
    if answer.status == 503 and answer.json["error"]["code"] == "stopping":
        raise ConnectionAbortedError
    assert answer.status == status, answer.body
    return answer


class Client:
    """Writes presets of its own and knows what it was promised."""

    def __init__(self, name):
        self.name = name
        self.random = random.Random(name)
        self.promised = {}
        self.count = 0
        self.under_way = None

    def content(self):
        self.count += 1
        notes = "n" * self.random.choice([0, 100, 30_000])
        return {
            "name": f"{self.name} {self.count}",
            "training_run_id": self.name,
            "mapping": {"notes": notes, "combos": []},
        }

    def write_until_killed(self, server):
        connection = server.connect()
        try:
            while True:
                self.write(server, connection)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()

    def write(self, server, connection):
        deed = self.random.choice(["create", "replace", "delete"]) if len(self.promised) > 3 else "create"
        known = None if deed == "create" else self.random.choice(sorted(self.promised))
        content = None if deed == "delete" else self.content()
        self.under_way = (known, content)
        if deed == "create":
            answer = acknowledged(server.ask("POST", "/api/presets", content, connection=connection), 201)
            self.promised[answer.json["id"]] = content
        elif deed == "replace":
            acknowledged(server.ask("PUT", f"/api/presets/{known}", content, connection=connection), 200)
            self.promised[known] = content
        else:
            acknowledged(server.ask("DELETE", f"/api/presets/{known}", connection=connection), 204)
            del self.promised[known]
        self.under_way = None

    def settle(self, found):
        """What was promised is there; of what was under way when the server died, all or nothing."""
        known, content = self.under_way or (None, None)
        for key, promise in self.promised.items():
            allowed = [promise, content] if key == known else [promise]
            assert found.get(key) in allowed, f"{self.name} was promised {promise['name']}"
        new = [key for key in found if key not in self.promised]
        assert len(new) <= (1 if known is None and content else 0), f"{self.name} finds {new}"
        assert all(found[key] == content for key in new)
        self.promised = dict(found)
        self.under_way = None


def found_presets(server, client):
    presets = server.get(f"/api/presets?training_run_id={client.name}").json["presets"]
    return {entry["id"]: {key: entry[key] for key in ("name", "training_run_id", "mapping")} for entry in presets}


def together(clients, work):
    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    return threads


def test_what_was_acknowledged_survives_kill_9(tmp_path):
    (tmp_path / "root").mkdir()
    clients = [Client(f"client{number}") for number in range(4)]
    for _ in range(ROUNDS):
        with Server(tmp_path / "root", tmp_path) as server:
            for client in clients:
                client.settle(found_presets(server, client))
            threads = together(clients, lambda client, server=server: client.write_until_killed(server))
            time.sleep(random.uniform(0.001, 0.15))
            server.process.kill()
            for thread in threads:
                thread.join()
        # On every other round the next server finds the write-ahead log as the dead one left it.
        if random.random() < 0.5:
            database = sqlite3.connect(server.database)
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            database.close()
    assert sum(client.count for client in clients) > ROUNDS
    with Server(tmp_path / "root", tmp_path) as server:
        for client in clients:
            client.settle(found_presets(server, client))


class SharingClient(Client):
    """Also counts up a preset that all share, each time from the state it has read."""

    counted = 0
    refused = 0

    def work(self, server, shared, end):
        connection = server.connect()
        while time.monotonic() < end:
            self.write(server, connection)
            read = server.ask("GET", shared, connection=connection)
            content = {key: read.json[key] for key in ("name", "training_run_id", "mapping")}
            content["mapping"]["count"] += 1
            answer = server.ask("PUT", shared, content, {"If-Match": read.headers["ETag"]}, connection)
            assert answer.status in (200, 412), answer.body
            self.counted += answer.status == 200
            self.refused += answer.status == 412
        connection.close()


def test_eight_clients_at_once_lose_nothing(tmp_path):
    (tmp_path / "root").mkdir()
    with Server(tmp_path / "root", tmp_path) as server:
        shared = server.ask("POST", "/api/presets", {"name": "s", "training_run_id": "shared", "mapping": {"count": 0}})
        clients = [SharingClient(f"client{number}") for number in range(8)]
        failures = []
        end = time.monotonic() + SECONDS

        def work(client):
            try:
                client.work(server, shared.headers["Location"], end)
            except (AssertionError, OSError, http.client.HTTPException) as failure:
                failures.append(failure)

        for thread in together(clients, work):
            thread.join()
        assert failures == []
        for client in clients:
            assert found_presets(server, client) == client.promised
        count = server.get(shared.headers["Location"]).json["mapping"]["count"]
        assert count == sum(client.counted for client in clients) > 0
        assert sum(client.refused for client in clients) > 0, "they never met: the test shows nothing"
        assert b'status="5xx"} 0\n' in server.get("/metrics").body
