import { type Command, InvalidArgumentError, Option } from 'commander'
import { InputError } from '../../errors'
import { exportPublication } from '../../export/exportPublication'
import { exportRoCrate } from '../../export/exportRoCrate'
import { exportRuns } from '../../export/exportRuns'
import { type RunsToExport, runsToExport } from '../../export/runsToExport'
import type { Report } from '../../report/data/types'
import { RunStore } from '../../store/store'
import { formatCount } from '../../text/format'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { openRecords, storeFolder, storeOption } from '../options'
import { type OutFlags, outFolder, outName } from '../outFolder'
import { addExportStart } from './exportStart'
import { readReport } from './report'

interface ExportFlags extends OutFlags {
  readonly from?: string
  readonly store?: string
  readonly records?: string
}

interface RoCrateFlags extends ExportFlags {
  readonly from: string
  readonly licence: string
  readonly date?: string
  readonly author?: string
}

interface PublicationFlags extends ExportFlags {
  readonly from: string
  readonly source?: string
}

const PUBLICATIONS = [
  ['mlrc', 'the summary of the ML Reproducibility Challenge, its checklist and a table of claims'],
  ['rescience', 'metadata.yaml of an article for ReScience C and a table of claims'],
  ['latex', 'a table of claims in LaTeX']
] as const

export function addExport(program: Command, context: CliContext, done: (code: number) => void): void {
  const group = program
    .command('export')
    .summary(
      'runs as CSV, for TensorBoard, MLflow; a report as RO-Crate, for MLRC, ReScience, LaTeX; what runs start from'
    )
    .description(DESCRIPTION)
    .addHelpText('after', EXAMPLES)
  const runFormats = [
    ['csv', 'tables of runs, metrics and roles'],
    ['tensorboard', 'event files, one folder a run'],
    ['mlflow', 'runs and a script that imports them']
  ] as const
  for (const [name, summary] of runFormats) {
    group
      .command(name)
      .summary(summary)
      .description(`Writes ${summary}.`)
      .addOption(fromOption())
      .addOption(storeOption())
      .addOption(archiveOption())
      .addOption(outOption())
      .action((flags: ExportFlags) => {
        const report = flags.from === undefined ? null : readReport(flags.from, context)
        const runs = runsOf(report, flags, context)
        done(finish(exportRuns(name, outFolder(flags, context), runs), runs, flags, context))
      })
  }
  for (const [name, summary] of PUBLICATIONS) {
    group
      .command(name)
      .summary(summary)
      .description(`Writes ${summary}, as far as a report knows it; what only you know is marked.`)
      .addOption(fromOption().makeOptionMandatory())
      .option('--source <key>', 'the paper that was reproduced (default: the only one of the report)')
      .addOption(outOption())
      .action((flags: PublicationFlags) => {
        const report = readReport(flags.from, context)
        const written = exportPublication(outFolder(flags, context), name, report, flags.source ?? null)
        context.stdout.write(`${written.join(', ')}: ${outName(flags, context)}\n`)
        done(EXIT.ok)
      })
  }
  group
    .command('ro-crate')
    .summary('a report with its records, ready to be deposited')
    .description('Writes a report with its records as an RO-Crate 1.1, ready to be deposited.')
    .addOption(fromOption().makeOptionMandatory())
    .addOption(storeOption())
    .addOption(archiveOption())
    .addOption(outOption())
    .requiredOption('--licence <SPDX id>', 'under which you publish it: CC-BY-4.0', licence)
    .option('--author <name>', 'who publishes it')
    .option('--date <YYYY-MM-DD>', 'date of publication (default: the day of its last run)', date)
    .action(async (flags: RoCrateFlags) => {
      const report = readReport(flags.from, context)
      const runs = runsOf(report, flags, context)
      const choices = {
        licence: flags.licence,
        datePublished: flags.date ?? lastDay(report),
        author: flags.author ?? null
      }
      done(finish(await exportRoCrate(outFolder(flags, context), report, runs, choices), runs, flags, context))
    })
  addExportStart(group, context, done)
}

function runsOf(report: Report | null, flags: ExportFlags, context: CliContext): RunsToExport {
  const archive = flags.records === undefined ? null : openRecords(flags.records, context)
  return runsToExport(archive ?? new RunStore(storeFolder(flags.store, context)), report)
}

/** Says what was written, and what was not. */
function finish(
  written: readonly string[],
  { runs, leftOut }: RunsToExport,
  flags: ExportFlags,
  context: CliContext
): number {
  const { stdout, stderr } = context
  for (const reason of leftOut.slice(0, SHOWN_REASONS)) stderr.write(`Not exported: ${reason}\n`)
  if (leftOut.length > SHOWN_REASONS) stderr.write(`Not exported: ${leftOut.length - SHOWN_REASONS} more\n`)
  const files = formatCount(written.length, 'file')
  stdout.write(`${formatCount(runs.length, 'run')}, ${files}: ${outName(flags, context)}\n`)
  return EXIT.ok
}

const SHOWN_REASONS = 5

function fromOption(): Option {
  return new Option('--from <report.json>', 'the runs of a report, with their arms and settings')
}

function archiveOption(): Option {
  return new Option('--records <archive>', 'take the records from an archive (store export) instead').conflicts('store')
}

function outOption(): Option {
  return new Option('--out <folder>', 'where to: new or empty').makeOptionMandatory()
}

function licence(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(text)) return text
  throw new InvalidArgumentError('Expected an SPDX identifier, such as CC-BY-4.0 or MIT.')
}

function date(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  if (day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text
  throw new InvalidArgumentError('Expected a day, such as 2026-01-31.')
}

/** The clock is not asked: the same report gives the same crate. */
function lastDay({ runs }: Report): string {
  const last = runs
    .map(({ startedAt }) => startedAt)
    .sort()
    .at(-1)
  if (last !== undefined) return last.slice(0, 10)
  throw new InputError('the report has no runs, and so no day', {
    expected: 'the date of publication',
    remedy: 'add --date <YYYY-MM-DD>'
  })
}

const DESCRIPTION = `Writes runs where other tools read them. With --from the runs of a report, with the arm and the setting that each stands
for; without, all valid records of the store. Nothing is trained and nothing is judged.
  csv           runs.csv, metrics.csv (a row a run, metric and step), roles.csv
  tensorboard   event files with scalars and hyperparameters: tensorboard --logdir <folder>
  mlflow        runs.jsonl and import_runs.py, which puts them into any tracking server, once
  ro-crate      a report with its records as RO-Crate 1.1, with checksums, licences and citations
  start         what runs of a claim start from, for another program to train them: weights, minibatches, images
  mlrc          summary.tex and summary.md under the six headings of the ML Reproducibility Challenge, checklist.md with the
                answers of the ML Reproducibility Checklist that follow from the report, claims.tex
  rescience     metadata.yaml for ReScience C, claims.tex
  latex         claims.tex: a table of claims (\\usepackage{longtable,array}, T1 fonts)`

const EXAMPLES = `
Examples:
  npx claimcheck export csv --out runs
  npx claimcheck export tensorboard --from reports/first/report.json --out events
  npx claimcheck export ro-crate --from reports/first/report.json --licence CC-BY-4.0 --out crate
  npx claimcheck export start my-paper/first-claim --out start
  npx claimcheck export mlrc --from reports/first/report.json --source my-paper --out mlrc`
