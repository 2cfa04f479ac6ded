import { type Block, heading, list, paragraph, words } from '../../document/document'
import { departure } from '../../runs/profiles'
import { sentenceOf } from '../../text/escape'
import { formatCount, formatDuration } from '../../text/format'
import { countsList, gap, passageOf } from './results'
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
    counted(claims.length - main.length, 'further claim supports these.', 'further claims support these.'),
    counted(ours, 'claim is an extension of our own.', 'claims are extensions of our own.'),
    counted(numOthers, 'more claim has no verdict at this budget.', 'more claims have no verdict at this budget.')
  ].filter((sentence) => sentence !== null)
  const these = main.length === 1 ? 'The main one:' : 'The main ones:'
  return [
    paragraph(words`We check ${formatCount(claims.length, 'claim')} of ${sentenceOf(source.citation)} ${these}`),
    list(main.map(({ claim }) => words`${claim.statement} (${passageOf(claim)})`)),
    ...(beside.length === 0 ? [] : [paragraph(beside.join(' '))])
  ]
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : formatCount(count, one, many)
}

function methodology({ report, claims, experiments, runs, machines }: Subject): Block[] {
  const cpus = [...new Set(machines.map(({ cpu }) => cpu))]
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
        const budget = departs === null ? 'No departure is stated.' : `Departure at this budget: ${sentenceOf(departs)}`
        return words`${id}: ${sentenceOf(description)} The source: ${sentenceOf(sourceProtocol)} ${budget}`
      })
    ),
    list([
      `Budget: profile ${report.profile}.`,
      `Preregistered as judged: ${frozen} of ${formatCount(claims.length, 'claim')}.`,
      `Error rate of each family of claims: ${alphas.join(', ') || 'none'} (Holm's procedure within it).`,
      `Runs: ${formatCount(runs.length, 'run')}, ${formatDuration(total)} of run time, on ${cpus.join('; ') || 'no machine'}.`,
      `Engines: ${engines.join(', ') || 'none'}.`
    ]),
    gap('where code and records are published.')
  ]
}

function results(subject: Subject): Block[] {
  return [
    countsList(subject),
    list(subject.main.map(({ claim, judgement }) => words`${sentenceOf(claim.statement)} ${judgement.sentence}`))
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
          list([...gaps].map(([what, choice]) => words`${sentenceOf(what)} Chosen: ${sentenceOf(choice)}`))
        ]),
    gap('what cost you time.')
  ]
}
