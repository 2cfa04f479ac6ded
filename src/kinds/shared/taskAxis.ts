import { idOfPlace, isObject, type SpecDocument, stringAt } from '../../claims/document'
import { fieldAtProfiles, numSettings } from '../../claims/experimentDocument'
import { didYouMean, type LintProblem, oneOf, problemAt } from '../../claims/lintProblem'

/** The key of a claim that names an axis at all values of which it is judged. */
type AxisKey = 'tasks' | 'axis'

/** Values of the axis that a claim names as its tasks; 1 where it names none, or there is no such axis. */
export function numTasksOn(claim: SpecDocument, grid: unknown, key: AxisKey = 'tasks'): number {
  const tasks = stringAt(claim, 'hypothesis', key)
  const values = tasks !== undefined && isObject(grid) && Object.hasOwn(grid, tasks) ? grid[tasks] : undefined
  return Array.isArray(values) ? values.length : 1
}

/**
 * Tasks are two values or more of an axis of the experiment's grid, at every profile, beside which nothing varies.
 *
 * @param beside another axis of the claim's own
 * @param key that names it
 */
export function checkTaskAxis(
  claim: SpecDocument,
  experiment: SpecDocument,
  { beside, key = 'tasks' }: { readonly beside?: string | undefined; readonly key?: AxisKey } = {}
): LintProblem[] {
  const path = ['hypothesis', key]
  const tasks = stringAt(claim, ...path)
  if (tasks === undefined) return []
  if (tasks === beside) {
    return [
      problemAt(claim, path, {
        message: 'the values of one axis are levels or tasks, not both',
        expected: 'another axis',
        remedy: 'name the axis of the tasks'
      })
    ]
  }
  return fieldAtProfiles(experiment, 'grid', ['grid']).flatMap(({ value: grid, profiles }) => {
    if (profiles.length === 0) return []
    const where = `experiments/${idOfPlace(experiment)}.json (profile ${profiles.join(', ')})`
    const known = isObject(grid) ? Object.keys(grid) : []
    const numTasks = numTasksOn(claim, grid, key)
    if (numTasks < 2) {
      return [
        problemAt(claim, path, {
          message: `there is no such axis of two ${key === 'tasks' ? 'tasks' : 'values'} or more in the grid of ${where}`,
          expected: oneOf(known, 'a grid with that axis'),
          remedy: didYouMean(tasks, known, 'add the axis to the experiment')
        })
      ]
    }
    const own = beside !== undefined && isObject(grid) && Array.isArray(grid[beside]) ? grid[beside].length : 1
    if (numSettings(grid) === numTasks * own) return []
    return [
      problemAt(claim, path, {
        message: `other axes vary too in ${where}`,
        expected: `no other axis with more than one value${beside === undefined ? '' : `, but "${beside}"`}`,
        remedy: 'make an experiment without them'
      })
    ]
  })
}
