import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InfrastructureError, InputError } from '../../../src/errors'
import { ExportFolder } from '../../../src/export/exportFolder'

let parent: string
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'claimcheck-export-'))
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

describe('ExportFolder', () => {
  it('writes texts, bytes and parts below itself, and names them in order', () => {
    const folder = new ExportFolder(path.join(parent, 'new'))
    folder.write('b/c/text.csv', 'é\r\n')
    folder.write('a.bin', Uint8Array.of(0, 255))
    folder.write('parts', ['x'.repeat(3 << 20), 'ö', 'end'])
    expect(folder.written).toEqual(['b/c/text.csv', 'a.bin', 'parts'])
    expect(readFileSync(path.join(parent, 'new/b/c/text.csv'), 'utf8')).toBe('é\r\n')
    expect([...readFileSync(path.join(parent, 'new/a.bin'))]).toEqual([0, 255])
    expect(readFileSync(path.join(parent, 'new/parts'), 'utf8')).toBe(`${'x'.repeat(3 << 20)}öend`)
  })

  it('is new or empty, and a folder', () => {
    expect(new ExportFolder(parent).written).toEqual([])
    writeFileSync(path.join(parent, 'left'), '')
    expect(() => new ExportFolder(parent)).toThrow(/is not empty[\s\S]*left among them/)
    expect(() => new ExportFolder(path.join(parent, 'left'))).toThrow(InputError)
  })

  it('writes no file twice, and says where it cannot', () => {
    const folder = new ExportFolder(parent)
    folder.write('a', 'first')
    expect(() => folder.write('a', 'second')).toThrow(InfrastructureError)
    expect(() => folder.write('a/b', 'below a file')).toThrow(/the export could not be written/)
    expect(readFileSync(path.join(parent, 'a'), 'utf8')).toBe('first')
    expect({ files: readdirSync(parent), written: folder.written }).toEqual({ files: ['a'], written: ['a'] })
  })
})
