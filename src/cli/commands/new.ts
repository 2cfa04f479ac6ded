import path from 'node:path'
import { type Command, Option } from 'commander'
import { renewKind } from '../../claims/oldNames'
import { loggedMetrics } from '../../compare/loggedMetrics'
import { type CommandStart, startFromCommand } from '../../compare/startFromCommand'
import type { KindName } from '../../kinds'
import { newFiles, SCAFFOLD_KINDS, scaffoldClaim, writeClaim } from '../../load/new'
import { warnOfOldName } from '../../renamed'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'

export function addNew(program: Command, context: CliContext, done: (code: number) => void): void {
  program
    .command('new')
    .summary('write a claim and an experiment that lint, ready to edit')
    .argument('<id>', '<source>/<claim>, such as my-paper/first-claim')
    .addOption(kindOption())
    .addOption(
      new Option('--program <command>', 'about a program: "python train.py --opt adam --lr 0.001 --seed 0"').conflicts(
        'kind'
      )
    )
    .option('--try', 'with --program: start it once, to see which metrics it logs')
    .option('--claims <folder>', 'folder of the claims', 'claims')
    .action(async (id: string, flags: NewFlags) => {
      const root = path.resolve(context.cwd, flags.claims)
      const files =
        flags.program === undefined
          ? scaffoldClaim({ root, id, kind: flags.kind })
          : writeClaim(root, await aboutProgram(id, flags.program, flags.try === true, root, context))
      for (const file of Object.values(files)) context.stdout.write(`Wrote ${path.relative(context.cwd, file)}\n`)
      context.stdout.write(`Edit them, then: npx claimcheck lint && npx claimcheck verify ${id}\n`)
      done(EXIT.ok)
    })
}

interface NewFlags {
  readonly kind: KindName
  readonly program?: string
  readonly try?: boolean
  readonly claims: string
}

/** What was made of a command, said; and what to start from. */
async function aboutProgram(
  id: string,
  line: string,
  isTried: boolean,
  root: string,
  { cwd, stdout, signal }: CliContext
): Promise<CommandStart> {
  newFiles(root, startFromCommand(id, line, [], cwd))
  const metrics = isTried ? await loggedMetrics(line, cwd, signal) : []
  const start = startFromCommand(id, line, metrics, cwd)
  const { settings, compared, hasSeed } = start
  const said = [
    `Settings: ${settings.length === 0 ? 'none' : settings.join(', ')}`,
    ...(compared === null ? [] : [`The arms differ in ${compared}`]),
    isTried
      ? `It logs ${metrics.length === 0 ? 'nothing that is known as a metric' : metrics.join(', ')}`
      : 'Which metrics it logs was not looked at (--try)',
    ...(hasSeed ? [] : ['It is not told its seed: write {seed} in "command", or let it read CLAIMCHECK_SEED'])
  ]
  stdout.write(said.map((each) => `${each}\n`).join(''))
  return start
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
