import { windowOf } from '../../../../../src/claims/network/window'
import { poolingGrid, windowPlaces } from '../../../../../src/engine/onnx/images/poolingGrid'

test('places of a window come row by row, with their rest and shift', () => {
  const places = windowPlaces(windowOf([8, 8], [2, 3], [2, 2], 'valid'))
  expect(places.map(({ rest, shift }) => [...rest, ...shift].join(''))).toEqual([
    '0000',
    '0100',
    '0001',
    '1000',
    '1100',
    '1001'
  ])
})

test('a grid has whole groups around the padded image', () => {
  expect(poolingGrid([7, 8], windowOf([7, 8], [3, 3], [2, 2], 'same'))).toEqual({
    groups: [4, 4],
    before: [1, 0],
    after: [0, 0]
  })
  expect(poolingGrid([7, 9], windowOf([7, 9], [2, 2], [2, 2], 'valid'))).toEqual({
    groups: [4, 5],
    before: [0, 0],
    after: [1, 1]
  })
})
