import type { ShownDirection, SourceFigure, SourcePanel } from '../../claims/sourceFigure'
import { type Hypothesis, showOf } from '../../kinds'
import { isPaired } from '../../kinds/comparison/isPaired'
import type { PairedEvidence } from '../../kinds/comparison/types'
import { LOSS_FINDINGS, type LossFinding } from '../../kinds/shared/lossFinding'
import { runKindOf } from '../../runs/runKinds'
import { armName } from '../../text/armName'
import { statusWords } from '../words'
import { notMeasured } from './notMeasured'
import type { Report, ReportClaim, ReportRun } from './types'

/** Where the treatment's loss ends against the control's, as far as the verdict shows it. */
export type PanelFinding = LossFinding | 'not measured'

/** A panel of a source's figure with what a report has of it. */
export interface PanelResult {
  readonly panel: SourcePanel
  /** From 1, row by row. */
  readonly number: number
  /** Null where the claim is not in the report. */
  readonly entry: ReportClaim | null
  /** Its pairs, where their curves can be drawn. */
  readonly evidence: PairedEvidence | null
  /** Why nothing is drawn; null where something is. */
  readonly missing: string | null
  /** The data that the runs were made on; null where the report does not tell. */
  readonly data: string | null
  /** The names of the arms; null where the report does not tell. */
  readonly arms: { readonly control: string; readonly treatment: string } | null
  readonly finding: PanelFinding
}

type RunWithCurve = Pick<ReportRun, 'key' | 'curve'>

/** Whether there is a curve to draw in any panel of a figure. */
export function hasCurves(
  figure: SourceFigure,
  claims: readonly ReportClaim[],
  runs: readonly RunWithCurve[]
): boolean {
  const byKey = new Map(runs.map((run) => [run.key, run]))
  return figure.rows.flat().some((panel) => curvesOf(panel, entryOf(panel, claims), byKey) !== null)
}

/** What a report has of every panel of a figure, in the figure's rows. */
export function panelResults(figure: SourceFigure, report: Report): PanelResult[][] {
  const byKey = new Map(report.runs.map((run) => [run.key, run]))
  let number = 0
  return figure.rows.map((row) =>
    row.map((panel): PanelResult => {
      number++
      const entry = entryOf(panel, report.claims)
      const evidence = curvesOf(panel, entry, byKey)
      const missing = evidence === null ? missingWords(entry, report) : null
      const arms = entry === null ? null : armsOf(entry.claim.hypothesis)
      return { panel, number, entry, evidence, missing, data: dataOf(entry, report), arms, finding: findingOf(entry) }
    })
  )
}

function entryOf({ claim }: SourcePanel, claims: readonly ReportClaim[]): ReportClaim | null {
  return claims.find((entry) => entry.claim.id === claim) ?? null
}

/** The pairs of a claim, where a run of them has the panel's curve. */
function curvesOf(
  { metric }: SourcePanel,
  entry: ReportClaim | null,
  runs: ReadonlyMap<string, RunWithCurve>
): PairedEvidence | null {
  if (entry?.kind !== 'judged' || !isPaired(entry.judgement.evidence)) return null
  const { evidence } = entry.judgement
  const keys = evidence.pairs.flatMap(({ control, treatment }) => [control.runKey, treatment.runKey])
  return keys.some((key) => runs.get(key)?.curve?.losses[metric] !== undefined) ? evidence : null
}

function missingWords(entry: ReportClaim | null, { profile }: Report): string {
  if (entry === null) return 'not part of this report'
  switch (entry.kind) {
    case 'judged':
      return 'judged without curves'
    case 'could-not-run':
      return statusWords(entry)
    case 'not-in-profile':
      return `not measured at profile ${profile}`
    default:
      return entry satisfies never
  }
}

function armsOf(hypothesis: Hypothesis): PanelResult['arms'] {
  if (!('treatment' in hypothesis)) return null
  const { control, treatment } = hypothesis
  return { control, treatment }
}

/** Nothing is called by the name of data that something else stood in for. */
function dataOf(entry: ReportClaim | null, { experiments, substitutions = [] }: Report): string | null {
  const id = entry?.claim.experiment ?? null
  const experiment = id === null ? undefined : experiments[id]
  const dataset = experiment === undefined ? null : runKindOf(experiment).dataset(experiment)
  if (id === null || dataset === null) return null
  const substitution = substitutions.find((each) => each.experiments.includes(id))
  return substitution === undefined ? dataset : `${dataset} in place of ${substitution.dataset}`
}

function findingOf(entry: ReportClaim | null): PanelFinding {
  if (entry?.kind !== 'judged' || notMeasured(entry) !== null) return 'not measured'
  return showOf(entry.claim).finding?.(entry) ?? 'undecided'
}

const SHOWN_WORDS: Readonly<Record<ShownDirection, string>> = {
  'treatment-lower': 'lower',
  'treatment-higher': 'higher',
  alike: 'alike'
}

/** What the source says that a panel shows, in a word; null where it says nothing. */
export function shownWord({ shows }: SourcePanel): string | null {
  return shows === null ? null : SHOWN_WORDS[shows]
}

/**
 * The finding of a whole figure: what the source shows, and what the verdicts say. As in "amsgrad's loss against adam's:
 * the source shows it lower in all 5 panels; here it is lower in 1, higher in 1 and undecided in 3".
 */
export function figureFinding(results: readonly PanelResult[]): string {
  const shown = countsOf(
    Object.values(SHOWN_WORDS),
    results.map(({ panel }) => shownWord(panel))
  )
  const here = countsOf(
    [...LOSS_FINDINGS, 'not measured'],
    results.map(({ finding }) => finding)
  )
  const source = shown.length === 0 ? '' : `the source shows it ${inPanels(shown, results.length)}; `
  return `${subjectOf(results)}: ${source}here it is ${inPanels(here, results.length)}`
}

/** Arms that differ from panel to panel go by their parts. */
function subjectOf(results: readonly PanelResult[]): string {
  const pairs = results.flatMap(({ arms }) =>
    arms === null ? [] : [`${armName(arms.treatment)}'s loss against ${armName(arms.control)}'s`]
  )
  return new Set(pairs).size === 1 ? pairs[0]! : "The treatment's loss against the control's"
}

interface Count {
  readonly word: string
  readonly count: number
}

function countsOf(words: readonly string[], found: readonly (string | null)[]): Count[] {
  return words
    .map((word) => ({ word, count: found.filter((each) => each === word).length }))
    .filter(({ count }) => count > 0)
}

function inPanels(counts: readonly Count[], numPanels: number): string {
  const [{ word, count }, ...others] = counts as [Count, ...Count[]]
  if (numPanels === 1) return word
  if (others.length === 0 && count === numPanels) return `${word} in all ${numPanels} panels`
  const parts = counts.map((each) => `${each.word} in ${each.count}`)
  return parts.length === 1
    ? `${parts[0]!} of ${numPanels} panels`
    : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`
}
