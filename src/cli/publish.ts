import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { Option } from 'commander'
import { InfrastructureError } from '../errors'
import { encodeReport } from '../report/data/encode'
import type { Report } from '../report/data/types'
import { renderSummary } from '../report/formats/summary'
import { renderTerminal, type TerminalOptions } from '../report/formats/terminal'
import type { Studies } from '../report/sections/context'
import { writeReport } from '../report/write'
import { selectClaims } from '../verify/select'
import { type CliContext, wantsColor, windowColumns } from './context'
import { exitCodeOf } from './exitCode'
import { openPage } from './openPage'

/** A log has no width; lines that were cut for a terminal would lose what a reader of the log needs. */
export const LOG_COLUMNS = 120

export interface ReportFlags {
  readonly engine: string
  readonly json?: boolean
  readonly html?: boolean
  readonly open?: boolean
  readonly strict?: boolean
  readonly allowNone?: boolean
  readonly require?: 'reproduced'
  readonly reports: string
  readonly name?: string
  readonly compress?: boolean
  readonly split?: boolean
  readonly summary?: boolean
}

export function reportOptions(): Option[] {
  return [
    new Option('--json', 'print report.json on standard output, and nothing else'),
    new Option('--html', 'print where report.html is, and nothing else').conflicts('json'),
    new Option('--open', 'open report.html in the browser; where there is no display say where it is'),
    new Option('--strict', 'exit code 3 when any claim could not run, named or not'),
    new Option('--allow-none', 'exit code 0 although no claim could be judged'),
    new Option('--require <outcome>', 'exit code 1 unless every claim has this outcome').choices(['reproduced']),
    new Option('--reports <folder>', 'where reports are written').default('reports'),
    new Option('--name <name>', "the report's folder (default: the time)"),
    new Option('--compress', 'write report.json compressed: report.json.gz'),
    new Option(
      '--split',
      'write report.html as several pages: headlines and search first, the claims of each source beside it'
    ),
    new Option('--summary', "append summary.md to the file that GITHUB_STEP_SUMMARY names: a CI job's summary page")
  ]
}

/** Writes and prints a report. @returns the exit code */
export async function publishReport(
  report: Report,
  names: readonly string[],
  flags: ReportFlags,
  context: CliContext,
  studies?: Studies
): Promise<number> {
  const folder = reportFolder(flags, context)
  const paths = await writeReport(folder, report, studies, flags)
  if (flags.summary) appendSummary(renderSummary(report), paths.summary, context)
  if (flags.json) {
    context.stdout.write(encodeReport(report))
  } else if (flags.html) {
    context.stdout.write(`${paths.html}\n`)
  } else {
    context.stdout.writeStyled(renderTerminal(report, terminalOptions(context)))
    context.stdout.write(writtenLine(folder, Object.values(paths), context))
  }
  if (flags.open) await openPage(paths.html, context)
  return exitCodeOf(report.claims, {
    named: new Set(names.length === 0 ? [] : namedIds(report, names)),
    engineNamed: flags.engine !== 'auto',
    strict: flags.strict === true,
    allowNone: flags.allowNone === true,
    require: flags.require ?? null
  })
}

/** Where a report goes: `--reports`, and in it `--name`, else the time. */
export function reportFolder(flags: Pick<ReportFlags, 'reports' | 'name'>, { cwd, now }: CliContext): string {
  return path.resolve(cwd, flags.reports, flags.name ?? timeName(now()))
}

/** The folder once, and what lies in it. */
export function writtenLine(folder: string, files: readonly string[], { cwd }: CliContext): string {
  const names = files.map((file) => path.relative(folder, file))
  return `\nReport: ${path.relative(cwd, folder) || '.'}${path.sep} (${names.join(', ')})\n`
}

function terminalOptions(context: CliContext): TerminalOptions {
  const columns = windowColumns(context)
  return { color: wantsColor(context), columns: columns ?? LOG_COLUMNS, shortenIds: columns !== null }
}

/** GitHub shows what a step appends to this file; elsewhere there is none, and the summary lies with the report. */
export function appendSummary(summary: string, file: string, { env, cwd, stderr }: CliContext): void {
  const page = env.GITHUB_STEP_SUMMARY ?? ''
  if (page === '') {
    stderr.write(`GITHUB_STEP_SUMMARY is not set: the summary is in ${path.relative(cwd, file)}\n`)
    return
  }
  try {
    appendFileSync(page, `${summary}\n`)
  } catch (error) {
    throw new InfrastructureError('the summary could not be appended', {
      where: page,
      expected: 'a file that can be written, as GITHUB_STEP_SUMMARY names it',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'leave out --summary, or unset GITHUB_STEP_SUMMARY'
    })
  }
}

function namedIds(report: Report, names: readonly string[]): string[] {
  return selectClaims(
    report.claims.map(({ claim }) => claim),
    names
  ).named.map((claim) => claim.id)
}

/** A folder name that sorts by time and is valid on every file system. */
function timeName(now: number): string {
  return new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
}
