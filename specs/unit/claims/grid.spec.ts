import { axesOf, gridSettings, sameSetting, settingsOnEdge } from '../../../src/claims/grid'

describe('gridSettings', () => {
  it('goes over values of any kind, what optimizers have first, then by name, the last the fastest', () => {
    const grid = { width: [1, 2], beta2: [0.9], 'use-bias': [true, false], learningRate: [0.1, 1] }
    expect(axesOf(grid)).toEqual(['learningRate', 'beta2', 'use-bias', 'width'])
    const settings = gridSettings(grid)
    expect(settings).toHaveLength(8)
    expect(settings[0]).toEqual({ learningRate: 0.1, beta2: 0.9, 'use-bias': true, width: 1 })
    expect(settings[1]).toEqual({ learningRate: 0.1, beta2: 0.9, 'use-bias': true, width: 2 })
    expect(settings[7]).toEqual({ learningRate: 1, beta2: 0.9, 'use-bias': false, width: 2 })
  })

  it('has an order that the order of the names in a file does not change: no hash of it would tell', () => {
    expect(gridSettings({ b: ['x', 'y'], a: [1, 2] })).toEqual(gridSettings({ a: [1, 2], b: ['x', 'y'] }))
  })
})

describe('sameSetting', () => {
  it('compares every name that one of them has', () => {
    expect(sameSetting({ lr: 0.1, name: 'a' }, { name: 'a', lr: 0.1 })).toBe(true)
    expect(sameSetting({ lr: 0.1 }, { lr: 0.1, name: 'a' })).toBe(false)
    expect(sameSetting({ lr: 1 }, { lr: '1' })).toBe(false)
  })
})

describe('settingsOnEdge', () => {
  it('speaks of numbers, three or more of them', () => {
    const grid = { lr: [0.1, 1, 0.01], width: [1, 2], name: ['a', 'b', 'c'] }
    expect(settingsOnEdge({ lr: 1, width: 1, name: 'a' }, grid)).toEqual(['lr'])
    expect(settingsOnEdge({ lr: 0.1, width: 1, name: 'a' }, grid)).toEqual([])
  })
})
