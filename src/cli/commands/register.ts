import path from 'node:path'
import type { Command } from 'commander'
import { ClaimLogReader } from '../../adjudicate/claimLogs'
import { loadClaims } from '../../load/load'
import { type RegisterOutcome, registerClaims } from '../../registration/registerClaims'
import { REGISTRATIONS_FILE } from '../../registration/registrationsFile'
import { selectClaims } from '../../verify/select'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import {
  CLAIMS_ARGUMENT,
  type ClaimsFlags,
  claimsNamed,
  claimsOption,
  claimsRoot,
  storeFolder,
  storeOption
} from '../options'

interface RegisterFlags extends ClaimsFlags {
  readonly store?: string
  readonly amend?: boolean
  readonly why?: string
  readonly json?: boolean
}

export function addRegister(program: Command, context: CliContext, done: (code: number) => void): void {
  program
    .command('register')
    .summary('freeze what decides a claim, before its first run')
    .description(
      'Writes the hypothesis, experiment, decision and family of each claim, with their hash, the time and the commit,\n' +
        "into registrations.json in the claims folder; of one that logs judge their digest and the mapping's. A claim of\n" +
        'which the store holds a run is refused; one whose logs are there already is marked. Every report says whether a\n' +
        'claim was registered, and shows what was changed in it since.'
    )
    .argument('[claims...]', CLAIMS_ARGUMENT)
    .addOption(claimsOption())
    .addOption(storeOption())
    .option('--amend', 'replace the registration of a claim that was changed since; needs --why')
    .option('--why <reason>', 'why the claim was changed; readers see it beside every verdict on it')
    .option('--json', 'print the outcomes as JSON')
    .action((names: string[], given: RegisterFlags, command: Command) => {
      const { claims, flags } = claimsNamed(names, given)
      if ((flags.amend === true) !== (flags.why !== undefined)) {
        command.error('error: --amend and --why <reason> go together', { exitCode: 2 })
      }
      const root = claimsRoot(flags, context)
      const loaded = loadClaims(root)
      const logs = new ClaimLogReader(root)
      const outcomes = registerClaims(loaded, selectClaims(loaded.claims, claims).named, {
        claimsRoot: root,
        storeFolder: storeFolder(flags.store, context),
        amend: flags.why === undefined ? null : { why: flags.why },
        now: new Date(context.now()),
        logsOf: (claim) => logs.digests(claim)
      })
      if (flags.json) context.stdout.write(`${JSON.stringify(outcomes.map(asData), null, 2)}\n`)
      else show(outcomes, path.relative(context.cwd, path.join(root, REGISTRATIONS_FILE)), context)
      done(outcomes.some(({ kind }) => kind === 'refused') ? EXIT.badInput : EXIT.ok)
    })
}

function show(outcomes: readonly RegisterOutcome[], file: string, { stdout, stderr }: CliContext): void {
  for (const outcome of outcomes) {
    if (outcome.kind === 'refused') stderr.write(`${outcome.error.message}\n`)
    else stdout.write(`${asLines(outcome).join('\n')}\n`)
  }
  const count = (kind: RegisterOutcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length
  const kinds = ['registered', 'amended', 'unchanged', 'refused'] as const
  const counts = kinds.filter((kind) => count(kind) > 0).map((kind) => `${count(kind)} ${kind}`)
  stdout.write(`${counts.join(', ') || 'no claims'}\n`)
  if (count('registered') + count('amended') > 0) {
    stdout.write(`Commit ${file} before the first run: others can then see that it came first.\n`)
  }
}

function asLines(outcome: Exclude<RegisterOutcome, { kind: 'refused' }>): string[] {
  const { registration, claim } = outcome
  const { hash, registeredAt, commit } = registration
  const place = commit === null ? 'no commit' : `commit ${commit.replace(/^(.{12})[0-9a-f]*/, '$1')}`
  const late = registration.frozen.logs?.evidence === undefined ? [] : ['  its logs were there already: reports say so']
  const line = `${outcome.kind.padEnd(10)}  ${claim.id}  ${hash.slice(0, 12)}  ${registeredAt}  ${place}`
  if (outcome.kind !== 'amended') return [line, ...late]
  const changes = outcome.differences.map(
    ({ path: at, registered, now }) => `  ${at}: ${registered ?? 'nothing'} -> ${now ?? 'nothing'}`
  )
  return [line, ...changes, ...late]
}

function asData(outcome: RegisterOutcome) {
  const { kind, claim } = outcome
  if (kind === 'refused') return { claim: claim.id, kind, reason: outcome.error.message }
  const { frozen: _frozen, ...registration } = outcome.registration
  return { claim: claim.id, kind, ...registration, ...(kind === 'amended' && { differences: outcome.differences }) }
}
