import { describeLabels, groupRuns } from '../../../../../src/kinds/comparison/logs/cells'
import { runsOf } from '../../../adjudicate/runs'

describe('groupRuns', () => {
  it('sorts groups, settings and runs, whatever the order in which they come', () => {
    const runs = [
      ...runsOf('amsgrad', [1, 2], { lr: 0.01 }, { group: { data: 'mnist' } }),
      ...runsOf(
        'adam',
        Array.from({ length: 11 }, (_, i) => i + 1),
        { lr: 0.01 },
        { group: { data: 'mnist' } }
      ),
      ...runsOf('adam', [1], { lr: 0.001 }, { group: { data: 'mnist' } }),
      ...runsOf('amsgrad', [1], { lr: 0.001 }, { group: { data: 'mnist' } }),
      ...runsOf('amsgrad', [1], { lr: 1 }, { group: { data: 'mnist' } }),
      ...runsOf('adam', [1], { lr: 1 }, { group: { data: 'cifar' } })
    ]
    const groups = groupRuns(runs, 'adam')
    expect(groupRuns([...runs].reverse(), 'adam')).toEqual(groups)
    expect(groups.map(({ group }) => group)).toEqual([{ data: 'cifar' }, { data: 'mnist' }])
    const [cifar, mnist] = groups
    expect(cifar).toMatchObject({ cells: [], unmatched: [{ setting: { lr: 1 } }] })
    expect(mnist!.cells.map(({ setting }) => setting)).toEqual([{ lr: 0.001 }, { lr: 0.01 }])
    expect(mnist!.cells[1]!.control.map(({ id }) => id)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      '11'
    ])
    expect(mnist!.unmatched.map(({ setting }) => setting)).toEqual([{ lr: 1 }])
  })

  it('names settings', () => {
    expect(describeLabels({ lr: 0.1, decay: false })).toBe('lr 0.1, decay false')
  })
})
