import type { Command } from 'commander'
import { InputError } from '../../errors'
import { recomputeReport } from '../../report/data/recompute'
import type { Report } from '../../report/data/types'
import { renderClaim } from '../../report/show/renderClaim'
import { selectClaims } from '../../verify/select'
import { verify } from '../../verify/verify'
import { type CliContext, windowColumns } from '../context'
import { EXIT } from '../exitCode'
import { claimNamed, ONE_CLAIM_ARGUMENT, type RunFlags, runOptions, verifyOptions } from '../options'
import { LOG_COLUMNS } from '../publish'
import { readReport } from './report'

interface ShowFlags extends RunFlags {
  readonly from?: string
}

export function addShow(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('show')
    .summary('one claim: its verdict in a sentence, and its numbers seed by seed')
    .description('Shows one claim as the store, or a report, has it: the verdict in a sentence and a plot in text.')
    .argument('<claim...>', ONE_CLAIM_ARGUMENT)
    .option('--from <report.json>', 'take the evidence from a report')
    .addHelpText('after', EXAMPLES)
  for (const option of runOptions()) command.addOption(option)
  command.action(async (names: string[], given: ShowFlags) => {
    const { claim: id, flags } = claimNamed(names, given)
    const report = await reportOf(id, flags, context)
    const { named } = selectClaims(
      report.claims.map(({ claim }) => claim),
      [id]
    )
    const entries = report.claims.filter(({ claim }) => named.includes(claim))
    const [entry] = entries
    if (entry === undefined || entries.length > 1) throw notOne(id, entries.length)
    context.stdout.write(renderClaim(entry, report, windowColumns(context) ?? LOG_COLUMNS))
    done(EXIT.ok)
  })
}

async function reportOf(id: string, flags: ShowFlags, context: CliContext): Promise<Report> {
  if (flags.from !== undefined) return recomputeReport(readReport(flags.from, context))
  const { report } = await verify({ ...verifyOptions([id], flags, context), execute: false })
  return report
}

function notOne(id: string, count: number): InputError {
  return new InputError(`${JSON.stringify(id)} names ${count} claims`, {
    expected: 'one claim',
    received: `${count} claims`,
    remedy: 'write the whole id of one of them; claimcheck plan lists all'
  })
}

const EXAMPLES = `
Examples:
  npx claimcheck show my-paper/first-claim --from reports/first/report.json
  npx claimcheck show ./their-claims their-paper/headline`
