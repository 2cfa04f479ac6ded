import { type Block, heading, list, paragraph, words } from '../../document/document'
import { runKindOf } from '../../runs/runKinds'
import { formatCount, formatDuration } from '../../text/format'
import type { Subject } from './subject'

/**
 * What a report answers of the Machine Learning Reproducibility Checklist (J. Pineau et al., version 2.0), part by part. An answer
 * follows from the report or is left to its authors; none is "yes" because claimcheck was used.
 *
 * @see https://www.cs.mcgill.ca/~jpineau/ReproducibilityChecklist.pdf
 */
export function reproducibilityChecklist({ claims, experiments, runs, machines }: Subject): Block[] {
  const tuned = claims.filter(
    ({ judgement }) => judgement.selection !== null && judgement.selection !== undefined
  ).length
  const assumptions = new Set(claims.flatMap(({ claim }) => claim.assumptions.map(({ topic }) => topic)))
  const judgedRuns = runs.filter(({ purpose }) => purpose === 'judgement').length
  const times = runs.map(({ wallTimeMs }) => wallTimeMs)
  const mean = times.length === 0 ? 'no run' : formatDuration(times.reduce((sum, time) => sum + time, 0) / times.length)
  const data = [...new Set(experiments.flatMap((experiment) => runKindOf(experiment).dataset(experiment) ?? []))]
  return [
    heading(1, 'Machine Learning Reproducibility Checklist'),
    paragraph(
      'Answers that follow from the report are given; the others are left to you, for nothing in a report tells them.'
    ),
    heading(2, 'Models and algorithms'),
    list([
      answer('The mathematical setting, algorithm or model', null),
      answer(
        'The assumptions',
        `${formatCount(assumptions.size, 'topic')} that the source leaves open, each with what was chosen and what else it could be, under Assumptions of the report`
      ),
      answer('The complexity (time, space, sample size)', null)
    ]),
    heading(2, 'Theoretical claims'),
    list([
      answer(
        'A statement of each claim',
        `${formatCount(claims.length, 'claim')} as JSON files, each with its place in the source`
      ),
      answer('A proof of each claim', null)
    ]),
    heading(2, 'Datasets'),
    list([
      answer(
        'Statistics, such as the number of examples',
        data.length === 0 ? null : `${data.join(', ')}: images of each split, under Experiments of the report`
      ),
      answer(
        'Splits for training, validation and test',
        data.length === 0
          ? null
          : 'the numbers of images of each, under Experiments; which images is fixed by their order in the files'
      ),
      answer(
        'Data left out, and preprocessing',
        data.length === 0 ? null : 'images used and what pixels are divided by, under Experiments'
      ),
      answer('A link to the data', data.length === 0 ? null : 'by claimcheck data fetch, each file with its SHA-256'),
      answer('How new data were collected', null)
    ]),
    heading(2, 'Shared code'),
    list([
      answer(
        'Dependencies',
        `claimcheck ${[...new Set(machines.map(({ claimcheck }) => claimcheck))].join(', ') || 'without a run'}, package-lock.json; versions of engines under Environment`
      ),
      answer('Training code', 'claims and experiments are files that claimcheck verify runs'),
      answer('Evaluation code', 'the same command; claimcheck report --from judges again from the evidence alone'),
      answer('Trained models', 'none are kept: a run is trained again to the bit from its seed, on the same engine'),
      answer('A table of results with the commands that make it', 'the report has one, with a command for each claim')
    ]),
    heading(2, 'Reported results'),
    list([
      answer(
        'Ranges of hyperparameters, how the best were chosen, all that were used',
        tuned === 0
          ? 'nothing was tuned; all settings stand under Experiments'
          : `${formatCount(tuned, 'claim')} chose settings: grid, metric, seeds and ranking under Tuning of the report`
      ),
      answer(
        'The exact number of training and evaluation runs',
        `${formatCount(judgedRuns, 'run')} judged, ${formatCount(runs.length - judgedRuns, 'run')} for the choice of settings`
      ),
      answer(
        'The measure or statistics, defined',
        'each claim states metric, point of the run, margin and decision; the rules stand in docs/statistics.md'
      ),
      answer('Central tendency and variation', 'each claim has an effect with its interval, and every run in a table'),
      answer(
        'Run time of each result, or energy',
        `${mean} a run on average; each run's own time in report.json. Energy was not measured`
      ),
      answer(
        'The computing infrastructure',
        machines.length === 0
          ? null
          : [...new Set(machines.map(({ cpu, platform, node }) => `${cpu}, ${platform}, Node ${node}`))].join('; ')
      )
    ])
  ]
}

function answer(item: string, text: string | null) {
  return words`${item}: ${text === null ? 'TO BE ANSWERED by you.' : `${text}.`}`
}
