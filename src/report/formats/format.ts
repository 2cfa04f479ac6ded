import type { Report } from '../data/types'
import type { Studies } from '../sections/context'

/** A form in which a report is written to a file of its own. Adding one is a file, and a line in `index.ts`. */
export interface ReportFormat<Name extends string = string> {
  readonly name: Name
  /** Name of the file. */
  readonly file: string
  readonly mediaType: string
  /** What it is, in a sentence, for whoever finds the file. */
  readonly description: string
  /** @param studies what is shown beside the report, where the format shows any */
  readonly render: (report: Report, studies: Studies) => string | Promise<string>
}
