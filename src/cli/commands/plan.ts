import type { Command } from 'commander'
import { canonicalJson } from '../../json/canonical'
import { plan } from '../../verify/verify'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { CLAIMS_ARGUMENT, claimsNamed, type RunFlags, runOptions, verifyOptions } from '../options'
import { planFigures, planText } from '../planText'

export function addPlan(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('plan')
    .summary('show what verify would run, and run nothing')
    .argument('[claims...]', CLAIMS_ARGUMENT)
    .option('--json', 'print the plan as JSON')
  for (const option of runOptions()) command.addOption(option)
  command.action(async (names: string[], given: RunFlags & { json?: boolean }) => {
    const { claims, flags } = claimsNamed(names, given)
    const options = verifyOptions(claims, flags, context)
    const summary = await plan(options)
    // What it knows then is no plan.
    if (context.signal.aborted) return done(EXIT.interrupted)
    if (flags.json) {
      const { plan, blocked, notInProfile } = summary
      const data = {
        profile: plan.profile,
        ...planFigures(summary, options.jobs),
        couldNotRun: blocked.map(({ claim, cause, reason, remedy }) => ({ claim: claim.id, cause, reason, remedy })),
        notInProfile: notInProfile.map((claim) => claim.id),
        keys: plan.runs.map(({ key, cached, estimateMs }) => ({ key, cached, estimateMs }))
      }
      context.stdout.write(`${canonicalJson(data)}\n`)
    } else {
      context.stdout.write(`${planText(summary, options.jobs)}\n`)
    }
    done(EXIT.ok)
  })
}
