import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Margin } from '../../claims/types'
import { type CompareEvents, compareCommands, compareLogs, type PairedJudgement } from '../../compare/compare'
import { betterOf, defaultMargin } from '../../compare/metricWords'
import type { ComparisonQuestion } from '../../compare/types'
import { InputError } from '../../errors'
import { pairedEffect, pairedPrint } from '../../kinds/comparison/effect'
import { bothTrained } from '../../kinds/comparison/failures'
import { pairEffect } from '../../kinds/comparison/pairEffect'
import { effectWords } from '../../kinds/shared/effect'
import { encodeReport } from '../../report/data/encode'
import type { Report } from '../../report/data/types'
import { isAccuracy } from '../../runs/isAccuracy'
import { formatNumber } from '../../text/format'
import { type CliContext, styled } from '../context'
import { EXIT } from '../exitCode'
import { pairsOption, storeFolder, storeOption, workersOption } from '../options'
import { planHeadline } from '../planText'
import { noticeBeside, ProgressDisplay } from '../progressDisplay'

interface CompareFlags {
  readonly control: string
  readonly treatment: string
  readonly metric: string
  readonly lower?: boolean
  readonly higher?: boolean
  readonly margin?: Margin
  readonly pairs: number
  readonly alpha: number
  readonly input: readonly string[]
  readonly pass: readonly string[]
  readonly save?: string
  readonly store?: string
  readonly jobs: number
  readonly json?: boolean
}

/** Better than asked, not better, undecided. */
const CODES = { reproduced: EXIT.ok, refuted: EXIT.differs, 'below-margin': EXIT.differs } as const
const UNDECIDED = 4

export function addCompare(program: Command, context: CliContext, done: (code: number) => void): void {
  program
    .command('compare')
    .summary('two commands, run in pairs until it is decided which is better')
    .description(
      'Runs two commands in pairs that share a seed, until it is decided whether the treatment ends better by the margin,\n' +
        'or the budget of pairs ends. Values of options are settings; {seed}, or an option that is called so, is the seed.\n' +
        'The metric is read from what the program writes to its folder ({run}, CLAIMCHECK_METRICS) or prints.'
    )
    .argument(
      '[logs]',
      "finished logs instead, and nothing is run: 'runs/{arm}/seed{seed}/metrics.csv'; the arms are named then"
    )
    .requiredOption('--control <command>', 'what it is compared with: "python train.py --opt adam --seed {seed}"')
    .requiredOption('--treatment <command>', 'what may be better')
    .requiredOption('--metric <name>', 'as the program logs it')
    .addOption(
      new Option(
        '--lower',
        'lower is better (default: of losses, errors and whatever is not known as a score)'
      ).conflicts('higher')
    )
    .option('--higher', 'higher is better (default: of accuracies, scores, rewards and the like)')
    .option(
      '--margin <size>',
      'smallest difference that matters: 1% or 0.005 (default: 1%; of accuracies 0.005)',
      margin
    )
    .addOption(pairsOption())
    .option('--alpha <a>', 'chance to say better, or not, wrongly', share, 0.05)
    .option(
      '--input <glob>',
      'a file that decides its numbers, beside those that the commands name; may be repeated',
      more,
      []
    )
    .option('--pass <name>', 'a variable of the environment that the program needs; may be repeated', more, [])
    .option('--save <id>', 'keep it as a claim and an experiment: my-paper/first-claim')
    .addOption(storeOption())
    .addOption(workersOption())
    .option('--json', 'print report.json on standard output, and nothing else')
    .addHelpText('after', HELP)
    .action(async (logs: string | undefined, flags: CompareFlags) => {
      const progress = new ProgressDisplay(styled(context.stderr), context.now)
      const lines = new PairLines()
      const question = questionOf(flags)
      const options = {
        cwd: context.cwd,
        save: flags.save ?? null,
        storeFolder: storeFolder(flags.store, context),
        jobs: flags.jobs,
        signal: context.signal
      }
      const events: CompareEvents = {
        onPlan: (summary) => {
          progress.startRound()
          if (summary.round === 1) context.stderr.write(`${planHeadline(summary, flags.jobs)}\n`)
        },
        // In a log the lines of the pairs say enough of a round of one or two.
        onProgress: (state) => {
          if (context.stderr.isTTY || state.totalRuns > 4) progress.update(state)
        },
        onNotice: noticeBeside(progress, context.stderr),
        onDiscardedRecord: (file, reason) => {
          progress.finish()
          context.stderr.write(`A record is not used and will be run again: ${file}: ${reason}\n`)
        },
        onPairs: (judgement) => {
          progress.finish()
          if (!flags.json) context.stdout.write(lines.of(judgement))
        }
      }
      const compared =
        logs === undefined ? compareCommands(question, options, events) : compareLogs(logs, question, options)
      const { report, interrupted, saved } = await compared.finally(() => progress.finish())
      if (interrupted) {
        context.stderr.write('Interrupted. Finished runs are kept: run the same command again to resume.\n')
        return done(EXIT.interrupted)
      }
      if (flags.json) context.stdout.write(encodeReport(report))
      else context.stdout.write(conclusion(report))
      if (saved !== null) {
        context.stderr.write(
          `Wrote claims/${flags.save}.json and its ${logs === undefined ? 'experiment' : 'mapping'}: npx claimcheck verify ${flags.save}\n`
        )
      }
      done(codeOf(report))
    })
}

