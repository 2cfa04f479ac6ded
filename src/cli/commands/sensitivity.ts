import path from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { machineCapacity } from '../../exec/machineCapacity'
import { scheduleRuns } from '../../plan/schedule'
import { renderSensitivityTerminal } from '../../report/sensitivity/terminal'
import { CHOICE_SETTINGS, type ChoiceSettings, VARIATIONS, type Variation } from '../../report/sensitivity/types'
import { encodeSensitivity, writeSensitivity } from '../../report/sensitivity/write'
import { sensitivity } from '../../sensitivity/sensitivity'
import type { SensitivityEvents, SensitivityPlan } from '../../sensitivity/types'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { type RunFlags, runOptions, verifyOptions } from '../options'
import { costText } from '../planText'
import { ProgressDisplay } from '../progressDisplay'
import { timeName } from '../publish'

interface SensitivityFlags extends RunFlags {
  readonly by: readonly (Variation | 'all')[]
  readonly size: number
  readonly settings?: ChoiceSettings
  readonly json?: boolean
  readonly reports: string
  readonly name?: string
}

const DEFAULT_SIZE = 5

export function addSensitivity(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('sensitivity')
    .summary('what a claim depends on: seeds and hyperparameters, one at a time')
    .description(DESCRIPTION)
    .argument('<claim>', 'id of a claim that compares two arms')
    .addOption(
      new Option('--by <what>', `${VARIATIONS.join(', ')}, choice:<topic> or all; several with commas`)
        .default(['seed'], 'seed')
        .argParser(variations)
    )
    .addOption(
      new Option('--size <k>', 'values of each seed stream: the Latin square is k x k')
        .default(DEFAULT_SIZE)
        .argParser(wholeNumber)
    )
    .addOption(
      new Option(
        '--settings <which>',
        'under each choice: tuned anew, or as without it (default: as the claim does)'
      ).choices(CHOICE_SETTINGS)
    )
    .option('--json', 'print sensitivity.json on standard output, and nothing else')
    .option('--reports <folder>', 'where reports are written', 'reports')
    .option('--name <name>', "the report's folder (default: the time)")
    .addHelpText('after', HELP)
  for (const option of runOptions()) command.addOption(option)
  command.action(async (claim: string, flags: SensitivityFlags) => {
    const { by, size, settings } = flags
    const chosen = settings === undefined ? {} : { settings }
    const options = { ...verifyOptions([claim], flags, context), claim, by, size, ...chosen }
    const progress = new ProgressDisplay(context.stderr, context.now)
    const events = showProgress(progress, flags.jobs, context)
    const { report, interrupted } = await sensitivity(options, events).finally(() => progress.finish())
    if (interrupted) {
      context.stderr.write('Interrupted. Finished runs are kept: run the same command again to resume.\n')
      return done(EXIT.interrupted)
    }
    const folder = path.resolve(context.cwd, flags.reports, flags.name ?? timeName(context.now()))
    const files = writeSensitivity(folder, report)
    if (flags.json) context.stdout.write(encodeSensitivity(report))
    else {
      const places = Object.values(files).map((file) => path.relative(context.cwd, file))
      context.stdout.write(`${renderSensitivityTerminal(report)}\nReport: ${places.join('  ')}\n`)
    }
    done(report.outcome === 'measured' ? EXIT.ok : EXIT.couldNotRun)
  })
}

function showProgress(progress: ProgressDisplay, jobs: number, { stderr }: CliContext): SensitivityEvents {
  return {
    onPlan: (plan) => {
      progress.finish()
      if (plan.round === 1) stderr.write(`${sensitivityPlanText(plan, jobs)}\n`)
    },
    onProgress: (state) => progress.update(state),
    onDiscardedRecord: (file, reason) => {
      progress.finish()
      stderr.write(`A record is not used and will be run again: ${file}: ${reason}\n`)
    },
    onNotice: (text) => {
      progress.finish()
      stderr.write(`Note: ${text}\n`)
    }
  }
}

/** What a study costs, a line a part. */
export function sensitivityPlanText({ claim, plan, later }: SensitivityPlan, jobs: number): string {
  const runOf = new Map(plan.runs.map((run) => [run.key, run]))
  const count = (keys: ReadonlySet<string>) =>
    `${keys.size} runs, ${[...keys].filter((key) => runOf.get(key)!.cached).length} cached`
  // A claim that is planned for its settings alone may have no runs of its own.
  const withRuns = plan.claims.filter(({ roles }) => roles.length > 0)
  const parts = withRuns.map((part) => `  ${part.claim.id}: ${count(new Set(part.roles.map(({ key }) => key)))}`)
  const pending = plan.runs.filter((run) => !run.cached)
  const capacity = machineCapacity(jobs)
  const { numWorkers: workers, estimateMs, memory } = scheduleRuns(pending, capacity)
  const laterMs = later.estimateMs / Math.min(jobs, capacity.cores)
  const after = later.numRuns === 0 ? '' : ` and up to ${later.numRuns} when these have finished`
  const all = count(new Set(runOf.keys())).replace(' runs,', ` runs${after},`)
  return [
    `Plan, profile ${plan.profile}: sensitivity of ${claim.id}, ${all}, ${costText({ workers, estimateMs: estimateMs + laterMs, memory })}`,
    ...parts
  ].join('\n')
}

function variations(text: string): (Variation | 'all')[] {
  const known: readonly string[] = [...VARIATIONS, 'all']
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !known.includes(name) && !/^choice:./.test(name))
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`Allowed choices are ${known.join(', ')}, choice:<topic>.`)
  }
  return names as (Variation | 'all')[]
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}

const DESCRIPTION = `Studies one claim that compares two arms. What is varied:
  seed          all seeds: the claim's own pairs, the chance that a study of one seed concludes the opposite, and a
                Latin square of pairs that splits the variance into init, order, dropout and residual
  init, order, dropout        that seed stream alone, the others held
  learningRate, beta1, beta2  the claim judged along that axis of its experiment's grid, both arms alike (exploratory);
                with every axis of the grid: tuned against tuned on fresh seeds, and the expected best of k settings too
  all           all of the above that the experiment has
  choices       the claim under each option of what its source leaves open, as its experiment lists it: which choice
                decides the answer? choice:<topic> varies one topic alone
  effective-step  the treatment against the control at the same alpha, and at the alpha that gives the control the same
                mean effective step: is a difference a smaller step in disguise?`

const HELP = `
Exit codes:
  0    measured
  2    bad input
  3    could not run: data or engine missing, or something crashed
  130  interrupted

Examples:
  npx claimcheck sensitivity claimcheck/digits-logreg-train-loss
  npx claimcheck sensitivity claimcheck/digits-logreg-train-loss --by learningRate,beta2
  npx claimcheck sensitivity claimcheck/digits-logreg-train-loss --by choices,effective-step
  npx claimcheck sensitivity claimcheck/digits-logreg-train-loss --by "choice:loss function" --settings base
  npx claimcheck sensitivity reddi2018/mnist-logreg-train-loss --by all --profile standard`
