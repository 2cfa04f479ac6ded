import path from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { InputError } from '../../errors'
import { machineCapacity } from '../../exec/machineCapacity'
import { scheduleRuns } from '../../plan/schedule'
import { renderSensitivityTerminal } from '../../report/sensitivity/terminal'
import {
  CHOICE_SETTINGS,
  type ChoiceSettings,
  type ChoiceVariation,
  type SettingVariation,
  VARIATIONS,
  type Variation
} from '../../report/sensitivity/types'
import { encodeSensitivity, writeSensitivity } from '../../report/sensitivity/write'
import { SYNTHETIC_AXES, type SyntheticAxis } from '../../runs/synthetic/axes'
import { sensitivity } from '../../sensitivity/sensitivity'
import { isSyntheticClaim } from '../../sensitivity/synthetic/prepareMaps'
import type { SensitivityEvents, SensitivityPlan } from '../../sensitivity/types'
import { consentOf } from '../consent'
import { type CliContext, styled } from '../context'
import { EXIT } from '../exitCode'
import { claimNamed, ONE_CLAIM_ARGUMENT, type RunFlags, runOptions, verifyOptions } from '../options'
import { costText } from '../planText'
import { noticeBeside, ProgressDisplay } from '../progressDisplay'
import { reportFolder } from '../publish'
import { mapSynthetic } from './mapSynthetic'

interface SensitivityFlags extends RunFlags {
  readonly by?: readonly (Variation | SyntheticAxis | 'all')[]
  readonly size: number
  readonly settings?: ChoiceSettings
  readonly json?: boolean
  readonly reports: string
  readonly name?: string
  readonly compress?: boolean
}

const DEFAULT_SIZE = 5

export function addSensitivity(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('sensitivity')
    .summary('what a claim depends on: seeds and hyperparameters, one at a time')
    .description(DESCRIPTION)
    .argument('<claim...>', `${ONE_CLAIM_ARGUMENT}: of one that compares two arms, or a synthetic one`)
    .addOption(
      new Option(
        '--by <what>',
        `${BY.join(', ')}, setting:<name>, choice:<topic>; several with commas (default: seed; all of a synthetic claim)`
      ).argParser(variations)
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
    .option('--compress', 'write sensitivity.json compressed: sensitivity.json.gz')
    .addHelpText('after', HELP)
  for (const option of runOptions()) command.addOption(option)
  command.action(async (names: string[], given: SensitivityFlags) => {
    const { claim, flags } = claimNamed(names, given)
    const verified = verifyOptions([claim], flags, context)
    const progress = new ProgressDisplay(styled(context.stderr), context.now)
    const events = showProgress(progress, flags.jobs, context)
    if (isSyntheticClaim({ ...verified, claim })) {
      const by = namesAmong(flags.by ?? ['all'], SYNTHETIC_AXES)
      return done(
        await mapSynthetic({ ...verified, claim, by }, flags, events, context).finally(() => progress.finish())
      )
    }
    const { settings } = flags
    const asked = flags.by ?? ['seed']
    const by = asked.flatMap((name) => (isNamed(name) ? name : namesAmong([name], VARIATIONS)))
    const options = { ...verified, claim, by, size: flags.size, ...(settings !== undefined && { settings }) }
    const { report, interrupted } = await sensitivity(options, events).finally(() => progress.finish())
    if (interrupted) {
      context.stderr.write('Interrupted. Finished runs are kept: run the same command again to resume.\n')
      return done(EXIT.interrupted)
    }
    const folder = reportFolder(flags, context)
    const files = writeSensitivity(folder, report, flags.compress)
    if (flags.json) context.stdout.write(encodeSensitivity(report))
    else {
      const places = Object.values(files).map((file) => path.relative(context.cwd, file))
      context.stdout.write(`${renderSensitivityTerminal(report)}\nReport: ${places.join('  ')}\n`)
    }
    done(report.outcome === 'measured' ? EXIT.ok : EXIT.couldNotRun)
  })
}

function showProgress(progress: ProgressDisplay, jobs: number, context: CliContext): SensitivityEvents {
  const { stderr } = context
  return {
    ...consentOf(context),
    onPlan: (plan) => {
      progress.startRound()
      if (plan.round === 1) stderr.write(`${sensitivityPlanText(plan, jobs)}\n`)
    },
    onProgress: (state) => progress.update(state),
    onDiscardedRecord: (file, reason) => {
      progress.finish()
      stderr.write(`A record is not used and will be run again: ${file}: ${reason}\n`)
    },
    onNotice: noticeBeside(progress, stderr)
  }
}

/** What a study costs, a line a part. */
export function sensitivityPlanText({ claim, plan, later }: SensitivityPlan, jobs: number): string {
  const runOf = new Map(plan.runs.map((run) => [run.key, run]))
  const count = (keys: ReadonlySet<string>, after = '') =>
    `${keys.size} runs${after}, ${[...keys].filter((key) => runOf.get(key)!.cached).length} cached`
  // A claim that is planned for its settings alone may have no runs of its own.
  const withRuns = plan.claims.filter(({ roles }) => roles.length > 0)
  const parts = withRuns.map((part) => `  ${part.claim.id}: ${count(new Set(part.roles.map(({ key }) => key)))}`)
  const pending = plan.runs.filter((run) => !run.cached)
  const capacity = machineCapacity(jobs)
  const { numWorkers: workers, estimateMs, memory } = scheduleRuns(pending, capacity)
  const laterMs = later.estimateMs / Math.min(jobs, capacity.cores)
  const after = later.numRuns === 0 ? '' : ` and up to ${later.numRuns} when these have finished`
  const all = count(new Set(runOf.keys()), after)
  return [
    `Plan, profile ${plan.profile}: sensitivity of ${claim.id}, ${all}, ${costText({ workers, estimateMs: estimateMs + laterMs, memory })}`,
    ...parts
  ].join('\n')
}

/** Everything that `--by` may name; which of it a claim has, only its experiment can say. */
const BY: readonly string[] = [...new Set<string>([...VARIATIONS, ...SYNTHETIC_AXES]), 'all']

function variations(text: string): (Variation | SyntheticAxis | 'all')[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !BY.includes(name) && !isNamed(name))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`Allowed choices are ${BY.join(', ')}, setting:<name>, choice:<topic>.`)
  return names as (Variation | SyntheticAxis | 'all')[]
}

