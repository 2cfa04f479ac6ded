import { settingText } from '../../claims/settingText'
import type { ClaimWith } from '../../claims/types'
import { InputError } from '../../errors'
import { formatValue } from '../../text/format'
import type { ComparisonHypothesis, PairedEvidence } from '../comparison/types'
import type { Judgeable, KindTypes } from '../judged'
import { settingsEvidence } from '../lower-at-majority/evidence'
import type { Runs } from '../shared/runs'
import type { TasksEvidence, TasksHypothesis } from './types'

/** What the claim asks of one task. */
export function taskHypothesis(hypothesis: TasksHypothesis): ComparisonHypothesis<'lower' | 'higher'> {
  const { better, metric, at, treatment, control, margin } = hypothesis
  return { kind: better, metric, at, treatment, control, margin, tuning: null }
}

/** Two arms at every value of the axis; of claims nothing, whose own evidence is taken where they are judged. */
export function tasksEvidence(hypothesis: TasksHypothesis, runs: Runs): TasksEvidence {
  const { axis } = hypothesis
  if (axis === undefined) return { kind: 'tasks', tasks: [] }
  const { cells } = settingsEvidence({ ...taskHypothesis(hypothesis), kind: 'lower-at-majority' }, runs)
  return {
    kind: 'tasks',
    tasks: cells.map((pairs) => {
      const value = pairs.treatment.setting[axis]
      return { name: value === undefined ? settingText(pairs.treatment.setting) : formatValue(value), pairs }
    })
  }
}

/**
 * The pairs of the claims that it is made of.
 *
 * @throws InputError where one of them is judged by logs, or by another number of seeds than it states
 */
export function evidenceOfParts(
  { id, hypothesis }: ClaimWith<TasksHypothesis>,
  parts: readonly Judgeable<KindTypes>[]
): TasksEvidence {
  const { claims = [] } = hypothesis
  return {
    kind: 'tasks',
    tasks: parts.map(({ evidence, looks }, index) => {
      const name = claims[index]!
      if (isPairs(evidence) && looks === null && !isOfCurve(evidence)) return { name, pairs: evidence }
      throw new InputError(`claim ${id} takes ${name} as a task, which is no comparison on a fixed number of seeds`, {
        expected: 'a claim of two arms on an experiment, with "mode": "fixed"',
        received: looks === null ? `evidence of the kind ${evidence.kind}` : 'seeds that are added until decided',
        remedy: 'name another claim, or state its number of seeds'
      })
    })
  }
}

function isPairs(evidence: { readonly kind: string }): evidence is PairedEvidence {
  return evidence.kind === 'paired'
}

function isOfCurve({ measure }: PairedEvidence): boolean {
  return measure.kind === 'auc' || measure.kind === 'time-to'
}
