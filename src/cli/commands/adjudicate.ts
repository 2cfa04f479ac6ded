import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { adjudicate, pairedHypothesisOf } from '../../adjudicate/adjudicate'
import { checkConditions, locateLogs } from '../../adjudicate/claimLogs'
import { loadMapping } from '../../adjudicate/mapping/loadMapping'
import type { Scalar } from '../../adjudicate/mapping/types'
import { openEvidenceFolder } from '../../adjudicate/read/folder'
import { readEvidence } from '../../adjudicate/readLogs'
import { buildAdjudicationReport } from '../../adjudicate/render/build'
import { externalOf, writeExternal } from '../../adjudicate/render/external'
import { renderAdjudicationTerminal } from '../../adjudicate/render/terminal'
import type { AdjudicationReport } from '../../adjudicate/render/types'
import { encodeAdjudication, writeAdjudication } from '../../adjudicate/render/write'
import { InputError } from '../../errors'
import type { Claim } from '../../kinds'
import { familyOthers, familySize } from '../../load/family'
import { loadClaims } from '../../load/load'
import { readScalar } from '../../logs/numbers'
import { selectClaims } from '../../verify/select'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { writeGuess } from '../guessMapping'
import { type ClaimsFlags, claimsOptions, claimsRoot } from '../options'
import { reportFolder } from '../publish'

interface AdjudicateFlags extends ClaimsFlags {
  readonly evidence?: string
  readonly mapping?: string
  readonly guess?: string
  readonly out?: string
  readonly where: Readonly<Record<string, Scalar>>
  readonly withRuns?: boolean
  readonly json?: boolean
  readonly require?: 'reproduced'
  readonly reports: string
  readonly name?: string
  readonly aggregate?: string
}

export function addAdjudicate(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('adjudicate')
    .summary('judge claims by run logs, and train nothing')
    .description(
      'Judges claims by run logs (those of 20 libraries and formats: docs/mappings.md), and trains nothing.\n' +
        'A mapping says where arm, settings, run and metrics stand in them: claims/schema/mapping.schema.json.'
    )
    .argument('[claims...]', 'ids, a source, or patterns')
    .option('--evidence <folder>', "folder of the logs (default: the claim's, else CLAIMCHECK_EVIDENCE_DIR)")
    .option('--mapping <file.json>', "where things stand in the logs (default: the claim's)")
    .option(
      '--guess <folder>',
      'write a mapping for the logs of a folder, as far as they tell; judges and executes nothing'
    )
    .option('--out <file.json>', 'where --guess writes the mapping (default: standard output)')
    .addOption(
      new Option('--where <name=value>', 'only runs with this value of a group or setting (may be given several times)')
        .default({}, 'all runs')
        .argParser(addCondition)
    )
    .option('--aggregate <file.json>', 'also write what all claims came to, without a value of a single run')
    .option('--with-runs', 'put the value of every run into adjudication.json')
    .option('--json', 'print adjudication.json of one claim on standard output, and nothing else')
    .addOption(new Option('--require <outcome>', 'exit code 1 unless this is the outcome').choices(['reproduced']))
    .option('--reports <folder>', 'where reports are written', 'reports')
    .option('--name <name>', "the report's folder (default: the time)")
    .addHelpText('after', EXAMPLES)
    .action((names: string[], flags: AdjudicateFlags) => {
      if (flags.guess !== undefined) {
        writeGuess(flags.guess, flags.out, context)
        done(EXIT.ok)
        return
      }
      if (names.length === 0) command.error("error: missing required argument 'claims'")
      const reports = adjudicateClaims(names, flags, context)
      publishAdjudications(reports, flags, context)
      const required = flags.require
      const differs = ({ outcome, matches }: AdjudicationReport) =>
        matches === false || (required !== undefined && outcome !== required)
      done(reports.some(differs) ? EXIT.differs : EXIT.ok)
    })
  for (const option of claimsOptions()) command.addOption(option)
}

/** One claim in the report's folder, several each in a folder below it by id. */
function publishAdjudications(
  reports: readonly AdjudicationReport[],
  flags: AdjudicateFlags,
  context: CliContext
): void {
  const folder = reportFolder(flags, context)
  for (const [index, report] of reports.entries()) {
    const own = reports.length === 1 ? folder : path.join(folder, ...report.claim.id.split('/'))
    const files = writeAdjudication(own, report)
    if (flags.json) context.stdout.write(encodeAdjudication(report))
    else {
      context.stdout.write(`${index === 0 ? '' : '\n'}${renderAdjudicationTerminal(report)}`)
      context.stdout.write(`\nReport: ${files.map((file) => path.relative(context.cwd, file)).join('  ')}\n`)
    }
  }
  if (flags.aggregate === undefined) return
  const file = path.resolve(context.cwd, flags.aggregate)
  writeExternal(file, externalOf(reports), schemaBeside(file, claimsRoot(flags, context)))
  if (!flags.json) context.stdout.write(`Aggregate: ${path.relative(context.cwd, file)}\n`)
}

/** The schema as seen from a file in a folder of a claims root that holds the schemas; null from elsewhere. */
function schemaBeside(file: string, root: string): string | null {
  const holds = existsSync(path.join(root, 'schema', 'external.schema.json'))
  return holds && path.dirname(path.dirname(file)) === root ? '../schema/external.schema.json' : null
}

