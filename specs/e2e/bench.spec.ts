import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { REPOSITORY } from '../support/project'
import { missingPython, PYTHON } from '../support/python'
import { noRedis } from '../support/redis'

jest.setTimeout(240_000)

const BENCH = path.join(REPOSITORY, 'bench')
const scripts = readdirSync(BENCH).filter((file) => file.endsWith('.mjs'))
const noNumpy = missingPython('numpy')
const whereNumpy = noNumpy === null ? describe : describe.skip
const skipped = noNumpy === null ? '' : ` [skipped: ${noNumpy}]`

const NUMBER = String.raw`\d[\d.]*(?:e[+-]\d+)?`
const SPREAD = String.raw`${NUMBER} \[${NUMBER}, ${NUMBER}\]`
const DIFFERENCES = new RegExp(`^- (.+) \\((.+)\\): (${NUMBER}) at the first, (${NUMBER}) at any$`, 'gm')

/** The losses that an experiment can have beside the one of the three models, on the outputs that each is defined for. */
const LOSSES = [
  'categorical_crossentropy 0.1 softmax',
  'binary_crossentropy sum softmax',
  'binary_crossentropy sum sigmoid',
  'binary_crossentropy mean softmax',
  'binary_crossentropy mean sigmoid'
]

/** Patterns of lines, and how many lines there are of each. */
type Lines = readonly (readonly [pattern: string, times: number])[]

/** On the two dense models and with every other loss; for CifarNet it has no layers. */
const NUMPY: Lines =
  noNumpy === null
    ? [
        ['^- NumPy \\(NumPy .+ at any$', 2 + LOSSES.length],
        ['^- skipped: NumPy: has no convolutions$', 1]
      ]
    : [['^- skipped: NumPy: .+$', 3 + LOSSES.length]]

