"""One cube protected, proven, checked and cut, in a process of its own so that its memory can be told."""

import json
import resource
import sys

from returnhelp.disclosure.checker import check
from returnhelp.disclosure.protection import protect
from returnhelp.domain.views import View, cut
from tests.bench.lines import p95, seconds
from tests.disclosure.tables_of import PLAIN, SECRET, skewed

SECONDS = 600.0


def measure(sizes: list[int], persons: int) -> dict[str, float]:
    """Seconds of each act, the cells hidden for others, and the most memory in MiB."""
    counts = skewed(sizes, persons)
    made = []
    protecting = seconds(lambda: made.append(protect(counts, SECRET, limit_seconds=SECONDS)))
    cube, proof = made[0]
    checking = seconds(lambda: check(cube, proof, (), (), counts))
    published = cube.published()
    views = [View(rows, columns) for rows in PLAIN[: len(sizes)] for columns in PLAIN[: len(sizes)] if rows != columns]
    slicing = p95([seconds(lambda view=view: cut(published, view)) for view in views])
    return {
        "protect": protecting,
        "check": checking,
        "slice": slicing,
        "proof": len(json.dumps(proof.to_dict())) / 2**20,
        "others": cube.hidden_because_of_others,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    *told, people = (int(one) for one in sys.argv[1:])
    print(json.dumps(measure(told, people)))
