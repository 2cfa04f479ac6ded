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

/**
 * Reads protocol buffers by a table of messages; what the table does not name is passed over.
 *
 * @returns of bytes the fields that are set; whole numbers of 64 bits as numbers
 * @throws Error where the bytes are no such message
 */
export function messageDecoder<Name extends string>(
  messages: Messages & Readonly<Record<Name, unknown>>,
  oneOf: Readonly<Record<string, readonly string[]>> = {}
): (name: Name, bytes: Uint8Array) => Readonly<Record<string, unknown>> {
  let root: Root | null = null
  return (name, bytes) => {
    root ??= Root.fromJSON({ nested: descriptorOf(messages, oneOf) })
    const type = root.lookupType(name)
    return type.toObject(type.decode(bytes), { longs: Number })
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
