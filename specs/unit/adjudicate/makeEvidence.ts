import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { normalStream, randomStream } from '../../../src/random/streams'

/**
 * Writes fixtures/evidence: the same 20 runs, which are made up here, in every layout that a log may have, with the
 * mapping of each layout beside it (`<layout>.json`). Run it after an intended change:
 *
 *     node -r ./specs/support/typescriptHook.cjs specs/unit/adjudicate/makeEvidence.ts
 */

const EPOCHS = 3

interface MadeUpRun {
  readonly optimizer: 'Adam' | 'AMSGrad'
  readonly lr: number
  readonly run: number
  readonly loss: readonly number[]
  readonly valLoss: readonly number[]
}

/** Two arms at two settings, five runs each. At lr 0.01 one run diverges, one stays at ln 10, and one log ends early. */
export function madeUpRuns(): MadeUpRun[] {
  const normal = normalStream(randomStream(5, 'problem'))
  const runs: MadeUpRun[] = []
  for (const optimizer of ['Adam', 'AMSGrad'] as const) {
    for (const lr of [0.001, 0.01]) {
      for (let run = 1; run <= 5; run++) {
        const level = (lr === 0.001 ? 1 : 0.8) * (optimizer === 'AMSGrad' ? 0.9 : 1) * Math.exp(0.02 * normal())
        const loss = Array.from({ length: EPOCHS }, (_, i) => rounded(level * 0.7 ** (i + 1)))
        const valLoss = loss.map((value) => rounded(1.2 * value * Math.exp(0.01 * normal())))
        runs.push(accident({ optimizer, lr, run, loss, valLoss }))
      }
    }
  }
  return runs
}

function rounded(value: number): number {
  return Number(value.toPrecision(6))
}

function accident(made: MadeUpRun): MadeUpRun {
  if (made.lr !== 0.01) return made
  if (made.optimizer === 'AMSGrad' && made.run === 2) {
    const diverged = (values: readonly number[]) => [values[0]!, Number.NaN, Number.NaN]
    return { ...made, loss: diverged(made.loss), valLoss: diverged(made.valLoss) }
  }
  if (made.optimizer === 'Adam' && made.run === 5) {
    const chance = [Math.LN10, Math.LN10, Math.LN10]
    return { ...made, loss: chance, valLoss: chance }
  }
  if (made.optimizer === 'Adam' && made.run === 4) {
    return { ...made, loss: made.loss.slice(0, 2), valLoss: made.valLoss.slice(0, 2) }
  }
  return made
}

/** Rows of one run, epoch by epoch. */
function rowsOf({ loss, valLoss }: MadeUpRun) {
  return loss.map((value, i) => ({ epoch: i + 1, loss: value, val_loss: valLoss[i]! }))
}

/** As Python writes JSON: NaN stands bare. */
function pythonJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, (_, part) => (Number.isNaN(part) ? 'bare NaN' : part), indent)
  return text.replaceAll('"bare NaN"', 'NaN')
}

function yamlList(values: readonly number[]): string {
  return `[${values.map((value) => (Number.isNaN(value) ? '.nan' : String(value))).join(', ')}]`
}

function csvNumber(value: number): string {
  return Number.isNaN(value) ? 'nan' : String(value)
}

/** What every mapping says. */
const COMMON = {
  description: 'Twenty made-up runs.',
  metrics: { 'train.loss': 'loss', 'validation.loss': 'val_loss' },
  failures: { classes: 10 },
  gaps: { incompleteRuns: 'failed', runsPerSetting: 5 }
}
const ARMS = { Adam: 'adam', AMSGrad: 'amsgrad' }

type Layout = { readonly files: Readonly<Record<string, string>>; readonly mapping: object }

export function madeUpLayouts(): Readonly<Record<string, Layout>> {
  const runs = madeUpRuns()
  return {
    'yaml-folders': yamlFolders(runs),
    'csv-files': csvFiles(runs),
    'csv-long': csvLong(runs),
    'jsonl-rows': jsonlRows(runs),
    'json-items': jsonItems(runs),
    'yaml-items': yamlItems(runs)
  }
}

/** A folder a run, with a list a metric, and a configuration that lacks a key in one run. */
function yamlFolders(runs: readonly MadeUpRun[]): Layout {
  const files: Record<string, string> = {}
  for (const made of runs) {
    const folder = `${made.optimizer.toLowerCase()}_(lr=${made.lr})_${made.run}`
    const lr = made.optimizer === 'Adam' && made.lr === 0.001 && made.run === 3 ? '' : `lr: ${made.lr}, `
    files[`${folder}/config.yaml`] = `{${lr}optimizer: ${made.optimizer}, run_id: '${made.run}', epochs: ${EPOCHS}}\n`
    files[`${folder}/log.yaml`] = `loss: ${yamlList(made.loss)}\nval_loss: ${yamlList(made.valLoss)}\nname: ${folder}\n`
  }
  const mapping = {
    ...COMMON,
    log: { files: ['*/log.yaml'], layout: 'columns' },
    config: { file: 'config.yaml' },
    name: '^(?<optimizer>[a-z]+)_\\(lr=(?<lr>[0-9.]+)\\)_(?<run>[0-9]+)/',
    arm: {
      from: [{ config: 'optimizer' }, { name: 'optimizer' }],
      values: { ...ARMS, adam: 'adam', amsgrad: 'amsgrad' }
    },
    settings: { lr: { from: [{ config: 'lr' }, { name: 'lr' }] } },
    run: { from: [{ config: 'run_id' }, { name: 'run' }] },
    epochs: { countFrom: [{ config: 'epochs' }] }
  }
  return { files, mapping }
}

