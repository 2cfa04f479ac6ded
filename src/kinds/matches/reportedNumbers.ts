import { isAccuracy } from '../../runs/metrics'
import { isPossibleShare, type PrintedNumber, printedNumber } from '../../stats/printedNumber'
import type { Granularity, MatchesHypothesis, Reported, ReportedNumbers } from './types'

/** What a source prints, as numbers. A standard deviation or error counts as the largest that is printed so. */
export function reportedNumbers({ value, sd, se, n }: Reported): ReportedNumbers {
  const largest = (text: string) => {
    const { value: size, rounding } = printedNumber(text)
    return size + rounding
  }
  return {
    printed: value,
    ...printedNumber(value),
    standardError:
      se !== undefined ? largest(se) : sd !== undefined && n !== undefined ? largest(sd) / Math.sqrt(n) : null,
    runs: n ?? null
  }
}

/** Beyond so many degrees of freedom t is normal to all digits that are shown. */
const MANY = 1e6

/** Degrees of freedom of the source's standard error; where it does not say over how many runs, that is taken for known. */
export function sourceDf({ runs }: Pick<ReportedNumbers, 'runs'>): number {
  return runs === null || runs < 2 ? MANY : runs - 1
}

/** In the metric's own unit. */
export function deltaOfMatch({ margin, reported }: Pick<MatchesHypothesis, 'margin' | 'reported'>): number {
  return 'absolute' in margin ? margin.absolute : margin.relative * Math.abs(printedNumber(reported.value).value)
}

/** Which values an accuracy can have; null of other metrics, and where the examples are not counted. */
export function granularityOf({
  metric,
  reported: { value, n = 1, examples }
}: Pick<MatchesHypothesis, 'metric' | 'reported'>): Granularity | null {
  if (examples === undefined || !isAccuracy(metric)) return null
  const printed: PrintedNumber = printedNumber(value)
  return { step: 1 / (n * examples), isPossible: isPossibleShare(printed, n, examples) }
}
