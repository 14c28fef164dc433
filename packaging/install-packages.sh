#!/usr/bin/env bash
# Installs the Debian 12 packages that building, testing and running Paydesk takes. Asks nothing as root; other users
# are asked for their password by sudo when something is missing. Quick when everything is there.
set -euo pipefail

packages=(
  # compiling
  g++ cmake ninja-build pkg-config ccache mold
  # both sides
  libexpected-dev libfmt-dev libcli11-dev nlohmann-json3-dev libssl-dev
  libprotobuf-dev protobuf-compiler libgrpc++-dev protobuf-compiler-grpc
  # daemon and sandbox
  libboost-dev libcurl4-openssl-dev libpq-dev libpqxx-dev libspdlog-dev libtomlplusplus-dev libxml2-dev libcsv-dev libxlsxwriter-dev unzip
  prometheus-cpp-dev postgresql-15
  # console and demo
  qt6-base-dev libqt6sql6-sqlite qt6-svg-dev qt6-charts-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
  libgl-dev fonts-inter fonts-noto-cjk fonts-jetbrains-mono python3-fonttools xvfb xauth
  # tests
  libgtest-dev librapidcheck-dev poppler-utils
)

if [[ "${1:-}" == --list ]]; then
  printf '%s\n' "${packages[@]}"
  exit 0
fi
if ! command -v dpkg-query >/dev/null; then
  echo "install-packages: no Debian here; what is needed: ${packages[*]}" >&2
  exit 0
fi

# One question for all of them; dpkg-query's complaints about unknown ones are what we look for.
mapfile -t installed < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null |
  sed -n 's/^installed //p')
declare -A have=()
for package in "${installed[@]}"; do have[$package]=1; done
missing=()
for package in "${packages[@]}"; do
  [[ -n "${have[$package]:-}" ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

echo "Installing ${missing[*]}" >&2
as_root=()
if [[ $EUID -ne 0 ]]; then
  if ! command -v sudo >/dev/null; then
    echo "install-packages: sudo is missing; as root, run: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}")
# The lists may be old or absent: refreshed only when they do not do.
"${install[@]}" >&2 || { "${as_root[@]}" apt-get update >&2 && "${install[@]}" >&2; }
