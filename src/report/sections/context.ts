import type { Section } from '../../document/document'
import type { Claim } from '../../kinds'
import { plainLine, shorten } from '../../text/escape'
import type { AuditReport } from '../audit/types'
import type { CalibrationSummary } from '../data/calibrationSummary'
import type { Report, ReportClaim, ReportRunRow } from '../data/types'
import type { SyntheticMapReport } from '../sensitivity/synthetic/types'
import type { SensitivityReport } from '../sensitivity/types'
import { Assumptions } from './sharedAssumptions'

/** A study of what the answer to one claim depends on, of either kind. */
export type SensitivityStudy = SensitivityReport | SyntheticMapReport

/** What is shown beside a report: what its answers depend on, how often its rules are wrong, runs that were trained again. */
export interface Studies {
  readonly sensitivity: readonly SensitivityStudy[]
  readonly calibration: CalibrationSummary | null
  readonly audits: readonly AuditReport[]
}

export const NO_STUDIES: Studies = { sensitivity: [], calibration: null, audits: [] }

/** What a section is made of. */
export interface Context {
  readonly report: Report
  readonly runs: ReadonlyMap<string, ReportRunRow>
  readonly studies: Studies
  /**
   * What there is to link to, where a reader jumps from place to place: there what many claims have in common is said
   * once, and figures are shown. Null in a text that is read from its beginning.
   */
  readonly links: Links | null
}

/** Ids of elements, and what they are of. */
export interface Links {
  readonly claims: ReadonlyMap<string, string>
  readonly sources: ReadonlyMap<string, string>
  /** Headings of experiments, and figures of how the synthetic ones went, by the experiment's id. */
  readonly experiments: ReadonlyMap<string, string>
  readonly trajectories: ReadonlyMap<string, string>
  readonly assumptions: Assumptions
}

/** A part of a report: null where it has nothing to say. Adding one is a file, and a line in `index.ts`. */
export type SectionOf = (context: Context) => Section | null

export function textContext(report: Report, studies = NO_STUDIES): Context {
  return { report, runs: new Map(report.runs.map((run) => [run.key, run])), studies, links: null }
}

export function pageContext(report: Report, studies = NO_STUDIES): Context & { readonly links: Links } {
  const links = {
    claims: claimAnchors(report),
    sources: sourceAnchors(report),
    experiments: numbered(Object.keys(report.experiments), (number) => `experiment-${number}`),
    trajectories: numbered(drawnExperiments(report), (number) => `figure-experiment-${number}-trajectories`),
    assumptions: new Assumptions(report)
  }
  return { ...textContext(report, studies), links }
}

/** A claim's own id where it is fit for an address, else its number. It always holds a slash. */
function claimAnchors({ claims }: Report): ReadonlyMap<string, string> {
  return new Map(
    claims.map(({ claim: { id } }, index) => [id, /^[\w.-]+\/[\w./-]{1,100}$/.test(id) ? id : `claim/${index + 1}`])
  )
}

function sourceAnchors({ claims }: Report): ReadonlyMap<string, string> {
  return numbered(
    claims.map(({ claim }) => claim.source.key),
    (number) => `source-${number}`
  )
}

/** Experiments of which the report tells how they went. */
export function drawnExperiments({ trajectories = [] }: Report): string[] {
  return [...new Set(trajectories.filter(({ at }) => at.length > 0).map(({ experiment }) => experiment))]
}

function numbered(names: readonly string[], anchor: (number: number) => string): ReadonlyMap<string, string> {
  return new Map([...new Set(names)].map((name, index) => [name, anchor(index + 1)]))
}

/** By id: claims are numbered as the report lists them, wherever they stand. */
export function claimNumbers(claims: readonly ReportClaim[]): ReadonlyMap<string, number> {
  return new Map(claims.map(({ claim }, index) => [claim.id, index + 1]))
}

/** A claim's id where there is little room. */
export function claimName({ id }: Pick<Claim, 'id'>): string {
  return nameOf(id, 100)
}

export function nameOf(text: string, limit = 60): string {
  return shorten(plainLine(text), limit)
}
