import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { guessMapping } from '../../../src/adjudicate/guess/guessMapping'
import { inspectMapping } from '../../../src/adjudicate/mapping/loadMapping'
import type { MappingFile } from '../../../src/adjudicate/mapping/types'
import { openEvidenceFolder } from '../../../src/adjudicate/read/folder'
import { readRuns } from '../../../src/adjudicate/read/readRuns'
import type { PairedHypothesis } from '../../../src/kinds/comparison/types'
import { claim, LOWER } from '../../support/builders'
import { adjudicate } from './runs'

/** Made-up logs in the layouts of 24 libraries; not part of the project, so their place is beside it, where it is at all. */
const CASES = path.resolve(__dirname, '../../../../shared/cases/logs')

/** Of other over adam: effect and 95 % interval in percent, pairs or runs of each arm, verdict on "at least 1 % better". */
type Answer = readonly [effect: number, lower: number, upper: number, adam: number, other: number, outcome: string]

interface Case {
  readonly folder?: string
  readonly mapping: MappingFile
  readonly answer: Answer
  readonly where?: Readonly<Record<string, string>>
}

const seed = (source: 'name' | 'config' | 'column', key: string) => ({
  from: [{ [source]: key } as { name: string }],
  pairing: 'seed' as const
})
const arm = (source: 'name' | 'config' | 'column', key: string) => ({ from: [{ [source]: key } as { name: string }] })
/** Arm and seed, both out of names, config files or columns. */
const runsBy = (source: 'name' | 'config' | 'column', armKey: string, seedKey: string) => ({
  arm: arm(source, armKey),
  run: seed(source, seedKey)
})
const ofLoss = (test: string, accuracy: string) => ({ 'test.loss': test, 'test.accuracy': accuracy })

