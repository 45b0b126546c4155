# Starts the worker; installs what it needs the first time and whenever package-lock.json has changed.
cd "$(dirname "$0")" || exit 1
command -v node >/dev/null || { echo "Node.js 20 or newer is missing: https://nodejs.org"; exit 1; }
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  echo "Installing the AWS SDK, once (npm ci) ..."
  npm ci --no-fund --no-audit --loglevel=error || exit 1
  touch node_modules/.package-lock.json
fi
# Node.js 20 will do for some years; the SDK's word on it at every start helps nobody.
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
exec node worker.mjs
