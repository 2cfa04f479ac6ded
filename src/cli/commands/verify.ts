import path from 'node:path'
import { type Command, Option } from 'commander'
import { buildReport } from '../../report/buildReport'
import { encodeReport } from '../../report/encodeReport'
import { renderTerminal } from '../../report/terminal'
import type { ReportInput } from '../../report/types'
import { writeReport } from '../../report/writeReport'
import type { VerifyEvents } from '../../verify/types'
import { verify } from '../../verify/verify'
import { type CliContext, wantsColor } from '../context'
import { EXIT, exitCodeOf } from '../exitCode'
import { type RunFlags, runOptions, verifyOptions } from '../options'
import { planText } from '../planText'
import { ProgressDisplay } from '../progressDisplay'

export interface ReportFlags {
  readonly json?: boolean
  readonly strict?: boolean
  readonly require?: 'reproduced'
  readonly reports: string
  readonly name?: string
}

export function reportOptions(): Option[] {
  return [
    new Option('--json', 'print report.json on standard output, and nothing else'),
    new Option('--strict', 'exit code 3 when any claim could not run, named or not'),
    new Option('--require <outcome>', 'exit code 1 unless every claim has this outcome').choices(['reproduced']),
    new Option('--reports <folder>', 'where reports are written').default('reports'),
    new Option('--name <name>', "the report's folder (default: the time)")
  ]
}

export function addVerify(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('verify')
    .summary('run the claims and judge them')
    .description(
      'Runs what the claims need and the store does not hold, judges every claim and writes a report.\n' +
        'Name claims by id (reddi2018/online-adam), by source (reddi2018) or by pattern; all are meant otherwise.'
    )
    .argument('[claims...]')
    .addHelpText('after', EXIT_HELP)
  for (const option of [...runOptions(), ...reportOptions()]) command.addOption(option)
  command.action(async (claims: string[], flags: RunFlags & ReportFlags) => {
    const options = verifyOptions(claims, flags, context)
    const progress = new ProgressDisplay(context.stderr, context.now)
    const { report, interrupted } = await verify(options, showProgress(progress, options.jobs, context)).finally(() =>
      progress.finish()
    )
    if (interrupted) {
      context.stderr.write('Interrupted. Finished runs are kept: run the same command again to resume.\n')
      return done(EXIT.interrupted)
    }
    done(publish(report, claims, flags, context))
  })
}

/** Writes and prints a report; returns the exit code. */
export function publish(
  input: ReportInput,
  named: readonly string[],
  flags: ReportFlags,
  context: CliContext
): number {
  const report = buildReport(input)
  const folder = path.resolve(context.cwd, flags.reports, flags.name ?? timeName(context.now()))
  const paths = writeReport(folder, report)
  if (flags.json) {
    context.stdout.write(encodeReport(report))
  } else {
    context.stdout.write(renderTerminal(report, { color: wantsColor(context) }))
    context.stdout.write(`\nReport: ${Object.values(paths).map((file) => path.relative(context.cwd, file)).join('  ')}\n`)
  }
  return exitCodeOf(input.claims, {
    named: named.length > 0,
    strict: flags.strict === true,
    require: flags.require ?? null
  })
}

function showProgress(progress: ProgressDisplay, jobs: number, { stderr }: CliContext): VerifyEvents {
  return {
    onPlan: (summary) => {
      progress.finish()
      if (summary.round === 1) stderr.write(`${planText(summary, jobs)}\n`)
    },
    onProgress: (state) => progress.update(state),
    onDiscardedRecord: (file, reason) => {
      progress.finish()
      stderr.write(`A record is not used and will be run again: ${file}: ${reason}\n`)
    }
  }
}

/** A folder name that sorts by time and is valid on every file system. */
function timeName(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')
}

export const EXIT_HELP = `
Exit codes:
  0    every outcome is as registered
  1    an outcome differs
  2    bad input
  3    something crashed, or a named claim (with --strict any claim) could not run
  130  interrupted

Examples:
  npx claimcheck verify                                  all claims, a few minutes
  npx claimcheck verify reddi2018/online-adam --json     one claim, report.json on standard output
  npx claimcheck verify --profile standard --require reproduced`
