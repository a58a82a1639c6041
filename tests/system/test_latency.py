import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux keeps a process to some cores")
def test_there_is_no_idle_core_next_to_the_only_one() -> None:
    ask = (
        "import os\nfrom tui.system.latency import has_idle_core, spare_cores\n"
        "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\nprint(spare_cores(), has_idle_core())"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "0 False\n"
