#!/bin/sh
# Remake the lock files from pyproject.toml: every pin with its hashes, no index named, one file for all
# Pythons and systems. Give package names to raise only those; give nothing to raise all.
set -eu
cd "$(dirname "$0")/../.."
uv=.venv/bin/uv

lock() {
    out=packaging/requirements/$1.txt
    shift
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --group install "$@" --output-file "$out"
    echo "$out: $(grep -c '==' "$out") pins"
}

if [ $# -eq 0 ]; then set -- --upgrade; else set -- $(printf -- '--upgrade-package %s ' "$@"); fi
lock bench "$@"
lock training --extra central "$@"
lock dev --extra central --group dev "$@"
