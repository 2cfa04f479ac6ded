import path from 'node:path'
import { type Command, Option } from 'commander'
import { renewKind } from '../../claims/oldNames'
import type { KindName } from '../../kinds'
import { SCAFFOLD_KINDS, scaffoldClaim } from '../../load/new'
import { warnOfOldName } from '../../renamed'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'

export function addNew(program: Command, context: CliContext, done: (code: number) => void): void {
  program
    .command('new')
    .summary('write a claim and an experiment that lint, ready to edit')
    .argument('<id>', '<source>/<claim>, such as my-paper/first-claim')
    .addOption(kindOption())
    .option('--claims <folder>', 'folder of the claims', 'claims')
    .action((id: string, flags: { kind: KindName; claims: string }) => {
      const files = scaffoldClaim({ root: path.resolve(context.cwd, flags.claims), id, kind: flags.kind })
      for (const file of Object.values(files)) context.stdout.write(`Wrote ${path.relative(context.cwd, file)}\n`)
      context.stdout.write(`Edit them, then: npx claimcheck lint && npx claimcheck verify ${id}\n`)
      done(EXIT.ok)
    })
}

function kindOption(): Option {
  const option = new Option('--kind <kind>', 'kind of hypothesis').choices(SCAFFOLD_KINDS).default('lower')
  const choose = option.parseArg!
  return option.argParser((name: string, before: unknown) => {
    const kind = renewKind(name)
    if (kind !== name) warnOfOldName('the kind of hypothesis', name, kind)
    return choose(kind, before as string)
  })
}
