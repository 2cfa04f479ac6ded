import { execFileSync } from 'node:child_process'
import path from 'node:path'
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

describe('a table of features and targets', () => {
  const numbers: CsvOptions = { ...tiny, rows: 2, numClasses: 0, numTargets: 2, numFeatures: 2, maxPixel: 1 }
  const readNumbers = (text: string) => readCsv(Buffer.from(text), numbers)

  it('is read as numbers of single precision, the targets last', () => {
    const { pixels, labels } = readNumbers('0.1,-2,+3.5,1e3\n.5,4.,-1.25E-2,0\n')
    expect(pixels).toEqual(Float32Array.of(0.1, -2, 0.5, 4))
    expect(labels).toEqual(Float32Array.of(3.5, 1000, -0.0125, 0))
  })

  it('may have features and classes, or pixels and targets', () => {
    const classes = readCsv(Buffer.from('0.5,-1,9\n1,2,0\n'), { ...tiny, rows: 2, numFeatures: 2 })
    expect([classes.pixels, classes.labels]).toEqual([Float32Array.of(0.5, -1, 1, 2), Uint8Array.of(9, 0)])
    const targets = readCsv(Buffer.from('16,0,-0.5\n1,2,3\n'), { ...tiny, rows: 2, numClasses: 0, numTargets: 1 })
    expect([targets.pixels, targets.labels]).toEqual([Uint8Array.of(16, 0, 1, 2), Float32Array.of(-0.5, 3)])
  })

  it.each([
    ['a word', '1,2,3,4\n1,2,x,4\n', 'a target, a number such as -1.5, within single precision, in column 3', '"x"'],
    ['NaN', '1,2,3,4\n1,2,3,NaN\n', 'a target, a number', '"NaN"'],
    ['nothing', '1,2,,4\n1,2,3,4\n', 'a target, a number', '""'],
    ['a missing value', '?,2,3,4\n1,2,3,4\n', 'a number such as -1.5, within single precision, in column 1', '"?"'],
    ['an infinite number', '1,2,inf,4\n1,2,3,4\n', 'within single precision', '"inf"'],
    ['a number beyond single precision', '1,2,1e39,4\n1,2,3,4\n', 'within single precision', '"1e39"'],
    ['a target too few', '1,2,3\n1,2,3,4\n', '4 columns', '3'],
    ['a header', 'a,b,y,z\n1,2,3,4\n', 'a number', '"a"']
  ])('refuses %s, and says how to mend it', (_what, text, expected, received) => {
    expect(() => readNumbers(text)).toThrow(expected)
    expect(() => readNumbers(text)).toThrow(received)
    expect(() => readNumbers(text)).toThrow('mend it and state its bytes and SHA-256 in the manifest')
  })
})

describe('the embedded friedman1', () => {
  it('is what its script draws', () => {
    const script = path.resolve(__dirname, '../../../scripts/friedman1.mjs')
    const drawn = execFileSync(process.execPath, [script])
    const { numTargets, imageShape, trainingFile, testFile } = loadDataset('friedman1')
    const all = readCsv(drawn, {
      where: 'drawn',
      rows: 1_500,
      imageShape,
      numClasses: 0,
      numTargets: 1,
      numFeatures: 10,
      maxPixel: 1
    })
    expect(numTargets).toBe(1)
    expect([...trainingFile.labels, ...testFile.labels]).toEqual([...all.labels])
    expect([...trainingFile.pixels, ...testFile.pixels]).toEqual([...all.pixels])
  })

  it('is the function of Friedman (1991), section 4.3, and noise of standard deviation 1', () => {
    const { pixels, labels, count } = loadDataset('friedman1').trainingFile
    const noise = Array.from(labels, (y, row) => {
      const [x1, x2, x3, x4, x5] = pixels.subarray(10 * row, 10 * row + 5) as unknown as [
        number,
        number,
        number,
        number,
        number
      ]
      return y - (10 * Math.sin(Math.PI * x1 * x2) + 20 * (x3 - 0.5) ** 2 + 10 * x4 + 5 * x5)
    })
    const mean = noise.reduce((sum, e) => sum + e, 0) / count
    const variance = noise.reduce((sum, e) => sum + (e - mean) ** 2, 0) / count
    // Standard errors of 1,200 rows: 0.029, and of the variance 0.041.
    expect(Math.abs(mean)).toBeLessThan(0.1)
    expect(Math.abs(variance - 1)).toBeLessThan(0.15)
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