function adjudicateClaims(
  names: readonly string[],
  flags: AdjudicateFlags,
  context: CliContext
): readonly AdjudicationReport[] {
  const root = claimsRoot(flags, context)
  const { claims } = loadClaims(root)
  const { named } = selectClaims(claims, names)
  if (flags.json && named.length > 1) throw oneClaimOnly(names, named)
  if (flags.aggregate !== undefined && Object.keys(flags.where).length > 0) throw aggregateOfSome()
  // What is wrong with the questions is said before the logs are read.
  const questions = named.map((claim) => {
    const hypothesis = pairedHypothesisOf(claim)
    const loaded = loadMapping(mappingFile(claim, root, flags, context), hypothesis)
    const where = conditionsOf(claim, flags.where)
    checkConditions(flags.where, loaded.mapping, '--where')
    checkConditions(where, loaded.mapping, `claim ${claim.id}: "where"`)
    return { claim, hypothesis, loaded, where, place: evidenceFolder(claim, root, flags, context) }
  })
  const folders = new Map([...new Set(questions.map(({ place }) => place))].map((at) => [at, openEvidenceFolder(at)]))
  if (flags.aggregate !== undefined && folders.size > 1) throw aggregateOfSeveral([...folders.keys()])
  return questions.map(({ claim, hypothesis, loaded, where, place }) => {
    const evidence = readEvidence(hypothesis, loaded, folders.get(place)!, { by: claim.logs?.by ?? null, where })
    return buildAdjudicationReport({
      claim,
      family: familyOthers(claims, claim),
      adjudication: adjudicate(claim, evidence, familySize(claims, claim.family)),
      mapping: loaded.mapping,
      evidence,
      withRuns: flags.withRuns === true
    })
  })
}

function oneClaimOnly(names: readonly string[], named: readonly Claim[]): InputError {
  return new InputError(`${names.map((name) => JSON.stringify(name)).join(', ')} names ${named.length} claims`, {
    expected: 'one claim with --json',
    received: named.map(({ id }) => id).join(', '),
    remedy: 'write the whole id of one of them, or use --aggregate'
  })
}

function aggregateOfSome(): InputError {
  return new InputError('an aggregate is of the claims as they stand', {
    expected: '--aggregate without --where',
    received: 'both',
    remedy: 'state in the claims which runs they are about: "logs": { "where": { ... } }'
  })
}

function aggregateOfSeveral(folders: readonly string[]): InputError {
  return new InputError('an aggregate is of one folder of logs', {
    expected: 'claims that name the same logs, or --evidence',
    received: `${folders.length} folders`,
    remedy: 'write one aggregate for the claims of each folder'
  })
}

/** The runs that the claim is about; of these the ones that were asked for. */
function conditionsOf({ id, logs }: Claim, asked: Readonly<Record<string, Scalar>>): Readonly<Record<string, Scalar>> {
  const own = logs?.where ?? {}
  const other = Object.keys(asked).find((name) => name in own && own[name] !== asked[name])
  if (other === undefined) return { ...own, ...asked }
  throw new InputError(`claim ${id} is not about the runs that --where names`, {
    expected: `${other} = ${own[other]}`,
    received: `${other} = ${asked[other]}`,
    remedy: 'leave the condition out: the claim states it'
  })
}

type Places = Pick<AdjudicateFlags, 'evidence' | 'mapping'>

/** As it was given, else as the claim names it. */
function mappingFile({ id, logs }: Claim, root: string, { mapping }: Places, { cwd }: CliContext): string {
  if (mapping !== undefined) return path.resolve(cwd, mapping)
  if (logs?.evidence !== undefined) return path.resolve(root, logs.evidence.mapping)
  throw new InputError('no mapping is named', {
    expected: 'a JSON file that says where things stand in the logs',
    received: `neither --mapping nor "logs": { "evidence": ... } in the claim ${id}`,
    remedy: 'add --mapping <file.json>; adjudicate --guess <folder> writes one'
  })
}

/** As it was given, else as the claim names it. */
function evidenceFolder(claim: Claim, root: string, { evidence }: Places, { cwd, env }: CliContext): string {
  if (evidence !== undefined) return path.resolve(cwd, evidence)
  const located = locateLogs(claim, root, env)
  if (located?.state === 'there') return located.folder
  const folder = env.CLAIMCHECK_EVIDENCE_DIR ?? ''
  if (folder !== '') return path.resolve(cwd, folder)
  throw new InputError('no folder of evidence is named', {
    expected: 'a folder that holds run logs',
    received:
      located === null ? 'neither --evidence nor CLAIMCHECK_EVIDENCE_DIR, and no logs in the claim' : located.reason,
    remedy: located === null ? 'add --evidence <folder>' : `${located.remedy}; or add --evidence <folder>`
  })
}

function addCondition(text: string, conditions: Readonly<Record<string, Scalar>>): Record<string, Scalar> {
  const [name, ...rest] = text.split('=')
  const value = readScalar(rest.join('='))
  if (!name || value === undefined) throw new InvalidArgumentError('Expected name=value, such as model=logreg.')
  return { ...conditions, [name]: value }
}

const EXAMPLES = `
Examples:
  npx claimcheck adjudicate --guess logs --out mapping.json
  npx claimcheck adjudicate my-paper/first-claim --evidence logs --mapping mapping.json
  npx claimcheck adjudicate my-paper/first --mapping mapping.json --where model=logreg --json
  npx claimcheck adjudicate my-paper --evidence logs \\
    --mapping claims/mappings/my-paper.json --aggregate claims/external/my-paper.json`
