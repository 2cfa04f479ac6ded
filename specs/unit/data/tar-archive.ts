/** One entry of a tar archive, as POSIX.1-1988 lays it out; what is left out is a plain file of the user's. */
export interface Entry {
  readonly name: string
  readonly content?: Buffer
  readonly type?: string
  readonly size?: string
  readonly magic?: string
  readonly prefix?: string
  readonly checksum?: number
}

/** A tar archive of these entries with its end mark. */
export function tar(...entries: readonly Entry[]): Buffer {
  return Buffer.concat([...entries.map(entryOf), Buffer.alloc(1024)])
}

function entryOf({
  name,
  content = Buffer.alloc(0),
  type = '0',
  size,
  magic = 'ustar\0',
  prefix = '',
  checksum
}: Entry) {
  const header = Buffer.alloc(512)
  header.write(name, 0, 'latin1')
  header.write('0000644\0', 100, 'latin1')
  header.write(size ?? `${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  header.write('00000000000\0', 136, 'latin1')
  header.write('        ', 148, 'latin1')
  header.write(type, 156, 'latin1')
  header.write(magic, 257, 'latin1')
  header.write('00', 263, 'latin1')
  header.write(prefix, 345, 'latin1')
  const sum = checksum ?? header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
}
