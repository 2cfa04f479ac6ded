import { metricsTable, rolesTable, runsTable } from '../../../../src/export/csv/tables'
import { parseCsv } from '../../../support/parseCsv'
import { diverged, exported, roleOf } from '../runs'

const run = exported(3)
const table = (lines: Iterable<string>) => {
  const [headers, ...rows] = parseCsv([...lines].join(''))
  return rows.map((cells) => Object.fromEntries(headers!.map((header, column) => [header, cells[column]])))
}

describe('the tables', () => {
  it('have a row for every run, with what decides it and where it ran', () => {
    const rows = table(runsTable([run, diverged(4)]))
    expect(rows).toMatchObject([
      {
        run: run.key,
        kind: 'synthetic',
        problem: 'bernoulli-linear',
        optimizer: 'AMSGrad',
        beta2: '0.99',
        seedInit: '3'
      },
      { status: 'diverged', divergedAtStep: '7' }
    ])
    expect(rows[0]).toMatchObject({
      status: 'completed',
      dataset: '',
      commit: '',
      cpu: 'a processor',
      wallTimeMs: '12.5'
    })
  })

  it('have a row for every run, metric and step', () => {
    const { at, values } = run.record.result.metrics.x!
    const rows = table(metricsTable([run]))
    expect(rows).toHaveLength(at.length)
    expect(rows.map((row) => Number(row.value))).toEqual(values)
    expect(rows[4]).toMatchObject({ run: run.key, metric: 'x', unit: 'step', at: '5' })
  })

  it('have a row for every place of a run in a report, and none without one', () => {
    const roles = [roleOf(run, 'adam'), roleOf(run, '=cmd()')]
    expect(table(rolesTable([{ ...run, roles }]))).toMatchObject([
      { run: run.key, experiment: 'toy', arm: 'adam', seed: '3', learningRate: '0.1', beta1: '' },
      { arm: "'=cmd()" }
    ])
    expect(table(rolesTable([run]))).toEqual([])
  })
})
