import { arrayAt, objectAt, type SpecDocument, stringAt } from '../claims/document'
import { type LintProblem, problemAt } from '../claims/lintProblem'

/** What is wrong with the schedules of an experiment's arms: the boundaries of a `step` schedule have to increase. */
export function checkSchedules(experiment: SpecDocument): LintProblem[] {
  return Object.keys(objectAt(experiment, 'arms') ?? {}).flatMap((arm) => {
    const path = ['arms', arm, 'optimizer', 'schedule']
    const boundaries = arrayAt(experiment, ...path, 'boundaries') ?? []
    if (stringAt(experiment, ...path, 'name') !== 'step') return []
    return boundaries.flatMap((boundary, index) => {
      const before = boundaries[index - 1]
      if (typeof boundary !== 'number' || typeof before !== 'number' || boundary > before) return []
      return [
        problemAt(experiment, [...path, 'boundaries', index], {
          message: 'the boundaries do not increase',
          expected: `> ${before}, the boundary before it`,
          remedy: 'put them in order, each once'
        })
      ]
    })
  })
}
