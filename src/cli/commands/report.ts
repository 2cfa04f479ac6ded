import path from 'node:path'
import { type Command, Option } from 'commander'
import { readInput } from '../../files/readInput'
import { MAX_PRODUCED_BYTES } from '../../files/readRegularFile'
import { parseAudit } from '../../report/audit/parse'
import { compareReports } from '../../report/compare/compare'
import { renderComparisonMarkdown } from '../../report/compare/markdown'
import { renderComparisonTerminal } from '../../report/compare/terminal'
import { encodeComparison, writeComparison } from '../../report/compare/write'
import { parseCalibration } from '../../report/data/calibrationSummary'
import { parseReport } from '../../report/data/parse'
import { judgedOtherwise, recomputeReport } from '../../report/data/recompute'
import type { Report } from '../../report/data/types'
import type { Studies } from '../../report/sections/context'
import { parseSensitivity } from '../../report/sensitivity/parse'
import { writeReport } from '../../report/write'
import type { RecordArchive } from '../../store/recordArchive'
import { formatCount } from '../../text/format'
import { checkAgainstRecords } from '../../verify/checkAgainstRecords'
import { verify } from '../../verify/verify'
import { type CliContext, windowColumns } from '../context'
import { EXIT } from '../exitCode'
import { openPage } from '../openPage'
import { CLAIMS_ARGUMENT, claimsNamed, openRecords, type RunFlags, runOptions, verifyOptions } from '../options'
import {
  appendSummary,
  LOG_COLUMNS,
  publishReport,
  type ReportFlags,
  reportFolder,
  reportOptions,
  writtenLine
} from '../publish'
import { watchReport } from '../watch'

interface Flags extends RunFlags, ReportFlags {
  readonly from?: string
  readonly compare?: string
  readonly watch?: boolean
  readonly sensitivity?: readonly string[]
  readonly calibration?: string
  readonly audit?: readonly string[]
}

export function addReport(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('report')
    .summary('judge what the store holds, or an older report, and train nothing')
    .argument('[claims...]', CLAIMS_ARGUMENT)
    .option(
      '--from <report.json>',
      'take the evidence from a report and judge it again; with --records, hold it to them'
    )
    .option('--sensitivity <sensitivity.json...>', 'studies that report.html shows beside the claims')
    .option('--calibration <calibration.json>', 'how often the decision rules are wrong, for report.html')
    .option('--audit <audit.json...>', 'runs that were trained again (claimcheck audit), for report.html')
    .addOption(compareOption())
    .addOption(watchOption())
    .addHelpText('after', COMPARE_HELP)
  for (const option of [...runOptions(), ...reportOptions()]) command.addOption(option)
  command.action(async (names: string[], given: Flags) => {
    const { claims, flags } = claimsNamed(names, given)
    // Read before anything is judged: a wrong file should be heard of at once.
    const older = flags.compare === undefined ? null : readReport(flags.compare, context)
    const studies = readStudies(flags, context)
    if (flags.watch) return done(await watchAndPublish(claims, flags, context, studies))
    const report = await newerReport(claims, flags, context)
    done(
      older === null
        ? await publishReport(report, claims, flags, context, studies)
        : await publishComparison(older, report, flags, context)
    )
  })
}

/** What speaks of verdicts alone does not go with it. */
function compareOption(): Option {
  const description = 'say what changed since an older report, instead of the verdicts themselves'
  return new Option('--compare <older.json>', description).conflicts(['html', 'open', 'require'])
}

function watchOption(): Option {
  const description = 'write the report again as runs come in, until none is missing or Ctrl-C'
  return new Option('--watch', description).conflicts(['from', 'compare', 'json'])
}

/** The page is there from the beginning, and says what is missing. @returns the exit code */
async function watchAndPublish(
  claims: readonly string[],
  flags: Flags,
  context: CliContext,
  studies: Studies
): Promise<number> {
  const folder = reportFolder(flags, context)
  let open = flags.open === true
  const report = await watchReport(() => newerReport(claims, flags, context), {
    signal: context.signal,
    onPartial: async (partial, words) => {
      const { html } = await writeReport(folder, partial, studies, flags)
      context.stderr.write(`${words}: ${path.relative(context.cwd, html)} is partial\n`)
      if (open) await openPage(html, context)
      open = false
    }
  })
  return publishReport(
    report,
    claims,
    { ...flags, name: path.relative(path.resolve(context.cwd, flags.reports), folder), open },
    context,
    studies
  )
}

