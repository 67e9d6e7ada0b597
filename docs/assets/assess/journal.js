// What is not yet on disk, kept in localStorage: written before the event that caused it is over, so that it survives a browser
// that is closed at once, and removed when the store has confirmed it. Alone it would not do, since a kill can lose it
// (decision 0007). At the next start it is brought into the store; what was said last counts, field by field.
//
// Each page has a journal of its own, so that tabs cannot overwrite each other's. What it keeps is of one assessment, which it names as
// soon as that has an id.
//
// A power cut may put back what had been removed. So every write of a journal has a number, and the store notes up to which of them all is on
// the disk, or deleted: such a journal is spent.

/** @import { Change, Content, Model } from './types.d.ts' */

/** The time that stands for the whole: when everything was replaced. No field has an empty name. */
export const WHOLE = ''

const PREFIX = 'cx-maturity'
const SCHEMA = 1 // of a journal; what has a higher one is left to the page that wrote it

/** @typedef {{ key: string, text: string, version: string, assessment: string | null, kept: number, change: Change }} Entry */
/** Up to which write a journal is spent, by its key. @typedef {ReadonlyMap<string, number>} Spent */

/**
 * @param {Model} model
 * @param {{ storage: () => Storage, page: string, now: () => number }} places `page` is a name that no other page has;
 *   reaching for the storage may throw, where the browser refuses it
 */
export function openJournal(model, { storage, page, now }) {
  const prefix = `${PREFIX}/${model.framework}/`
  const own = prefix + page
  /** @type {Entry[]} of pages that are gone, until what they hold stands in the own journal */
  let adopted = []
  /** @type {ReadonlyMap<string, [text: string, at: number]>} */
  let last = new Map()
  /** The replacement of everything that was kept last, and when it was.
   * @type {{ content: Content | undefined, at: number }} */
  let replacement = { content: undefined, at: 0 }
  /** The number of the last write, which is its time as well; and what it was when nothing waited any more. */
  let serial = 0
  let emptied = 0
  /** @type {Map<string, number>} what was taken over of others, until it is noted as spent */
  const taken = new Map()

  const entries = () => entriesIn(storage(), prefix).filter(({ key }) => key !== own)

  /** @param {readonly Entry[]} spent */
  function drop(spent) {
    if (!spent.length) return
    const place = storage()
    // A page that is still there has written more meanwhile, which stays.
    for (const { key, text } of spent) if (place.getItem(key) === text) place.removeItem(key)
  }

  return {
    /** Whether a key is that of a journal of this model. @param {string} key */
    holds: (key) => key.startsWith(prefix),

    /**
     * Take over what pages left behind: it counts as waiting to be written.
     * @param {readonly Entry[]} left
     * @returns {Change | null}
     */
    adopt(left) {
      adopted.push(...left)
      for (const { key, kept } of left) taken.set(key, kept)
      return combined(left.map(({ change }) => change))
    },

    /**
     * All that other pages left behind, of any assessment and version of the model.
     * @returns {Entry[]}
     */
    others() {
      try {
        return entries()
      } catch {
        return [] // no storage: nothing can have been left in it
      }
    },

    /**
     * What is spent, by key and write, once all that waits now is on the disk, or once it is deleted with all that was said before.
     * @param {boolean} [deleted] what has been said since the deletion was asked for is not part of it
     * @returns {[key: string, kept: number][]}
     */
    covered: (deleted = false) => [[own, deleted ? emptied : serial], ...taken],

    /**
     * These are noted as spent.
     * @param {readonly [key: string, kept: number][]} spent
     */
    noted(spent) {
      for (const [key, kept] of spent) if (taken.get(key) === kept) taken.delete(key)
    },

    drop,

    /**
     * Keep what is not on disk yet, in the place of what was kept before.
     * @param {Change | null} change
     * @param {string | null} id the assessment that it is of
     */
    write(change, id) {
      const place = storage()
      if (change) {
        serial = Math.max(serial + 1, now())
        const { fields, times } = change
        const at = now()
        /** @type {(field: string, text: string) => number} a field is as old as its text */
        const when = (field, text) => times?.get(field) ?? (last.get(field)?.[0] === text ? last.get(field)?.[1] : undefined) ?? at
        last = new Map([...fields].map(([field, text]) => [field, [text, when(field, text)]]))
        if (!change.whole || change.whole !== replacement.content) replacement = { content: change.whole, at: times?.get(WHOLE) ?? at }
        place.setItem(own, encoded(change, model.version, id, serial, last, replacement.at))
      } else {
        emptied = serial
        last = new Map()
        place.removeItem(own)
      }
      drop(adopted)
      adopted = []
    },
  }
}

/**
 * What pages left behind of a model.
 * @param {Storage} place
 * @param {string} prefix
 * @returns {Entry[]}
 */
function entriesIn(place, prefix) {
  const keys = Array.from({ length: place.length }, (_, i) => place.key(i) ?? '')
  return keys.flatMap((key) => {
    const text = key.startsWith(prefix) ? place.getItem(key) : null
    const found = text === null ? null : decoded(text)
    return found ? [{ key, text: /** @type {string} */ (text), ...found }] : []
  })
}

/**
 * What pages left behind of a model, for who has no page of it; nothing, where the browser refuses the storage.
 * @param {() => Storage} storage
 * @param {string} framework
 */
