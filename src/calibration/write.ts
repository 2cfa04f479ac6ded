import path from 'node:path'
import { InfrastructureError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { renderFigure } from './figure'
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
 * Writes calibration.json, calibration.md and, where rules were simulated, calibration.svg, each whole or not at all.
 *
 * @param folder made where it does not exist
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeCalibration(folder: string, calibration: Calibration): void {
  const files = [
    ['calibration.json', encodeCalibration(calibration)],
    ['calibration.md', renderCalibration(calibration)],
    ...(calibration.studies === 0 ? [] : [['calibration.svg', renderFigure(calibration)] as const])
  ] as const
  try {
    for (const [name, text] of files) writeDurableFile(path.join(folder, name), text, { replace: true })
  } catch (error) {
    throw new InfrastructureError('the calibration could not be written', {
      where: folder,
      expected: 'a folder that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'choose another folder with --out, or make room'
    })
  }
}