const KINDS: Readonly<Record<string, Case>> = {
  'lightning-csv': {
    mapping: {
      log: { files: ['lightning_logs/*/metrics.csv'], format: 'lightning-csv' },
      config: { file: 'hparams.yaml' },
      ...runsBy('config', 'optimizer', 'seed'),
      metrics: ofLoss('val_loss', 'val_acc')
    },
    answer: [-4.951854, -6.440178, -3.439854, 6, 6, 'reproduced']
  },
  'hf-trainer': {
    mapping: {
      log: { files: ['*/trainer_state.json'], format: 'hf-trainer' },
      name: '^(?<arm>[a-z]+)-seed(?<seed>[0-9]+)/',
      ...runsBy('name', 'arm', 'seed'),
      metrics: ofLoss('eval_loss', 'eval_accuracy')
    },
    answer: [-0.0657, -0.345387, 0.214773, 6, 6, 'refuted']
  },
  'keras-csv': {
    mapping: {
      log: { files: ['*/training.log'], format: 'keras-csv' },
      name: '^(?<arm>[a-z]+)_s(?<seed>[0-9]+)/',
      ...runsBy('name', 'arm', 'seed'),
      metrics: ofLoss('val_loss', 'val_accuracy'),
      gaps: { repeatedEpochs: 'last' }
    },
    answer: [-4.544071, -6.48282, -2.565129, 6, 6, 'reproduced']
  },
  tensorboard: {
    mapping: {
      log: { files: ['runs/*/events.*'], format: 'tensorboard' },
      name: '^runs/(?<arm>[a-z]+)_seed(?<seed>[0-9]+)/',
      ...runsBy('name', 'arm', 'seed'),
      metrics: ofLoss('loss/test', 'accuracy/test')
    },
    answer: [5.386732, 4.68212, 6.096086, 6, 6, 'refuted']
  },
  'tensorboard-keras': {
    mapping: {
      log: { files: ['logs/*/*/events.*'], format: 'tensorboard', together: '^logs/[^/]+' },
      name: '^logs/(?<arm>[a-z]+)-(?<seed>[0-9]+)/',
      ...runsBy('name', 'arm', 'seed'),
      metrics: ofLoss('validation/epoch_loss', 'validation/epoch_accuracy')
    },
    answer: [-5.053829, -7.120181, -2.941506, 5, 5, 'inconclusive']
  },
  'tensorboard-csv': {
    mapping: {
      log: { files: ['*.csv'], together: '^run-[a-z]+_seed[0-9]+', valueColumn: 'Value' },
      name: '^run-(?<arm>[a-z]+)_seed(?<seed>[0-9]+)-tag-(?<metric>.+)[.]csv$',
      ...runsBy('name', 'arm', 'seed'),
      epochs: { column: 'Step', unit: 'step' },
      metrics: ofLoss('loss_test', 'accuracy_test')
    },
    answer: [-2.189916, -3.044949, -1.327342, 6, 6, 'inconclusive']
  },
  'wandb-wide': {
    mapping: {
      log: { files: ['*.csv'], format: 'wandb-csv', together: '[a-z]+-seed[0-9]+' },
      name: '#(?<arm>[a-z]+)-seed(?<seed>[0-9]+) - (?<metric>[a-z]+/[a-z]+)$',
      ...runsBy('name', 'arm', 'seed'),
      metrics: ofLoss('test/loss', 'test/accuracy')
    },
    answer: [-3.367067, -4.89911, -1.810343, 6, 6, 'reproduced']
  },
  'wandb-table': {
    mapping: {
      log: { files: ['wandb_export.csv'], runs: 'rows' },
      arm: { ...arm('column', 'optimizer'), values: { adam: 'adam', other: 'other', '*': null } },
      run: seed('column', 'seed'),
      metrics: ofLoss('test/loss', 'test/accuracy')
    },
    answer: [0.122616, -1.456266, 1.726795, 6, 6, 'inconclusive']
  },
  mlflow: {
    mapping: {
      log: { files: ['mlruns/*/*/metrics/**'], format: 'mlflow' },
      config: { file: 'params' },
      ...runsBy('config', 'optimizer', 'seed'),
      metrics: ofLoss('test/loss', 'test/accuracy')
    },
    answer: [-7.928339, -11.789671, -3.89798, 6, 6, 'inconclusive']
  },
  sacred: {
    mapping: {
      log: { files: ['runs/*/metrics.json'], format: 'sacred' },
      config: { file: 'config.json' },
      ...runsBy('config', 'optimizer', 'seed'),
      metrics: ofLoss('test.loss', 'test.accuracy')
    },
    answer: [-8.11359, -9.587167, -6.615996, 5, 5, 'inconclusive']
  },
  'sb3-monitor, both files': {
    folder: 'sb3-monitor',
    mapping: {
      log: {
        files: ['logs/*/*/*.monitor.csv'],
        format: 'sb3-monitor',
        together: '^logs/[^/]+/[^/]+',
        parts: 'average'
      },
      config: { file: 'Synth-v1/args.yml' },
      name: '^logs/(?<arm>[a-z]+)/',
      arm: arm('name', 'arm'),
      metrics: { score: { names: ['r'], meanOfLast: 5 } },
      gaps: { incompleteRuns: 'last-value' }
    },
    answer: [9.012057, -6.71426, 27.389551, 5, 6, 'inconclusive']
  },
  'sb3-monitor, one file': {
    folder: 'sb3-monitor',
    mapping: {
      log: { files: ['logs/*/*/0.monitor.csv'], format: 'sb3-monitor' },
      name: '^logs/(?<arm>[a-z]+)/',
      arm: arm('name', 'arm'),
      metrics: { score: 'r' },
      gaps: { incompleteRuns: 'last-value' }
    },
    answer: [9.763088, -5.306129, 27.230363, 5, 6, 'inconclusive']
  },
  spinningup: {
    mapping: {
      log: { files: ['data/*/*/progress.txt'], format: 'spinningup' },
      config: { file: 'config.json' },
      ...runsBy('config', 'exp_name', 'seed'),
      metrics: { score: 'AverageEpRet' }
    },
    answer: [9.013675, 3.166129, 15.192665, 6, 6, 'reproduced']
  },
  dopamine: {
    mapping: {
      log: { files: ['data/*.json'], format: 'dopamine' },
      arm: arm('column', 'Agent'),
      metrics: { score: 'Value' },
      gaps: { repeatedEpochs: 'new-run' }
    },
    answer: [28.064321, 9.043739, 50.402678, 5, 5, 'reproduced']
  },
  adastop: {
    mapping: {
      log: { files: ['*.csv'], runs: 'cells' },
      name: '#(?<arm>adam|other)[.]',
      arm: arm('name', 'arm'),
      metrics: { score: 'value' }
    },
    answer: [28.387609, 9.718106, 50.233893, 6, 6, 'reproduced']
  },
  'rliable, of JSON': {
    folder: 'rliable',
    mapping: {
      log: { files: ['scores.json'], format: 'rliable' },
      name: '#(?<arm>[a-z]+)[.](?<task>[a-z_]+)[.]',
      arm: arm('name', 'arm'),
      groups: { task: arm('name', 'task') },
      metrics: { score: 'value' }
    },
    where: { task: 'synth_a' },
    answer: [11.986851, 0.845807, 24.358713, 5, 5, 'inconclusive']
  },
  'rliable, of NumPy': {
    folder: 'rliable',
    mapping: {
      log: { files: ['*.npy'], runs: 'numbers' },
      name: '^(?<arm>[a-z]+)[.]npy#[0-9]+[.](?<task>[0-9]+)$',
      arm: arm('name', 'arm'),
      groups: { task: { ...arm('name', 'task'), values: { 0: 'synth_a', 1: 'synth_b', 2: 'synth_c' } } },
      metrics: { score: 'value' }
    },
    where: { task: 'synth_b' },
    answer: [4.992674, -4.086036, 14.930727, 5, 5, 'inconclusive']
  },
  'rliable, all tasks': {
    folder: 'rliable',
    mapping: {
      log: { files: ['scores.json'], format: 'rliable' },
      name: '#(?<arm>[a-z]+)[.](?<task>[a-z_]+)[.]',
      arm: arm('name', 'arm'),
      settings: { task: arm('name', 'task') },
      metrics: { score: 'value' }
    },
    answer: [8.035215, 1.526699, 14.960967, 15, 15, 'reproduced']
  },
  'dreamer, catch': {
    folder: 'dreamer',
    mapping: {
      log: { files: ['scores/*.json.gz'], runs: 'items', layout: 'columns' },
      arm: { from: [{ document: 'method' }] },
      groups: { task: { from: [{ document: 'task' }] } },
      epochs: { column: 'xs' },
      metrics: { score: 'ys' }
    },
    where: { task: 'synth_catch' },
    answer: [-13.473434, -18.937673, -7.640863, 5, 5, 'refuted']
  },
  'dreamer, walk': {
    folder: 'dreamer',
    mapping: {
      log: { files: ['scores/*.json.gz'], runs: 'items', layout: 'columns' },
      arm: { from: [{ document: 'method' }] },
      groups: { task: { from: [{ document: 'task' }] } },
      epochs: { column: 'xs' },
      metrics: { score: 'ys' }
    },
    where: { task: 'synth_walk' },
    answer: [19.306138, 5.082048, 35.455625, 5, 5, 'reproduced']
  },
  hydra: {
    mapping: {
      log: {
        files: ['multirun/*/*/*/train.log'],
        format: 'stdout',
        pattern:
          'epoch (?<epoch>[0-9]+)/[0-9]+: train_loss=(?<train_loss>\\S+) test_loss=(?<test_loss>\\S+) test_acc=(?<test_acc>\\S+)'
      },
      config: { file: '.hydra/config.yaml' },
      ...runsBy('config', 'optimizer.name', 'seed'),
      epochs: { column: 'epoch' },
      metrics: ofLoss('test_loss', 'test_acc')
    },
    answer: [-5.158807, -6.917319, -3.367073, 6, 6, 'reproduced']
  },
  'plain-text': {
    mapping: {
      log: {
        files: ['records/*/*.txt'],
        format: 'stdout',
        pattern: '^step:(?<step>[0-9]+)/[0-9]+ val_loss:(?<val_loss>\\S+)'
      },
      name: '^records/(?<arm>[a-z]+)/',
      arm: arm('name', 'arm'),
      epochs: { column: 'step', unit: 'step' },
      metrics: { 'test.loss': 'val_loss' }
    },
    answer: [-0.801488, -1.412236, -0.186957, 6, 6, 'inconclusive']
  },
  'stdout-json': {
    mapping: {
      log: { files: ['*.out'], format: 'jsonl', otherLines: 'skip' },
      ...runsBy('column', 'config.optimizer.name', 'config.seed'),
      epochs: { column: 'epoch' },
      metrics: ofLoss('test.loss', 'test.accuracy')
    },
    answer: [-2.244479, -2.809159, -1.676519, 6, 6, 'reproduced']
  },
  'optuna-csv': {
    mapping: {
      log: { files: ['trials.csv'], runs: 'rows', where: { state: 'COMPLETE' } },
      ...runsBy('column', 'params_optimizer', 'params_seed'),
      metrics: ofLoss('value', 'user_attrs_test_accuracy')
    },
    answer: [-3.504319, -4.475209, -2.523561, 6, 6, 'reproduced']
  },
  algoperf: {
    mapping: {
      log: { files: ['*/*/*/*/eval_measurements.csv'] },
      name: '^(?<arm>[a-z]+)/study_(?<study>[0-9]+)/',
      arm: arm('name', 'arm'),
      run: { from: [{ name: 'study' }] },
      epochs: { column: 'accumulated_submission_time', unit: 'second' },
      metrics: ofLoss('test/loss', 'test/accuracy'),
      gaps: { incompleteRuns: 'last-value' }
    },
    answer: [-4.104385, -6.62885, -1.511666, 5, 5, 'reproduced']
  },
  'jsonl-events': {
    mapping: {
      log: { files: ['runs/*/metrics.jsonl'] },
      config: { file: 'config.json' },
      ...runsBy('config', 'optimizer.name', 'training.seed'),
      epochs: { column: 'step', unit: 'step' },
      metrics: ofLoss('val_loss', 'val_accuracy'),
      failures: { metric: 'test.loss' }
    },
    answer: [-5.454655, -6.967533, -3.917175, 6, 5, 'inconclusive']
  },
  'one-number': {
    mapping: {
      log: { files: ['*/*.txt'], format: 'number' },
      name: '^(?<arm>[a-z]+)/seed(?<seed>[0-9]+)[.]txt$',
      ...runsBy('name', 'arm', 'seed'),
      metrics: { 'test.loss': 'value' }
    },
    answer: [-4.040064, -5.969444, -2.071095, 6, 6, 'reproduced']
  },
  'npy-curves': {
    mapping: {
      log: { files: ['*.npy'] },
      name: '^(?<arm>[a-z]+)_Synth-v1_(?<number>[0-9]+)[.]npy$',
      arm: arm('name', 'arm'),
      run: { from: [{ name: 'number' }] },
      metrics: { score: 'value' }
    },
    answer: [22.466682, 7.773908, 39.162516, 5, 5, 'reproduced']
  }
}

