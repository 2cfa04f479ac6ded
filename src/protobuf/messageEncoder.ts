import { Root } from 'protobufjs/light'

/** A field's number and type, and whether it stands many times, or by a text (`map`). */
export type MessageField = readonly [id: number, type: string, rule?: 'repeated' | 'map']

/** Messages by name, their fields by name. Fields that are never written may be left out: protocol buffers allow that. */
export type Messages = Readonly<Record<string, Readonly<Record<string, MessageField>>>>

/**
 * Writes protocol buffers by a table of messages, which is compiled at the first call.
 *
 * @param oneOf by message, the fields of which one is set and says which by being there, be its value 0, false or empty
 * @returns the bytes of a message that is given field by field
 */
export function messageEncoder<Name extends string>(
  messages: Messages & Readonly<Record<Name, unknown>>,
  oneOf: Readonly<Record<string, readonly string[]>> = {}
): (name: Name, content: Readonly<Record<string, unknown>>) => Uint8Array {
  let root: Root | null = null
  return (name, content) => {
    root ??= Root.fromJSON({ nested: descriptorOf(messages, oneOf) })
    const type = root.lookupType(name)
    return type.encode(type.fromObject(content)).finish()
  }
}

function descriptorOf(messages: Messages, oneOf: Readonly<Record<string, readonly string[]>>) {
  return mapValues(messages, (fields, name) => ({
    ...(oneOf[name] !== undefined && { oneofs: { kind: { oneof: [...oneOf[name]] } } }),
    fields: mapValues(fields, ([id, type, rule]) => ({
      id,
      type,
      ...(rule === 'map' ? { keyType: 'string' } : rule !== undefined && { rule })
    }))
  }))
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, to: (value: From, key: string) => To) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value, key)]))
}