async function newerReport(claims: readonly string[], flags: Flags, context: CliContext): Promise<Report> {
  if (flags.from !== undefined) {
    const report = readReport(flags.from, context)
    const checked =
      flags.records === undefined ? null : await held(report, flags.from, openRecords(flags.records, context), context)
    return judgedAgain(report, checked ?? recomputeReport(report), flags.from, context)
  }
  const { report } = await verify({ ...verifyOptions(claims, flags, context), execute: false })
  return report
}

const MOST_NAMED = 12

/** What a report says of its verdicts is not taken for granted; where they come out otherwise now it is said. */
function judgedAgain(report: Report, again: Report, file: string, { stderr }: CliContext): Report {
  const changed = judgedOtherwise(report, again)
  if (changed.length > 0) {
    const more = changed.length > MOST_NAMED ? [`and ${changed.length - MOST_NAMED} more`] : []
    const lines = [...changed.slice(0, MOST_NAMED), ...more].map((line) => `  ${line}\n`)
    stderr.write(
      `Judged again, ${formatCount(changed.length, 'claim')} of ${file} came out otherwise:\n${lines.join('')}`
    )
  }
  return again
}

/** The report, judged anew, where the records say what it says. */
async function held(report: Report, file: string, archive: RecordArchive, { stderr }: CliContext): Promise<Report> {
  const { report: again, numClaims } = await checkAgainstRecords(report, archive, file)
  const runs = formatCount(new Set(report.runs.map(({ key }) => key)).size, 'run')
  stderr.write(`Held to the records of ${archive.file}: ${runs}, the evidence of ${formatCount(numClaims, 'claim')}.\n`)
  return again
}

/** Writes the report with the comparison beside it, and prints the comparison. @returns the exit code */
async function publishComparison(older: Report, newer: Report, flags: Flags, context: CliContext): Promise<number> {
  const comparison = compareReports(older, newer)
  const folder = reportFolder(flags, context)
  const reportFiles = await writeReport(folder, newer, undefined, flags)
  const comparisonFiles = writeComparison(folder, comparison)
  if (flags.summary) appendSummary(renderComparisonMarkdown(comparison), comparisonFiles.markdown, context)
  if (flags.json) {
    context.stdout.write(encodeComparison(comparison))
  } else {
    context.stdout.write(renderComparisonTerminal(comparison, windowColumns(context) ?? LOG_COLUMNS))
    const files = [...Object.values(reportFiles), ...Object.values(comparisonFiles)]
    context.stdout.write(writtenLine(folder, files, context))
  }
  return flags.strict && comparison.counts.flipped > 0 ? EXIT.differs : EXIT.ok
}

function readStudies({ sensitivity = [], calibration, audit = [] }: Flags, { cwd }: CliContext): Studies {
  const read = (file: string) => readBytes(path.resolve(cwd, file))
  return {
    sensitivity: sensitivity.map((file) => parseSensitivity(read(file), file)),
    calibration: calibration === undefined ? null : parseCalibration(read(calibration), calibration),
    audits: audit.map((file) => parseAudit(read(file), file))
  }
}

/** A report from a file, plain or compressed. @throws InputError where it cannot be read or is none */
export function readReport(file: string, { cwd }: CliContext): Report {
  return parseReport(readBytes(path.resolve(cwd, file)), file)
}

function readBytes(file: string): Uint8Array {
  return readInput(file, MAX_PRODUCED_BYTES, {
    what: 'the file',
    expected: 'a file that claimcheck wrote',
    remedy: 'give the path of a file that is there, such as reports/reference/standard/report.json.gz'
  })
}

const COMPARE_HELP = `
With --compare the report is made as without, comparison.json and comparison.md are written beside it, and the exit code
is 0, or 1 with --strict when an outcome flipped. The older report's verdicts are taken as they stand in it. --json prints
comparison.json, and --summary appends comparison.md.

Examples:
  npx claimcheck report --compare reports/reference/standard/report.json.gz --profile standard
  npx claimcheck report --from new.json --compare old.json --strict`
