import { type Command, InvalidArgumentError } from 'commander'
import { table } from '../../document/document'
import { toTerminal } from '../../document/toTerminal'
import { InputError, UnavailableError } from '../../errors'
import { jsonText } from '../../json/jsonText'
import { type Pilot, pilotOf } from '../../sensitivity/pilot'
import { type PowerAnswer, type PowerQuestion, powerOf } from '../../sensitivity/power'
import { formatCount, formatInterval, formatNumber, formatPercent } from '../../text/format'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { FOLDER_ARGUMENT, folderNamed, type RunFlags, runOptions, verifyOptions } from '../options'

interface PowerFlags extends RunFlags {
  readonly effect?: number
  readonly claim?: string
  readonly alpha?: number
  readonly power: number
  readonly min?: number
  readonly max?: number
  readonly json?: boolean
}

const DEFAULT_ALPHA = 0.05
const DEFAULT_POWER = 0.9
const DEFAULT_FIRST_LOOK = 10
const DEFAULT_MAX = 30

export function addPower(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('power')
    .summary('how many pairs a comparison needs')
    .description(
      'Pairs that a comparison of two arms needs, for an effect that you assume or as the runs in the store show it.\n' +
        'The effect is standardised: the distance from what has to be ruled out, in standard deviations of the paired\n' +
        'differences. Nothing is run.'
    )
    .argument('[folder]', FOLDER_ARGUMENT)
    .option('--effect <d>', 'standardised effect, such as 0.8', positiveNumber)
    .option('--claim <id>', 'take it from the pilot runs that the store holds of this claim')
    .option('--alpha <a>', "two-sided level (default: 0.05; with --claim the family's alpha over its size)", share)
    .option('--power <p>', 'chance to find the effect', share, DEFAULT_POWER)
    .option('--min <n>', 'first look of the rules that add pairs (default: 10, or as the claim states)', pairs)
    .option('--max <n>', 'their budget (default: 30, or as the claim states)', pairs)
    .option('--json', 'print the answer as JSON')
  // --claims is the folder here as everywhere; --jobs has nothing to do.
  for (const option of runOptions()) command.addOption(option)
  command.action(async (folder: string | undefined, given: PowerFlags) => {
    const flags = folderNamed(folder, given)
    if ((flags.effect === undefined) === (flags.claim === undefined)) throw oneOfBoth(flags)
    const pilot = flags.claim === undefined ? null : await pilotOrNothing(flags, flags.claim, context)
    if (pilot === 'could-not-run') return done(EXIT.couldNotRun)
    const question = questionOf(flags, pilot)
    const answer = powerOf(question)
    const text = flags.json
      ? jsonText({ pilot: pilotData(pilot), ...question, ...answer })
      : powerText(question, answer, pilot)
    context.stdout.write(text)
    done(EXIT.ok)
  })
}

async function pilotOrNothing(flags: PowerFlags, claim: string, context: CliContext): Promise<Pilot | 'could-not-run'> {
  try {
    return await pilotOf({ ...verifyOptions([claim], flags, context), claim })
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error
    context.stderr.write(`could-not-run: ${error.message}\n`)
    return 'could-not-run'
  }
}

function questionOf(flags: PowerFlags, pilot: Pilot | null): PowerQuestion {
  // The level that Holm leaves where no other claim of the family is decided.
  const alpha = pilot === null ? DEFAULT_ALPHA : pilot.claim.decision.alpha / pilot.familySize
  const firstLook = flags.min ?? pilot?.budget.min ?? DEFAULT_FIRST_LOOK
  const question = {
    effects: pilot?.effects ?? [flags.effect!],
    alpha: flags.alpha ?? alpha,
    power: flags.power,
    firstLook,
    maxPairs: flags.max ?? Math.max(firstLook, pilot?.budget.max ?? DEFAULT_MAX)
  }
  if (question.maxPairs < firstLook) {
    throw new InputError('the budget ends before the first look', {
      where: '--max',
      expected: `${firstLook} pairs or more`,
      received: String(question.maxPairs)
    })
  }
  if (question.power <= question.alpha / 2) {
    throw new InputError('the power is below the level', {
      where: '--power',
      expected: `more than ${question.alpha / 2}`,
      received: String(question.power)
    })
  }
  return question
}

function pilotData(pilot: Pilot | null) {
  if (pilot === null) return null
  const { claim, budget: _budget, effects: _effects, ...rest } = pilot
  return { claim: claim.id, ...rest }
}

/** The answer in lines for a terminal. */
export function powerText(question: PowerQuestion, answer: PowerAnswer, pilot: Pilot | null): string {
  const { effects, alpha, power, firstLook, maxPairs } = question
  const effect = effects.map((d) => formatNumber(d, 3)).join(' and ')
  const lines = [
    ...(pilot === null ? [] : pilotLines(pilot)),
    `Effect ${effect} standard deviations of the paired differences, alpha ${formatNumber(alpha)}, power ${formatNumber(power)}:`,
    '',
    toTerminal([
      table(
        ['rule', 'pairs', 'decided'],
        [
          ['a fixed number', numberOfPairs(answer.fixedPairs), formatPercent(power)],
          ...answer.sequential.map(({ method, meanPairs, decidedShare }) => [
            `${method}, until decided`,
            formatNumber(meanPairs, 3),
            formatPercent(decidedShare, 3)
          ])
        ],
        [1, 2]
      )
    ]),
    '',
    `A fixed number: by the noncentral t distribution, at least ${answer.minPairs} for the exact sign-flip test to agree; p with the skewness allowed for has to agree too, which costs a few points of power.`,
    `Until decided: mean number of pairs and share decided within ${formatCount(maxPairs, 'pair')}, ${looksWords(firstLook)}; simulated, normal differences.`,
    `${formatCount(maxPairs, 'pair')}, fixed, find an effect of ${formatNumber(answer.detectableEffect, 3)} with this power.`
  ]
  return `${lines.join('\n')}\n`
}

function pilotLines({ claim, numPairs, theta, standardDeviation, directionEffect, interval }: Pilot): string[] {
  return [
    `Pilot: ${formatCount(numPairs, 'pair')} of ${claim.id}: theta ${formatNumber(theta)}, standard deviation ${formatNumber(standardDeviation)}; against the margin that is the effect below (90 % interval ${formatInterval(interval, 3)}), against 0 it is ${formatNumber(directionEffect, 3)}.`,
    ...(numPairs < 10
      ? ['So few pairs hardly tell the effect: look at the interval before you trust the numbers.']
      : []),
    ''
  ]
}

function looksWords(firstLook: number): string {
  return `looks from ${firstLook} on (group-sequential rules at their own)`
}

function numberOfPairs(count: number): string {
  return count === Infinity ? 'over 1,000' : String(count)
}

function oneOfBoth({ effect }: PowerFlags): InputError {
  return new InputError('an effect is needed, assumed or measured', {
    expected: 'either --effect or --claim',
    received: effect === undefined ? 'neither' : 'both',
    remedy: 'npx claimcheck power --effect 0.8'
  })
}

function positiveNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('Expected a number above 0.')
  return value
}

function share(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('Expected a number between 0 and 1.')
  return value
}

function pairs(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 2 || value > 1000)
    throw new InvalidArgumentError('Expected a whole number, 2 to 1000.')
  return value
}
