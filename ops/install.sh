#!/usr/bin/env bash
# Install from this folder alone, into FOLDER (default: /opt/hoidap); no network is used.
# Usage: ./install.sh [FOLDER]; PYTHON=python3.12 chooses the interpreter.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${1:-/opt/hoidap}
# Whatever pip is told elsewhere, nothing is taken from there.
export PIP_CONFIG_FILE=/dev/null PIP_ISOLATED=1
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_CONSTRAINT || true
(cd "$here" && sha256sum --check --quiet SHA256SUMS)
"${PYTHON:-python3}" -m venv "$target"
"$target/bin/python" -m pip --disable-pip-version-check install --quiet \
    --no-index --find-links "$here/wheels" hoidap
"$target/bin/hoidap" --version
echo "Đã cài vào $target. Gói Debian cần thêm (bản quét, tệp Word cũ): $here/debian-packages.txt"
