import { type Block, heading, type Line, list, paragraph, table } from '../../document/document'
import { groupBy } from '../../json/groupBy'
import { formatCount, formatNumber } from '../../text/format'
import type { AuditCheckResult, AuditedPlace, AuditedRun, AuditOutcome, AuditReport } from './types'

const OUTCOMES: Readonly<Record<AuditOutcome, string>> = {
  same: 'same bits',
  'within-tolerance': 'within tolerance',
  different: 'different',
  'could-not-run': 'could not run'
}

/** What an audit is of. */
export function auditTitle(audit: AuditReport): string {
  return audit.of === 'records' ? 'Recorded runs, trained again' : `${audit.claim}, profile ${audit.profile}`
}

/** What an audit found: a sentence, a table, and what differs. */
export function auditBlocks(audit: AuditReport): Block[] {
  return audit.of === 'records' ? recordsBlocks(audit) : claimBlocks(audit)
}

function recordsBlocks({ records, sample, seed, tolerance, runs, machine }: Extract<AuditReport, { of: 'records' }>) {
  const counts = Object.entries(OUTCOMES).flatMap(([outcome, words]) => {
    const count = runs.filter((run) => run.outcome === outcome).length
    return count === 0 ? [] : [`${count} ${words}`]
  })
  const rows = runs.map((run) => [
    run.key.slice(0, 12),
    run.run,
    OUTCOMES[run.outcome],
    run.largest === null ? '–' : formatNumber(run.largest, 2)
  ])
  return [
    paragraph(
      `Of ${formatCount(records.records, 'record')} (${records.digest.slice(0, 12)}) ${runs.length} were drawn by seed ${seed}${runs.length < sample ? ', all there are,' : ''} and trained again on ${placeWords({ machine })}: ${counts.join(', ')}. Another engine or machine may differ by ${formatNumber(tolerance)} of a metric's largest value.`
    ),
    table(['key', 'run', 'outcome', 'largest difference'], rows, [3]),
    ...differing(runs)
  ]
}

/** Where results part, by what made either: of a sample that one machine recorded and one trained again, that is said once. */
function differing(runs: readonly AuditedRun[]): Block[] {
  const groups = groupBy(
    runs.filter(({ what }) => what !== null),
    ({ recorded, here }) =>
      `Recorded on ${placeWords(recorded)}; ${here === null ? 'not trained again here' : `here on ${placeWords(here)}`}:`
  )
  if (groups.size === 0) return []
  return [
    heading(4, 'What is not the same bits'),
    ...[...groups].flatMap(([places, group]) => [
      paragraph(places),
      list(group.map(({ key, outcome, what }) => `${key.slice(0, 12)}, ${OUTCOMES[outcome]}: ${what}`))
    ])
  ]
}

function placeWords({
  engine,
  machine: { node, platform, cpu }
}: Partial<AuditedPlace> & Pick<AuditedPlace, 'machine'>) {
  const { name, version, backend, instructionSet, lowering, numerics } = engine ?? {}
  const on =
    engine === undefined
      ? ''
      : `${name} ${version} (${[backend, instructionSet, lowering].filter((part) => part != null).join(', ')}, numerics ${numerics?.slice(0, 12)}), `
  return `${on}node ${node}, ${platform}, ${cpu}`
}

function claimBlocks({ engine, machine, checks }: Extract<AuditReport, { of: 'claim' }>) {
  const rows = checks.map((check) => [check.check, check.expects === 'same' ? 'same bits' : 'other bits', found(check)])
  const wrong = checks.flatMap(({ check, runs }) =>
    runs
      .filter(({ passed }) => !passed)
      .map(({ arm, difference }) => `${check}, ${arm}: ${difference ?? 'the same bits: the seed is ignored'}.`)
  )
  return [
    paragraph(`Trained on ${placeWords({ engine, machine })}.`),
    table(['check', 'must give', 'found'], rows),
    ...listed('What is not as it must be', wrong)
  ]
}

function found({ skipped, runs, expects }: AuditCheckResult): string {
  if (skipped !== null) return `left out: ${skipped}`
  const passed = runs.filter((run) => run.passed).length
  if (passed === runs.length)
    return `${expects === 'same' ? 'same bits' : 'other bits'} in ${formatCount(runs.length, 'run')}`
  return `in ${runs.length - passed} of ${formatCount(runs.length, 'run')} not`
}

function listed(title: string, items: readonly Line[]): Block[] {
  return items.length === 0 ? [] : [heading(4, title), list(items)]
}

/** Whether anything came out as it must not. */
export function auditFindings(audit: AuditReport): { readonly different: number; readonly couldNotRun: number } {
  if (audit.of === 'claim') {
    const different = audit.checks.flatMap(({ runs }) => runs).filter(({ passed }) => !passed).length
    return { different, couldNotRun: 0 }
  }
  const count = (outcome: AuditOutcome) => audit.runs.filter((run) => run.outcome === outcome).length
  return { different: count('different'), couldNotRun: count('could-not-run') }
}
