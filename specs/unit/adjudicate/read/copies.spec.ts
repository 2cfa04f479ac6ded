import { readRuns } from '../../../../src/adjudicate/read/readRuns'
import { folderOf, mapping } from '../runs'

const NEEDED = { judged: 'train.loss', trainLoss: 'train.loss', selection: null, curve: null }
const log = (arm: string, ...losses: readonly string[]) =>
  ['arm,loss', ...losses.map((loss) => `${arm},${loss}`)].join('\n')
const read = (files: Readonly<Record<string, string>>) =>
  readRuns(folderOf(files), mapping(), ['adam', 'amsgrad'], NEEDED, {})
const ONE = ['1.472682', '1.091341', '0.71']
const OTHER = ['1.472682', '1.091341', '0.72']

describe('copies of a log', () => {
  it('count as one run, and are named', () => {
    const files = { 'a.csv': log('adam', ...OTHER), 'b.csv': log('amsgrad', ...ONE), 'c.csv': log('amsgrad', ...ONE) }
    const { runs, leftOut, warnings } = read({ ...files, 'd.csv': log('amsgrad', ...OTHER) })
    expect(runs.map(({ origin }) => origin)).toEqual(['a.csv', 'b.csv', 'd.csv'])
    expect(leftOut).toEqual([{ origin: 'c.csv', why: 'a copy of b.csv' }])
    expect(warnings).toEqual([
      'these logs of amsgrad hold the same values at every epoch, and count as one run: b.csv, c.csv'
    ])
  })

  it('are no copies in another arm, or where a value differs', () => {
    const files = { 'a.csv': log('adam', ...ONE), 'b.csv': log('amsgrad', ...ONE), 'c.csv': log('amsgrad', ...OTHER) }
    expect(read(files)).toMatchObject({ runs: { length: 3 }, leftOut: [], warnings: [] })
  })

  it('may be equal by chance where they say little: all count, with a warning', () => {
    const files = { 'a.csv': log('adam', '0.5'), 'b.csv': log('amsgrad', '0.98'), 'c.csv': log('amsgrad', '0.98') }
    const { runs, warnings } = read(files)
    expect(runs).toHaveLength(3)
    // A sign, and zeros in front, say nothing more.
    const negative = read({
      'a.csv': log('adam', '0.5', '0.4', '0.3'),
      'b.csv': log('amsgrad', '-0.0001', '-0.0002', '-0.0003'),
      'c.csv': log('amsgrad', '-0.0001', '-0.0002', '-0.0003')
    })
    expect(negative.runs).toHaveLength(3)
    expect(warnings).toEqual(['these logs of amsgrad hold the same values, and may be copies of one run: b.csv, c.csv'])
  })

  it('are named where they are few, and counted', () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${10 + i}.csv`, log('adam', ...ONE)]))
    const { runs, leftOut, warnings } = read(files)
    expect([runs.length, leftOut.length]).toEqual([1, 19])
    expect(warnings).toEqual([expect.stringMatching(/: 10\.csv, 11\.csv, .* 21\.csv and 8 more$/)])
  })

  it('are links too: a file is one log, whatever its names', () => {
    const files = { 'a.csv': log('adam', '0.5'), 'b.csv': log('amsgrad', '0.9'), 'latest.csv': log('amsgrad', '0.9') }
    const folder = { ...folderOf(files), realName: (file: string) => (file === 'latest.csv' ? 'b.csv' : file) }
    const { runs, leftOut } = readRuns(folder, mapping(), ['adam', 'amsgrad'], NEEDED, {})
    expect(runs).toHaveLength(2)
    expect(leftOut).toEqual([{ origin: 'latest.csv', why: 'a link to b.csv' }])
  })
})

describe('a log that goes on after its stated end', () => {
  const files = { 'a.csv': log('adam', ...ONE), 'b.csv': log('amsgrad', ...OTHER, '9.5') }
  const at = (laterEpochs: 'error' | 'ignore') =>
    readRuns(folderOf(files), mapping({ epochs: { count: 3 }, gaps: { laterEpochs } }), ['adam', 'amsgrad'], NEEDED, {})

  it('is an error that says both lengths', () => {
    expect(() => at('error')).toThrow(
      /b\.csv: the log goes on after epoch 3[\s\S]*a whole run ends \(the first one is 1\)[\s\S]*values to epoch 4[\s\S]*"laterEpochs": "ignore"/
    )
  })

  it('is cut where the mapping says so', () => {
    expect(at('ignore').runs.map(({ value }) => value)).toEqual([0.71, 0.72])
  })
})