/** Lower is better of a loss; of a score the arms are exchanged. */
function hypothesisOf({ metrics }: MappingFile): PairedHypothesis {
  const isScore = metrics.score !== undefined
  const [treatment, control] = isScore ? ['adam', 'other'] : ['other', 'adam']
  return {
    ...LOWER,
    metric: isScore ? 'score' : 'test.loss',
    treatment,
    control,
    margin: { relative: 0.01, epsilon: 0 }
  }
}

function judge(name: string, { folder, mapping, where = {} }: Case) {
  const hypothesis = hypothesisOf(mapping)
  const inspected = inspectMapping('mapping.json', Buffer.from(JSON.stringify(mapping)), hypothesis)
  expect(inspected.problems).toEqual([])
  const read = inspected.mapping!
  const needed = {
    judged: hypothesis.metric,
    trainLoss: read.failures.metric ?? hypothesis.metric,
    selection: null,
    curve: null
  }
  const evidence = openEvidenceFolder(path.join(CASES, folder ?? name))
  const { runs } = readRuns(evidence, read, ['adam', 'other'], needed, where)
  return { runs, adjudication: adjudicate(claim({ hypothesis, experiment: null }), read, runs, 1) }
}

const describeHere = existsSync(CASES) ? describe : describe.skip

describeHere('logs of 24 kinds, where ../shared/cases/logs is', () => {
  it.each(Object.entries(KINDS))('%s comes to what was computed by other means', (name, one) => {
    const { runs, adjudication } = judge(name, one)
    const [effect, lower, upper, numAdam, numOther, outcome] = one.answer
    const used = (name: string) => runs.filter((run) => run.arm === name && run.failure === null).length
    expect([used('adam'), used('other')]).toEqual([numAdam, numOther])
    const { overall } = adjudication.groups[0]!
    const isExchanged = one.mapping.metrics.score !== undefined
    const percent = (log: number) => 100 * Math.expm1(isExchanged ? -log : log)
    const { theta, interval } = overall.effect!
    const bounds = [percent(interval.lower), percent(interval.upper)].sort((a, b) => a - b)
    // The answers have six decimals.
    for (const [found, expected] of [
      [percent(theta), effect],
      [bounds[0]!, lower],
      [bounds[1]!, upper]
    ] as const) {
      expect(Math.abs(found - expected)).toBeLessThan(1e-6)
    }
    expect(adjudication.outcome).toBe(outcome)
  })
})

