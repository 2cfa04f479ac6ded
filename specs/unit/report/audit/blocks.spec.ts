import { toTerminal } from '../../../../src/document/toTerminal'
import { auditBlocks, auditFindings, auditTitle } from '../../../../src/report/audit/blocks'
import { claimAudit, recordsAudit } from './audits'

describe('an audit of records, in words', () => {
  const text = toTerminal(auditBlocks(recordsAudit()))

  it('says what was drawn and what came out', () => {
    expect(auditTitle(recordsAudit())).toBe('Recorded runs, trained again')
    expect(text).toContain('Of 9 records (dddddddddddd) 4 were drawn by seed 3 and trained again')
    expect(text).toContain('1 same bits, 1 within tolerance, 1 different, 1 could not run')
    expect(text).toMatch(/222222222222 +second seed=1 +within tolerance +0\.0004/)
  })

  it('names both places where bits differ, once, and where they part', () => {
    const engine = 'scalar claimcheck (javascript, ieee754-float64, numerics 000000000000), node v20.17.0, linux-x64, '
    expect(text).toContain(`Recorded on ${engine}a processor; here on ${engine}another processor:`)
    expect(text).toContain(`Recorded on ${engine}a processor; here on ${engine}a processor:`)
    expect(text).toContain(`Recorded on ${engine}a processor; not trained again here:`)
    expect(text).toContain('222222222222, within tolerance: x at step 20 is 0.25, stored was 0.2501')
    expect(text).toContain('444444444444, could not run: no data')
    expect(text).not.toMatch(/111111111111, same/)
  })
})

describe('an audit of a claim, in words', () => {
  it('says what each check must give, and what it gave', () => {
    const text = toTerminal(auditBlocks(claimAudit()))
    expect(auditTitle(claimAudit())).toBe('toy/audited, profile quick')
    expect(text).toMatch(/the same seed twice +same bits +same bits in 1 run/)
    expect(text).toMatch(/another seed +other bits +in 1 of 1 run not/)
    expect(text).toMatch(/in two workers +same bits +left out: it has one run/)
    expect(text).toContain('another seed, adam: the same bits: the seed is ignored.')
    expect(text).toContain('beside others, adam: x at step 1 is 2, stored was 1.')
  })
})

it('counts what must not be', () => {
  expect(auditFindings(recordsAudit())).toEqual({ different: 1, couldNotRun: 1 })
  expect(auditFindings(claimAudit())).toEqual({ different: 2, couldNotRun: 0 })
})
