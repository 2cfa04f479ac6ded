import type { Command } from 'commander'
import { exportStart } from '../../export/start/exportStart'
import { formatCount } from '../../text/format'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { claimNamed, claimsRoot, ONE_CLAIM_ARGUMENT, type RunFlags, runOptions } from '../options'
import { type OutFlags, outFolder, outName } from '../outFolder'

type StartFlags = Pick<RunFlags, 'profile' | 'data' | 'claims' | 'bundled' | 'seeds' | 'firstSeed'> &
  OutFlags & { readonly arm?: string }

/** Of all options of runs, those that decide what they start from. */
const OPTIONS = ['profile', 'data', 'claims', 'bundled', 'seeds', 'firstSeed']

/** `claimcheck export start`, of the group `export`. */
export function addExportStart(group: Command, context: CliContext, done: (code: number) => void): void {
  const command = group
    .command('start')
    .summary('initial weights, minibatches and images of the runs of a claim, as .npy files')
    .description(
      'Writes what the runs of a claim start from, for a program that trains the same runs by other means: of each seed the\n' +
        'initial weights and the order of the minibatches, the images and labels of each split, and start.json.'
    )
    .argument('<claim...>', `${ONE_CLAIM_ARGUMENT}, one whose runs train a network`)
    .requiredOption('--out <folder>', 'where to: new or empty')
    .option('--arm <name>', 'whose, where the arms start differently')
  for (const option of runOptions()) {
    if (OPTIONS.includes(option.attributeName())) command.addOption(option)
  }
  command.action((names: string[], given: StartFlags) => {
    const { claim, flags } = claimNamed(names, given)
    const { profile, firstSeed, data: substitutions, seeds = null, arm = null } = flags
    const choice = { claim, claimsRoot: claimsRoot(flags, context), profile, firstSeed, substitutions, seeds, arm }
    const exported = exportStart(outFolder(flags, context), choice)
    for (const what of exported.notWritten) context.stderr.write(`Not written: ${what}\n`)
    const count = `${formatCount(exported.seeds.length, 'seed')}, ${formatCount(exported.written.length, 'file')}`
    context.stdout.write(`${count}: ${outName(flags, context)}\n`)
    done(EXIT.ok)
  })
}
