import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020'
import type { DataValidationCxt } from 'ajv/dist/types'
import { listOf } from '../../claims/lintProblem'
import { SCHEMA_FOLDER } from '../../claims/schema'
import { InputError } from '../../errors'
import { fileText } from '../../files/fileText'
import { canonicalJson } from '../../json/canonical'
import { decodeNumber, type JsonNumber } from '../../json/numbers'
import { compareWithExpected } from '../../judge/expected'
import { type KindName, kindOf } from '../../kinds'
import { shorten } from '../../text/escape'
import { countOutcomes } from './build'
import { checkAgainstRuns } from './checkAgainstRuns'
import { isRecord } from './jsonFile'
import { renewOlderForms } from './olderForms'
import { type JudgedClaim, REPORT_FORMAT_VERSION, type Report } from './types'

const SCHEMA_FILE = path.join(SCHEMA_FOLDER, 'report.schema.json')
const REMEDY = 'give a report.json that claimcheck wrote, or repeat the verification that wrote it'

/**
 * Reads a `report.json` back: the inverse of `encodeReport`.
 *
 * @param content its text, or the bytes of its file, plain or compressed by gzip
 * @param where the file's name, for messages
 * @throws InputError when the text is not JSON, not a report, of a version that this release does not know, or
 *   contradicts itself
 */
export function parseReport(content: string | Uint8Array, where = 'report.json'): Report {
  const data = parseJson(fileText(content, where), where)
  const isOlder = isRecord(data) && data.formatVersion !== REPORT_FORMAT_VERSION
  renewOlderForms(data)
  checkVersion(data, where)
  const validate = reportValidator()
  if (!validate(data)) {
    const error = validate.errors?.[0]
    checkKinds(data, error, where)
    throw schemaError(error, data, where)
  }
  checkReferences(data, where)
  checkAgainstRuns(data, where)
  // Older releases counted and compared by other rules.
  if (!isOlder) checkSummaries(data, where)
  return data
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputError('the report is not JSON', {
      where,
      expected: 'the content of a report.json',
      received: error instanceof Error ? error.message : String(error),
      remedy: REMEDY
    })
  }
}

function checkVersion(data: unknown, where: string): void {
  const { format, formatVersion } = (data ?? {}) as { format?: unknown; formatVersion?: unknown }
  if (format !== 'claimcheck-report') {
    throw new InputError('this is not a claimcheck report', {
      where,
      expected: '"format": "claimcheck-report"',
      received: format === undefined ? 'no "format"' : describe(format),
      remedy: REMEDY
    })
  }
  if (formatVersion !== REPORT_FORMAT_VERSION) {
    throw new InputError('the report has a format version that this release does not read', {
      where,
      expected: `"formatVersion": ${REPORT_FORMAT_VERSION}`,
      received: describe(formatVersion),
      remedy: 'read it with the release of claimcheck that wrote it (its version is in "environments")'
    })
  }
}

type Validator = ValidateFunction<Report>

let compiled: Validator | undefined

/** Checks a report and, where the schema allows a non-finite number, puts the number in the place of its text. */
function reportValidator(): Validator {
  compiled ??= compile(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')))
  return compiled
}

function compile(schema: { $defs: { Double: { anyOf: [object, object] } } }): Validator {
  const ajv = new Ajv({ strict: true, discriminator: true })
  ajv.addKeyword({ keyword: 'decode', modifying: true, errors: false, validate: decode })
  const [finite, nonFinite] = schema.$defs.Double.anyOf
  schema.$defs.Double.anyOf = [finite, { ...nonFinite, decode: true }]
  return ajv.compile<Report>(schema)
}

function decode(_keyword: true, value: JsonNumber, _schema: unknown, place?: DataValidationCxt): boolean {
  if (place !== undefined) place.parentData[place.parentDataProperty] = decodeNumber(value)
  return true
}

function schemaError(error: ErrorObject | undefined, data: unknown, where: string): InputError {
  const place = error?.instancePath ?? ''
  return new InputError('the report does not follow its schema', {
    where: `${where}${place}`,
    expected: error?.message ?? 'a report',
    received: describe(valueAt(data, place)),
    remedy: REMEDY
  })
}

function valueAt(data: unknown, pointer: string): unknown {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], data)
}

function describe(value: unknown): string {
  return shorten(JSON.stringify(value) ?? 'nothing', 80)
}

