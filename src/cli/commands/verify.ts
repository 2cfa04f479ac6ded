import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Shard } from '../../plan/shards'
import { formatCount } from '../../text/format'
import type { OpenRuns, VerifyEvents } from '../../verify/types'
import { verify } from '../../verify/verify'
import { ClaimProgress } from '../claimProgress'
import { consentOf } from '../consent'
import { type CliContext, styled, windowColumns } from '../context'
import { EXIT } from '../exitCode'
import {
  CLAIMS_ARGUMENT,
  claimsNamed,
  mixOption,
  onOption,
  type RunFlags,
  runOptions,
  verifyOptions,
  waitOption
} from '../options'
import { planSummaryText } from '../planText'
import { noticeBeside, ProgressDisplay } from '../progressDisplay'
import { publishReport, type ReportFlags, reportOptions } from '../publish'

export function addVerify(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('verify')
    .summary('run the claims and judge them')
    .description(
      'Runs what the claims need and the store does not hold, judges every claim and writes a report.\n' +
        'Name claims by id (my-paper/first-claim), by source (my-paper) or by pattern; all are meant otherwise.\n' +
        'A path is the folder of the claims, as --claims: ./some-folder, ./node_modules/somebodys-claims.'
    )
    .argument('[claims...]', CLAIMS_ARGUMENT)
    .addHelpText('after', EXIT_HELP)
  for (const option of [...runOptions(), onOption(), waitOption(), mixOption(), ...reportOptions(), shardOption()])
    command.addOption(option)
  command.action(async (names: string[], given: VerifyFlags) => {
    const { claims, flags } = claimsNamed(names, given)
    const { shard } = flags
    const options = { ...verifyOptions(claims, flags, context), ...(shard && { shard }) }
    const progress = new ProgressDisplay(styled(context.stderr), context.now)
    const { report, interrupted, open } = await verify(options, showProgress(progress, options.jobs, context)).finally(
      () => progress.finish()
    )
    if (interrupted) {
      context.stderr.write('Interrupted. Finished runs are kept: run the same command again to resume.\n')
      if (open.away > 0) context.stderr.write(`${awayText(open)}\n`)
      return done(EXIT.interrupted)
    }
    if (shard !== undefined) {
      for (const claim of report.claims) {
        if (claim.kind === 'could-not-run' && claim.cause === 'crash') {
          context.stderr.write(`${claim.claim.id}: ${claim.reason}\n`)
        }
      }
      context.stdout.write(shardText(shard, open))
      return done(open.own > 0 ? EXIT.couldNotRun : EXIT.ok)
    }
    const code = await publishReport(report, claims, flags, context)
    if (open.away > 0) context.stderr.write(`${awayText(open)}\n`)
    done(open.away > 0 ? EXIT.away : code)
  })
}

interface VerifyFlags extends RunFlags, ReportFlags {
  readonly shard?: Shard
}

function shardOption(): Option {
  return new Option(
    '--shard <k/n>',
    'execute part k of n of the runs and judge nothing: for CI matrices and indexed jobs; store merge joins the stores'
  )
    .argParser(shardOf)
    .conflicts(['json', 'html', 'on'])
}

const MOST_SHARDS = 10_000

function shardOf(text: string): Shard {
  const [index = 0, count = 0] = (/^(\d{1,5})\/(\d{1,5})$/.exec(text)?.slice(1) ?? []).map(Number)
  if (index >= 1 && index <= count && count <= MOST_SHARDS) return { index, count }
  throw new InvalidArgumentError(`Expected k/n with k from 1 to n, and n at most ${MOST_SHARDS}, such as 3/16.`)
}

function shardText({ index, count }: Shard, { own, ownTotal, others, more }: OpenRuns): string {
  const lines = [
    `Shard ${index}/${count}: ${ownTotal - own} of its ${formatCount(ownTotal, 'run')} ${ownTotal - own === 1 ? 'is' : 'are'} in the store.`
  ]
  if (own > 0) lines.push('The others failed: run the same command again, on the same store.')
  if (others > 0) {
    lines.push(
      `${formatCount(others, 'run')} of other shards ${others === 1 ? 'is' : 'are'} not here: put all stores into one (claimcheck store merge, or store export and import).`
    )
  }
  lines.push(
    more
      ? 'What these runs choose decides which follow: with the joined store run the shards once more, then claimcheck verify.'
      : 'claimcheck verify on the joined store judges, and executes what is still missing.'
  )
  return `${lines.join('\n')}\n`
}

function awayText({ away }: OpenRuns): string {
  return (
    `${formatCount(away, 'run')} ${away === 1 ? 'is' : 'are'} still out, and go${away === 1 ? 'es' : ''} on without this command. ` +
    'The same command, later, collects them and goes on; claimcheck status says where they are, claimcheck cancel ends them.'
  )
}

/** A terminal that does not say how wide it is. */
const NARROW = 80

function showProgress(progress: ProgressDisplay, jobs: number, context: CliContext): VerifyEvents {
  const { stderr, env } = context
  let claims = new ClaimProgress([])
  const columns = () => windowColumns({ stdout: stderr, env }) ?? stderr.columns ?? NARROW
  return {
    ...consentOf(context),
    onPlan: (summary) => {
      progress.startRound()
      claims = ClaimProgress.of(summary.plan)
      if (summary.round === 1) stderr.write(`${planSummaryText(summary, jobs)}\n`)
    },
    onSettled: (key) => claims.settle(key),
    onProgress: (state) => progress.update(state, (elapsedMs) => claims.lines(elapsedMs, columns())),
    onDiscardedRecord: (file, reason) => {
      progress.finish()
      stderr.write(`A record is not used and will be run again: ${file}: ${reason}\n`)
    },
    onNotice: noticeBeside(progress, stderr)
  }
}

const EXIT_HELP = `
Exit codes:
  0    every outcome is as expected
  1    an outcome differs
  2    bad input
  3    something crashed, a named claim (with --strict any claim) could not run, or none was judged (unless --allow-none)
  75   runs are still out (--on slurm): call it again to collect them
  130  interrupted

Examples:
  npx claimcheck verify                                  all claims, a few minutes
  npx claimcheck verify my-paper/first-claim --json      one claim, report.json on standard output
  npx claimcheck verify ./node_modules/their-claims      somebody's claims, installed
  npx claimcheck verify --profile standard --require reproduced`
