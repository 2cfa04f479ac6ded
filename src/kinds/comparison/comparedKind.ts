import { RUN_METRICS } from '../../runs/metrics'
import type { Kind } from '../kind'
import { checkGrid, checkValidation } from '../shared/checks'
import { checkPoint } from '../shared/pointChecks'
import { resolveMargin, resolveTuning } from '../shared/resolve'
import { checkStarts } from '../shared/startChecks'
import { checkBeyond, checkThird } from './beyondChecks'
import type { ComparisonTypes } from './comparedTypes'
import { evidenceOverImages } from './imageEvidence'
import { pairedKind } from './pairedKind'
import type { ComparedKind, ComparisonFile, ComparisonHypothesis } from './types'

/** A kind that compares the final values of a metric. */
export function comparedKind<K extends ComparedKind>(
  own: Pick<Kind<ComparisonTypes<K>>, 'start' | 'subtypes'> & {
    readonly alone: Kind<ComparisonTypes<K>>['checks']['alone']
  }
): Kind<ComparisonTypes<K>> {
  const { alone, ...rest } = own
  const paired = pairedKind<ComparisonHypothesis<K>, ComparisonFile<K>>({
    ...rest,
    resolve: (file) => ({
      ...file,
      at: file.at ?? 'final',
      margin: resolveMargin(file.margin),
      tuning: resolveTuning(file.tuning, file.at)
    }),
    metrics: RUN_METRICS,
    checks: { alone: [...alone, checkBeyond], fit: [checkGrid, checkValidation, checkPoint, checkThird, checkStarts] }
  })
  return { ...paired, collect: evidenceOverImages }
}
