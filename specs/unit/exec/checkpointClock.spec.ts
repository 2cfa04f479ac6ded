import { CHECKPOINT_VARIABLE, checkpointClock } from '../../../src/exec/checkpointClock'

let nowMs: number

beforeEach(() => {
  nowMs = 5000
  jest.spyOn(performance, 'now').mockImplementation(() => nowMs)
})

afterEach(() => {
  jest.restoreAllMocks()
})

/** The seconds after the start at which it says that checkpoints are due, asked every second. */
function dueAt(isDue: () => boolean, seconds: number): number[] {
  const due: number[] = []
  for (let second = 1; second <= seconds; second += 1) {
    nowMs += 1000
    if (isDue()) due.push(second)
  }
  return due
}

describe('checkpointClock', () => {
  it('is due every half minute, and once each time', () => {
    expect(dueAt(checkpointClock({}), 95)).toEqual([30, 60, 90])
  })

  it('counts from the last time that it was due: nobody catches up on what a long step missed', () => {
    const isDue = checkpointClock({})
    nowMs += 95_000
    expect(isDue()).toBe(true)
    expect(isDue()).toBe(false)
    expect(dueAt(isDue, 31)).toEqual([30])
  })

  it('is shortened by the variable for tests, to always at 0', () => {
    expect(dueAt(checkpointClock({ [CHECKPOINT_VARIABLE]: '2000' }), 5)).toEqual([2, 4])
    expect(dueAt(checkpointClock({ [CHECKPOINT_VARIABLE]: '0' }), 2)).toEqual([1, 2])
    expect(dueAt(checkpointClock({ [CHECKPOINT_VARIABLE]: '' }), 30)).toEqual([30])
  })

  it.each(['soon', '-1', '1e3', ' 5'])('refuses %j', (text) => {
    expect(() => checkpointClock({ [CHECKPOINT_VARIABLE]: text })).toThrow(/CLAIMCHECK_TEST_CHECKPOINT_MS/)
  })
})
