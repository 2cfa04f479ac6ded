import { type Command, InvalidArgumentError } from 'commander'
import { auditClaim } from '../../audit/auditClaim'
import { type AuditEvents, auditRecords } from '../../audit/auditRecords'
import { InputError } from '../../errors'
import { auditFindings } from '../../report/audit/blocks'
import type { AuditReport } from '../../report/audit/types'
import { encodeAudit, renderAuditTerminal, writeAudit } from '../../report/audit/write'
import { formatCount } from '../../text/format'
import { consentOf } from '../consent'
import { type CliContext, styled } from '../context'
import { EXIT } from '../exitCode'
import {
  claimNamed,
  ONE_CLAIM_ARGUMENT,
  openRecords,
  type RunFlags,
  runOptions,
  verifyOptions,
  wholeNumber
} from '../options'
import { noticeBeside, ProgressDisplay } from '../progressDisplay'
import { reportFolder, writtenLine } from '../publish'

interface AuditFlags extends RunFlags {
  readonly sample: number
  readonly seed: number
  readonly tolerance: number
  readonly json?: boolean
  readonly reports: string
  readonly name?: string
}

const MOST = 1e6

export function addAudit(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('audit')
    .summary('train recorded runs, or those of a claim, again, and compare them bit by bit')
    .description(DESCRIPTION)
    .argument('[claim...]', `${ONE_CLAIM_ARGUMENT}, one with runs`)
    .option('--sample <n>', 'of an archive: how many records are drawn', wholeNumber(1, MOST), 10)
    .option('--seed <n>', 'of an archive: decides which', wholeNumber(0, MOST), 0)
    .option('--tolerance <share>', 'difference that another engine or machine may make', share, 0.01)
    .option('--json', 'print audit.json on standard output, and nothing else')
    .option('--reports <folder>', 'where reports are written', 'reports')
    .option('--name <name>', "the audit's folder (default: the time)")
    .addHelpText('after', HELP)
  for (const option of runOptions()) {
    if (!UNUSED.includes(option.attributeName())) command.addOption(option)
  }
  command.action(async (names: string[], given: AuditFlags) => {
    const { claim, flags } = names.length === 0 ? { claim: undefined, flags: given } : claimNamed(names, given)
    const progress = new ProgressDisplay(styled(context.stderr), context.now)
    const events = showProgress(progress, context)
    const audit = await made(claim, flags, events, context).finally(() => progress.finish())
    if (audit === null) {
      context.stderr.write('Interrupted: nothing is said of a part of it.\n')
      return done(EXIT.interrupted)
    }
    const folder = reportFolder(flags, context)
    const files = writeAudit(folder, audit)
    if (flags.json) context.stdout.write(encodeAudit(audit))
    else context.stdout.write(`${renderAuditTerminal(audit)}${writtenLine(folder, files, context)}`)
    const { different, couldNotRun } = auditFindings(audit)
    done(couldNotRun > 0 ? EXIT.couldNotRun : different > 0 ? EXIT.differs : EXIT.ok)
  })
}

/** No run is taken from a store, and what is drawn stands in the archive. */
const UNUSED = ['store', 'seeds', 'external', 'outside']

async function made(
  claim: string | undefined,
  flags: AuditFlags,
  events: AuditEvents,
  context: CliContext
): Promise<AuditReport | null> {
  const { records, jobs, sample, seed, tolerance } = flags
  if ((claim === undefined) === (records === undefined)) {
    throw new InputError('an audit is of an archive, or of a claim', {
      expected: '--records <archive>, or the id of a claim',
      received: claim === undefined ? 'neither' : 'both',
      remedy: 'npx claimcheck audit --records records.jsonl.gz, or npx claimcheck audit my-paper/first-claim'
    })
  }
  const { signal } = context
  if (records !== undefined) {
    const engine = flags.engine === 'auto' ? null : flags.engine
    return auditRecords(openRecords(records, context), { sample, seed, tolerance, engine, jobs, signal }, events)
  }
  return auditClaim(
    { ...verifyOptions([claim!], { ...flags, external: [], outside: [] }, context), claim: claim! },
    { ...events, ...consentOf(context) }
  )
}

function showProgress(progress: ProgressDisplay, { stderr }: CliContext): AuditEvents {
  return {
    onPart: (numRuns, { name, backend }) => {
      progress.startRound()
      stderr.write(`Training ${formatCount(numRuns, 'run')} again on ${name} (${backend})\n`)
    },
    // Runs that are trained alone are a round each: in a log a line of each says nothing.
    onProgress: (state) => {
      if (stderr.isTTY || state.totalRuns > 1) progress.update(state)
    },
    onNotice: noticeBeside(progress, stderr)
  }
}

function share(text: string): number {
  const value = Number(text)
  if (/^[\d.e-]+$/.test(text) && value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('Expected a number from 0 to 1, such as 0.01.')
}

const DESCRIPTION = `With --records: draws records of an archive at random, trains their runs again, on the engine that made them where it works
here, and says of each: the same bits; within tolerance, where another engine or machine made it (both are named); or
different, and where first. So a report with its archive is checked without trusting its author.
Of a claim: trains a run of each arm several times, in an empty store each time: the same seed twice, alone and beside other
runs, in one worker and in two, and read from the store must give the same bits; another seed must not.
audit.json and audit.md are written; report --audit shows them beside the claims.`

const HELP = `
Exit codes:
  0    all as it must be
  1    a run came out different
  2    bad input
  3    a run could not be trained: its engine or data is missing, or something crashed
  130  interrupted

Examples:
  npx claimcheck audit --records records.jsonl.gz --sample 10
  npx claimcheck audit --records records.jsonl.gz --sample 5 --seed 7 --engine tfjs
  npx claimcheck audit my-paper/first-claim`