/** What the smoke of each script has to say: what was measured, who was there, who was skipped. */
const SAYS: Readonly<Record<string, Lines>> = {
  'fleet.mjs':
    noRedis === null
      ? [
          [`^\\| 8 \\| 32, of which 32 came home \\| 20 \\| ${NUMBER} min(?: \\| ${NUMBER} %){3} \\|$`, 1],
          ['^work made again under the share of tries that were lost: (met|\\*\\*missed\\*\\*)$', 1],
          ['^chart: .+\\.svg$', 1]
        ]
      : [['^skipped: there is no redis-server here$', 1]],
  'growth.mjs': [
    [
      `^\\| (claims|runs|records) \\| \\d+(, page of ${NUMBER} MB)? \\| ${NUMBER} \\| -?${NUMBER}: .+ \\| ${NUMBER} \\| -?${NUMBER}: `,
      3
    ],
    ['^chart: .+\\.svg$', 2]
  ],
  'page.mjs': [
    [`^\\| claimcheck report --from report.json \\| ${SPREAD} \\| page of ${NUMBER} MB with 9 figures, `, 1],
    ['^(skipped: Matplotlib: .+|\\| Matplotlib, .+ \\| 4 figures \\|)$', 1]
  ],
  'programs.mjs': [
    [`^\\| (plain spawn|claimcheck) \\| ${SPREAD} \\|$`, 2],
    [`^claimcheck's share of a run: -?${NUMBER} \\[-?${NUMBER}, -?${NUMBER}\\] ms; target < 30 ms: `, 1],
    ['^(skipped: warm PyTorch program: .+|PyTorch, 0.1 s .+ warm .+: .+ times; target >= 10: .+)$', 1]
  ],
  'queue.mjs': [
    [
      `^(skipped: there is no redis-server here|\\| [12] \\| ${NUMBER}, ${NUMBER} \\| -?${NUMBER}; target < 2: .+ \\|)$`,
      noRedis === null ? 2 : 1
    ],
    ['^two workers carry .+ times as many runs a second as one; target >= 1.9: ', noRedis === null ? 1 : 0]
  ],
  'run.mjs': [
    [`^\\| \\*\\*claimcheck onnx\\*\\* \\| 1 x 1 \\| ${SPREAD} \\| 1 \\|  \\|$`, 3],
    [`^\\| \\*\\*claimcheck tfjs on wasm\\*\\* \\| 1 x 1 \\| ${SPREAD} \\| ${SPREAD} \\|`, 2],
    [`^- ${SPREAD} GFLOPS of CPU time, ${SPREAD} % of a 1024\\^3 matrix product's ${SPREAD}`, 3],
    ['^(- skipped: PyTorch eager, fused: .+|- PyTorch eager, fused \\(.+ at any)$', 3 + LOSSES.length],
    ...NUMPY,
    ...LOSSES.map((loss) => [`^### mnist-ffnn ${loss}$`, 1] as const)
  ],
  'scalar.mjs': [
    [`^claimcheck scalar +${NUMBER} \\[${NUMBER}, ${NUMBER}\\] +x 1.0000 +-?0.\\d{6}`, 2],
    ['^(skipped: C -O2: .+|C -O2[^]+?^C -O2 .+)$', 1]
  ],
  'scaling.mjs': [
    [`^\\| mnist-(logreg|ffnn) \\| -?${NUMBER}: .+ \\| ${NUMBER} \\| -?${NUMBER}: .+ \\|$`, 2],
    ['^chart: .+\\.svg, 6 lines$', 1]
  ],
  'stats.mjs': [[`^[a-z-]+, effect ${NUMBER} +sequence ${NUMBER} \\(${NUMBER}\\) +p ${NUMBER} \\(${NUMBER}\\)$`, 13]],
  'tfjs-step.mjs': [[`: ${NUMBER} a step \\(minibatch .+\\); ${NUMBER} per 10,000 images evaluated$`, 7]],
  'time-to-verdict.mjs': [
    [
      `^\\| claimcheck \\(--engine auto\\) \\| ${SPREAD} \\| AMSGrad's loss is ${NUMBER} times Adam's, p ${NUMBER}: `,
      1
    ],
    [`^mean final training losses of the arms: claimcheck ${NUMBER} and ${NUMBER}`, 1],
    ['^(skipped: PyTorch: .+|\\| PyTorch script, .+)$', 1]
  ],
  'verdict.mjs': [[` +(far|just|on|effects) .+ ${NUMBER} \\(${NUMBER}\\)$`, 36]]
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-benches-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function smoke(script: string, ...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const temporary = mkdtempSync(path.join(folder, 'tmp-'))
  const {
    CLAIMCHECK_DIST: _dist,
    CLAIMCHECK_TFJS_NODE: _tfjs,
    CLAIMCHECK_STORE: _store,
    CLAIMCHECK_PROFILE: _profile,
    CLAIMCHECK_JEST_RESULTS: _results,
    ...inherited
  } = process.env
  const env = { ...inherited, CLAIMCHECK_PYTHON: PYTHON, TMPDIR: temporary, TEMP: temporary, TMP: temporary }
  const result = spawnSync(process.execPath, ['--throw-deprecation', script, '--smoke', ...args], {
    env,
    encoding: 'utf8'
  })
  // ONNX Runtime leaves files of its own.
  expect(readdirSync(temporary).filter((name) => name.includes('claimcheck'))).toEqual([])
  return result
}

/** Each file of bench/ with its content. */
function contents(): Record<string, string> {
  const files = readdirSync(BENCH, { recursive: true, encoding: 'utf8' }).filter((file) => /\.\w+$/.test(file))
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(BENCH, file), 'latin1')]))
}

describe(`the smoke of every bench${noNumpy === null ? '' : ` [without NumPy: ${noNumpy}]`}`, () => {
  it('is told here what it has to say', () => {
    expect(Object.keys(SAYS)).toEqual(scripts.sort())
  })

  it.each(scripts)('%s measures everything once, and leaves nothing behind', (script) => {
    const before = contents()
    const { status, stdout, stderr } = smoke(path.join(BENCH, script))
    expect(stderr).not.toContain('Error')
    expect(stdout).toMatch(/^smoke: everything once and tiny/)
    const said = (SAYS[script] ?? []).map(([pattern]) => [
      pattern,
      stdout.match(new RegExp(pattern, 'gm'))?.length ?? 0
    ])
    expect(said).toEqual(SAYS[script])
    const tooFar = [...stdout.matchAll(DIFFERENCES)].filter(
      ([, , , first, any]) => Number(first) > 1e-5 || Number(any) > 2e-4
    )
    expect(tooFar).toEqual([])
    expect(status).toBe(0)
    expect(contents()).toEqual(before)
  })

  it('refuses to put its figures into bench/README.md', () => {
    const { status, stderr } = smoke(path.join(BENCH, 'scaling.mjs'), '--write')
    expect(stderr).toContain('--write: figures of a smoke say nothing; leave out --smoke')
    expect(status).not.toBe(0)
  })
})

