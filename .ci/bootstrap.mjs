// Plain JavaScript on purpose: this file runs on the Node that the machine happens to have (20 or newer), before anything is
// installed. It installs the locked dependencies, finds or installs a browser where one is needed, and hands over to Node 24
// (the `node` package), which runs the TypeScript sources directly.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const COMMANDS = {
  start: { script: 'test/world/start.ts', browser: true },
  test: { script: 'test/run.ts', browser: true },
  build: { script: 'node_modules/wxt/bin/wxt.mjs', before: ['build'], browser: false },
  erp: { script: 'lib/erp/server/cli/main.ts', browser: false },
  seed: { script: 'lib/erp/server/cli/seed.ts', browser: false },
  simulate: { script: 'test/simulation/simulate.ts', browser: false },
  bench: { script: 'test/bench/main.ts', browser: true },
  mutation: {
    script: 'node_modules/@stryker-mutator/core/bin/stryker.js',
    before: ['run', 'test/simulation/stryker.json'],
    browser: false,
  },
};

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** One clear line and out: what is missing and what to do. */
const stop = (line) => {
  process.stderr.write(`ledgerside: ${line}\n`);
  process.exit(1);
};

const [command, ...rest] = process.argv.slice(2);
const plan = COMMANDS[command];
if (plan === undefined)
  stop(`unknown command "${command ?? ''}"; one of ${Object.keys(COMMANDS).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(`Node ${process.versions.node} is too old; install Node 20 or newer.`);
}

const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const stamp = join(root, 'node_modules', '.ledgerside-lock');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockHash) install();

if (plan.browser) process.env.LEDGERSIDE_BROWSER = findBrowser();
await handOver(join(root, plan.script), [...(plan.before ?? []), ...rest]);

function install() {
  process.stderr.write('Installing the locked dependencies …\n');
  const npm = process.env.npm_execpath;
  const [file, args] = npm
    ? [process.execPath, [npm]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  // npm's own report goes to stderr: stdout belongs to the command's JSON lines.
  const done = spawnSync(file, [...args, 'ci', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.error) stop('npm could not be started; it comes with Node, and has to be on the PATH.');
  if (done.status !== 0) {
    stop(
      'the dependencies could not be installed; is the npm registry reachable (network, proxy)? The lines above are from npm.',
    );
  }
  writeFileSync(stamp, lockHash);
}

function findBrowser() {
  const named = process.env.LEDGERSIDE_BROWSER;
  if (named) {
    if (!existsSync(named)) stop(`LEDGERSIDE_BROWSER names ${named}, which is not there.`);
    return named;
  }
  const found = BROWSERS.find((path) => existsSync(path));
  if (found) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    process.stderr.write('Installing Chromium …\n');
    const apt = (...args) =>
      spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], {
        stdio: ['ignore', 2, 2],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  }
  return stop('no browser found; install Chromium, Chrome or Edge, or name one in LEDGERSIDE_BROWSER.');
}

async function handOver(script, args) {
  const bin = join(root, 'node_modules', '.bin');
  const separator = process.platform === 'win32' ? ';' : ':';
  if (!process.env.PATH?.split(separator).includes(bin))
    process.env.PATH = `${bin}${separator}${process.env.PATH ?? ''}`;
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    process.argv = [process.argv[0], script, ...args];
    await import(pathToFileURL(script).href);
    return;
  }
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const child = spawn(node, [script, ...args], { stdio: 'inherit', cwd: process.cwd() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
