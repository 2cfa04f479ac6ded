import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { InputError } from '../../errors'
import { parseReport } from '../../report/parse'
import { recomputeReport } from '../../report/recompute'
import { verify } from '../../verify/verify'
import type { CliContext } from '../context'
import { type RunFlags, runOptions, verifyOptions } from '../options'
import { publish, publishReport, type ReportFlags, reportOptions } from '../publish'

export function addReport(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('report')
    .summary('judge what the store holds, or an older report, and train nothing')
    .argument('[claims...]')
    .option('--from <report.json>', 'take the evidence from a report and judge it again')
  for (const option of [...runOptions(), ...reportOptions()]) command.addOption(option)
  command.action(async (claims: string[], flags: RunFlags & ReportFlags & { from?: string }) => {
    if (flags.from !== undefined) {
      const report = recomputeReport(parseReport(readText(path.resolve(context.cwd, flags.from)), flags.from))
      return done(publishReport(report, claims, flags, context))
    }
    const { report } = await verify({ ...verifyOptions(claims, flags, context), execute: false })
    done(publish(report, claims, flags, context))
  })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputError('the report cannot be read', {
      where: file,
      expected: 'a report.json that claimcheck wrote',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'give the path of a report.json, such as reports/reference/report.json'
    })
  }
}
