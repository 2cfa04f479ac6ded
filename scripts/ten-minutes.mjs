// From an empty folder and a training script to a verdict, a page and a Jest test, by the packed tarball: every command with
// its output and its time, as a page of Markdown. What somebody would write in an editor is written here, and shown.
//   node scripts/ten-minutes.mjs [--out reports/reference/ten-minutes.md] [--smoke]
// --smoke installs nothing: the project uses the build and the Jest of this repository.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

const REPOSITORY = path.resolve(import.meta.dirname, '..')
const { values } = parseArgs({ options: { out: { type: 'string' }, smoke: { type: 'boolean', default: false } } })

const TRAIN = `import argparse, json, math, random

parser = argparse.ArgumentParser()
parser.add_argument("--optimizer", choices=["sgd", "adam"], default="adam")
parser.add_argument("--lr", type=float, default=0.001)
parser.add_argument("--epochs", type=int, default=20)
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()

# Logistic regression on two clouds, the features of very different scales.
draw = random.Random(args.seed)
scales = [10 ** (-2 + k / 4) for k in range(10)]
data = [([s * draw.gauss(0.5 * y, 1) for s in scales], y) for y in (1, -1) for _ in range(100)]
w, m, v, t = [0.0] * 10, [0.0] * 10, [0.0] * 10, 0
for epoch in range(1, args.epochs + 1):
    draw.shuffle(data)
    for x, y in data:
        t += 1
        pull = -y / (1 + math.exp(y * sum(a * b for a, b in zip(w, x))))
        for k, xk in enumerate(x):
            g = pull * xk
            m[k], v[k] = 0.9 * m[k] + 0.1 * g, 0.999 * v[k] + 0.001 * g * g
            adam = m[k] / (1 - 0.9**t) / (math.sqrt(v[k] / (1 - 0.999**t)) + 1e-8)
            w[k] -= args.lr * (adam if args.optimizer == "adam" else g)
    loss = sum(math.log1p(math.exp(-y * sum(a * b for a, b in zip(w, x)))) for x, y in data) / len(data)
    print(json.dumps({"epoch": epoch, "loss": loss}))
`

const JEST = `const { describeClaims } = require('claimcheck/jest')

describeClaims('claims/my-paper/*.json')
`

/** What \`claimcheck new\` leaves to be written. */
const WRITTEN = {
  'claims/my-paper/source.json': { citation: 'A. Author: A paper. A conference, 2020.' },
  'claims/my-paper/adam.json': {
    source: { locator: 'Table 1', quote: 'Adam ends at a lower training loss than SGD.' },
    statement: 'Adam ends at a lower training loss than SGD at the same learning rate.',
    hypothesis: { treatment: 'adam', control: 'sgd' }
  },
  'claims/experiments/adam.json': {
    description: 'Logistic regression on two clouds of points, in plain Python.',
    sourceProtocol: '20 epochs, learning rate 0.001.',
    arms: { adam: { settings: { optimizer: 'adam' } }, sgd: { settings: { optimizer: 'sgd' } } }
  }
}

const project = mkdtempSync(path.join(tmpdir(), 'claimcheck-ten-minutes-'))
const lines = []
const start = performance.now()
let failed = null

function say(line) {
  console.log(line)
  lines.push(line)
}

/** Runs it as it would be typed, and says what it printed. */
function type(command, { env = {}, folder = project } = {}) {
  const before = performance.now()
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, npm_config_loglevel: 'error', npm_config_fund: 'false', npm_config_audit: 'false', ...env }
  })
  const seconds = ((performance.now() - before) / 1000).toFixed(1)
  const shown = placed(`${stderr}${stdout}`).trimEnd().split('\n')
  const cut =
    shown.length > 24 ? [...shown.slice(0, 12), `... (${shown.length - 20} lines)`, ...shown.slice(-8)] : shown
  say(`$ ${placed(command)}\n${cut.join('\n').trimEnd()}\n[${seconds} s]`)
  if (status !== 0 && failed === null) failed = `${command} ended with ${status}`
}

/** Where it was run is nobody's business. */
function placed(text) {
  return text.replaceAll(project, '/home/me/paper').replaceAll(REPOSITORY, '/home/me/claimcheck')
}

function write(name, content) {
  const file = path.join(project, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** As somebody would in an editor. */
function edit(name, parts) {
  const file = path.join(project, name)
  const before = JSON.parse(readFileSync(file, 'utf8'))
  const merged = Object.entries(parts).map(([key, part]) => {
    const isPart = key === 'hypothesis' || key === 'source'
    return [key, isPart && typeof part === 'object' ? { ...before[key], ...part } : part]
  })
  writeFileSync(file, `${JSON.stringify({ ...before, ...Object.fromEntries(merged) }, null, 2)}\n`)
  say(`# in an editor, ${name}:\n#   ${JSON.stringify(parts)}`)
}

function install() {
  if (!values.smoke) {
    type(`npm pack --ignore-scripts --silent --pack-destination ${project}`, { folder: REPOSITORY })
    type('npm init --yes --silent >/dev/null && npm install ./claimcheck-*.tgz jest')
    return
  }
  mkdirSync(path.join(project, 'node_modules/.bin'), { recursive: true })
  write('package.json', '{}')
  symlinkSync(REPOSITORY, path.join(project, 'node_modules/claimcheck'))
  symlinkSync(path.join(REPOSITORY, 'dist/cli/main.js'), path.join(project, 'node_modules/.bin/claimcheck'))
  symlinkSync(path.join(REPOSITORY, 'node_modules/jest/bin/jest.js'), path.join(project, 'node_modules/.bin/jest'))
}

try {
  const command = 'python3 train.py --optimizer adam --lr 0.001 --seed 0'
  const env = { XDG_CONFIG_HOME: path.join(project, '.config'), CLAIMCHECK_STORE: '', NO_COLOR: '1' }
  write('train.py', TRAIN)
  type(`${command} | tail -1`)
  install()
  type(`npx claimcheck new my-paper/adam --program "${command}" --try`, { env })
  for (const [name, parts] of Object.entries(WRITTEN)) edit(name, parts)
  type('npx claimcheck lint', { env })
  type('npx claimcheck allow', { env })
  type('npx claimcheck verify my-paper/adam --name first', { env })
  type('ls reports/first', { env })
  write('claims.test.js', JEST)
  say(`# claims.test.js:\n${JEST.trimEnd().replace(/^/gm, '#   ')}`)
  type('npx jest claims.test.js 2>&1', { env })
  const minutes = (performance.now() - start) / 60_000
  say(`# ${minutes.toFixed(1)} minutes of machine time, from the script to the test`)
} finally {
  rmSync(project, { recursive: true, force: true })
}
if (values.out !== undefined) {
  const page = [
    '# Ten minutes',
    '',
    'Written by `node scripts/ten-minutes.mjs --out reports/reference/ten-minutes.md`: from an empty folder with a training script to a',
    'verdict, a page and a Jest test, by the packed tarball. Every command was run; times are of a machine with other work.',
    '',
    '```text',
    ...lines,
    '```'
  ]
  writeFileSync(path.resolve(values.out), `${page.join('\n')}\n`)
}
if (failed !== null) {
  console.error(failed)
  process.exitCode = 1
}
