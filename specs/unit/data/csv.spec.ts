import { type CsvOptions, readCsv } from '../../../src/data/csv'
import { loadDataset } from '../../../src/data/load'
import { InputError } from '../../../src/errors'

/** Three rows of two pixels. */
const tiny: CsvOptions = { where: 'digits.csv', rows: 3, imageShape: [1, 2, 1], numClasses: 10, maxPixel: 16 }
const read = (text: string) => readCsv(Buffer.from(text), tiny)

describe('readCsv', () => {
  it('reads rows in file order', () => {
    const images = read('0,16,9\n1,2,0\n3,4,5\n')
    expect(images.count).toBe(3)
    expect([...images.pixels]).toEqual([0, 16, 1, 2, 3, 4])
    expect([...images.labels]).toEqual([9, 0, 5])
  })

  it.each([
    ['a row too few', '0,0,0\n0,0,0\n', '3 lines', '2 complete lines'],
    ['a row too many', '0,0,0\n0,0,0\n0,0,0\n0,0,0\n', '3 lines', '4 complete lines'],
    ['no line feed at the end', '0,0,0\n0,0,0\n0,0,0', '3 lines', '2 complete lines'],
    ['a column too few', '0,0,0\n0,0\n0,0,0\n', '3 columns', '2'],
    ['a column too many', '0,0,0\n0,0,0,0\n0,0,0\n', '3 columns', '4'],
    ['a pixel too large', '0,17,0\n0,0,0\n0,0,0\n', 'a pixel of 0..16 in column 2', '"17"'],
    ['a label too large', '0,0,0\n0,0,0\n0,0,10\n', 'a label of 0..9 in column 3', '"10"'],
    ['a negative pixel', '0,-1,0\n0,0,0\n0,0,0\n', 'a pixel of 0..16 in column 2', '"-1"'],
    ['a fraction', '0.0,0,0\n0,0,0\n0,0,0\n', 'a pixel of 0..16 in column 1', '"0.0"'],
    ['an empty field', ',0,0\n0,0,0\n0,0,0\n', 'a pixel of 0..16 in column 1', '""'],
    ['a leading zero', '00,0,0\n0,0,0\n0,0,0\n', 'a pixel of 0..16 in column 1', '"00"'],
    ['Windows line ends', '0,0,0\r\n0,0,0\r\n0,0,0\r\n', 'a label of 0..9 in column 3', '"0\\r"']
  ])('refuses %s', (_what, text, expected, received) => {
    expect(() => read(text)).toThrow(InputError)
    expect(() => read(text)).toThrow(expected)
    expect(() => read(text)).toThrow(received)
  })

  it('names the line that is wrong', () => {
    expect(() => read('0,0,0\n0,0,x\n0,0,0\n')).toThrow(/^digits\.csv:2: /)
  })
})

describe('the embedded digits', () => {
  const { trainingFile, testFile, numClasses, imageShape } = loadDataset('digits')

  it('are 1,497 and 300 images of 8x8 pixels', () => {
    expect([trainingFile.count, testFile.count]).toEqual([1_497, 300])
    expect(imageShape).toEqual([8, 8, 1])
    expect(trainingFile.pixels).toHaveLength(1_497 * 64)
    expect(testFile.pixels).toHaveLength(300 * 64)
  })

  it('have the class counts and the pixel sum of scikit-learn 1.9.1', () => {
    // np.bincount(load_digits().target) and int(load_digits().data.sum()), computed from its digits.csv.gz with numpy 2.4.6.
    const counts = new Array<number>(numClasses).fill(0)
    for (const label of [...trainingFile.labels, ...testFile.labels]) counts[label]!++
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    const sum = [...trainingFile.pixels, ...testFile.pixels].reduce((a, b) => a + b, 0)
    expect(sum).toBe(561_718)
  })

  it('are in file order: the first and the last row', () => {
    expect([...trainingFile.pixels.subarray(0, 8)]).toEqual([0, 0, 5, 13, 9, 1, 0, 0])
    expect([...trainingFile.labels.subarray(0, 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect([...testFile.pixels.subarray(299 * 64, 299 * 64 + 8)]).toEqual([0, 0, 10, 14, 8, 1, 0, 0])
    expect([...testFile.labels.subarray(295)]).toEqual([9, 0, 8, 9, 8])
  })
})
