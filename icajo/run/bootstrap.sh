#!/bin/sh
# Makes .venv as requirements.lock says, from nothing but a Python; does nothing when that is done already.
#   icajo/run/bootstrap.sh          what the portal needs
#   icajo/run/bootstrap.sh tests    and what its tests need besides
# Packages come from wherever this machine's own pip and uv settings point.
set -eu
cd "$(dirname "$0")/../.."
UV=0.13.8
NO_PYTHON="Python 3.12, 3.13 or 3.14 is needed; there is none on PATH, in pyenv or in /opt"

say() { echo "bootstrap: $*" >&2; }

fits() { "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; }

# The python that fits, as the path of the real thing: uv cannot use a pyenv shim.
find_python() {
    pyenv="${PYENV_ROOT:-$HOME/.pyenv}/versions"
    for candidate in python3.13 python3.12 python3.14 python3 python \
        "$pyenv"/3.13*/bin/python "$pyenv"/3.1[24]*/bin/python /opt/*/bin/python3 /usr/local/bin/python3.1[234] /opt/homebrew/bin/python3.1[234]; do
        found=$(command -v "$candidate" 2>/dev/null) || continue
        if fits "$found"; then
            "$found" -c 'import os, sys; print(os.path.realpath(sys.executable))'
            return
        fi
    done
}

# Runs a command as root, where that is possible without a question.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

# apt_install PACKAGE...: quietly; fails where there is no apt, or no right to use it.
apt_install() {
    command -v apt-get >/dev/null || return 1
    as_root true || return 1
    say "installing $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return
    as_root apt-get update -qq >/dev/null 2>&1 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Debian's python3 comes without the means to make a virtual environment.
make_tools() {
    "$1" -m venv .tools >/dev/null 2>&1 && return
    rm -rf .tools
    version=$("$1" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    apt_install "$version-venv" && "$1" -m venv .tools && return
    rm -rf .tools
    say "$1 cannot make a virtual environment: run  sudo apt install $version-venv"
    exit 1
}

install_tools() {
    [ -x .tools/bin/uv ] && .tools/bin/uv --version 2>/dev/null | grep -q "^uv $UV" && return
    [ -n "$1" ] || { say "$NO_PYTHON"; exit 1; }
    rm -rf .tools
    make_tools "$1"
    .tools/bin/python -m pip install -qq --disable-pip-version-check "uv==$UV"
}

# uv does not read pip's settings; where pip has an index of its own, uv is told.
install_packages() {
    index=${PIP_INDEX_URL:-$(.tools/bin/python -m pip config get global.index-url 2>/dev/null || true)}
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}" ]; then export UV_DEFAULT_INDEX="$index"; fi
    # the machine's certificates first, which a company's mirror needs; then uv's own, where the machine has none
    for certificates in 1 0; do
        UV_SYSTEM_CERTS=$certificates VIRTUAL_ENV="$PWD/.venv" \
            .tools/bin/uv pip sync -q --require-hashes requirements.lock && return
    done
    say "uv could not install the packages, trying pip"
    .tools/bin/python -m pip --python .venv/bin/python install -q --require-hashes -r requirements.lock
}

make_environment() {
    if cmp -s requirements.lock .venv/installed.lock && .venv/bin/python -c '' 2>/dev/null; then return; fi
    command -v python3 >/dev/null || apt_install python3 python3-venv || true
    python=$(find_python)
    # an older one can still fetch a newer one, where the network lets it
    install_tools "${python:-$(command -v python3 || true)}"
    # the environment may have been made by another Python, or in another place
    .venv/bin/python -c '' 2>/dev/null || .tools/bin/uv venv -q --clear --python "${python:-3.13}" .venv 2>/dev/null ||
        { say "$NO_PYTHON"; exit 1; }
    say "installing the packages of requirements.lock"
    install_packages
    cp requirements.lock .venv/installed.lock
}

loads() { .venv/bin/python -c 'import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]' "$@" 2>/dev/null; }

draws_certificates() {
    case $(uname) in
        Darwin) loads libpango-1.0.dylib || loads /opt/homebrew/lib/libpango-1.0.dylib ;;
        *) loads libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0 ;;
    esac
}

how_to_get() { # how_to_get WHAT APT DNF BREW
    if command -v apt-get >/dev/null; then say "$1 missing: run  sudo apt install $2"
    elif command -v dnf >/dev/null; then say "$1 missing: run  sudo dnf install $3"
    elif command -v apk >/dev/null; then say "$1 missing, and Alpine cannot run the embedded database: use the Dockerfile"
    else say "$1 missing: run  brew install $4"
    fi
}

find_libraries() {
    draws_certificates && return
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig || true
    draws_certificates ||
        how_to_get "Pango, which draws the certificates, is" "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" pango pango
}

have_shell() { command -v chromium-headless-shell; } # Chromium without its windows: half the work for the same pages
have_chromium() { have_shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }
have_java() { java -version; }

find_test_programs() {
    missing=0
    # only to see that the committed style sheet is what its sources make
    if [ ! -d node_modules ] && command -v npm >/dev/null; then
        npm ci --silent --no-audit --no-fund || say "npm could not install what compiles the style sheet: not compared"
    fi
    have_shell >/dev/null 2>&1 || apt_install chromium-headless-shell 2>/dev/null || true
    have_chromium >/dev/null 2>&1 || apt_install chromium || true
    have_chromium >/dev/null 2>&1 || { how_to_get "Chromium is" chromium chromium "--cask chromium"; missing=1; }
    have_java >/dev/null 2>&1 || apt_install default-jre-headless || true
    have_java >/dev/null 2>&1 || { how_to_get "Java is" default-jre-headless java-headless openjdk; missing=1; }
    return "$missing"
}

make_environment
find_libraries
if [ "${1:-}" = tests ]; then find_test_programs; fi
