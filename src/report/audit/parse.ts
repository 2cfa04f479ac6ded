import { readFileSync } from 'node:fs'
import path from 'node:path'
import Ajv, { type ValidateFunction } from 'ajv/dist/2020'
import { SCHEMA_FOLDER } from '../../claims/schema'
import { InputError } from '../../errors'
import { parseJsonFile } from '../data/jsonFile'
import { AUDIT_FORMAT_VERSION, type AuditReport } from './types'

let compiled: ValidateFunction<AuditReport> | undefined

/**
 * Reads an `audit.json` back, as text or as the bytes of its file.
 *
 * @param where the file's name, for messages
 * @throws InputError when it is none, or of a version that this release does not know
 */
export function parseAudit(content: string | Uint8Array, where: string): AuditReport {
  const data: unknown = parseJsonFile(content, where)
  const file = path.join(SCHEMA_FOLDER, 'audit.schema.json')
  compiled ??= new Ajv({ strict: true, discriminator: true }).compile<AuditReport>(
    JSON.parse(readFileSync(file, 'utf8'))
  )
  if (compiled(data)) return data
  const { instancePath = '', message = 'an audit' } = compiled.errors?.[0] ?? {}
  throw new InputError('this is not an audit that this release reads', {
    where: `${where}${instancePath}`,
    expected: `"format": "claimcheck-audit", "formatVersion": ${AUDIT_FORMAT_VERSION}, as audit.schema.json has it`,
    received: message,
    remedy: 'give an audit.json that claimcheck audit wrote'
  })
}
