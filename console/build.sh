#!/bin/sh
# Builds or tests the console with the machine's own Node.js. Maven calls it; it can be called by hand as well.
#
#   sh build.sh build   writes target/classes/pawl/console, unless that is newer than everything it is made of
#   sh build.sh test    checks types and rules and runs the unit tests, unless they have passed since the last change
#
# Without Node.js 20 and npm, or if its packages can't be had, it says so and succeeds: the server then has no console, and
# everything else. With PAWL_CONSOLE=required, as ./check has it, packages that can't be had are a failure.
set -eu

cd "$(dirname "$0")"

without() {
  echo "console: $1, so the console is left out; the server runs without it" >&2
  exit 0
}

command -v node >/dev/null || without 'Node.js is missing'
command -v npm >/dev/null || without 'npm is missing'
major=$(node --version)
major=${major#v}
[ "${major%%.*}" -ge 20 ] || without "Node.js $major is too old (20 or newer is needed)"

# changed_since FILE WHAT...: whether there is no such file, or something is newer than it.
changed_since() {
  [ -f "$1" ] || return 0
  mark=$1
  shift
  [ -n "$(find "$@" -newer "$mark" | head -n 1)" ]
}

# npm itself leaves this file behind when it is done.
install() {
  if changed_since node_modules/.package-lock.json package-lock.json; then
    if ! npm ci --no-progress --loglevel=error; then
      [ -d node_modules/vite ] && rm -f node_modules/.package-lock.json
      [ "${PAWL_CONSOLE:-}" != required ] || exit 1
      without 'its packages could not be installed (see above)'
    fi
    touch node_modules/.package-lock.json
  fi
}

# Checks the rules, with packages of its own: they are large, and whoever only builds does without.
lint() {
  (
    cd lint
    without() {
      echo "console: $1, so its rules are not checked" >&2
      exit 0
    }
    install
  )
  if [ -x lint/node_modules/.bin/biome ]; then
    lint/node_modules/.bin/biome lint --error-on-warnings --log-level=error
  fi
}

made_of='src index.html vite.config.ts tsconfig.json package-lock.json build.sh'
built=target/classes/pawl/console/index.html
tested=target/tested

case ${1:-build} in
  build)
    # shellcheck disable=SC2086
    changed_since "$built" $made_of || exit 0
    install
    npx --no-install vite build --logLevel warn
    ;;
  test)
    # shellcheck disable=SC2086
    changed_since "$tested" $made_of test e2e biome.jsonc lint/package-lock.json || exit 0
    install
    npx --no-install tsc --noEmit
    lint
    npx --no-install vitest run --reporter=default
    mkdir -p target
    touch "$tested"
    ;;
  *)
    echo 'console: build or test?' >&2
    exit 2
    ;;
esac
