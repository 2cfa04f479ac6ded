import { type Block, heading, list, paragraph, words } from '../../document/document'
import { departure } from '../../runs/profiles'
import { formatCount, formatDuration } from '../../text/format'
import { countsList, gap, placeOf } from './results'
import type { Subject } from './subject'

/**
 * The one-page summary that the Machine Learning Reproducibility Challenge asks for, under its six headings: what a report
 * knows is filled in, and what only its authors know is marked.
 *
 * @see https://github.com/ReScience/MLRC, the summaries of its articles
 */
export function reproducibilitySummary(subject: Subject): Block[] {
  return [
    heading(1, 'Reproducibility Summary'),
    heading(2, 'Scope of Reproducibility'),
    ...scope(subject),
    heading(2, 'Methodology'),
    ...methodology(subject),
    heading(2, 'Results'),
    ...results(subject),
    heading(2, 'What was easy'),
    gap('what cost you little: code or data that was there, a text that left nothing open.'),
    heading(2, 'What was difficult'),
    ...difficult(subject),
    heading(2, 'Communication with original authors'),
    gap('whether you wrote to them, what you asked, and what they answered.')
  ]
}

function scope({ source, claims, main, numOthers }: Subject): Block[] {
  const ours = claims.filter(({ claim }) => claim.source.extension).length
  const beside = [
    ...(main.length === claims.length
      ? []
      : [`${formatCount(claims.length - main.length, 'further claim')} support these.`]),
    ...(ours === 0 ? [] : [`${formatCount(ours, 'claim')} are extensions of our own.`]),
    ...(numOthers === 0 ? [] : [`${formatCount(numOthers, 'claim')} more have no verdict at this budget.`])
  ]
  return [
    paragraph(words`We check ${formatCount(claims.length, 'claim')} of ${source.citation} The main ones:`),
    list(main.map(({ claim }) => words`${claim.statement} (${placeOf(claim)})`)),
    ...(beside.length === 0 ? [] : [paragraph(beside.join(' '))])
  ]
}

function methodology(subject: Subject): Block[] {
  const { report, claims } = subject
  const ids = new Set(claims.flatMap(({ claim }) => (claim.experiment === null ? [] : [claim.experiment])))
  const experiments = Object.values(report.experiments).filter(({ id }) => ids.has(id))
  const runs = report.runs.filter(({ experiment }) => ids.has(experiment))
  const machines = [...new Set(runs.map(({ environment }) => report.environments[environment]!.cpu))]
  const engines = report.engines.map(({ name, version }) => `${name} (${version})`)
  const total = runs.reduce((sum, { wallTimeMs }) => sum + wallTimeMs, 0)
  const frozen = claims.filter(({ registration }) => registration.state === 'registered').length
  const alphas = [...new Set(claims.map(({ claim }) => claim.decision.alpha))].sort((a, b) => a - b)
  return [
    paragraph(
      'Each claim states the smallest difference that matters. Runs are seeded and, where two arms are compared, paired by their seeds. A claim is reproduced or refuted only where the whole interval of its effect says so; all else is undecided.'
    ),
    list(
      experiments.map((experiment) => {
        const { id, description, sourceProtocol } = experiment
        const departs = departure(experiment, report.profile)
        return words`${id}: ${description} The source: ${sourceProtocol} ${departs === null ? 'No departure is stated.' : `Departure at this budget: ${departs}.`}`
      })
    ),
    list([
      `Budget: profile ${report.profile}.`,
      `Preregistered as judged: ${frozen} of ${formatCount(claims.length, 'claim')}.`,
      `Error rate of each family of claims: ${alphas.join(', ') || 'none'} (Holm's procedure within it).`,
      `Runs: ${formatCount(runs.length, 'run')}, ${formatDuration(total)} of run time, on ${machines.join('; ') || 'no machine'}.`,
      `Engines: ${engines.join(', ') || 'none'}.`
    ]),
    gap('where code and records are published.')
  ]
}

function results(subject: Subject): Block[] {
  return [
    countsList(subject),
    list(subject.main.map(({ claim, judgement }) => words`${claim.statement} ${judgement.sentence}`))
  ]
}

/** What the source leaves open had to be filled: the report knows that of the difficulties, and no other. */
function difficult({ claims }: Subject): Block[] {
  const gaps = new Map(
    claims.flatMap(({ claim }) => claim.assumptions.map((one) => [`${one.topic}: ${one.gap}`, one.choice]))
  )
  return [
    ...(gaps.size === 0
      ? []
      : [
          paragraph(`The source leaves ${formatCount(gaps.size, 'thing')} open that had to be chosen:`),
          list([...gaps].map(([what, choice]) => words`${what}. Chosen: ${choice}.`))
        ]),
    gap('what cost you time.')
  ]
}
