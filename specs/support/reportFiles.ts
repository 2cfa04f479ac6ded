import { FORMATS } from '../../src/report/formats'

/** The names of a report's files, sorted. */
export const REPORT_FILES = FORMATS.map(({ file }) => file).sort()
