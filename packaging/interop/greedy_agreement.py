# SPDX-License-Identifier: Apache-2.0
"""How far another program's model and `salient` agree on greedy text, and the yardstick for it.

Two programs that round differently part sooner or later, where the two best tokens are close. Therefore the other program
is also asked what it thinks of each of salient's tokens; and how many it may see otherwise is what it shows on the dense
model in bfloat16, on the same prompts, without anything quantised.
"""
import dataclasses

PROMPTS = ["Once upon a time", "The capital of France is", "def main():\n    print("]
TOKENS = 64
# A wrong unpacking gives ranks in the thousands. The share of first choices is for folders without a dense model beside them.
FIRST_CHOICES, WORST_RANK = 0.85, 5
CHANCE = 0.02  # of the tokens: on which side close ones fall differs between any two models in bfloat16


def common_length(a: list[int], b: list[int]) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


@dataclasses.dataclass
class Agreement:
    """Of one prompt: salient's greedy tokens, the other program's, and the ranks that it gives salient's (1: its choice)."""
    prompt: str
    ours: list[int]
    theirs: list[int]
    ranks: list[int]

    def line(self) -> str:
        same = common_length(self.ours, self.theirs[: len(self.ours)])
        text = "all equal" if same == len(self.ours) else f"equal up to token {same}"
        return (f"  {self.prompt!r}: {len(self.ours)} greedy tokens {text}; {self.ranks.count(1)} of salient's are the "
                f"other's first choice, the worst is its number {max(self.ranks)}")


def other_choices(agreements: list[Agreement]) -> int:
    """How many of salient's tokens the other program would not have chosen."""
    return sum(len(a.ranks) - a.ranks.count(1) for a in agreements)


def judge(folder: list[Agreement], dense: list[Agreement]) -> bool:
    """Whether the folder shows the differences of the dense model at most; without one, whether it is within fixed bounds."""
    found, total = other_choices(folder), sum(len(a.ranks) for a in folder)
    allowed = other_choices(dense) + CHANCE * total if dense else (1 - FIRST_CHOICES) * total
    beside = f"; {other_choices(dense)} with the dense model in bfloat16" if dense else ""
    print(f"  tokens that the other would not have chosen: {found} of {total}{beside}")
    return found <= allowed and all(max(a.ranks) <= WORST_RANK for a in folder)