/** Kinds whose guessed mapping is right as it is, and the metric that the answer is of. Of others the spec says what is not known. */
const GUESSED: Readonly<Record<string, string>> = {
  adastop: 'value',
  dopamine: 'Value',
  'hf-trainer': 'test.loss',
  hydra: 'test.loss',
  'jsonl-events': 'test.loss',
  'keras-csv': 'test.loss',
  'lightning-csv': 'test.loss',
  mlflow: 'test.loss',
  'npy-curves': 'value',
  'one-number': 'value',
  'optuna-csv': 'value',
  'plain-text': 'test.loss',
  sacred: 'test.loss',
  spinningup: 'AverageEpRet',
  'stdout-json': 'test.loss',
  tensorboard: 'test.loss',
  'tensorboard-csv': 'test.loss',
  'wandb-table': 'test.loss',
  'wandb-wide': 'test.loss'
}

describeHere('a mapping that was guessed', () => {
  it.each(Object.entries(GUESSED))('of %s comes to the same', (name, metric) => {
    const { mapping } = guessMapping(openEvidenceFolder(path.join(CASES, name)))
    const isScore = KINDS[name]!.mapping.metrics.score !== undefined
    const known = isScore ? 'score' : 'test.loss'
    // Other metrics may have gaps that a claim about this one has nothing to do with.
    const one: MappingFile = { ...mapping, metrics: { [known]: mapping.metrics[metric]! } }
    const { adjudication } = judge(name, { ...KINDS[name]!, mapping: one })
    const percent = 100 * Math.expm1((isScore ? -1 : 1) * adjudication.groups[0]!.overall.effect!.theta)
    expect(Math.abs(percent - KINDS[name]!.answer[0])).toBeLessThan(1e-6)
    expect(adjudication.outcome).toBe(KINDS[name]!.answer[5])
  })
})

/** Mappings that were written before formats of libraries were known. */
const OLDER = [
  'algoperf',
  'hf-trainer',
  'jsonl-events',
  'keras-csv',
  'lightning-csv',
  'optuna-csv',
  'sacred',
  'spinningup',
  'tensorboard-csv',
  'wandb-table'
]

describeHere('an older mapping', () => {
  it.each(OLDER)('of %s comes to what it came to', (name) => {
    const mapping = JSON.parse(readFileSync(path.join(CASES, 'mappings', `${name}.json`), 'utf8')) as MappingFile
    const { adjudication } = judge(name, { ...KINDS[name]!, mapping })
    const { theta } = adjudication.groups[0]!.overall.effect!
    const percent = 100 * Math.expm1(mapping.metrics.score === undefined ? theta : -theta)
    expect(Math.abs(percent - KINDS[name]!.answer[0])).toBeLessThan(1e-6)
    expect(adjudication.outcome).toBe(KINDS[name]!.answer[5])
  })
})
