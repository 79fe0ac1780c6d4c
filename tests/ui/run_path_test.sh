#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program on a virtual screen of 1366 x 768 with a window manager, which real keys need.
#     run_path_test.sh PROGRAM [ARGUMENT...]
set -euo pipefail
for tool in Xvfb openbox xdotool; do
    command -v "$tool" >/dev/null || {
        echo "run_path_test: $tool is missing (packaging/install_dependencies.sh installs it)" >&2
        exit 3
    }
done
screen=$(mktemp)
Xvfb -displayfd 9 -screen 0 1366x768x24 -nolisten tcp 9>"$screen" 2>/dev/null &
server=$!
manager=
cleanup() {
    [ -z "$manager" ] || kill "$manager" 2>/dev/null || true
    kill "$server" 2>/dev/null || true
    rm -f "$screen"
}
trap cleanup EXIT
for _ in $(seq 100); do
    [ ! -s "$screen" ] || break
    sleep 0.1
done
export DISPLAY=":$(cat "$screen")" QT_QPA_PLATFORM=xcb
openbox >/dev/null 2>&1 &
manager=$!
for _ in $(seq 100); do # until the window manager answers
    xdotool get_num_desktops >/dev/null 2>&1 && break
    sleep 0.1
done
"$@"
