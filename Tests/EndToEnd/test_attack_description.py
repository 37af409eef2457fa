"""schemathesis over the description: no request that it makes up gets an error of the server's, and every answer is one
that the description has. `make attack` makes up 5,000."""

import os
import re
import subprocess
import sys
from pathlib import Path

CASES = int(os.environ.get("CHECKPOINT_SAMPLER_TEST_ATTACK_CASES", "800"))
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "use_after_free",
]  # fmt: skip
HERE = Path(__file__).parent


def test_every_answer_is_as_described(server, tmp_path):
    result = subprocess.run(
        [Path(sys.executable).parent / "schemathesis", "--config-file", HERE / "schemathesis.toml",
         "run", f"{server.url}/api/openapi.json", "--checks", ",".join(CHECKS), "--continue-on-failure",
         "--phases", "coverage,fuzzing,stateful", "--max-examples", str(CASES // 12),
         # A stream of events has no end. Operations without parameters have few cases: a twelfth for each is enough.
         "--exclude-path", "/api/events", "--request-timeout", "20", "--no-color", "--suppress-health-check", "all"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(HERE)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-20_000:] + result.stderr[-5_000:]
    operations, cases, seed = (
        re.search(pattern, result.stdout)[1] for pattern in (r"Tested: (\d+)", r"(\d+) generated", r"Seed: (\d+)")
    )
    assert int(cases) >= CASES, result.stdout
    assert b'status="5xx"} 0\n' in server.get("/metrics").body
    print(f"\nschemathesis: {cases} cases over {operations} operations, all answered as described (seed {seed})")
