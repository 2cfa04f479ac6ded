import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'fflate'
import {
  completeOptions,
  FORMAT_NAMES,
  formatOf,
  LOG_FORMATS,
  type LogFormatName,
  recogniseFormat
} from '../../../../src/logs/formats'
import { logText, openLog } from '../../../../src/logs/logFile'
import type { LogOptions } from '../../../../src/logs/types'
import { REPOSITORY } from '../../../support/project'

function read(format: LogFormatName, text: string | Uint8Array, options: Partial<LogOptions> = {}, name = 'log') {
  const reading = LOG_FORMATS[format].read(openLog(name, Buffer.from(text)), completeOptions(format, options))
  if (!reading.ok) return reading.problems
  return reading.value.rows?.map(({ cells }) => cells) ?? reading.value.document
}

describe('the registry of formats', () => {
  it('is what the schema of a mapping names', () => {
    const schema = JSON.parse(readFileSync(path.join(REPOSITORY, 'claims/schema/mapping.schema.json'), 'utf8'))
    expect([...schema.$defs.format.enum].sort()).toEqual([...FORMAT_NAMES].sort())
  })

  it('tells a format by the extension, gzip aside', () => {
    expect(
      ['a.json', 'a.JSONL', 'a.csv.gz', 'b/a.tsv', 'a.yml', 'a.npz', 'x/events.out.tfevents.1.h', 'a.log'].map(formatOf)
    ).toEqual(['json', 'jsonl', 'csv', 'csv', 'yaml', 'npz', 'tensorboard', null])
  })

  it('reads no byte order mark as a part of the first line', () => {
    expect(read('stdout', '\uFEFFMETRIC loss=1\nMETRIC loss=2')).toEqual(read('stdout', 'METRIC loss=1\nMETRIC loss=2'))
    expect(read('csv', '\uFEFFepoch,loss\n1,2\n')).toEqual([{ epoch: '1', loss: '2' }])
  })

  it('refuses a document that is none at once, whatever stands in it', () => {
    expect(read('json', `{}${'\n'.repeat(400_000)}x`)).toMatchObject([{ message: expect.stringContaining('no JSON') }])
  })

  it('recognises nothing in what is no log', () => {
    for (const name of ['model.pt', 'README.md', 'notes.txt', 'train.py']) {
      expect(recogniseFormat(name, 'def main(): pass\n')).toBeNull()
    }
  })
})

describe('stdout', () => {
  it('takes lines METRIC alone where there are any', () => {
    expect(read('stdout', 'loss: 3\n{"loss":2}\nMETRIC loss=1 epoch=2\r\n')).toEqual([{ loss: '1', epoch: '2' }])
  })

  it('takes JSON objects alone where there are any', () => {
    expect(read('stdout', 'loss: 3\n{not json}\n{"loss":NaN}\n')).toEqual([{ loss: 'NaN' }])
  })

  it.each([
    ['Epoch [3/10], Loss: 0.5, lr=1e-3', { epoch: '3', Loss: '0.5', lr: '1e-3' }],
    ["{'eval_loss': 0.5, 'epoch': 1.0}", { eval_loss: '0.5', epoch: '1.0' }],
    ['40/40 - 1s - loss: 0.5 - val_accuracy: nan', { loss: '0.5', val_accuracy: 'nan' }],
    ['\u001B[32mtest/loss\u001B[0m=-inf acc: 87.5%', { 'test/loss': '-inf', acc: '87.5' }],
    ['step 300: train loss 2.1, val_loss=.5', { step: '300', loss: '2.1', val_loss: '.5' }],
    ['epoch 2 took 3 of 9, loss 0.5 acc 1e-1 time 3.1ms', { epoch: '2', loss: '0.5', acc: '1e-1' }],
    ['epoch 1: train loss: 0.5, val loss: 0.6', { epoch: '1', train_loss: '0.5', val_loss: '0.6' }]
  ])('reads names before numbers in %j', (line, cells) => {
    expect(read('stdout', `noise\n${line}\n`)).toEqual([cells])
  })

  it.each(['2026-11-02 09:15:25,123 started', 'http://host:8080/a', 'time: 12:30', 'version: 1.2.3'])(
    'takes no number out of %j',
    (line) => expect(read('stdout', line)).toEqual([])
  )

  it('keeps apart what lines name alike: the loss of a step, and those that an evaluation prints', () => {
    const printed = 'step 300: train loss 4.2, val loss 4.3\niter 300: loss 4.1\niter 310: loss 4.0\n'
    expect(read('stdout', printed)).toEqual([
      { step: '300', train_loss: '4.2', val_loss: '4.3' },
      { iter: '300', loss: '4.1' },
      { iter: '310', loss: '4.0' }
    ])
    expect(read('stdout', 'train loss: 2\ntrain loss: 1\n')).toEqual([{ loss: '2' }, { loss: '1' }])
  })

  it('ends on any line, however long', () => {
    expect(read('stdout', 'a'.repeat(200_000))).toEqual([])
    expect(read('stdout', 'a '.repeat(100_000))).toEqual([])
    expect(read('stdout', 'a 1 '.repeat(100_000))).toEqual([])
    expect(read('stdout', 'a='.repeat(100_000))).toEqual([])
  })

  it('says where a pattern is in no line', () => {
    expect(read('stdout', 'loss 1\n', { pattern: 'acc=(?<acc>.*)' })).toMatchObject([
      { message: 'no line has the pattern', received: '"loss 1"' }
    ])
  })
})

