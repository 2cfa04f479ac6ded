import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'fflate'
import { type LogSource, readLogs } from '../../../src/logs/readLogs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-logs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
}

async function seriesOf(...sources: LogSource[]) {
  const { metrics } = await readLogs(folder, sources)
  return Object.fromEntries(Object.entries(metrics).map(([name, { steps, values }]) => [name, [steps, values]]))
}

describe('readLogs', () => {
  it('reads nested and sparse JSON Lines, with numbers that are none, and leaves out a torn last line', async () => {
    write({
      'metrics.jsonl':
        '{"step":1,"train":{"loss":0.5},"note":"x"}\n{"step":2,"train":{"loss":NaN},"test.loss":"-inf"}\n{"step":3,"tr'
    })
    const { metrics, notices } = await readLogs(folder, [])
    expect(metrics).toEqual({
      'train.loss': { steps: [1, 2], values: [0.5, Number.NaN], from: 'metrics.jsonl: train.loss' },
      'test.loss': { steps: [2], values: [-Infinity], from: 'metrics.jsonl: test.loss' }
    })
    expect(notices).toEqual([
      { origin: 'metrics.jsonl', line: 3, message: 'the last line is cut off, and is left out' }
    ])
  })

  it('refuses a torn line in the middle', async () => {
    write({ 'metrics.jsonl': '{"step":1,"lo\n{"step":2,"loss":1}\n' })
    await expect(readLogs(folder, [{ format: 'jsonl' }])).rejects.toThrow(/metrics\.jsonl:1: a line is no JSON object/)
  })

  it('takes the last of a step that stands twice, and says so', async () => {
    write({ 'training.log': 'epoch,loss,val_loss\n0,1,0.9\n1,0.5,\n0,1.5,2\n' })
    const { metrics, notices } = await readLogs(folder, [{ format: 'keras-csv' }])
    expect(metrics.loss).toMatchObject({ steps: [0, 1], values: [1.5, 0.5] })
    expect(metrics.val_loss).toMatchObject({ steps: [0], values: [2] })
    expect(notices.map(({ message }) => message)).toEqual([
      'loss: 1 values stand again at a step that had one: the last one counts',
      'val_loss: 1 values stand again at a step that had one: the last one counts'
    ])
  })

  it('prefers the metrics that the run was told to write, and says which of two counts', async () => {
    write({ 'stdout.log': 'epoch 1/3: loss=3 acc: 0.5\n', 'metrics.jsonl': '{"loss":1}\n', 'a.csv': 'epoch,x\n1,2\n' })
    const { metrics, notices } = await readLogs(folder, [])
    expect(await seriesOf()).toEqual({ loss: [null, [1]], x: [[1], [2]], acc: [[1], [0.5]] })
    expect(metrics.loss!.from).toBe('metrics.jsonl: loss')
    expect(notices).toEqual([
      { origin: 'stdout.log: loss', line: null, message: 'metrics.jsonl: loss counts: it is the first that has it' }
    ])
  })

  it('takes the sources in their order, by pattern, with what is said of them', async () => {
    write({
      'out/scores.txt': '# made by\n1 0.5 NA\n2 - 0.7\n',
      'b/summary.json.gz': gzipSync(Buffer.from('{"final": {"loss": 2}, "name": "x", "ok": true}'))
    })
    const table = { format: 'csv', file: 'out/*.txt', delimiter: 'blanks', comment: '#' } as const
    expect(
      await seriesOf(
        { ...table, names: ['step', 'loss', 'acc'], missing: ['NA', '-'] },
        { format: 'json', file: '**/summary.json*' }
      )
    ).toEqual({ loss: [[1], [0.5]], acc: [[2], [0.7]], 'final.loss': [null, [2]] })
  })

  it('reads lists of a document, names those of other lengths, and what stands beside them', async () => {
    write({ 'metrics.json': '{"epoch": [1, 2], "loss": [3, 4], "acc": [0.5], "seconds": 7, "labels": ["a", "b"]}' })
    const { metrics, notices } = await readLogs(folder, [])
    expect(metrics).toMatchObject({
      loss: { steps: [1, 2], values: [3, 4] },
      acc: { steps: [1], values: [0.5] },
      seconds: { steps: null, values: [7] }
    })
    expect(Object.keys(metrics)).toHaveLength(3)
    expect(notices).toEqual([
      {
        origin: 'metrics.json',
        line: null,
        message: 'lists are not equally long: 2 of epoch, 1 of acc; each is counted from its beginning'
      }
    ])
  })

  it('names the values that have no step', async () => {
    write({ 'metrics.jsonl': '{"step":1,"loss":2}\n{"loss":1}\n' })
    const { metrics, notices } = await readLogs(folder, [])
    expect(metrics.loss).toMatchObject({ steps: null, values: [2, 1] })
    expect(notices[0]!.message).toBe('loss: 1 of 2 values have no step: they stand in the order of the log')
  })

  it('says which file a stated source has not', async () => {
    write({ 'stdout.log': 'done\n' })
    await expect(readLogs(folder, [{ format: 'hf-trainer' }])).rejects.toThrow(
      'expected: a file like **/trainer_state.json, for the Trainer of Hugging Face transformers\n  received: stdout.log'
    )
  })

  it('passes over what is recognised by its name and is something else', async () => {
    write({ 'x.npy': '\x93NUMPY', 'model.json': '{"a":', 'metrics.jsonl': '{"loss":1}\n' })
    const { metrics, notices } = await readLogs(folder, [])
    expect(Object.keys(metrics)).toEqual(['loss'])
    expect(notices).toContainEqual({ origin: 'model.json', line: null, message: 'the file is no JSON' })
  })
})