/** The lines of pairs that were not there before, and what all of them say. */
class PairLines {
  #shown = 0

  of(judgement: PairedJudgement): string {
    const { evidence, analysis, hypothesis, outcome } = judgement
    if (evidence.pairs.length === this.#shown) return ''
    const { margin } = hypothesis
    const { print } = pairedPrint(margin, analysis.delta)
    const effect = pairEffect({ id: 'these commands' }, hypothesis)
    const rows = evidence.pairs.slice(this.#shown).map((pair) => {
      const values = `${evidence.control.arm} ${formatNumber(pair.control.value, 6)}  ${evidence.treatment.arm} ${formatNumber(pair.treatment.value, 6)}`
      const change = bothTrained(pair) ? print(effect(pair.control.value, pair.treatment.value), 3) : 'failed'
      return `seed ${pair.seed}  ${values}  ${change}\n`
    })
    this.#shown = evidence.pairs.length
    const { effect: all, interval } = effectWords(pairedEffect(margin, analysis))
    const isBounded = analysis.interval !== null && Number.isFinite(analysis.interval.upper - analysis.interval.lower)
    const bounds = isBounded ? interval : '(no bounds yet)'
    return `${rows.join('')}${analysis.numPairs} pairs: ${all} ${bounds} ${outcome}\n`
  }
}

function conclusion({ claims }: Report): string {
  const [claim] = claims
  if (claim?.kind === 'judged') return `\n${claim.judgement.sentence}\n`
  return claim?.kind === 'could-not-run' ? `\n${claim.reason}\nto mend: ${claim.remedy}\n` : ''
}

function codeOf({ claims }: Report): number {
  const [claim] = claims
  if (claim?.kind !== 'judged') return EXIT.couldNotRun
  const { outcome } = claim.judgement.verdict
  return outcome in CODES ? CODES[outcome as keyof typeof CODES] : UNDECIDED
}

function questionOf({
  control,
  treatment,
  metric,
  lower,
  higher,
  pairs,
  alpha,
  input,
  pass,
  ...flags
}: CompareFlags): ComparisonQuestion {
  const better = lower ? 'lower' : higher ? 'higher' : betterOf(metric)
  if (isAccuracy(metric) && flags.margin !== undefined && 'relative' in flags.margin) {
    throw new InputError('an accuracy is compared by the difference', {
      where: '--margin',
      expected: 'a difference, such as 0.005 for half a point',
      received: `${100 * flags.margin.relative}%`,
      remedy: 'state the smallest difference that matters without a percent sign'
    })
  }
  const margin = flags.margin ?? defaultMargin(metric)
  return { control, treatment, metric, better, margin, pairs, alpha, inputs: input, pass }
}

function margin(text: string): Margin {
  const [, number, percent] = /^(\d*\.?\d+(?:e-?\d+)?)\s*(%?)$/i.exec(text.trim()) ?? []
  if (number === undefined) throw new InvalidArgumentError('Expected a share such as 1%, or a number such as 0.005.')
  return percent === '%' ? { relative: Number(number) / 100, epsilon: 0 } : { absolute: Number(number) }
}

function share(text: string): number {
  const value = Number(text)
  if (value > 0 && value < 1) return value
  throw new InvalidArgumentError('Expected a number between 0 and 1.')
}

function more(text: string, before: readonly string[]): readonly string[] {
  return [...before, text]
}

const HELP = `
Exit codes:
  0    the treatment is better by at least the margin
  1    it is not
  2    bad input
  3    a run failed, or could not be started
  4    undecided with so many pairs
  130  interrupted

Example:
  npx claimcheck compare --control "python train.py --opt sgd --seed {seed}" \\
    --treatment "python train.py --opt adam --seed {seed}" --metric test.loss --lower --pairs 30
  npx claimcheck compare 'runs/{arm}/seed{seed}/metrics.csv' --control sgd --treatment adam --metric test_loss`
