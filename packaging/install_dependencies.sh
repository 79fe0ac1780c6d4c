#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what building and testing Salient Studio needs and the system lacks: Debian 12 or newer (or a relative with apt),
# as root or with sudo. Does nothing, and needs no rights, when all is there. No Python.
#     packaging/install_dependencies.sh [--list]        --list: names what is missing, installs nothing
set -euo pipefail

# ocl-icd-opencl-dev: CMake's description of oneDNN in Debian refuses to be found without OpenCL's headers.
build=(g++ cmake ninja-build ccache pkg-config libdnnl-dev ocl-icd-opencl-dev nlohmann-json3-dev libfmt-dev libcli11-dev
    libpcre2-dev libicu-dev libsnappy-dev libzstd-dev libxxhash-dev zlib1g-dev)
# The window; SALIENT_STUDIO=OFF in the environment leaves it out (a machine without a screen needs none of it).
studio=(qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-l10n-tools libqcustomplot-dev fonts-dejavu-core)
tests=(libgtest-dev libgmock-dev)
studio_tests=(xvfb xauth xdotool openbox)
if [ "${SALIENT_STUDIO:-AUTO}" != OFF ]; then
    build+=("${studio[@]}")
    tests+=("${studio_tests[@]}")
fi

fail() {
    echo "install_dependencies: $*" >&2
    exit 3
}

command -v apt-get >/dev/null ||
    fail "this system has no apt; install these Debian packages, or what your system calls them, by hand: ${build[*]} ${tests[*]}"

# Also true for a package that stands in for another (pkgconf provides pkg-config).
installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

missing=()
for package in "${build[@]}" "${tests[@]}"; do
    installed "$package" || missing+=("$package")
done
if [ "${#missing[@]}" -eq 0 ]; then
    echo "All build and test packages are installed."
    exit 0
fi
echo "Missing packages: ${missing[*]}"
[ "${1:-}" != --list ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
        fail "neither root nor sudo is available; ask an administrator to run: apt-get install ${missing[*]}"
    as_root=(sudo)
fi

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}

# Package lists may be absent (containers) or old; they are fetched only when they do not suffice.
update() {
    apt update || fail "apt-get update failed; is the network reachable and /etc/apt/sources.list right?"
}
compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || update
apt install -y --no-install-recommends "${missing[@]}" || {
    update
    apt install -y --no-install-recommends "${missing[@]}" || fail "apt-get could not install: ${missing[*]}"
}
