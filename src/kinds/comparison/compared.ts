import type { Wordless } from '../judged'
import type { Shown } from '../show'
import type { AnyCompared } from './comparedTypes'
import type { LogsTypes } from './logs/types'
import type { AnyPaired } from './types'

/** A comparison is shown and told by what it was judged by: pairs of runs, or logs. */
export interface Ways<Runs, Logs, Result> {
  readonly runs: (judged: Runs) => Result
  readonly logs: (judged: Logs) => Result
}

export function shownBy<Result>(
  shown: Shown<AnyCompared>,
  { runs, logs }: Ways<Shown<AnyPaired>, Shown<LogsTypes>, Result>
): Result {
  if (isShownByRuns(shown)) return runs(shown)
  if (isShownByLogs(shown)) return logs(shown)
  throw mixed(shown.claim.id)
}

export function toldBy<Result>(
  judgement: Wordless<AnyCompared>,
  { runs, logs }: Ways<Wordless<AnyPaired>, Wordless<LogsTypes>, Result>
): Result {
  if (isToldByRuns(judgement)) return runs(judgement)
  if (isToldByLogs(judgement)) return logs(judgement)
  throw mixed(judgement.claim.id)
}

type Found = Pick<Wordless<AnyCompared>, 'evidence' | 'analysis'>

const isBy = ({ evidence, analysis }: Found, kind: Found['evidence']['kind']) =>
  evidence.kind === kind && analysis.kind === kind

const isShownByRuns = (shown: Shown<AnyCompared>): shown is Shown<AnyPaired> => isBy(shown.judgement, 'paired')
const isShownByLogs = (shown: Shown<AnyCompared>): shown is Shown<LogsTypes> => isBy(shown.judgement, 'logs')
const isToldByRuns = (told: Wordless<AnyCompared>): told is Wordless<AnyPaired> => isBy(told, 'paired')
const isToldByLogs = (told: Wordless<AnyCompared>): told is Wordless<LogsTypes> => isBy(told, 'logs')

/** A report is held to it where it is read. */
function mixed(id: string): TypeError {
  return new TypeError(`evidence and analysis of the claim ${id} are of two kinds`)
}
