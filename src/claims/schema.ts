import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv2020, { type ErrorObject } from 'ajv/dist/2020'
import type { SpecDocument } from './document'

/** Where the JSON Schemas are: the same place seen from `src/claims` and from `dist/claims`. */
export const SCHEMA_FOLDER = path.resolve(__dirname, '..', '..', 'claims', 'schema')

type Validator = (value: unknown) => readonly ErrorObject[]

const validators = new Map<SpecDocument['role'], Validator>()

/** What the JSON Schema of a role finds in a value: all of it, and nothing where the value is valid. */
export function schemaErrors(role: SpecDocument['role'], value: unknown): readonly ErrorObject[] {
  let validator = validators.get(role)
  if (validator === undefined) {
    validator = compile(role)
    validators.set(role, validator)
  }
  return validator(value)
}

function compile(role: SpecDocument['role']): Validator {
  const schema = JSON.parse(readFileSync(path.join(SCHEMA_FOLDER, `${role}.schema.json`), 'utf8'))
  // allowUnionTypes: "a text or null". verbose: the messages draw on the schema's own descriptions and examples.
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, discriminator: true, allowUnionTypes: true })
  const validate = ajv.compile(schema)
  return (value) => (validate(value) ? [] : (validate.errors ?? []))
}