/** A wide table a run, everything else in the file's name. */
function csvFiles(runs: readonly MadeUpRun[]): Layout {
  const files: Record<string, string> = {}
  for (const made of runs) {
    const lines = rowsOf(made).map((row) => `${row.epoch},${csvNumber(row.loss)},${csvNumber(row.val_loss)}`)
    files[`logs/${made.optimizer}-${made.lr}-${made.run}.csv`] = ['epoch,loss,val_loss', ...lines, ''].join('\n')
  }
  const mapping = {
    ...COMMON,
    log: { files: ['logs/*.csv'] },
    name: '(?<optimizer>[A-Za-z]+)-(?<lr>[0-9.]+)-(?<run>[0-9]+)\\.csv$',
    arm: { from: [{ name: 'optimizer' }], values: ARMS },
    settings: { lr: { from: [{ name: 'lr' }] } },
    run: { from: [{ name: 'run' }] },
    epochs: { column: 'epoch', last: EPOCHS }
  }
  return { files, mapping }
}

/** One long table of all runs, a row an epoch and metric, whose arm needs quotes. */
function csvLong(runs: readonly MadeUpRun[]): Layout {
  const lines = runs.flatMap((made) =>
    rowsOf(made).flatMap(({ epoch, ...metrics }) =>
      Object.entries(metrics).map(
        ([metric, value]) =>
          `"optimizer ""${made.optimizer}"", 2018",${made.lr},${made.run},${epoch},${metric},${csvNumber(value)}`
      )
    )
  )
  const mapping = {
    ...COMMON,
    log: { files: ['all.csv'], runs: 'rows', layout: 'long', metricColumn: 'metric', valueColumn: 'value' },
    arm: {
      from: [{ column: 'arm' }],
      values: { 'optimizer "Adam", 2018': 'adam', 'optimizer "AMSGrad", 2018': 'amsgrad' }
    },
    settings: { lr: { from: [{ column: 'lr' }] } },
    run: { from: [{ column: 'run' }] },
    epochs: { column: 'epoch' }
  }
  return { files: { 'all.csv': ['arm,lr,run,epoch,metric,value', ...lines, ''].join('\n') }, mapping }
}

/** One file of all runs, a line an epoch, with settings in nested objects, and bare NaN. */
function jsonlRows(runs: readonly MadeUpRun[]): Layout {
  const lines = runs.flatMap((made) =>
    rowsOf(made).map((row) => pythonJson({ opt: { name: made.optimizer, lr: made.lr }, run: made.run, ...row }))
  )
  const mapping = {
    ...COMMON,
    log: { files: ['*.jsonl'], runs: 'rows' },
    arm: { from: [{ column: 'opt.name' }], values: ARMS },
    settings: { lr: { from: [{ column: 'opt.lr' }] } },
    run: { from: [{ column: 'run' }] },
    epochs: { column: 'epoch', count: EPOCHS }
  }
  return { files: { 'all.jsonl': `${lines.join('\n')}\n` }, mapping }
}

/** One document with a run under each key, its settings and its rows; epochs count from 0. */
function jsonItems(runs: readonly MadeUpRun[]): Layout {
  const entries = runs.map((made) => [
    `${made.optimizer}_${made.run}_${made.lr}`,
    { config: { lr: made.lr }, history: rowsOf(made).map((row) => ({ ...row, epoch: row.epoch - 1 })) }
  ])
  const mapping = {
    ...COMMON,
    log: { files: ['results.json'], runs: 'items', itemsAt: 'study.runs', rowsAt: 'history' },
    name: '#(?<optimizer>[A-Za-z]+)_(?<run>[0-9]+)_',
    arm: { from: [{ name: 'optimizer' }], values: ARMS },
    settings: { lr: { from: [{ document: 'config.lr' }] } },
    run: { from: [{ name: 'run' }] },
    epochs: { column: 'epoch', first: 0, count: EPOCHS }
  }
  return { files: { 'results.json': `${pythonJson({ study: { runs: Object.fromEntries(entries) } }, 1)}\n` }, mapping }
}

/** One document with a list of runs, each with a list a metric. */
function yamlItems(runs: readonly MadeUpRun[]): Layout {
  const items = runs.map(
    (made) =>
      `- optimizer: ${made.optimizer}\n  lr: ${made.lr}\n  run: ${made.run}\n` +
      `  loss: ${yamlList(made.loss)}\n  val_loss: ${yamlList(made.valLoss)}\n`
  )
  const mapping = {
    ...COMMON,
    log: { files: ['results.yml'], runs: 'items', layout: 'columns' },
    arm: { from: [{ document: 'optimizer' }], values: ARMS },
    settings: { lr: { from: [{ document: 'lr' }] } },
    run: { from: [{ document: 'run' }] },
    epochs: { count: EPOCHS }
  }
  return { files: { 'results.yml': items.join('') }, mapping }
}

/** Where the layouts lie. */
export const EVIDENCE = path.resolve(__dirname, '../../../fixtures/evidence')

export function mappingText(layout: Layout): string {
  return `${JSON.stringify(layout.mapping, null, 2)}\n`
}

if (require.main === module) {
  rmSync(EVIDENCE, { recursive: true, force: true })
  for (const [name, layout] of Object.entries(madeUpLayouts())) {
    for (const [file, text] of Object.entries(layout.files)) {
      const target = path.join(EVIDENCE, name, ...file.split('/'))
      mkdirSync(path.dirname(target), { recursive: true })
      writeFileSync(target, text)
    }
    writeFileSync(path.join(EVIDENCE, `${name}.json`), mappingText(layout))
  }
}
