# SPDX-License-Identifier: Apache-2.0
# Sourced by ./parley and .ci/run: find_jdk sets JAVA_HOME to a JDK that is new enough, or says what to install.

parley_java=25

# A JDK's major version stands in its file "release"; no JVM needs to start to ask for it.
is_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${major:-0}" -ge "$parley_java" ]
}

# The JDK of the javac on the PATH, through links such as /usr/bin/javac.
jdk_on_path() {
  tool=$(command -v javac) || return 1
  while [ -L "$tool" ]; do
    link=$(readlink "$tool")
    case $link in
      /*) tool=$link ;;
      *) tool=$(dirname "$tool")/$link ;;
    esac
  done
  cd -P "$(dirname "$tool")/.." && pwd
}

find_jdk() {
  home=${HOME:-}
  for jdk in \
    "${JAVA_HOME:-}" \
    "$(jdk_on_path)" \
    "$(/usr/libexec/java_home -F -v "$parley_java+" 2>/dev/null)" \
    "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/* \
    "$home"/.jdks/* \
    "$home"/.asdf/installs/java/* \
    "$home"/.local/share/mise/installs/java/* \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/* /opt/java/* /opt/jdk/* \
    /usr/local/openjdk-* \
    "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_jdk "$jdk"; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "parley: needs a JDK $parley_java or newer: install one (Eclipse Temurin, say) or set JAVA_HOME to it" >&2
  return 69
}
