import { renderSvgFile } from '../../src/figures/renderSvg'
import { dataFile, writeOutputs } from '../../src/files/writeOutput'
import { calibrationChart } from '../../src/report/figures/calibrationChart'
import { renderCalibration } from './markdown'
import type { Calibration } from './types'

/** Indented, one line a cell. */
export function encodeCalibration(calibration: Calibration): string {
  const lines = (items: readonly unknown[]) => items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')
  const { rules, cells, training, ...head } = calibration
  const fields = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`)
  return [
    '{',
    ...fields,
    `  "rules": [\n${lines(rules)}\n  ],`,
    `  "cells": [\n${lines(cells)}\n  ],`,
    `  "training": ${JSON.stringify(training)}`,
    '}\n'
  ].join('\n')
}

/**
 * Writes calibration.json.gz, calibration.md and, where rules were simulated, calibration.svg, each whole or not at all.
 *
 * @param folder made where it does not exist
 * @throws InfrastructureError when the folder cannot be written
 */
export async function writeCalibration(folder: string, calibration: Calibration): Promise<void> {
  const figure = calibrationChart(calibration)
  const files = [
    dataFile('calibration.json', encodeCalibration(calibration), true),
    { name: 'calibration.md', content: renderCalibration(calibration) },
    ...(figure === null ? [] : [{ name: 'calibration.svg', content: await renderSvgFile(figure) }])
  ]
  const words = { what: 'the calibration', remedy: 'choose another folder with --out, or make room' }
  writeOutputs(folder, files, words, figure === null ? ['calibration.svg'] : [])
}
