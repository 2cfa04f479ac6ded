import { gigabytes, memoryNotice } from '../../../src/verify/memoryNotice'

describe('memoryNotice', () => {
  const need = { largestWorkerBytes: 1.2e9, totalBytes: 2.4e9, workersLeftOut: 0 }

  it('says nothing where every worker fits', () => {
    expect(memoryNotice(need, 2, 3e9)).toBeNull()
  })

  it('says how many run at once, and why not more', () => {
    expect(memoryNotice({ ...need, workersLeftOut: 2 }, 2, 3e9)).toBe(
      'memory for 2 workers at a time, not 4: one may take 1.20 GB, and 3.00 GB are available'
    )
    expect(memoryNotice({ ...need, workersLeftOut: 1 }, 1, -1)).toBe(
      'memory for 1 worker at a time, not 2: one may take 1.20 GB, and 0.00 GB are available'
    )
  })

  it('counts gigabytes by the thousand', () => expect(gigabytes(1.5 * 2 ** 30)).toBe('1.61 GB'))
})
