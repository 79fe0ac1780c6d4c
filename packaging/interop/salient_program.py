# SPDX-License-Identifier: Apache-2.0
"""Runs `salient` and gives back the result of its last event."""
import json
import os
import subprocess


class Salient:
    def __init__(self, program: str) -> None:
        self._program = program

    def result(self, *arguments: object) -> dict:
        """The "result" of the finished event of `salient ARGUMENTS --json`; ends the script when salient fails."""
        command = [self._program, *map(str, arguments), "--json"]
        run = subprocess.run(command, capture_output=True, text=True, env=os.environ)
        if run.returncode != 0:
            raise SystemExit(f"{' '.join(command)} ended with {run.returncode}: {(run.stderr or run.stdout)[-2000:]}")
        last = json.loads(run.stdout.rstrip("\n").split("\n")[-1])
        assert last["event"] == "finished", last
        return last["result"]

    def has_option(self, command: str, option: str) -> bool:
        help_text = subprocess.run([self._program, command, "--help"], capture_output=True, text=True).stdout
        return option in help_text
