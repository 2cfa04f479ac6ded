import path from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { adjudicate, comparisonOf, selectionMetric } from '../../adjudicate/adjudicate'
import { loadMapping } from '../../adjudicate/mapping/loadMapping'
import type { Mapping, Scalar } from '../../adjudicate/mapping/types'
import { openEvidenceFolder } from '../../adjudicate/read/folder'
import { curveMeasureOf } from '../../adjudicate/read/measureRun'
import { readScalar } from '../../adjudicate/read/numbers'
import { readRuns } from '../../adjudicate/read/readRuns'
import { buildAdjudicationReport } from '../../adjudicate/render/build'
import { renderAdjudicationTerminal } from '../../adjudicate/render/terminal'
import { encodeAdjudication, writeAdjudication } from '../../adjudicate/render/write'
import { InputError } from '../../errors'
import { familySize } from '../../spec/family'
import { loadClaims } from '../../spec/load'
import type { Claim } from '../../spec/types'
import { selectClaims } from '../../verify/select'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { claimsOption, claimsRoot } from '../options'
import { timeName } from '../publish'

interface AdjudicateFlags {
  readonly evidence?: string
  readonly mapping: string
  readonly claims?: string
  readonly where: Readonly<Record<string, Scalar>>
  readonly withRuns?: boolean
  readonly json?: boolean
  readonly require?: 'reproduced'
  readonly reports: string
  readonly name?: string
}

export function addAdjudicate(program: Command, context: CliContext, done: (code: number) => void): void {
  program
    .command('adjudicate')
    .summary('judge a claim by run logs that somebody else made, and train nothing')
    .description(
      'Judges a claim by run logs that somebody else made (JSON, JSON Lines, CSV, YAML), and trains nothing.\n' +
        'A mapping says where arm, settings, run and metrics stand in them: claims/schema/mapping.schema.json.'
    )
    .argument('<claim>', 'id of the claim')
    .option('--evidence <folder>', 'folder of the logs (default: CLAIMCHECK_EVIDENCE_DIR)')
    .requiredOption('--mapping <file.json>', 'where things stand in the logs')
    .addOption(claimsOption())
    .addOption(
      new Option('--where <name=value>', 'only runs with this value of a group or setting (may be given several times)')
        .default({}, 'all runs')
        .argParser(addCondition)
    )
    .option('--with-runs', 'put the value of every run into adjudication.json')
    .option('--json', 'print adjudication.json on standard output, and nothing else')
    .addOption(new Option('--require <outcome>', 'exit code 1 unless this is the outcome').choices(['reproduced']))
    .option('--reports <folder>', 'where reports are written', 'reports')
    .option('--name <name>', "the report's folder (default: the time)")
    .addHelpText('after', EXAMPLES)
    .action((id: string, flags: AdjudicateFlags) => {
      const report = adjudicateClaim(id, flags, context)
      const folder = path.resolve(context.cwd, flags.reports, flags.name ?? timeName(context.now()))
      const files = writeAdjudication(folder, report)
      if (flags.json) context.stdout.write(encodeAdjudication(report))
      else {
        context.stdout.write(renderAdjudicationTerminal(report))
        context.stdout.write(`\nReport: ${files.map((file) => path.relative(context.cwd, file)).join('  ')}\n`)
      }
      done(flags.require === undefined || report.outcome === flags.require ? EXIT.ok : EXIT.differs)
    })
}

function adjudicateClaim(id: string, flags: AdjudicateFlags, context: CliContext) {
  const { claims } = loadClaims(claimsRoot(flags.claims, context))
  const claim = oneClaim(claims, id)
  const hypothesis = comparisonOf(claim)
  const { mapping, digest } = loadMapping(path.resolve(context.cwd, flags.mapping), hypothesis)
  checkConditions(flags.where, mapping)
  const folder = openEvidenceFolder(evidenceFolder(flags.evidence, context))
  const arms = [hypothesis.control, hypothesis.treatment] as const
  const needed = {
    judged: hypothesis.metric,
    trainLoss: mapping.failures.metric ?? hypothesis.metric,
    selection: selectionMetric(mapping, hypothesis),
    curve: curveMeasureOf(hypothesis)
  }
  const { runs, leftOut } = readRuns(folder, mapping, arms, needed, flags.where)
  return buildAdjudicationReport({
    claim,
    adjudication: adjudicate(claim, mapping, runs, familySize(claims, claim.family)),
    mapping: { digest, content: mapping },
    evidence: { digest: folder.digest, numFiles: folder.files.length, where: flags.where },
    runs,
    leftOut,
    withRuns: flags.withRuns === true
  })
}

function oneClaim(claims: readonly Claim[], id: string): Claim {
  const { named } = selectClaims(claims, [id])
  const [claim] = named
  if (claim !== undefined && named.length === 1) return claim
  throw new InputError(`${JSON.stringify(id)} names ${named.length} claims`, {
    expected: 'one claim',
    received: named.map((candidate) => candidate.id).join(', '),
    remedy: 'write the whole id of one of them'
  })
}

function evidenceFolder(flag: string | undefined, { cwd, env }: CliContext): string {
  const folder = flag ?? env.CLAIMCHECK_EVIDENCE_DIR ?? ''
  if (folder !== '') return path.resolve(cwd, folder)
  throw new InputError('no folder of evidence is named', {
    expected: 'a folder that holds run logs',
    received: 'neither --evidence nor CLAIMCHECK_EVIDENCE_DIR',
    remedy: 'add --evidence <folder>'
  })
}

function addCondition(text: string, conditions: Readonly<Record<string, Scalar>>): Record<string, Scalar> {
  const [name, ...rest] = text.split('=')
  const value = readScalar(rest.join('='))
  if (!name || value === undefined) throw new InvalidArgumentError('Expected name=value, such as model=logreg.')
  return { ...conditions, [name]: value }
}

function checkConditions(where: Readonly<Record<string, Scalar>>, { groups, settings }: Mapping): void {
  const known = [...Object.keys(groups), ...Object.keys(settings)]
  const unknown = Object.keys(where).filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new InputError(`--where names ${unknown.join(', ')}, which the mapping does not`, {
    expected: `a group or setting of the mapping: ${known.join(', ')}`,
    received: unknown.join(', '),
    remedy: 'correct the name, or add it to "groups" or "settings" in the mapping'
  })
}

const EXAMPLES = `
Examples:
  npx claimcheck adjudicate reddi2018/mnist-logreg-train-loss --evidence logs --mapping mapping.json
  npx claimcheck adjudicate my-paper/first --mapping mapping.json --where model=logreg --json`
