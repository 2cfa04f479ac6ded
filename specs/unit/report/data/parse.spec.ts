import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import { InputError } from '../../../../src/errors'
import { buildReport } from '../../../../src/report/data/build'
import { encodeReport } from '../../../../src/report/data/encode'
import { parseReport } from '../../../../src/report/data/parse'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { everyOutcome } from '../inputs'

const report = buildReport(everyOutcome())
const text = encodeReport(report)
type Edit = (data: { claims: object[]; runs?: { final: object }[] }) => void

type Schema = { readonly [key: string]: unknown }

/** Every property that a schema names, with its path. */
function* propertiesOf(schema: unknown, at = '$'): Generator<[path: string, property: Schema]> {
  if (schema === null || typeof schema !== 'object') return
  for (const [name, child] of Object.entries(schema)) {
    if (name === 'properties') {
      for (const [key, property] of Object.entries(child as Schema)) yield [`${at}.${key}`, property as Schema]
    }
    // A condition asks for values; what they mean stands where the property does.
    if (name !== 'if') yield* propertiesOf(child, `${at}.${name}`)
  }
}

function edited(edit: Edit): string {
  const data = JSON.parse(text)
  edit(data)
  return JSON.stringify(data)
}

/** The report with the first sample of the first claim of a kind standing twice. */
function doubled(kind: 'paired' | 'share' | 'initial-points'): string {
  return edited((data) => {
    type Judged = { kind: string; judgement: { evidence: { kind: string; pairs?: object[]; samples?: object[] } } }
    const judged = (data.claims as Judged[]).filter((entry) => entry.kind === 'judged')
    // Two claims have no samples at all.
    const { pairs, samples } = judged
      .map(({ judgement }) => judgement.evidence)
      .find((evidence) => evidence.kind === kind && (evidence.pairs ?? evidence.samples)!.length > 0)!
    const list = (pairs ?? samples)!
    list.push(list[0]!)
  })
}

describe('report.json', () => {
  it('follows its schema, which stands alone, describes its parts and refuses unknown keys', () => {
    const file = path.resolve(__dirname, '../../../../claims/schema/report.schema.json')
    const schema = JSON.parse(readFileSync(file, 'utf8'))
    const validate = new Ajv2020({ strict: true, discriminator: true }).compile(schema)
    expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null])
    expect(validate(JSON.parse(edited((data) => Object.assign(data, { extra: 1 }))))).toBe(false)
    const undescribed = Object.entries<{ description?: string; type?: string; properties?: object }>(
      schema.$defs
    ).filter(([, definition]) => definition.description === undefined)
    expect(undescribed.map(([name]) => name)).toEqual([])
  })

  it('explains every property of its schema', () => {
    const file = path.resolve(__dirname, '../../../../claims/schema/report.schema.json')
    const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema
    const properties = [...propertiesOf(schema)]
    expect(properties.length).toBeGreaterThan(200)
    const definitions = schema.$defs as Readonly<Record<string, Schema>>
    const silent = properties.filter(([, property]) => {
      const name = String(property.$ref ?? '').replace('#/$defs/', '')
      // That it is a number says nothing of what it is.
      const isScalar = ['Double', 'Count', 'PositiveInteger', 'Digest'].includes(name)
      const { description } = { ...(isScalar ? {} : definitions[name]), ...property }
      return typeof description !== 'string' || description === ''
    })
    expect(silent.map(([at]) => at)).toEqual([])
  })

  it('is indented, ends with a line end and holds no number that JSON has not', () => {
    expect(text.startsWith('{\n  "format": "claimcheck-report",\n  "formatVersion": 4,\n')).toBe(true)
    expect(text.endsWith('}\n')).toBe(true)
    expect(text).toContain('"value": "NaN"')
  })

  it.each([
    ['every outcome', everyOutcome()] as const,
    ...HOSTILE_TEXTS.map((each) => [each.slice(0, 20), hostileInput(each)] as const)
  ])('is read back exactly: %s', (_name, input) => {
    const built = buildReport(input)
    const encoded = encodeReport(built)
    const parsed = parseReport(encoded)
    expect(parsed).toStrictEqual(built)
    expect(encodeReport(parsed)).toBe(encoded)
  })

  it('keeps a text that looks like a number', () => {
    const claim = parseReport(encodeReport(buildReport(hostileInput('NaN')))).claims[0]!.claim
    expect(claim.statement).toBe('NaN')
  })

  it('is read in the forms of older releases', () => {
    const older = JSON.parse(text)
    const { experiments } = older as { experiments: Record<string, { loss?: unknown; model: { layers: object[] } }> }
    const networks = Object.values(experiments).filter(({ loss }) => loss !== undefined)
    for (const network of networks) {
      network.loss = 'categorical_crossentropy'
      for (const layer of network.model.layers) delete (layer as { kernel_regularizer?: null }).kernel_regularizer
    }
    expect(networks.length).toBeGreaterThan(0)
    expect(parseReport(JSON.stringify(older))).toStrictEqual(report)
  })
})

