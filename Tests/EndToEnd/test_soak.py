"""A bad day: files churn, viewers look, presets are saved, the server is killed and started again at random. Nothing that was
promised is lost, the index is what is on the disk, memory and descriptors stay flat. `make soak-faults` makes it longer."""

import http.client
import os
import random
import threading
import time
from pathlib import Path
from urllib.parse import quote

from server import Server, eventually, png
from test_durability import Client, found_presets, together

SECONDS = float(os.environ.get("CHECKPOINT_SAMPLER_TEST_SOAK_SECONDS", "12"))
VIEWERS = int(os.environ.get("CHECKPOINT_SAMPLER_TEST_SOAK_VIEWERS", "10"))
GONE = (OSError, http.client.HTTPException)


class Churn(threading.Thread):
    """Does to the folder what trainings and their users do; holds still while the lock is held."""

    def __init__(self, root, seed):
        super().__init__(daemon=True)
        self.root, self.chance, self.still, self.ended = root, random.Random(seed), threading.Lock(), False
        self.deeds = 0
        self.start()

    def run(self):
        while not self.ended:
            with self.still:
                for _ in range(20):
                    self.deed()
            time.sleep(0.01)

    def folder(self):
        folder = self.root / f"m{self.chance.randrange(3)}-step{self.chance.randrange(8):08}.safetensors"
        folder.mkdir(exist_ok=True)
        return folder

    def deed(self):
        self.deeds += 1
        kind, folder = self.chance.random(), self.folder()
        file = folder / f"cfg={self.chance.randrange(10)}&seed={self.chance.randrange(10)}.png"
        if kind < 0.5:
            file.write_bytes(png(self.chance.randint(1, 40), 3))
        elif kind < 0.7:
            hidden = folder / ".being-written.png"
            hidden.write_bytes(png(5, 5))
            hidden.rename(file)
        elif kind < 0.97:
            file.unlink(missing_ok=True)
        else:
            other = self.folder()
            if other != folder and not any(other.iterdir()):
                folder.rename(other)

    def on_disk(self):
        return {str(file.relative_to(self.root)) for file in self.root.rglob("*.png")}


class Viewer(threading.Thread):
    """Looks at grids and their pictures, through restarts."""

    def __init__(self, day, seed):
        super().__init__(daemon=True)
        self.day, self.chance, self.seen, self.wrong = day, random.Random(seed), 0, []
        self.start()

    def run(self):
        while not self.day.ended:
            server = self.day.server
            try:
                self.look(server)
            except GONE:
                time.sleep(0.05)

    def look(self, server):
        connection = server.connect()
        try:
            grid = self.get(
                server,
                f"/api/training-runs/m{self.chance.randrange(3)}/grid?x=cfg&y=seed&slider=checkpoint",
                connection,
            )
            images = grid.json.get("images", [])
            for image in self.chance.sample(images, min(10, len(images))):
                path = quote(image["path"])
                self.get(server, f"/images/{path}?v={image['version']}", connection)
                self.get(server, f"/thumbnails/{path}?size=128&v={image['version']}", connection)
            if self.chance.random() < 0.2:
                stream = server.connect()
                stream.request("GET", "/api/events")
                stream.getresponse().readline()
                stream.close()
        finally:
            connection.close()

    def get(self, server, target, connection):
        answer = server.ask("GET", target, connection=connection)
        self.seen += 1
        # A picture may be gone, a run too, a file half written: all else is wrong.
        if answer.status not in (200, 400, 404, 422):
            self.wrong.append((answer.status, target, answer.body[:200]))
        return answer


class Day:
    def __init__(self, folder):
        self.folder, self.root, self.ended, self.server = folder, folder / "root", False, None

    def start(self):
        self.server = Server(self.root, self.folder, CHECKPOINT_SAMPLER_CACHE_DIR=str(self.folder / "cache"))
        return self.server


def indexed(server):
    paths = set()
    for run in server.get("/api/training-runs").json["training_runs"]:
        cursor = ""
        while cursor is not None:
            page = server.get(f"/api/training-runs/{quote(run['id'], safe='')}/images?limit=1000{cursor}").json
            paths |= {image["path"] for image in page.get("images", [])}
            cursor = page.get("next_cursor") and f"&cursor={page['next_cursor']}"
    return paths


def index_is_the_disk(churn, server):
    with churn.still:
        assert eventually(lambda: indexed(server) == churn.on_disk(), 60), indexed(server) ^ churn.on_disk()


def memory(server):
    return int(Path(f"/proc/{server.process.pid}/status").read_text().partition("VmRSS:")[2].split()[0])


def test_a_bad_day(tmp_path):
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    day = Day(tmp_path)
    day.root.mkdir()
    churn = Churn(day.root, seed)
    clients = [Client(f"client{number}") for number in range(3)]
    day.start()
    viewers = [Viewer(day, seed + number) for number in range(VIEWERS)]
    lives, end = 0, time.monotonic() + SECONDS * 2 / 3
    while time.monotonic() < end:
        server = day.server
        for client in clients:
            client.settle(found_presets(server, client))
        writing = together(clients, lambda client, server=server: client.write_until_killed(server))
        time.sleep(chance.uniform(0.1, 2))
        index_is_the_disk(churn, server)
        if chance.random() < 0.5:
            server.process.kill()
            server.stop()
        else:
            assert server.stop() == 0, (seed, server.log)
        for thread in writing:
            thread.join()
        lives += 1
        day.start()

    # The rest of the day without a restart.
    server = day.server
    index_is_the_disk(churn, server)
    time.sleep(SECONDS / 12)
    early = (memory(server), server.descriptors())
    time.sleep(SECONDS / 4)
    index_is_the_disk(churn, server)
    day.ended = True
    for viewer in viewers:
        viewer.join()
    assert eventually(lambda: server.descriptors() <= early[1]), (seed, early, server.descriptors())
    late = memory(server)
    assert late < early[0] + 30_000, (seed, early, late)
    churn.ended = True
    churn.join()
    index_is_the_disk(churn, server)
    for client in clients:
        client.settle(found_presets(server, client))
    assert [wrong for viewer in viewers for wrong in viewer.wrong] == [], seed
    assert b'status="5xx"} 0\n' in server.get("/metrics").body
    assert server.stop() == 0
    print(
        f"\nsoak: {churn.deeds} changes, {sum(v.seen for v in viewers)} answers to {VIEWERS} viewers, "
        f"{sum(client.count for client in clients)} presets written, {lives} deaths, "
        f"memory {early[0] // 1024} MB, then {late // 1024} MB (seed {seed})"
    )
