"""`python -m tests.crash --times 50 --people 118 --seed hall`: exit status 1 when anything acknowledged is missing, doubled or torn."""

from __future__ import annotations

import argparse
import statistics
import sys

from tests.crash.killing import tell_story


def main() -> int:
    """Run and print the story."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--people", type=int, default=118)
    parser.add_argument("--seed", default="hall-2026")
    given = parser.parse_args()

    def tell(number: int, sent: int, _down: float) -> None:
        print(f"\rkill {number}/{given.times}, {sent} acknowledged", end="", file=sys.stderr, flush=True)

    story = tell_story(given.times, given.people, given.seed, tell)
    print(file=sys.stderr)
    print(
        f"{story.kills} kills under {given.people} robots ({story.joined} joined), {story.sent} acts and answers acknowledged"
    )
    print(
        f"back after a kill in {statistics.median(story.seconds_down):.1f} s (median), {max(story.seconds_down):.1f} s (worst)"
    )
    print(f"pages that failed although the server lived: {story.server_faults}")
    for what in story.amiss:
        print(f"AMISS {what}")
    print(
        "nothing lost, nothing twice, chains and projections sound" if not story.amiss else f"{len(story.amiss)} faults"
    )
    return 1 if story.amiss else 0


if __name__ == "__main__":
    sys.exit(main())
