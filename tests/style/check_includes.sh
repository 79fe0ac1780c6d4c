#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The include rules of ARCHITECTURE.md are law here:  check_includes.sh [ROOT]
# Prints "file:line: what is wrong" per violation and exits 1; prints nothing and exits 0 when all is well.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-$here/../..}
. "$here/source_files.sh"

list=$(sourceFiles "$root" '*.h' '*.cpp' '*.cu' '*.cuh')
cd "$root"
# Paths of ours hold no white space, and no `=`, which awk would take for an assignment.
# shellcheck disable=SC2086
awk '
BEGIN {
    # Where a folder of core stands in the flow of data; a file sees its own folder and what stands lower. The table of
    # architectures reads configurations, and a model is opened through the table: these two see each other.
    split("record 0.5 report 0.6 checkpoint 1 tokenizer 1 formats 1.5 adapters 1.5 model 2 architectures 2 templates 3 parquet 3 calibration 4 quantizers 5 evaluation 5 chat 5 export 6 gguf 6.5 sensitivity 7.5 study 7.5 bench 7.5 tasks 7.5 engine 8",
          words, " ")
    for (i = 1; i in words; i += 2) stage["core/" words[i]] = words[i + 1]
    # Files directly in core: plain values below everything, the pipeline and its like above export.
    split("command_line environment issue events json_fields method pause_switch recipe run_context run_folder version whole_file", words, " ")
    for (i in words) plain[words[i]] = 1
}
function fail(line, text) {
    printf "%s:%d: %s\n", FILENAME, line, text
    failures++
}
function folderOf(path) {
    sub(/\/[^\/]*$/, "", path)
    return path
}
# The layer (first folder), and for core the folder below it; "" when the file lies directly in core.
function layerOf(path) {
    sub(/\/.*/, "", path)
    return path
}
function coreFolder(path,    parts) {
    return split(path, parts, "/") > 2 ? "core/" parts[2] : "core"
}
function coreStage(path,    name) {
    if (coreFolder(path) != "core") return stage[coreFolder(path)]
    name = path
    gsub(/^core\/|\.[a-z]*$/, "", name)
    return name in plain ? 0 : 7
}
function arePeers(a, b) {
    return a != b && stage[a] == 2 && stage[b] == 2
}
function checkCore(target) {
    if (layerOf(target) == "kernels") {
        if (target !~ /^kernels\/[^\/]*$/) fail(FNR, "core sees kernels/*.h, not a back-end: " target)
    } else if (layerOf(target) != "core") {
        fail(FNR, "core includes nothing above it: " target)
    } else if (coreStage(FILENAME) == "" || coreStage(target) == "") {
        fail(FNR, "a folder of core that check_includes.sh does not know; give it a stage: " target)
    } else if (coreFolder(target) != coreFolder(FILENAME) && coreStage(target) >= coreStage(FILENAME) &&
               !arePeers(coreFolder(target), coreFolder(FILENAME))) {
        fail(FNR, coreFolder(FILENAME) " does not see " target ", which stands beside or above it")
    } else if (coreStage(target) > coreStage(FILENAME)) {
        fail(FNR, "a plain value of core does not see " target)
    }
}
function checkKernels(target,    from, to) {
    if (layerOf(target) != "kernels") {
        fail(FNR, "kernels include nothing of ours above them: " target)
        return
    }
    split(FILENAME, from, "/")
    split(target, to, "/")
    if (target !~ /^kernels\/.*\// || from[2] == to[2]) return
    if (FILENAME ~ /^kernels\/.*\//) fail(FNR, "back-ends do not see each other: " target)
    else if (FILENAME !~ /\.cpp$/) fail(FNR, "the common headers do not see the back-ends: " target)
}
function checkOwn(target,    layer) {
    layer = layerOf(FILENAME)
    if (target !~ /^(kernels|core|ui|app|tests|resources)\// || target ~ /\.\.?\//) {
        fail(FNR, "includes are written from the repository root: \"" target "\"")
        return
    }
    if (layer == "kernels") checkKernels(target)
    else if (layer == "core") checkCore(target)
    else if (layer == "ui" && target !~ /^(ui\/|core\/|kernels\/(tensor|dtype|error)\.h)/)
        fail(FNR, "ui sees core and kernels/{tensor,dtype,error}.h: " target)
    else if (layer == "app" && target ~ /^(tests\/|kernels\/.*\/)/)
        fail(FNR, "app sees neither tests nor back-ends: " target)
}
function endOfHeader() {
    if (header != "" && !guarded) {
        printf "%s:1: a header without #pragma once\n", header
        failures++
    }
    header = ""
}
FNR == 1 {
    endOfHeader()
    header = FILENAME ~ /\.(h|cuh)$/ ? FILENAME : ""
    guarded = 0
}
/^#pragma once$/ { guarded = 1 }
/^[ \t]*#[ \t]*include[ \t]*"/ {
    target = $0
    sub(/^[^"]*"/, "", target)
    sub(/".*/, "", target)
    # What AUTOMOC makes of a test that holds its own QObject lies in the build folder.
    own = FILENAME
    sub(/^.*\//, "", own)
    sub(/\.cpp$/, ".moc", own)
    if (target != own || FILENAME !~ /^tests\/ui\//) checkOwn(target)
}
/^[ \t]*#[ \t]*include[ \t]*<Q/ {
    if (layerOf(FILENAME) ~ /^(core|kernels)$/) fail(FNR, "no Qt in core and kernels: " $2)
}
END {
    endOfHeader()
    exit failures > 0
}
' $list