whereNumpy(`a peer that computes something else${skipped}`, () => {
  const source = readFileSync(path.join(BENCH, 'peers/numpy_peer.py'), 'utf8')

  it.each([
    [
      'another loss',
      '("binary_crossentropy", "softmax"): binary_of_softmax',
      '("binary_crossentropy", "softmax"): categorical',
      'NumPy computes other losses than claimcheck onnx'
    ],
    [
      'the sum for the mean',
      'losses = -(y * np.log(q) + (1 - y) * np.log(1 - q)).sum(1)',
      'losses = -(y * np.log(q) + (1 - y) * np.log(1 - q)).sum(1) / weight',
      'NumPy computes other losses than claimcheck onnx'
    ],
    [
      'the gradient of another loss',
      'slope = np.where(p == q, (q - y) / (q * (1 - q)), 0)',
      'slope = -y / q',
      'NumPy computes other losses than claimcheck onnx'
    ],
    [
      'no loss of sigmoids',
      '("binary_crossentropy", "sigmoid"): binary_of_sigmoid,',
      '',
      'numpy_peer.py has no loss {"name": "binary_crossentropy", "reduction": "sum"} of a sigmoid: write it there'
    ]
  ])('ends the smoke: %s', (_what, right, wrong, says) => {
    const root = mkdtempSync(path.join(folder, 'wrong-'))
    cpSync(BENCH, path.join(root, 'bench'), { recursive: true })
    symlinkSync(path.join(REPOSITORY, 'claims'), path.join(root, 'claims'), 'junction')
    expect(source).toContain(right)
    writeFileSync(path.join(root, 'bench/peers/numpy_peer.py'), source.replace(right, wrong))
    const dist = path.join(REPOSITORY, 'dist')
    const { status, stderr } = smoke(path.join(root, 'bench/run.mjs'), '--models=', '--dist', dist)
    expect(stderr).toContain(says)
    expect(status).not.toBe(0)
  })

  it.each([
    { loss: { name: 'hinge' }, outputActivation: 'softmax' },
    { loss: { name: 'categorical_crossentropy' }, outputActivation: 'sigmoid' },
    { loss: { name: 'binary_crossentropy', reduction: 'max' }, outputActivation: 'softmax' },
    { loss: { name: 'binary_crossentropy', temperature: 2 }, outputActivation: 'softmax' }
  ])('is refused by itself: $loss of a $outputActivation', ({ loss, outputActivation }) => {
    // As much of the folder that bench/support/inputs.mjs writes as there has to be before the loss is looked at.
    const inputs = mkdtempSync(path.join(folder, 'inputs-'))
    const network = { layers: [{ kind: 'dense' }], loss, outputActivation }
    const description = { network, parameters: [], imageShape: [1, 1, 1], batchSize: 1, numClasses: 10 }
    writeFileSync(path.join(inputs, 'inputs.json'), JSON.stringify(description))
    for (const name of ['images.u8', 'labels.u8', 'order.i32', 'check.i32', 'parameters.f32']) {
      writeFileSync(path.join(inputs, name), '')
    }
    const { status, stdout } = spawnSync(PYTHON, [path.join(BENCH, 'peers/numpy_peer.py'), inputs], {
      encoding: 'utf8'
    })
    const { refused } = JSON.parse(stdout) as { refused: string }
    expect(refused).toMatch(
      new RegExp(`^numpy_peer.py has no loss {"name": "${loss.name}".* of a ${outputActivation}: `)
    )
    expect(refused).toContain('it has categorical_crossentropy of a softmax, binary_crossentropy of a softmax, ')
    expect(status).toBe(1)
  })
})