export function journalsOf(storage, framework) {
  try {
    return entriesIn(storage(), `${PREFIX}/${framework}/`)
  } catch {
    return []
  }
}

/**
 * What of that is of one assessment.
 * @param {readonly Entry[]} entries
 * @param {string | null} id
 * @param {boolean} unnamed whether what names none belongs to it
 */
export const ofOne = (entries, id, unnamed) => entries.filter(({ assessment }) => (assessment === null ? unnamed : assessment === id))

/**
 * Up to which write each of these journals goes.
 * @param {readonly Entry[]} entries
 * @returns {[key: string, kept: number][]}
 */
export const numbersOf = (entries) => entries.map(({ key, kept }) => [key, kept])

/**
 * What of journals is not spent.
 * @param {readonly Entry[]} entries
 * @param {Spent} spent
 */
export const unspent = (entries, spent) => entries.filter(({ key, kept }) => kept > (spent.get(key) ?? 0))

/**
 * @param {Change} change
 * @param {string} version
 * @param {string | null} assessment
 * @param {number} kept
 * @param {ReadonlyMap<string, [string, number]>} fields
 * @param {number} at
 */
function encoded({ whole, from, reviewed, aside }, version, assessment, kept, fields, at) {
  const content = whole && { fields: [...whole.fields], rest: whole.rest, reviews: whole.reviews }
  return JSON.stringify({ schema: SCHEMA, version, assessment, kept, at, fields: Object.fromEntries(fields), whole: content, from, reviewed, aside })
}

/**
 * @param {string} text
 * @returns {{ version: string, assessment: string | null, kept: number, change: Change } | null} nothing, where the text is no journal that this page can read
 */
function decoded(text) {
  try {
    const { schema, version, assessment, kept, at, fields, whole, from, reviewed, aside } = JSON.parse(text)
    if (schema !== SCHEMA) return null
    /** @type {[string, [string, number]][]} */
    const said = Object.entries(fields)
    const times = new Map(said.map(([field, [, when]]) => [field, when]))
    /** @type {Change} */
    const change = { fields: new Map(said.map(([field, [words]]) => [field, words])), from, reviewed, aside, times: times.set(WHOLE, at) }
    return { version, assessment: assessment ?? null, kept: kept ?? Infinity, change: whole ? { ...change, whole: { ...whole, fields: new Map(whole.fields) } } : change }
  } catch {
    return null
  }
}

/**
 * What several pages left behind, as one change: the last replacement of everything, and over it what was said later.
 * @param {readonly Change[]} changes each with its times
 * @returns {Change | null}
 */
export function combined(changes) {
  const [first, ...others] = changes.toSorted((one, other) => whole(one) - whole(other) || time(one, WHOLE) - time(other, WHOLE))
  return others.reduce((/** @type {Change | null} */ before, later) => (before ? both(before, later) : later), first ?? null)
}

/**
 * @param {Change} before
 * @param {Change} later
 * @returns {Change}
 */
function both(before, later) {
  const since = whole(later)
  const kept = [...before.fields.keys()].filter((field) => time(before, field) > Math.max(since, later.fields.has(field) ? time(later, field) : 0))
  const reviewed = later.reviewed || (before.reviewed && !later.whole)
  const fields = new Map([...later.fields, ...kept.map((field) => /** @type {[string, string]} */ ([field, before.fields.get(field)]))])
  const times = [...fields.keys(), WHOLE].map((field) => /** @type {[string, number]} */ ([field, time(kept.includes(field) ? before : later, field)]))
  return { ...later, reviewed, fields, times: new Map(times.filter(([, at]) => at !== Infinity)), aside: [...(before.aside ?? []), ...(later.aside ?? [])] }
}

/** What has no time was said on this page, and is the newest. @param {Change} change @param {string} field */
const time = ({ times }, field) => times?.get(field) ?? Infinity

/** @param {Change} change */
const whole = (change) => (change.whole ? time(change, WHOLE) : 0)

/**
 * What of a change that a journal kept is newer than what is stored. A change that was made on this page is newer.
 * @param {Change} change
 * @param {Content | null} content what is stored
 * @param {ReadonlyMap<string, number>} stored when it was written
 * @returns {Change | null} nothing, where all of it is stored or was said anew since
 */
export function fresh(change, content, stored) {
  const { times } = change
  if (!times) return change
  /** @param {string} field */
  const since = (field) => stored.get(field) ?? stored.get(WHOLE) ?? 0
  /** @param {string} field */
  const newer = (field) => (times.get(field) ?? Infinity) >= since(field) // in doubt what the journal kept counts
  const fields = new Map([...change.fields].filter(([field]) => newer(field)))
  const at = times.get(WHOLE) ?? Infinity
  if (at >= (stored.get(WHOLE) ?? 0) && (change.whole || change.reviewed)) {
    // What was said after everything was replaced stays.
    const later = change.whole ? [...stored.keys()].filter((field) => field !== WHOLE && since(field) > at && !fields.has(field)) : []
    for (const field of later) fields.set(field, content?.fields.get(field) ?? '')
    return { ...change, fields, times: new Map([...times, ...later.map((field) => /** @type {const} */ ([field, since(field)]))]) }
  }
  return fields.size ? { fields, times } : null
}
