# Sourced by the scripts beside it: where the project is, what to say, which Go to use.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '%s: %s\n' "$(basename "$0")" "$*"; }
fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# The Go that bootstrap may have put into the build folder comes first.
PATH="$root/build/go/bin:$PATH"
export PATH GOTOOLCHAIN=local

if [ -z "${CMAKE_CXX_COMPILER_LAUNCHER:-}" ] && command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi

export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}"
export CCACHE_SLOPPINESS="${CCACHE_SLOPPINESS:-pch_defines,time_macros}"

jobs=$(nproc 2>/dev/null || echo 2)

# build PRESET: configures and builds all that can be built; what it says is in build/PRESET/build.log, errors also here.
build() {
    local preset=$1 log="build/$1/build.log"
    mkdir -p "build/$preset"
    if ! { cmake --preset "$preset" && cmake --build --preset "$preset" --parallel "$jobs" -- -k 0; } >"$log" 2>&1; then
        grep -E '(error|warning): |^FAILED: |undefined reference|CMake Error' "$log" | sort -u | head -n 60 || true
        tail -n 12 "$log" | cut -c 1-300
        return 1
    fi
}
