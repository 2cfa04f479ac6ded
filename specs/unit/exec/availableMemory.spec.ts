import { totalmem } from 'node:os'
import { availableMemoryBytes } from '../../../src/exec/availableMemory'

afterEach(() => {
  jest.restoreAllMocks()
})

describe('availableMemoryBytes', () => {
  test('is no more than the machine has', () => {
    expect(availableMemoryBytes()).toBeLessThan(totalmem())
    expect(availableMemoryBytes()).toBeGreaterThan(0)
  })

  test('is what a limit leaves, without what this process takes already', () => {
    jest.spyOn(process.memoryUsage, 'rss').mockReturnValue(100)
    jest.spyOn(process, 'constrainedMemory').mockReturnValue(1000)
    expect(availableMemoryBytes()).toBe(900)
  })

  // 0: node 20 where there is no limit; 2^64: cgroup v1; undefined: other systems.
  test.each([0, 2 ** 64, undefined])('%p is no limit', (limit) => {
    jest.spyOn(process, 'constrainedMemory').mockReturnValue(limit as number)
    expect(availableMemoryBytes()).toBeGreaterThan(0)
    expect(availableMemoryBytes()).toBeLessThan(totalmem())
  })
})