/** What stands twice would count twice, as if it were a replication. */
function checkSamples<K extends KindName>({ claim, judgement: { evidence } }: JudgedClaim<K>, where: string): void {
  const names = kindOf<K>(claim.hypothesis)
    .samples(evidence)
    .map(({ name }) => name)
  const seen = new Set<string>()
  const twice = names.find((name) => seen.size === seen.add(name).size)
  if (twice === undefined) return
  throw new InputError(`the evidence of the claim ${shorten(claim.id, 80)} holds a sample twice`, {
    where,
    expected: 'each seed, starting point or setting once',
    received: `${twice}, twice`,
    remedy: REMEDY
  })
}

/** Of a report that breaks its schema in what a claim was judged by: says so by the claim's kind, where it can. */
function checkKinds(data: unknown, error: ErrorObject | undefined, where: string): void {
  const place = /^\/claims\/\d+(?=\/judgement\/)/.exec(error?.instancePath ?? '')?.[0]
  if (place === undefined) return
  // The claim stands before its judgement, so the schema has accepted it by then; what is in its judgement is open.
  const entry = valueAt(data, place) as JudgedClaim
  const { evidence, analysis } = entry.judgement as Partial<JudgedClaim['judgement']>
  if (typeof evidence?.kind === 'string' && typeof analysis?.kind === 'string') checkKind(entry, where)
}

function checkKind({ claim: { id, hypothesis }, judgement: { evidence, analysis } }: JudgedClaim, where: string): void {
  const expected: readonly string[] = kindOf(hypothesis).evidenceKinds(hypothesis)
  if (expected.includes(evidence.kind) && analysis.kind === evidence.kind) return
  throw new InputError(`the claim ${shorten(id, 80)} is judged by something else than it claims`, {
    where,
    expected: `evidence and analysis of the kind ${listOf(expected)}`,
    received: `"${evidence.kind}" and "${analysis.kind}"`,
    remedy: REMEDY
  })
}

/** A kind of claim has methods of its own by which seeds are added. */
function checkMethod({ claim: { id, hypothesis, decision } }: JudgedClaim, where: string): void {
  if (decision.mode === 'fixed') return
  const known = kindOf(hypothesis).methods[decision.mode]
  if (known.includes(decision.method)) return
  throw new InputError(`the claim ${shorten(id, 80)} has seeds added by a method that is none of its kind`, {
    where,
    expected: known.length === 0 ? `another mode than "${decision.mode}"` : `one of ${known.join(', ')}`,
    received: decision.method,
    remedy: REMEDY
  })
}

/** What a report says of its verdicts has to be what they are: the counts, and what was expected. */
function checkSummaries(report: Report, where: string): void {
  for (const entry of report.claims) {
    if (entry.kind !== 'judged') continue
    const { claim, judgement, substitute = null } = entry
    const { expected, matches } = compareWithExpected(claim, report.profile, judgement, substitute)
    if (entry.matches === matches && canonicalJson(entry.expected) === canonicalJson(expected)) continue
    throw new InputError(`the claim ${shorten(claim.id, 80)} is said to be what its verdict is not`, {
      where,
      expected: `"matches": ${matches}, "expected": ${describe(expected)}`,
      received: `"matches": ${entry.matches}, "expected": ${describe(entry.expected)}`,
      remedy: REMEDY
    })
  }
  const counts = countOutcomes(report.claims)
  if (canonicalJson(counts) === canonicalJson(report.counts)) return
  throw new InputError('the counts of the report are not those of its claims', {
    where: `${where}/counts`,
    expected: JSON.stringify(counts),
    received: JSON.stringify(report.counts),
    remedy: REMEDY
  })
}

/** What a schema cannot say: parts that must fit together. */
function checkReferences(report: Report, where: string): void {
  for (const entry of report.claims) {
    if (entry.kind !== 'judged') continue
    checkKind(entry, where)
    checkMethod(entry, where)
    checkSamples(entry, where)
  }
  const missing = report.claims.find(
    ({ kind, claim: { experiment } }) =>
      kind === 'judged' && experiment !== null && !Object.hasOwn(report.experiments, experiment)
  )
  if (missing !== undefined) {
    throw new InputError(
      `the claim ${shorten(missing.claim.id, 80)} names an experiment that the report does not hold`,
      {
        where,
        expected: Object.keys(report.experiments).join(', '),
        received: describe(missing.claim.experiment),
        remedy: REMEDY
      }
    )
  }
  const lost = report.runs.find((run) => run.environment >= report.environments.length)
  if (lost !== undefined) {
    throw new InputError(`the run ${lost.key} points to an environment that the report does not hold`, {
      where,
      expected: `an index below ${report.environments.length}`,
      received: String(lost.environment),
      remedy: REMEDY
    })
  }
}
