import { presetOf } from '../optim/presets'
import { objectAt, type SpecDocument, stringAt } from './document'

/** The optimizers of an experiment's arms by the arm's name, as far as the file names known ones. */
export function optimizerNames(experiment: SpecDocument): ReadonlyMap<string, string> {
  const arms = Object.keys(objectAt(experiment, 'arms') ?? {})
  const shared = stringAt(experiment, 'optimizer', 'name')
  const named = arms.map((arm) => [arm, stringAt(experiment, 'arms', arm, 'optimizer', 'name') ?? shared] as const)
  return new Map(named.flatMap(([arm, name]) => (name === undefined || presetOf(name) === null ? [] : [[arm, name]])))
}
