import { drawRecords } from '../../../src/audit/auditRecords'
import type { KeyedRecord } from '../../../src/store/recordArchive'

const records = Array.from({ length: 50 }, (_, index) => ({ key: String(index) }) as KeyedRecord)
const drawn = (sample: number, seed: number) => drawRecords(records, sample, seed).map(({ key }) => Number(key))

describe('drawRecords', () => {
  it('draws the same by the same seed, others by another, each once, in their order', () => {
    // Written down: who names a seed names a sample, in whatever version.
    expect(drawn(5, 0)).toEqual([5, 8, 27, 38, 41])
    expect(drawn(5, 1)).not.toEqual(drawn(5, 0))
    expect(drawn(5, 0)).toEqual([...new Set(drawn(5, 0))].sort((a, b) => a - b))
  })

  it('draws all where there are no more, and draws each as often as any other', () => {
    expect(drawn(60, 0)).toEqual(records.map(({ key }) => Number(key)))
    const counts = new Array<number>(50).fill(0)
    for (let seed = 0; seed < 1000; seed += 1) for (const place of drawn(5, seed)) counts[place]! += 1
    // Each is drawn 100 times in the mean, with a standard deviation of 9.5.
    expect(Math.min(...counts)).toBeGreaterThan(60)
    expect(Math.max(...counts)).toBeLessThan(140)
  })
})
