import { InputError } from '../../errors'
import { groupBy } from '../../json/groupBy'
import { type KindName, kindOf } from '../../kinds'
import type { RecordedValue } from '../../kinds/kind'
import { shorten } from '../../text/escape'
import { formatNumber } from '../../text/format'
import type { JudgedClaim, Report, ReportRunRow } from './types'

const REMEDY = 'repeat the verification that wrote it: no verdict can be made of a report that contradicts itself'

/**
 * Holds what claims were judged by to the runs of the same report: each value that is a run's last one has to be that
 * run's, in the arm, with the seed and from the starting point that the claim says. What was made of whole curves (means,
 * times, slopes) a report does not hold, and stays unchecked.
 *
 * @throws InputError at the first value that is not its run's
 */
export function checkAgainstRuns({ claims, runs }: Pick<Report, 'claims' | 'runs'>, where: string): void {
  const byKey = groupBy(runs, ({ key }) => key)
  for (const entry of claims) {
    if (entry.kind !== 'judged') continue
    for (const recorded of recordedOf(entry)) {
      const rows = byKey.get(recorded.runKey) ?? []
      // Older releases, and what is judged again from their reports, have a run at one of its places in experiments alone.
      const isElsewhere = rows.every(({ experiment }) => experiment !== entry.claim.experiment)
      const run = rows.find((row) => isSameRun(row, recorded) && (isElsewhere || isAtPlace(row, entry, recorded)))
      checkValue(entry, recorded, run, rows[0], where)
    }
  }
}

function recordedOf<K extends KindName>({ claim, judgement }: JudgedClaim<K>): readonly RecordedValue[] {
  const { evidence, contenders = [] } = judgement
  const { recorded } = kindOf<K>(claim.hypothesis)
  return recorded === undefined
    ? []
    : [evidence, ...contenders.map((contender) => contender.evidence)].flatMap(recorded)
}

function checkValue(
  { claim }: JudgedClaim,
  { runKey, arm, seed, initialPoint, metric, value }: RecordedValue,
  run: ReportRunRow | undefined,
  other: ReportRunRow | undefined,
  where: string
): void {
  const id = shorten(claim.id, 80)
  const start = initialPoint === null ? '' : ` from ${initialPoint}`
  const place = `a run of ${shorten(arm, 80)} with seed ${seed}${start}`
  if (run === undefined) {
    throw new InputError(`the claim ${id} is judged by a run that is not what it says`, {
      where,
      expected: `${place}, among the runs of the report`,
      received: other === undefined ? `no run ${runKey}` : `${runKey}, which is ${placeOf(other)}`,
      remedy: REMEDY
    })
  }
  const last = run.status.kind === 'completed' ? (run.final[metric] ?? Number.NaN) : Number.NaN
  if (Object.is(last, value)) return
  throw new InputError(`the claim ${id} is judged by a value that its run does not have`, {
    where,
    expected: `${shorten(metric, 80)} ${formatNumber(last, 17)}, where ${place} ended`,
    received: formatNumber(value, 17),
    remedy: REMEDY
  })
}

function isSameRun(row: ReportRunRow, { seed, initialPoint }: RecordedValue): boolean {
  return row.seed === seed && (row.initialPoint === null || row.initialPoint === initialPoint)
}

function isAtPlace(
  { purpose, experiment, arm }: ReportRunRow,
  { claim }: JudgedClaim,
  recorded: RecordedValue
): boolean {
  return purpose === 'judgement' && experiment === claim.experiment && arm === recorded.arm
}

function placeOf({ purpose, experiment, arm, seed, initialPoint }: ReportRunRow): string {
  const start = initialPoint === null ? '' : ` from ${initialPoint}`
  return `one of ${purpose} in ${shorten(experiment, 80)}, of ${shorten(arm, 80)} with seed ${seed}${start}`
}
