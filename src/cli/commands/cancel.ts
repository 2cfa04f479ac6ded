import type { Command } from 'commander'
import { cancelBatches } from '../../exec/carriers/slurm/cancelBatches'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { storeFolder, storeOption } from '../options'

export function addCancel(program: Command, context: CliContext, done: (code: number) => void): void {
  program
    .command('cancel')
    .summary('end what verify --on slurm has out')
    .description(
      'Ends the jobs of Slurm that a store has out: all of them, or the batches that are named as claimcheck status lists them.\n' +
        'Finished runs stay; the next verify --on slurm submits the others again.'
    )
    .argument('[batches...]')
    .addOption(storeOption())
    .action(async (batches: string[], { store }: { readonly store?: string }) => {
      const ended = await cancelBatches(storeFolder(store, context), batches)
      const text = ended.length === 0 ? 'Nothing is out.' : `Ended: ${ended.map((id) => `batch ${id}`).join(', ')}.`
      context.stdout.write(`${text}\n`)
      done(EXIT.ok)
    })
}