function isNamed(name: string): name is ChoiceVariation | SettingVariation {
  return /^(choice|setting):./.test(name)
}

/** @throws InputError for a name that means nothing for this kind of claim */
function namesAmong<Name extends string>(names: readonly string[], known: readonly Name[]): (Name | 'all')[] {
  return names.map((name) => {
    const found = [...known, 'all' as const].find((each) => each === name)
    if (found !== undefined) return found
    throw new InputError('a claim of this kind cannot be varied so', {
      where: '--by',
      expected: `one of ${known.join(', ')}, all`,
      received: name
    })
  })
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}

const DESCRIPTION = `Studies one claim. What is varied of one that compares two arms:
  seed          all seeds: the claim's own pairs, the chance that a study of one seed concludes the opposite, and a
                Latin square of pairs that splits the variance into init, order, dropout and residual
  init, order, dropout        that seed stream alone, the others held; images and labels that a seed draws go with init
  learningRate, beta1, beta2  the claim judged along that axis of its experiment's grid, both arms alike (exploratory);
                with every axis of the grid: tuned against tuned on fresh seeds, and the expected best of k settings too
  setting:<name>              the same of a setting of a program
  all           all of the above that the experiment has
  choices       the claim under each option of what its source leaves open, as its experiment lists it: which choice
                decides the answer? choice:<topic> varies one topic alone
  effective-step  the treatment against the control at the same alpha, and at the alpha that gives the control the same
                mean effective step: is a difference a smaller step in disguise?
Of a synthetic claim, the maps of its experiment: the claim judged, and the end of every arm, at each of their settings.
  learningRate, schedule, beta1, beta2, variant, numSteps   the optimizers and the length
  period or probability, rareToCommon   how rare the large gradient is, and how large`

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
  npx claimcheck sensitivity my-paper/first-claim --by all --profile standard
  npx claimcheck sensitivity my-paper/online-problem --by learningRate,schedule`