/** The report with something done to the claim of an id, and to its evidence. */
function withClaim(id: string, edit: (entry: Edited) => void): string {
  return edited((data) => edit((data.claims as Edited[]).find(({ claim }) => claim.id === id)!))
}

interface Edited {
  matches: boolean
  expected: object
  readonly claim: { readonly id: string; decision: object }
  readonly judgement: {
    readonly evidence: { pairs: EditedPair[]; samples: { value: number }[]; violations: number }
  }
}

interface EditedPair {
  seed: number
  control: { value: number; trainLoss: number }
  treatment: { value: number; trainLoss: number }
}

describe('parseReport holds a report to itself: it refuses', () => {
  it.each<[string, string, RegExp]>([
    [
      'values that are not those at which the runs ended',
      withClaim('toy/reproduced', ({ judgement }) => {
        for (const { treatment } of judgement.evidence.pairs) treatment.value /= 2
      }),
      /toy\/reproduced is judged by a value[\s\S]*expected: train.loss 0\.2[\s\S]*amsgrad with seed 0 ended/
    ],
    [
      'the arms in each other’s place',
      withClaim('toy/opposite', ({ judgement }) => {
        for (const pair of judgement.evidence.pairs) [pair.control, pair.treatment] = [pair.treatment, pair.control]
      }),
      /toy\/opposite is judged by a run that is not what it says[\s\S]*of adam with seed 0[\s\S]*of amsgrad with seed 0/
    ],
    [
      'other seeds than the runs have',
      withClaim('toy/unclear', ({ judgement }) => {
        for (const pair of judgement.evidence.pairs) pair.seed += 100
      }),
      /toy\/unclear is judged by a run that is not what it says[\s\S]*seed 100/
    ],
    [
      'a failure that its run does not have',
      withClaim('toy/fails-more', ({ judgement }) => {
        Object.assign(judgement.evidence.pairs[0]!.control, { value: 'NaN', trainLoss: 'NaN', failure: 'diverged' })
      }),
      /toy\/fails-more is judged by a value[\s\S]*received: NaN/
    ],
    [
      'a run that ended well although it diverged',
      withClaim('toy/fails-more', ({ judgement }) => {
        Object.assign(judgement.evidence.pairs[3]!.treatment, { value: 0.1, trainLoss: 0.1, failure: null })
      }),
      /expected: train.loss NaN/
    ],
    [
      'a point that is not where the run ended',
      withClaim('toy/grid-all', ({ judgement }) => {
        judgement.evidence.samples[0]!.value = 0.999
      }),
      /toy\/grid-all is judged by a value[\s\S]*x.windowMean/
    ],
    [
      'evidence of runs that the report does not hold',
      edited((data) => Object.assign(data, { runs: [] })),
      /is judged by a run[\s\S]*received: no run [0-9a-f]{64}/
    ],
    [
      'counts of other claims',
      edited((data) => Object.assign((data as unknown as { counts: object }).counts, { reproduced: 99 })),
      /counts of the report are not those of its claims[\s\S]*"reproduced":99/
    ],
    [
      'a verdict that is said to be as expected, and is not',
      withClaim('toy/equivalent', (entry) => {
        entry.matches = true
      }),
      /toy\/equivalent is said to be what its verdict is not[\s\S]*expected: "matches": false/
    ],
    [
      'another expected outcome than the claim has',
      withClaim('toy/equivalent', (entry) => {
        entry.expected = { outcome: 'refuted', subtype: 'equivalent', why: 'now' }
      }),
      /toy\/equivalent is said to be what its verdict is not/
    ],
    [
      'a method of another kind of claim',
      withClaim('toy/reproduced', ({ claim }) => {
        Object.assign(claim.decision, { mode: 'anytime-valid', method: 'beta-binomial' })
      }),
      /toy\/reproduced has seeds added by a method that is none[\s\S]*one of sign-flip[\s\S]*received: beta-binomial/
    ],
    [
      'a method of another mode',
      withClaim('toy/reproduced', ({ claim }) => {
        Object.assign(claim.decision, { mode: 'group-sequential', method: 'betting' })
      }),
      /toy\/reproduced has seeds added by a method that is none of its kind/
    ],
    [
      'a method of which nobody knows',
      withClaim('toy/reproduced', ({ claim }) => {
        Object.assign(claim.decision, { mode: 'anytime-valid', method: 'guess' })
      }),
      /does not follow its schema/
    ]
  ])('%s', (_name, content, message) => {
    const read = () => parseReport(content, 'reports/x/report.json')
    expect(read).toThrow(InputError)
    expect(read).toThrow(message)
    expect(read).toThrow(/reports\/x\/report\.json[\s\S]*expected:[\s\S]*received:[\s\S]*to mend:/)
  })

  it('none of an older release for where its runs stand: each stood at one of its places', () => {
    const older = JSON.parse(text)
    older.formatVersion -= 1
    const entry = older.claims.find((each: Edited) => each.claim.id === 'toy/grid-all')
    const keys = new Set(entry.judgement.evidence.samples.map(({ runKey }: { runKey: string }) => runKey))
    for (const run of older.runs) if (keys.has(run.key)) Object.assign(run, { experiment: 'toy-logreg', arm: 'other' })
    expect(parseReport(JSON.stringify(older)).claims).toHaveLength(report.claims.length)
    entry.judgement.evidence.samples[2].value += 0.01
    expect(() => parseReport(JSON.stringify(older))).toThrow(/toy\/grid-all is judged by a value/)
  })
})

