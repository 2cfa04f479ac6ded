/** The names of a report's files, sorted. */
export const REPORT_FILES = ['badge.svg', 'junit.xml', 'report.html', 'report.json', 'report.md', 'summary.md'] as const
