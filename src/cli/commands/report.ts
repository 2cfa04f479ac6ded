import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { InputError } from '../../errors'
import { parseCalibration } from '../../report/calibrationSummary'
import type { Companions } from '../../report/html/renderHtml'
import { parseReport } from '../../report/parse'
import { recomputeReport } from '../../report/recompute'
import { parseSensitivity } from '../../report/sensitivity/parse'
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
    .option('--sensitivity <sensitivity.json...>', 'studies that report.html shows beside the claims')
    .option('--calibration <calibration.json>', 'how often the decision rules are wrong, for report.html')
  for (const option of [...runOptions(), ...reportOptions()]) command.addOption(option)
  command.action(async (claims: string[], flags: RunFlags & ReportFlags & CompanionFlags) => {
    const companions = readCompanions(flags, context)
    if (flags.from !== undefined) {
      const report = recomputeReport(parseReport(readText(path.resolve(context.cwd, flags.from)), flags.from))
      return done(await publishReport(report, claims, flags, context, companions))
    }
    const { report } = await verify({ ...verifyOptions(claims, flags, context), execute: false })
    done(await publish(report, claims, flags, context, companions))
  })
}

interface CompanionFlags {
  readonly from?: string
  readonly sensitivity?: readonly string[]
  readonly calibration?: string
}

function readCompanions({ sensitivity = [], calibration }: CompanionFlags, { cwd }: CliContext): Companions {
  const read = (file: string) => readText(path.resolve(cwd, file))
  return {
    sensitivity: sensitivity.map((file) => parseSensitivity(read(file), file)),
    calibration: calibration === undefined ? null : parseCalibration(read(calibration), calibration)
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputError('the file cannot be read', {
      where: file,
      expected: 'a file that claimcheck wrote',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'give the path of a file that is there, such as reports/reference/standard/report.json'
    })
  }
}
