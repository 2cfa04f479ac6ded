import { toLatex } from '../document/toLatex'
import { toMarkdown } from '../document/toMarkdown'
import type { Report } from '../report/data/types'
import { ExportFolder } from './exportFolder'
import { reproducibilityChecklist } from './publication/checklist'
import { rescienceMetadata } from './publication/metadata'
import { resultsTable } from './publication/results'
import { type Subject, subjectOf } from './publication/subject'
import { reproducibilitySummary } from './publication/summary'

/** Where reproductions are published. */
export type Publication = 'latex' | 'mlrc' | 'rescience'

/** By publication: what each file says. */
const FILES: Readonly<Record<Publication, Readonly<Record<string, (subject: Subject) => string>>>> = {
  latex: { 'claims.tex': (subject) => toLatex([resultsTable(subject)]) },
  mlrc: {
    'summary.tex': (subject) => toLatex(reproducibilitySummary(subject)),
    'summary.md': (subject) => toMarkdown(reproducibilitySummary(subject)),
    'checklist.md': (subject) => toMarkdown(reproducibilityChecklist(subject)),
    'claims.tex': (subject) => toLatex([resultsTable(subject)])
  },
  rescience: { 'metadata.yaml': rescienceMetadata, 'claims.tex': (subject) => toLatex([resultsTable(subject)]) }
}

/**
 * Writes what a publication of a reproduction asks for, filled in from a report as far as it knows; the rest is marked.
 *
 * @param folder new or empty
 * @param source key of the paper that was reproduced; null for the only one of the report
 * @returns paths of the files, relative to the folder
 * @throws InputError where the folder holds something, or the report speaks of several sources and none is named
 * @throws InfrastructureError where it cannot be written
 */
export function exportPublication(
  folder: string,
  publication: Publication,
  report: Report,
  source: string | null
): readonly string[] {
  const subject = subjectOf(report, source)
  const target = new ExportFolder(folder)
  for (const [name, textOf] of Object.entries(FILES[publication])) target.write(name, `${textOf(subject).trimEnd()}\n`)
  return target.written
}
