#!/bin/sh
# Runs a command, such as ctest, with Debian's OpenBLAS in place of the BLAS that is installed. Fetches it and
# installs nothing.
#   tests/with_openblas.sh COMMAND [ARGUMENT...]
set -eu
folder=$(cd "$(dirname "$0")/.." && pwd)/build/openblas
library() { find "$folder" -name openblas-pthread -type d 2>/dev/null; }
if [ -z "$(library)" ]; then
  mkdir -p "$folder"
  cd "$folder"
  apt-get download -qq libopenblas0-pthread || {
    apt-get update -qq
    apt-get download -qq libopenblas0-pthread
  }
  dpkg -x libopenblas0-pthread_*.deb .
  cd "$OLDPWD"
fi
LD_LIBRARY_PATH=$(library) OPENBLAS_CORETYPE=Haswell OPENBLAS_NUM_THREADS=1 exec "$@"
