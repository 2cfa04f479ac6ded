import type { Reading } from './problem'

/** A log, uncompressed, under the name that messages have for it. */
export interface LogFile {
  /** Path inside the folder, with forward slashes; without `.gz`. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** A row of a table: a cell for each column, and the line on which it begins. */
export interface LogRow {
  readonly cells: Readonly<Record<string, unknown>>
  /** From 1. */
  readonly line: number
}

/** How a text is cut into rows and cells. What a format does not know it leaves alone. */
export interface LogOptions {
  /** What separates the columns of a table; `blanks`: any number of spaces and tabs. null: by the format or extension. */
  readonly delimiter: ',' | ';' | '\t' | '|' | 'blanks' | null
  /** Lines that begin with it are none. */
  readonly comment: string | null
  /** How many lines stand before the first that counts. */
  readonly skip: number
  /** Names of the columns of a table without a header. */
  readonly names: readonly string[] | null
  /** Expression (RE2) with named groups: each line in which it is found is a row, its groups are the cells. */
  readonly pattern: string | null
  /** JSON Lines, of what is no JSON object: `torn` skips a last line that was cut off, `skip` all of them. */
  readonly otherLines: 'error' | 'torn' | 'skip'
}

/** Where runs, rows, steps and values stand in what was read. */
export interface LogShape {
  readonly runs: 'file' | 'rows' | 'items' | 'columns' | 'cells' | 'numbers'
  /** Keys, with dots, of the items of a document; null: itself. */
  readonly itemsAt: string | null
  readonly layout: 'wide' | 'long' | 'columns'
  /** Keys, with dots, of the rows or lists of a run's document; null: itself. */
  readonly rowsAt: string | null
  readonly metricColumn: string | null
  readonly valueColumn: string | null
  /** Column of the step or epoch; null: rows are steps in their order. */
  readonly step: string | null
}

/** A log as far as its format goes; what its columns mean comes later. */
export interface LogContent {
  /** The whole document; null for tables. */
  readonly document: unknown
  /** null: they stand in the document, where the shape says. */
  readonly rows: readonly LogRow[] | null
  /** What was passed over and loses nothing. */
  readonly notices: readonly LogNotice[]
}

export interface LogNotice {
  /** Path inside the folder. */
  readonly origin: string
  /** From 1; null where it is about no particular line. */
  readonly line: number | null
  readonly message: string
}

export interface LogFormat {
  /** What it is, for people: `the CSVLogger of Keras`. */
  readonly title: string
  /** Rows of one table, or a document of lists and objects. */
  readonly holds: 'rows' | 'document'
  /** Pattern of its files in the folder of a run. */
  readonly file: string
  /** What is said of such a file where nobody says anything. */
  readonly options?: Partial<LogOptions>
  readonly shape?: Partial<LogShape>
  read(log: LogFile, options: LogOptions): Reading<LogContent>
  /** @param head the first bytes, uncompressed, as Latin-1 */
  recognises(name: string, head: string): boolean
  /** The folder of the run that a file belongs to, for formats that keep a run in several files. */
  runOf?(name: string): string
}
