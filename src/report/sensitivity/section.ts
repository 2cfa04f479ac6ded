import { type Line, paragraph, type Section, table } from '../../document/document'

/** A part of a study. */
export type StudySection = Pick<Section, 'title' | 'blocks'>

/** What a table shows, in words, and the table; its first column names what the others are numbers of. */
export function studySection(
  title: string,
  paragraphs: readonly string[],
  content: { readonly headers: readonly string[]; readonly rows: readonly (readonly Line[])[] } | null
): StudySection {
  const words = paragraphs.filter((each) => each !== '').map((each) => paragraph(each))
  if (content === null) return { title, blocks: words }
  const { headers, rows } = content
  const numeric = headers.map((_, index) => index).slice(1)
  return { title, blocks: [...words, table(headers, rows, numeric)] }
}
