#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Multiple-choice items and their log-likelihoods by transformers, for developers; the tests read the files.

    make_choice_goldens.py items STORIES OUT               100 items from a text of stories, as JSON lines
    make_choice_goldens.py reference MODEL ITEMS OUT       log-likelihoods of their choices, without and with BOS
    make_choice_goldens.py compare RESULT REFERENCE        how far `salient tasks --json` (with --bos or without) is away

Needs torch and transformers. Everything is float32 with eager attention, one whole sequence at a time. Texts become
tokens as in lm-evaluation-harness (lm_eval/api/model.py _encode_pair, lm_eval/models/huggingface.py).
"""
import argparse
import json
import pathlib

ITEMS = 100
CHOICES = 4
CONTEXT_WORDS = 60
CHOICE_WORDS = 12
LONG = 5     # the last items: contexts longer than 512 tokens of the embedded model
EMPTY = 3    # before them: items without a context
SPACED = 10  # one of so many contexts ends with a space


def make_items(stories: list[str]) -> list[dict]:
    words = [story.split(" ") for story in stories]

    def continuation(story: int) -> str:
        return " ".join(words[story % len(words)][CONTEXT_WORDS:CONTEXT_WORDS + CHOICE_WORDS])

    items = []
    for number in range(ITEMS):
        context = " ".join(words[number][:CONTEXT_WORDS])
        if number >= ITEMS - LONG:
            context = stories[number - LONG] + "\n\n" + stories[number - 2 * LONG] + "\n\n" + context
        elif number >= ITEMS - LONG - EMPTY:
            context = ""
        elif number % SPACED == 0:
            context += " "
        gold = number % CHOICES
        choices = [continuation(number + (place - gold) * 7) for place in range(CHOICES)]
        items.append({"context": context, "choices": choices, "gold": gold})
    return items


class Scorer:
    def __init__(self, folder: pathlib.Path):
        import torch
        from tokenizers import Tokenizer
        from transformers import AutoModelForCausalLM
        torch.set_grad_enabled(False)
        self.torch = torch
        self.model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32,
                                                          attn_implementation="eager").eval()
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
        self.prefix = self.tokenizer.token_to_id(config["bos_token"])
        self.window = self.model.config.max_position_embeddings

    def pair(self, context: str, continuation: str, special: bool) -> tuple[list[int], list[int]]:
        if context == "":
            return [self.prefix], self.tokenizer.encode(continuation, add_special_tokens=False).ids
        spaces = len(context) - len(context.rstrip())
        if spaces > 0:
            context, continuation = context[:-spaces], context[-spaces:] + continuation
        whole = self.tokenizer.encode(context + continuation, add_special_tokens=special).ids
        begin = self.tokenizer.encode(context, add_special_tokens=special).ids
        return begin, whole[len(begin):]

    def log_likelihood(self, context: str, continuation: str, special: bool) -> float:
        begin, scored = self.pair(context, continuation, special)
        read = (begin + scored)[-(self.window + 1):][:-1]
        logits = self.model(self.torch.tensor([read])).logits[0, -len(scored):].double()
        chosen = self.torch.log_softmax(logits, dim=-1).gather(1, self.torch.tensor(scored)[:, None])
        return chosen.sum().item()

    def item(self, item: dict, special: bool) -> list[float]:
        context = item["context"]
        between = "" if context == "" or context.endswith((" ", "\n", "\t")) else " "
        return [round(self.log_likelihood(context, between + choice, special), 6) for choice in item["choices"]]


def write_items(options: argparse.Namespace) -> None:
    stories = options.stories.read_text(encoding="utf-8").strip().split("\n\n")
    lines = [json.dumps(item, ensure_ascii=False) for item in make_items(stories)]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_reference(options: argparse.Namespace) -> None:
    import torch
    import transformers
    torch.set_num_threads(1)
    scorer = Scorer(options.model)
    items = [json.loads(line) for line in options.items.read_text(encoding="utf-8").splitlines()]
    result = {
        "made_by": "tests/tools/make_choice_goldens.py reference",
        "versions": {"transformers": transformers.__version__, "torch": torch.__version__.split("+")[0]},
        "compute": "float32, eager attention",
        "log_likelihoods": [scorer.item(item, False) for item in items],
        "log_likelihoods_bos": [scorer.item(item, True) for item in items],
    }
    rows = json.dumps(result, indent=1).replace("\n   ", " ").replace("\n  ]", "]")
    options.out.write_text(rows + "\n", encoding="utf-8")


def compare(options: argparse.Namespace) -> None:
    events = [json.loads(line) for line in options.result.read_text(encoding="utf-8").splitlines()]
    result = events[-1]["result"]
    reference = json.loads(options.reference.read_text(encoding="utf-8"))
    key = "log_likelihoods" if "without a beginning token" in result["protocol"] else "log_likelihoods_bos"
    for model in result["models"]:
        found = [item["log_likelihoods"] for item in model["items"]]
        assert len(found) == len(reference[key]), "another number of items"
        differences = [max(abs(a - b) for a, b in zip(ours, theirs)) for ours, theirs in zip(found, reference[key])]
        same = sum(item["chosen"] == max(range(len(theirs)), key=theirs.__getitem__)
                   for item, theirs in zip(model["items"], reference[key]))
        print(f"{model['model']}: {len(found)} items, {key}: largest difference of an item {max(differences):.2e}, "
              f"the same choice in {same}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(required=True)
    for name, function, paths in (("items", write_items, ("stories", "out")),
                                  ("reference", write_reference, ("model", "items", "out")),
                                  ("compare", compare, ("result", "reference"))):
        command = commands.add_parser(name)
        command.set_defaults(run=function)
        for path in paths:
            command.add_argument(path, type=pathlib.Path)
    options = arguments.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
