import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Option } from 'commander'
import { buildReport } from '../report/build'
import { encodeReport } from '../report/encode'
import type { Companions } from '../report/html/renderHtml'
import { renderTerminal } from '../report/terminal'
import type { Report, ReportInput } from '../report/types'
import { writeReport } from '../report/write'
import { selectClaims } from '../verify/select'
import { type CliContext, wantsColor } from './context'
import { exitCodeOf } from './exitCode'

/** A log has no width; lines that were cut for a terminal would lose what a reader of the log needs. */
const LOG_COLUMNS = 120

export interface ReportFlags {
  readonly engine: string
  readonly json?: boolean
  readonly html?: boolean
  readonly strict?: boolean
  readonly require?: 'reproduced'
  readonly reports: string
  readonly name?: string
}

export function reportOptions(): Option[] {
  return [
    new Option('--json', 'print report.json on standard output, and nothing else'),
    new Option('--html', 'print report.html on standard output, and nothing else').conflicts('json'),
    new Option('--strict', 'exit code 3 when any claim could not run, named or not'),
    new Option('--require <outcome>', 'exit code 1 unless every claim has this outcome').choices(['reproduced']),
    new Option('--reports <folder>', 'where reports are written').default('reports'),
    new Option('--name <name>', "the report's folder (default: the time)")
  ]
}

/** Builds, writes and prints a report. @returns the exit code */
export function publish(
  input: ReportInput,
  names: readonly string[],
  flags: ReportFlags,
  context: CliContext,
  companions?: Companions
): Promise<number> {
  return publishReport(buildReport(input), names, flags, context, companions)
}

/** Writes and prints a report. @returns the exit code */
export async function publishReport(
  report: Report,
  names: readonly string[],
  flags: ReportFlags,
  context: CliContext,
  companions?: Companions
): Promise<number> {
  const folder = path.resolve(context.cwd, flags.reports, flags.name ?? timeName(context.now()))
  const paths = await writeReport(folder, report, companions)
  if (flags.json) {
    context.stdout.write(encodeReport(report))
  } else if (flags.html) {
    context.stdout.write(readFileSync(paths.html, 'utf8'))
  } else {
    context.stdout.write(
      renderTerminal(report, { color: wantsColor(context), columns: context.stdout.columns ?? LOG_COLUMNS })
    )
    context.stdout.write(
      `\nReport: ${Object.values(paths)
        .map((file) => path.relative(context.cwd, file))
        .join('  ')}\n`
    )
  }
  return exitCodeOf(report.claims, {
    named: new Set(names.length === 0 ? [] : namedIds(report, names)),
    engineNamed: flags.engine !== 'auto',
    strict: flags.strict === true,
    require: flags.require ?? null
  })
}

function namedIds(report: Report, names: readonly string[]): string[] {
  return selectClaims(
    report.claims.map(({ claim }) => claim),
    names
  ).named.map((claim) => claim.id)
}

/** A folder name that sorts by time and is valid on every file system. */
export function timeName(now: number): string {
  return new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
}
