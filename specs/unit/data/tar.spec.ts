import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readTar } from '../../../src/data/tar'
import { InputError } from '../../../src/errors'
import { tar } from './tar-archive'
import { useTemporaryFolder } from './tiny-dataset'

const one = { name: 'folder/one.bin', content: Buffer.from('one') }
const two = { name: 'folder/two.bin', content: Buffer.alloc(600, 2) }

describe('readTar', () => {
  it('reads files by name, past folders', () => {
    const files = readTar(tar({ name: 'folder/', type: '5' }, one, two), 'a.tar')
    expect([...files.keys()]).toEqual(['folder/one.bin', 'folder/two.bin'])
    expect(Buffer.from(files.get('folder/one.bin')!).toString()).toBe('one')
    expect(files.get('folder/two.bin')).toHaveLength(600)
  })

  it('joins a long name, and takes the old type of a file', () => {
    const files = readTar(tar({ name: 'one.bin', prefix: 'a/b', content: one.content, type: '\0' }), 'a.tar')
    expect([...files.keys()]).toEqual(['a/b/one.bin'])
  })

  it('does not read a prefix where GNU keeps other things', () => {
    const files = readTar(tar({ ...one, magic: 'ustar  \0', prefix: '13371337' }), 'a.tar')
    expect([...files.keys()]).toEqual(['folder/one.bin'])
  })

  it('passes over pax headers that decide nothing', () => {
    const times = { name: 'PaxHeader/one', type: 'x', content: Buffer.from('20 mtime=1234567.89\n') }
    expect([...readTar(tar({ ...times, type: 'g' }, times, one), 'a.tar').keys()]).toEqual(['folder/one.bin'])
  })

  it.each([
    ['a link', tar({ name: 'x', type: '2' }), 'type "2"'],
    ['a hard link', tar({ name: 'x', type: '1' }), 'type "1"'],
    ['a device', tar({ name: 'x', type: '3' }), 'type "3"'],
    ["GNU's long names", tar({ name: '././@LongLink', type: 'L', content: Buffer.from('x') }), 'type "L"'],
    ['a name that climbs', tar({ ...one, name: 'folder/../../one' }), '"folder/../../one"'],
    ['an absolute name', tar({ ...one, name: '/etc/one' }), '"/etc/one"'],
    ['a Windows drive', tar({ ...one, name: 'C:one' }), '"C:one"'],
    ['a backslash', tar({ ...one, name: 'a\\..\\one' }), '"a\\\\..\\\\one"'],
    ['no name', tar({ ...one, name: '' }), '""'],
    ['a name twice', tar(one, one), '"folder/one.bin"'],
    ['a folder with content', tar({ name: 'folder', type: '5', content: Buffer.from('x') }), '1 bytes'],
    ['a pax header that renames', tar({ name: 'p', type: 'x', content: Buffer.from('15 path=../one\n') }, one), 'pax'],
    ['a pax header that resizes', tar({ name: 'p', type: 'x', content: Buffer.from('11 size=99\n') }, one), 'pax'],
    ['a wrong checksum', tar({ ...one, checksum: 1 }), 'another sum'],
    ["GNU's binary sizes", tar({ ...one, size: '\x80\0\0\0\0\0\0\0\0\0\0\x03' }), 'null bytes'],
    ['a size beyond the end', tar({ ...one, size: '77777777777\0' }), '8589934591 bytes'],
    ['no end mark', tar(one).subarray(0, 1024), 'the end of the file'],
    ['half a header', tar(one).subarray(0, 100), 'the end of the file'],
    ['nothing', Buffer.alloc(0), 'the end of the file']
  ])('refuses %s', (_what, archive, received) => {
    expect(() => readTar(archive, 'a.tar')).toThrow(InputError)
    expect(() => readTar(archive, 'a.tar')).toThrow(/^a\.tar: not a plain tar archive\n {2}expected: .* at byte \d+/)
    expect(() => readTar(archive, 'a.tar')).toThrow(received)
  })

  describe('with what the tar of this system writes', () => {
    const temporary = useTemporaryFolder()
    const pack = (...options: string[]) => {
      try {
        return execFileSync('tar', ['-cf', '-', ...options, '-C', temporary(), 'batches'], { maxBuffer: 1 << 24 })
      } catch {
        return null
      }
    }

    // GNU tar and bsdtar know these formats by these names; elsewhere the case has nothing to show.
    it.each(['ustar', 'pax', 'gnu'])('reads the format %s', (format) => {
      const folder = path.join(temporary(), 'batches')
      mkdirSync(folder)
      writeFileSync(path.join(folder, 'one.bin'), Buffer.alloc(5_000, 7))
      const archive = pack(`--format=${format}`)
      if (archive === null) return
      const files = readTar(archive, 'a.tar')
      expect([...files.keys()]).toEqual(['batches/one.bin'])
      expect(Buffer.from(files.get('batches/one.bin')!)).toEqual(Buffer.alloc(5_000, 7))
    })

    it('refuses its links', () => {
      const folder = path.join(temporary(), 'batches')
      mkdirSync(folder)
      try {
        symlinkSync('/etc/hosts', path.join(folder, 'one.bin'))
      } catch {
        return
      }
      const archive = pack()
      if (archive !== null) expect(() => readTar(archive, 'a.tar')).toThrow('a file or a folder')
    })
  })
})
