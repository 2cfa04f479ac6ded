import Ajv2020 from 'ajv/dist/2020'
import { RUN_KIND_NAMES } from '../runs/runKinds'

const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' }
const seed = { type: 'integer', minimum: 0 }

function closed(properties: Record<string, object>, optional: Record<string, object> = {}): object {
  const required = Object.keys(properties)
  return { type: 'object', properties: { ...properties, ...optional }, required, additionalProperties: false }
}

const series = closed({
  unit: { enum: ['epoch', 'step'] },
  at: { type: 'array', items: { type: 'integer', minimum: 1 } },
  values: {
    type: 'array',
    items: { anyOf: [{ type: 'number' }, { enum: ['NaN', 'Infinity', '-Infinity'] }] }
  }
})

const blocks = closed(
  {
    sizes: { type: 'array', minItems: 1, items: { type: 'integer', minimum: 1 } },
    losses: { type: 'array', items: { type: 'number' } }
  },
  { errors: { type: 'array', items: { type: 'integer', minimum: 0 } } }
)

const status = {
  oneOf: [
    closed({ kind: { const: 'completed' } }),
    closed({ kind: { const: 'diverged' }, step: { type: 'integer', minimum: 1 }, what: { type: 'string' } }),
    closed({ kind: { const: 'failed' }, reason: { type: 'string' } })
  ]
}

// The rest of a spec is not described again here: it hashes to the record's key, so whoever asks for the key knows it.
const spec = {
  type: 'object',
  required: ['kind', 'seeds', 'engine'],
  properties: {
    kind: { enum: RUN_KIND_NAMES },
    seeds: closed({ init: seed, order: seed, dropout: seed, problem: seed }),
    engine: {
      type: 'object',
      required: ['name', 'version', 'backend', 'numerics'],
      properties: {
        name: { type: 'string' },
        version: { type: 'string' },
        backend: { type: 'string' },
        numerics: { type: 'string' }
      }
    }
  }
}

const environment = {
  type: 'object',
  required: ['startedAt', 'wallTimeMs', 'claimcheck', 'commit', 'node', 'platform', 'cpu'],
  properties: {
    startedAt: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T.*Z$' },
    wallTimeMs: { type: 'number', minimum: 0 },
    cohortSize: { type: 'integer', minimum: 2 },
    claimcheck: { type: 'string' },
    commit: { type: ['string', 'null'] },
    node: { type: 'string' },
    platform: { type: 'string' },
    cpu: { type: 'string' }
  }
}

const validate = new Ajv2020({ allowUnionTypes: true }).compile(
  closed({
    result: closed(
      { spec, status, metrics: { type: 'object', additionalProperties: series } },
      { imageBlocks: closed({}, { validation: blocks, test: blocks }) }
    ),
    resultDigest: digest,
    environment,
    checksum: digest
  })
)

interface WrittenSeries {
  readonly at: readonly number[]
  readonly values: readonly unknown[]
}

/** Says in what a parsed record departs from the shape that this version knows; null where it fits. */
export function shapeProblem(record: unknown): string | null {
  if (!validate(record)) {
    const error = validate.errors?.[0]
    return `${error?.instancePath || '(the whole record)'} ${error?.message ?? 'has an unknown shape'}`
  }
  const { metrics } = (record as { result: { metrics: Record<string, WrittenSeries> } }).result
  for (const [name, { at, values }] of Object.entries(metrics)) {
    if (at.length !== values.length) return `metric ${name} has ${at.length} places and ${values.length} values`
    if (at.some((place, index) => index > 0 && place <= at[index - 1]!)) return `metric ${name} is not in order`
  }
  return null
}
