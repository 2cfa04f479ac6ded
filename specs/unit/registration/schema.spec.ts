import { readFileSync } from 'node:fs'
import path from 'node:path'
import { SCHEMA_FOLDER, schemaErrors } from '../../../src/claims/schema'
import { CLAIM, registration } from './builders'

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly required?: readonly string[]
  readonly $defs?: Readonly<Record<string, Schema>>
}

const schema = JSON.parse(readFileSync(path.join(SCHEMA_FOLDER, 'registrations.schema.json'), 'utf8')) as Schema

function* propertiesOf(of: Schema, at = '$'): Generator<[path: string, property: Schema]> {
  for (const [name, property] of Object.entries({ ...of.properties, ...of.$defs })) {
    if (of.properties?.[name] !== undefined) yield [`${at}.${name}`, property]
    yield* propertiesOf(property, `${at}.${name}`)
  }
}

describe('the schema of the registrations', () => {
  it('explains every property and shows an example', () => {
    const properties = [...propertiesOf(schema)]
    expect(properties.map(([at]) => at)).toContain('$.Registration.frozen.decision')
    const silent = properties.filter(
      ([, each]) => each.description === undefined || (each.examples === undefined && each.properties === undefined)
    )
    expect(silent).toEqual([])
  })

  it('takes what is written, first registration and amendment, and needs every part of it', () => {
    const whole = registration(CLAIM, { commit: `${'a'.repeat(40)}+dirty`, why: 'a reason' })
    const errorsOf = (each: object) => schemaErrors('registrations', { registrations: { [CLAIM.id]: [each] } })
    expect(errorsOf(whole)).toEqual([])
    expect(errorsOf(registration())).toEqual([])
    for (const key of Object.keys(whole)) expect(errorsOf({ ...whole, [key]: undefined })).not.toEqual([])
  })
})