describe('csv', () => {
  it('passes over comments and first lines, and keeps the numbers of lines', () => {
    const text = 'title\n#{"a": 1}\nr,l\n# note\n1,2\n1,2,3\n'
    expect(read('csv', text, { skip: 1, comment: '#' })).toMatchObject([{ line: 6, received: '3' }])
    expect(read('csv', text.replace('1,2,3\n', ''), { skip: 1, comment: '#' })).toEqual([{ r: '1', l: '2' }])
  })

  it('takes names for a table without a header, and blanks for one delimiter', () => {
    expect(read('csv', ' 1  0.5\n2\t0.25 \n', { delimiter: 'blanks', names: ['step', 'loss'] })).toEqual([
      { step: '1', loss: '0.5' },
      { step: '2', loss: '0.25' }
    ])
  })

  it('leaves out a header that stands again, and keeps a row of the same numbers', () => {
    expect(read('csv', 'epoch,loss\n0,1\nepoch,loss\n0,2\n')).toEqual([
      { epoch: '0', loss: '1' },
      { epoch: '0', loss: '2' }
    ])
    expect(read('csv', '1,2\n1,2\n')).toEqual([{ 1: '1', 2: '2' }])
  })

  it('names a comment that nobody stated, once', () => {
    expect(read('csv', '#{"t_start": 1, "x": "y"}\nr,l\n1,2\n')).toMatchObject([
      {
        line: 1,
        message: 'line 1 is a comment',
        remedy: 'say "comment": "#", or "skip": 1 where it is but the first line'
      }
    ])
  })
})

describe('what is no text', () => {
  it.each([
    ['PAR1\x15', 'a Parquet file', /read_parquet/],
    ['\x93NUMPY\x01', 'a NumPy array', /"npy"/],
    ['PK\x03\x04', 'a ZIP archive', /"npz"/],
    ['SQLite format 3\0', 'an SQLite database', /sqlite3/],
    ['\x80\x04\x95', 'a pickle of Python', /runs code/],
    ['\x28\xb5\x2f\xfd', 'compressed, and not by gzip', /gzip/],
    [`${'\0'.repeat(21)}\x1a\x0dbrain.Event:2`, 'a file of TensorBoard events', /"tensorboard"/],
    ['\xff\xfea', 'bytes that are none', /UTF-8/]
  ])('%j is named, and what can be done with it', (head, received, remedy) => {
    const reading = logText({ name: 'a', bytes: Buffer.from(head, 'latin1') })
    expect(reading).toMatchObject({ ok: false, problems: [{ received, remedy: expect.stringMatching(remedy) }] })
  })

  it('is read where gzip alone makes it so', () => {
    expect(openLog('a.csv.gz', gzipSync(Buffer.from('a')))).toEqual({ name: 'a.csv', bytes: Buffer.from('a') })
    expect(() => openLog('a.csv.gz', gzipSync(Buffer.from('a')).subarray(0, 12))).toThrow(/cut off/)
  })
})

describe('files that are not what their name says', () => {
  it('refuses an event file with a byte changed, and leaves out a torn record', () => {
    const file = path.join(REPOSITORY, 'fixtures/logs/tensorboard/events.out.tfevents.1793610900.made-up.0')
    const bytes = readFileSync(file)
    const whole = read('tensorboard', bytes) as readonly unknown[]
    expect(whole).toHaveLength(8)
    expect(read('tensorboard', bytes.subarray(0, -3))).toHaveLength(7)
    const changed = Buffer.from(bytes)
    changed[60] = changed[60]! ^ 1
    expect(read('tensorboard', changed)).toMatchObject([{ message: 'the event file is damaged' }])
    expect(read('tensorboard', 'no events')).toMatchObject([{ message: 'the event file is damaged' }])
  })

  it('says what a document of JSON Lines is', () => {
    expect(read('json', '{"a":1}\n{"a":2}\n')).toMatchObject([
      { received: 'several, one a line', remedy: 'say "format": "jsonl"' }
    ])
  })

  it('refuses lists of Sacred that have not one length', () => {
    expect(read('sacred', '{"a": {"steps": [1, 2], "values": [1]}}')).toMatchObject([{ received: '2 steps, 1 values' }])
  })

  it('refuses what is no number alone', () => {
    expect(read('number', ' 0.5\n')).toEqual([{ value: '0.5' }])
    expect(read('number', 'loss 0.5')).toMatchObject([{ message: 'the file is no number' }])
  })
})
