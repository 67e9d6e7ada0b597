// What somebody types, and what of it can be kept. Whatever cannot be is told or taken out where it stands, while its writer is there.

const UNWRITABLE = /\p{Surrogate}|[\0-\x08\x0e-\x1f\x7f\ufffe\uffff]/gu // no file of ours may hold them; half a character is among them
const SEPARATORS = /\r\n?|[\v\f\u2028\u2029]/g // how other programs end a line or a page
const RECENT = '1990-01-01'

/**
 * A text without what no assessment file can hold: pasted text brings such characters, and a limit of length can cut one in two.
 * @param {string} text
 */
export const writable = (text) => text.replace(SEPARATORS, '\n').replace(UNWRITABLE, '')

/**
 * A text for a field of one line; a file may hold more.
 * @param {string} text
 */
export const oneLine = (text) => text.replace(/\n+/g, ' ')

/**
 * The text that is kept. A note is kept as it was written, unless it is blank; a line, by which people and groups are told apart,
 * without the blanks around it.
 * @param {string} text
 * @param {'line' | 'note'} kind
 */
export function kept(text, kind) {
  const whole = writable(text)
  if (kind === 'line') return oneLine(whole).trim()
  return whole.trim() ? whole : ''
}

/**
 * Whether a text is a day, as year-month-day, of a year in which an organisation can have been looked at.
 * @param {string | undefined} text
 */
export function isDay(text) {
  if (!text || !/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) // some engines read 30 February as 2 March
}

/**
 * What is to be said of a date. One that is `refused` is not kept; of another its writer is asked whether it is meant.
 * @param {string} text what the field gives as its value
 * @param {boolean} incomplete the browser holds a part of a date, and gives none of it as the value
 * @param {string} today
 * @returns {{ refused: boolean, key: string } | null}
 */
export function troubleOf(text, incomplete, today) {
  if (incomplete) return { refused: true, key: 'date.incomplete' }
  if (!text) return null
  if (!isDay(text)) return { refused: true, key: /^\d{4,}-\d\d-\d\d$/.test(text) ? 'date.year' : 'date.form' }
  if (text > today) return { refused: false, key: 'date.ahead' }
  return text < RECENT ? { refused: false, key: 'date.long_ago' } : null
}
