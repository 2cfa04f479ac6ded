import { InputError } from '../../../../src/errors'
import { parseAudit } from '../../../../src/report/audit/parse'
import { encodeAudit } from '../../../../src/report/audit/write'
import { claimAudit, recordsAudit } from './audits'

it.each([recordsAudit(), claimAudit()])('reads back what was written', (audit) => {
  expect(parseAudit(encodeAudit(audit), 'audit.json')).toEqual(audit)
})

it.each([
  ['another format', { ...claimAudit(), format: 'claimcheck-report' }, /audit\.json\/format/],
  ['a later version', { ...recordsAudit(), formatVersion: 2 }, /"formatVersion": 1/],
  [
    'an outcome that nobody knows',
    { ...recordsAudit(), runs: [{ ...recordsAudit().runs[0], outcome: 'fine' }] },
    /runs\/0\/outcome/
  ],
  ['an audit of neither', { ...recordsAudit(), of: 'paper' }, /not an audit/]
])('refuses %s', (_, data, said) => {
  const read = () => parseAudit(JSON.stringify(data), 'audit.json')
  expect(read).toThrow(InputError)
  expect(read).toThrow(said)
  expect(read).toThrow(/to mend/)
})
