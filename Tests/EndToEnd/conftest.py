import pytest
from server import Server, write_images

EXAMPLE = [
    f"{checkpoint}.safetensors/cfg={cfg}&prompt_name={prompt}&seed=18446744073709551615.png"
    for checkpoint in ("m-step00001000", "m-step00002000", "m")
    for cfg in (1, 3, 7, 10)
    for prompt in ("p2", "p10")
]


def pytest_configure(config):
    # What a client's thread holds the server to must fail the test.
    config.addinivalue_line("filterwarnings", "error::pytest.PytestUnhandledThreadExceptionWarning")


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    write_images(folder, EXAMPLE)
    return folder


@pytest.fixture
def server(root, tmp_path):
    with Server(root, tmp_path) as server:
        server.wait_until_ready(len(EXAMPLE))
        server.root = root
        yield server
    assert server.process.returncode == 0, "".join(server.log)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One server for tests that only read, or that clean up after themselves."""
    folder = tmp_path_factory.mktemp("shared")
    write_images(folder / "root", EXAMPLE)
    with Server(folder / "root", folder) as server:
        server.wait_until_ready(len(EXAMPLE))
        server.root = folder / "root"
        yield server
    assert server.process.returncode == 0, "".join(server.log)