describe('parseReport refuses', () => {
  const refused: [string, string, RegExp][] = [
    ['what is not JSON', '{"format":', /not JSON/],
    ['nothing', '', /not JSON/],
    ['null', 'null', /not a claimcheck report/],
    ['another JSON file', '{"name": "x"}', /not a claimcheck report[\s\S]*no "format"/],
    ['a newer version', edited((data) => Object.assign(data, { formatVersion: 5 })), /version[\s\S]*received: 5/],
    ['a version that is a text', edited((data) => Object.assign(data, { formatVersion: '1' })), /version/],
    ['an unknown key', edited((data) => Object.assign(data, { extra: 1 })), /schema[\s\S]*additional properties/],
    ['a missing part', edited((data) => delete data.runs), /required property 'runs'/],
    ['an unknown profile', edited((data) => Object.assign(data, { profile: 'slow' })), /\/profile[\s\S]*"slow"/],
    [
      'a text where a number belongs',
      edited((data) => Object.assign(data.runs![0]!.final, { 'train.loss': 'low' })),
      /\/runs\/0\/final/
    ],
    [
      'an older form with a mistake',
      edited((data) => Object.assign(data, { experiments: { toy: { loss: 'hinge', model: { layers: [null] } } } })),
      /\/experiments\/toy/
    ],
    [
      'a subtype of another outcome',
      edited((data) => {
        const judged = (data.claims as { judgement?: { verdict: object } }[]).find(({ judgement }) => judgement)!
        Object.assign(judged.judgement!.verdict, { outcome: 'reproduced', subtype: 'higher' })
      }),
      /verdict\/subtype[\s\S]*must be null/
    ],
    ['an unknown kind of claim', edited((data) => Object.assign(data.claims[0]!, { kind: 'guessed' })), /\/claims\/0/],
    [
      'evidence of another kind',
      edited((data) => {
        const entries = data.claims as { kind: string; judgement: { evidence: { kind: string } } }[]
        const judged = entries.filter(({ kind }) => kind === 'judged')
        const grid = judged.find(({ judgement }) => judgement.evidence.kind === 'initial-points')!
        const paired = judged.find(({ judgement }) => judgement.evidence.kind === 'paired')!
        grid.judgement = paired.judgement
      }),
      /judged by something else[\s\S]*"initial-points"/
    ],
    ['a seed twice among pairs', doubled('paired'), /holds a sample twice[\s\S]*received: seed 0, twice/],
    ['a seed twice in a share', doubled('share'), /holds a sample twice[\s\S]*received: seed 0, twice/],
    [
      'a starting point twice',
      doubled('initial-points'),
      /holds a sample twice[\s\S]*received: starting point -1, twice/
    ],
    ['a lost experiment', edited((data) => Object.assign(data, { experiments: {} })), /names an experiment/],
    ['a lost environment', edited((data) => Object.assign(data, { environments: [] })), /points to an environment/]
  ]

  it.each(refused)('%s', (_name, content, message) => {
    const read = () => parseReport(content, 'reports/x/report.json')
    expect(read).toThrow(InputError)
    expect(read).toThrow(message)
    expect(read).toThrow(/reports\/x\/report\.json/)
    expect(read).toThrow(/to mend:/)
  })
})
