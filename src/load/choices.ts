import type { DatasetLookup } from '../claims/datasets'
import { resolveExperiment } from '../claims/defaults'
import type { ClassificationFile, ExperimentFile, OptionFile } from '../claims/fileTypes'
import { pointerSteps, withValueAt } from '../claims/jsonPointer'
import type { Choice, ClassificationExperiment } from '../claims/types'

/**
 * What an experiment's source leaves open, with the experiment under each of the other options. Claims are about the
 * experiment itself: no choice is part of a run's key, or of what a registration freezes.
 *
 * @param file which lint accepted
 */
export function resolveChoices(file: ExperimentFile, factsOf: DatasetLookup): readonly Choice[] {
  if (file.kind !== 'classification') return []
  return (file.choices ?? []).map(({ topic, assumption, base, options }) => ({
    topic,
    assumption: assumption === undefined ? topic : assumption,
    base,
    options: options.map((option) => ({
      name: option.name,
      set: option.set,
      // Lint has seen to it that what the option makes of the file is an experiment of the same kind.
      experiment: resolveExperiment(underOption(file, option) as ExperimentFile, factsOf) as ClassificationExperiment
    }))
  }))
}

/** An experiment's file as it would stand with an option, without its choices. */
export function underOption({ choices: _, ...file }: ClassificationFile, { set }: OptionFile): unknown {
  let changed: unknown = file
  for (const [pointer, value] of Object.entries(set)) changed = withValueAt(changed, pointerSteps(pointer)!, value)
  return changed
}
