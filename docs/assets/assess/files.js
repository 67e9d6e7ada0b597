// Assessment files to and from the visitor's device.

import { element } from './elements.js'

// Far more than any assessment takes; the scorer has a limit of its own, but would have to hold the file to apply it.
const LARGEST = 16 * 1024 * 1024 // bytes

export function download(name, value) {
  const text = JSON.stringify(value, null, 2) + '\n'
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  element('a', { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

// The text of a file that the visitor chose. Fails with `reason` 'large' or 'unread'.
export async function textOf(file) {
  if (file.size > LARGEST) throw Object.assign(new Error('too large'), { reason: 'large' })
  try {
    return await file.text()
  } catch (cause) {
    throw Object.assign(new Error('not readable', { cause }), { reason: 'unread' })
  }
}
