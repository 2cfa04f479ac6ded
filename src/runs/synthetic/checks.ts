import { arrayAt, numberAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { fieldAtProfiles, numberAtProfiles } from '../../claims/experimentDocument'
import { type LintProblem, problemAt } from '../../claims/lintProblem'
import { checkSchedules } from '../checkSchedules'
import { checkMaps } from './checkMaps'
import { DEFAULT_DOMAIN, defaultWindow } from './resolve'

/** What is wrong with a synthetic experiment beyond what its schema can say. */
export function checkSynthetic(experiment: SpecDocument): LintProblem[] {
  return [
    ...domain(experiment),
    ...length(experiment),
    ...checkMaps(experiment),
    ...checkSchedules(experiment, numberAtProfiles(experiment, 'numSteps', ['numSteps']))
  ]
}

/** The problem's domain, where it is one. */
export function domainOf(experiment: SpecDocument): readonly [number, number] | undefined {
  if (valueAt(experiment, ['problem', 'domain']) === undefined) return DEFAULT_DOMAIN
  const [low, high] = [numberAt(experiment, 'problem', 'domain', 0), numberAt(experiment, 'problem', 'domain', 1)]
  if (low === undefined || high === undefined || low >= high) return undefined
  return arrayAt(experiment, 'problem', 'domain')?.length === 2 ? [low, high] : undefined
}

function domain(experiment: SpecDocument): LintProblem[] {
  const bounds = domainOf(experiment)
  if (bounds === undefined) {
    const [low, high] = [numberAt(experiment, 'problem', 'domain', 0), numberAt(experiment, 'problem', 'domain', 1)]
    if (low === undefined || high === undefined || low < high) return []
    return [
      problemAt(experiment, ['problem', 'domain'], {
        message: 'the domain is no interval',
        expected: 'two numbers, the smaller first',
        remedy: 'write [-1, 1], say'
      })
    ]
  }
  const [low, high] = bounds
  return fieldAtProfiles(experiment, 'initialPoints', ['initialPoints']).flatMap(({ path, value }) =>
    (Array.isArray(value) ? value : []).flatMap((point: unknown, index) => {
      if (typeof point !== 'number' || (point >= low && point <= high)) return []
      return [
        problemAt(experiment, [...path, index], {
          message: 'a starting point lies outside the domain',
          expected: `from ${low} to ${high}`,
          remedy: 'move it into the domain, or widen problem.domain'
        })
      ]
    })
  )
}

/** A run has to be at least as long as its window and as its number of recorded points. */
function length(experiment: SpecDocument): LintProblem[] {
  const points = numberAt(experiment, 'record', 'points')
  const window = numberAt(experiment, 'record', 'window') ?? impliedWindow(experiment)
  return fieldAtProfiles(experiment, 'numSteps', ['numSteps']).flatMap(({ path, value }) => {
    if (typeof value !== 'number') return []
    const tooShort = (what: string, least: number): LintProblem =>
      problemAt(experiment, path, {
        message: `the run is shorter than ${what}`,
        expected: `>= ${least}`,
        remedy: `lengthen the run, or lower ${what}`
      })
    return [
      ...(window !== undefined && window > value ? [tooShort('record.window', window)] : []),
      ...(points !== undefined && points > value ? [tooShort('record.points', points)] : [])
    ]
  })
}

function impliedWindow(experiment: SpecDocument): number | undefined {
  const name = stringAt(experiment, 'problem', 'name')
  const period = numberAt(experiment, 'problem', 'period')
  const probability = numberAt(experiment, 'problem', 'probability')
  if (name === 'periodic-linear' && period !== undefined) return defaultWindow({ name, period })
  if (name === 'bernoulli-linear' && probability) return defaultWindow({ name, probability })
  return undefined
}
