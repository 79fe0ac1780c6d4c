# SPDX-License-Identifier: Apache-2.0
# Sourced by the checks: which files are ours. Works without git, so that an unpacked archive can be checked too.

# sourceFiles ROOT PATTERN... prints paths relative to ROOT, sorted; build folders and hidden folders but .ci are left out.
sourceFiles() {
    (
        cd "$1" || exit 2
        shift
        find . \( -name 'build*' -o -name '.?*' ! -name .ci \) -type d -prune -o -type f -print |
            sed 's|^\./||' | LC_ALL=C sort | while IFS= read -r file; do
            for pattern in "$@"; do
                # shellcheck disable=SC2254 # the pattern is meant as one
                case ${file##*/} in
                $pattern)
                    printf '%s\n' "$file"
                    break
                    ;;
                esac
            done
        done
    )
}
