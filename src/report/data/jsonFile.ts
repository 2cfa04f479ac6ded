import { InputError } from '../../errors'
import { fileText } from '../../files/fileText'

/** @throws InputError when the content, plain or compressed, is not a JSON object */
export function parseJsonFile(content: string | Uint8Array, where: string): Record<string, unknown> {
  const data = tryParse(fileText(content, where), where)
  if (isRecord(data)) return data
  throw new InputError('the file is not what it should be', {
    where,
    expected: 'a JSON object',
    received: Array.isArray(data) ? 'an array' : String(data),
    remedy: 'give a file that claimcheck wrote'
  })
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function tryParse(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputError('the file is not JSON', {
      where,
      expected: 'a file that claimcheck wrote',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'give another file, or make this one again'
    })
  }
}
