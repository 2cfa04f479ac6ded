import type { DatasetLookup } from '../claims/datasets'
import type { ChoiceFile, OptionFile } from '../claims/fileTypes'
import { withPlaces } from '../claims/pointerSet'
import { resolveExperiment } from '../runs/resolveExperiment'
import type { Experiment, ExperimentFile } from '../runs/runKinds'

/** Something that the source leaves open, with the experiment under each other option. */
export interface Choice extends ChoiceFile {
  readonly assumption: string | null
  readonly options: readonly ChoiceOption[]
}

export interface ChoiceOption extends OptionFile {
  /** The experiment under it, complete, with all its profiles. */
  readonly experiment: Experiment
}

/**
 * What an experiment's source leaves open, with the experiment under each of the other options. Claims are about the
 * experiment itself: no choice is part of a run's key, or of what a registration freezes.
 *
 * @param file which lint accepted
 */
export function resolveChoices(file: ExperimentFile, factsOf: DatasetLookup): readonly Choice[] {
  return choicesIn(file).map(({ topic, assumption, base, options }) => ({
    topic,
    assumption: assumption === undefined ? topic : assumption,
    base,
    options: options.map((option) => ({
      name: option.name,
      set: option.set,
      // Lint has seen to it that what the option makes of the file is an experiment of the same kind.
      experiment: resolveExperiment(underOption(file, option) as ExperimentFile, factsOf)
    }))
  }))
}

function choicesIn(file: ExperimentFile): readonly ChoiceFile[] {
  return ('choices' in file ? file.choices : undefined) ?? []
}

/** An experiment's file as it would stand with an option, without its choices. */
export function underOption(file: ExperimentFile, { set }: OptionFile): unknown {
  const { choices: _, ...own }: ExperimentFile & { readonly choices?: unknown } = file
  return withPlaces(own, set)
}
