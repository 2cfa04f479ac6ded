import fc from 'fast-check'
import { encodeMessage } from '../../../../src/export/tensorboard/eventProto'
import { runEvents } from '../../../../src/export/tensorboard/runEvents'
import { crc32c } from '../../../../src/protobuf/crc32c'
import { encodeTfRecords } from '../../../../src/protobuf/tfRecord'
import { diverged, exported } from '../runs'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** tensorboard 2.21.0: `Event(wall_time=1.5, step=3, summary=Summary(value=[Summary.Value(tag='train/loss', simple_value=0.25)]))` */
const EVENT = '09000000000000f83f10032a130a110a0a747261696e2f6c6f7373150000803e'
const event = () =>
  encodeMessage('Event', { wallTime: 1.5, step: 3, summary: { value: [{ tag: 'train/loss', simpleValue: 0.25 }] } })

describe('crc32c', () => {
  // RFC 3720, appendix B.4
  it.each([
    ['32 bytes of zeroes', new Uint8Array(32), 0x8a9136aa],
    ['32 bytes of ones', new Uint8Array(32).fill(255), 0x62a8ab43],
    ['0 to 31', Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
    ['31 to 0', Uint8Array.from({ length: 32 }, (_, index) => 31 - index), 0x113fdb5c]
  ])('of %s', (_name, bytes, value) => expect(crc32c(bytes)).toBe(value))
})

describe('the messages', () => {
  it('are the bytes that tensorboard writes', () => {
    expect(hex(event())).toBe(EVENT)
    // `d = HParamsPluginData(); d.session_start_info.hparams['learningRate'].number_value = 0.5; ...start_time_secs = 1.5`
    const start = { hparams: { learningRate: { numberValue: 0.5 } }, startTimeSecs: 1.5 }
    expect(hex(encodeMessage('HParamsPluginData', { sessionStartInfo: start }))).toBe(
      '1a240a190a0c6c6561726e696e6752617465120911000000000000e03f29000000000000f83f'
    )
  })

  it('hold a value of 0, false or nothing as such', () => {
    // tensorboard 2.21.0: `Event(summary=Summary(value=[Summary.Value(tag='x', simple_value=0)]))`
    expect(hex(encodeMessage('Event', { summary: { value: [{ tag: 'x', simpleValue: 0 }] } }))).toBe(
      '2a0a0a080a01781500000000'
    )
    const hparams = { a: { numberValue: 0 }, b: { boolValue: false }, c: { stringValue: '' } }
    const bytes = hex(encodeMessage('HParamsPluginData', { sessionStartInfo: { hparams } }))
    for (const kind of ['110000000000000000', '2000', '1a00']) expect(bytes).toContain(kind)
  })

  it('are framed as its RecordWriter frames them', () => {
    expect(hex(encodeTfRecords([event()]))).toBe(`200000000000000029eda950${EVENT}43301b92`)
  })

  it('are framed one behind the other, whatever their lengths', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), (records) => {
        const framed = Buffer.from(encodeTfRecords(records))
        let offset = 0
        for (const record of records) {
          expect(framed.readBigUInt64LE(offset)).toBe(BigInt(record.length))
          expect(hex(framed.subarray(offset + 12, offset + 12 + record.length))).toBe(hex(record))
          offset += 16 + record.length
        }
        expect(framed).toHaveLength(offset)
      })
    )
  })
})

describe('runEvents', () => {
  it('has the version first, then settings, an event a step, and how it ended', () => {
    const { record } = exported(1)
    const events = runEvents(record)
    expect(events).toHaveLength(3 + record.result.metrics.x!.at.length)
    expect(Buffer.from(events[0]!).toString('latin1')).toContain('brain.Event:2')
    expect(Buffer.from(events[1]!).toString('latin1')).toContain('session_start_info')
    expect(Buffer.from(events.at(-1)!).toString('latin1')).toContain('session_end_info')
  })

  it('gives the same bytes for the same record', () => {
    const { record } = diverged(2)
    expect(runEvents(record).map(hex)).toEqual(runEvents(record).map(hex))
  })
})
