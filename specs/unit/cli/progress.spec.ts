import fc from 'fast-check'
import { describeProgress, ProgressDisplay } from '../../../src/cli/progressDisplay'
import { roughDuration } from '../../../src/cli/roughDuration'
import type { Progress } from '../../../src/verify/types'

const progress = (finishedRuns: number, totalRuns = 10, failedRuns = 0): Progress => ({
  finishedRuns,
  totalRuns,
  doneMs: finishedRuns * 100,
  totalMs: totalRuns * 100,
  failedRuns
})

function display(isTTY: boolean) {
  const written: string[] = []
  let now = 0
  const shown = new ProgressDisplay({ isTTY, write: (text) => written.push(text) }, () => now)
  return { written, shown, at: (ms: number) => (now = ms) }
}

describe('formatDuration', () => {
  it.each([
    [0, '0.0 s'],
    [949, '0.9 s'],
    [950, '1 s'],
    [59_499, '59 s'],
    [59_500, '1 min 0 s'],
    [3_599_000, '59 min 59 s'],
    [3_600_000, '1 h 0 min'],
    [172_800_000, '2 days']
  ])('%d ms is %s', (ms, text) => expect(roughDuration(ms)).toBe(text))

  it('never says 60 of a smaller unit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e9 }), (ms) => !/\b60 (s|min)/.test(roughDuration(ms))))
  })
})

describe('describeProgress', () => {
  it('extrapolates the time that is left from the speed so far', () => {
    expect(describeProgress(progress(3), 6000)).toBe('  3/10 runs, 30 %, 6 s, about 14 s left')
  })

  it('names failures', () => expect(describeProgress(progress(3, 10, 2), 6000)).toContain('2 failed'))

  it('does not guess from the first second', () => expect(describeProgress(progress(1), 1000)).not.toContain('left'))
})

describe('ProgressDisplay', () => {
  it('writes whole lines to a log, ten seconds apart and the last one', () => {
    const { written, shown, at } = display(false)
    for (let second = 0; second <= 30; second += 1) {
      at(second * 1000)
      shown.update(progress(Math.floor(second / 3)))
    }
    expect(written.length).toBeLessThanOrEqual(5)
    expect(written.every((text) => text.endsWith('\n') && !text.includes('\r'))).toBe(true)
    expect(written.at(-1)).toContain('10/10 runs, 100 %')
  })

  it('guesses the time of a round from that round alone', () => {
    const { written, shown, at } = display(false)
    shown.startRound()
    for (const second of [0, 30, 60]) {
      at(second * 1000)
      shown.update(progress(second / 6))
    }
    shown.startRound()
    shown.update(progress(0, 100))
    at(70_000)
    shown.update(progress(10, 100))
    expect(written.at(-1)).toBe('  10/100 runs, 10 %, 1 min 10 s, about 1 min 30 s left\n')
  })

  it('rewrites one line of a terminal and ends it', () => {
    const { written, shown, at } = display(true)
    for (const [ms, done] of [
      [0, 0],
      [1000, 5],
      [2000, 10]
    ] as const) {
      at(ms)
      shown.update(progress(done))
    }
    expect(written.slice(0, -1).every((text) => text.startsWith('\r'))).toBe(true)
    expect(written.at(-1)).toBe('\n')
  })
})
