// Keeps one assessment of a questionnaire's page on this device (decision 0007). What is not on the disk yet is in the journal, which
// survives what ends before that.
//
// A page is of one assessment: the one that it is to open (address.js), or else the current one of its model, as soon as there is one. From then
// on it reads and writes that one only, whatever becomes current.

import { EMPTY, applied } from './answers.js'
import { MARK, Outdated, asideOf, newId, noted, openDatabase, placed, spentOf, takenOut } from './database.js'
import { WHOLE, fresh, numbersOf, ofOne, unspent } from './journal.js'
import { dayOf } from './round.js'
import { brought, caughtUp, isEarlier, judged, opened, recordOf, setAside, timesOf, timesWith } from './records.js'

/** @import { Stores } from './database.js' */
/** @import { Entry, openJournal } from './journal.js' */
/** @import { Aside, AsideEntry, Change, Content, Kept, Model, StoredRecord, Synced } from './types.d.ts' */

const KNOWN = 7 * 24 * 60 * 60 * 1000 // ms for which a journal that is gone is known as spent

// What the page knew to be stored is not there any more, and the whole database with it. It was not deleted by a page of ours.
export class Gone extends Error {}

/**
 * @param {Model} model
 * @param {ReturnType<typeof openJournal>} journal
 * @param {{ elsewhere: (id?: string) => void, superseded: () => void, changed: () => void, alone: () => void }} told what is heard
 *   of other tabs: which assessment of this model they have written; and what the database tells
 */
export function openStore(model, journal, { elsewhere, ...told }) {
  const { transact, tell } = openDatabase({ ...told, heard: ({ framework, id }) => framework === model.framework && elsewhere(id) })
  /** @type {string | null} the mark of the database that this page has seen */
  let seen = null

  /** @type {{ entries: Entry[], alone: boolean }} what went into answers of an earlier version, until they are brought forward; and
   *   whether these came from nowhere else */
  let joined = { entries: [], alone: false }

  return {
    /**
     * Read, and bring a change into what was read: one transaction, so that two open tabs cannot undo each other. `id` is the
     * assessment that the page is of, `known` what it last saw there, `said` whether something was said on it that it is not known to
     * hold. While the page is `opening`, a record of a newer version is set aside; later, such a record means that this page is the one
     * that is out of date.
     * @param {Change | null} change
     * @param {{ id: string | null, known: Content | null, said: boolean, opening: boolean }} page
     * @returns {Promise<Synced>}
     */
    async sync(change, page) {
      const now = Date.now() // not when it is written: what is said meanwhile is newer
      const covered = change ? journal.covered() : []
      const done = await transact(async (stores) => {
        const { assessments, current, aside, journals } = stores
        let wrote = false
        /** @type {Entry[]} what has come from journals, and what is to follow answers of an earlier version */
        const spent = []
        const joining = [...joined.entries]
        let { alone } = joined
        const mark = (await current.get(MARK)) ?? ''
        const gone = seen !== null && seen !== mark
        seen = mark
        if (gone && page.known) throw new Gone('the database is another one')
        // A page that is of an assessment asks once what others left behind.
        const { living, dead } = page.opening || page.id === null ? await remaining(stores) : { living: [], dead: [] }
        const id = await whose(stores, page, living)
        /** @param {Aside} what */
        const keep = (what) => {
          wrote = true
          return aside.add(asideOf(model.framework, id, what))
        }
        let value = /** @type {unknown} */ (await assessments.get(id))
        let kind = value === undefined ? 'none' : judged(value, model)
        if (kind === 'none') {
          const back = await takenBack(stores, id)
          if (back) [value, kind, wrote] = [back, 'ours', true]
        }
        if (kind === 'newer' && !page.opening) throw new Outdated('the stored answers are of a newer version of this page')
        const times = timesOf(value)
        // What no page said of an assessment belongs to the current one, unless that was made apart from it.
        const unnamed = (page.id === null || (await current.get(model.framework)) === id) && !isApart(value)
        const others = ofOne(living, id, unnamed)
        const left = others.filter(({ version }) => version === model.version)
        let older = kind === 'older' ? olderOf(/** @type {StoredRecord} */ (value)) : null
        // What pages of earlier versions left behind joins answers of that version, or is set aside. A later page's is left
        // alone: that page will know what to do with it.
        for (const entry of page.opening ? others.filter(({ version }) => isEarlier(version, model.version)) : []) {
          const joint = kind === 'older' || kind === 'none' ? brought(model, older, entry, times) : null
          if (joint) {
            alone ||= older === null
            older = joint
            joining.push(entry)
          } else {
            const record = brought(model, null, entry, new Map()) ?? entry.text
            for (const what of [{ reason: { key: 'version', version: entry.version }, record }, ...(entry.change.aside ?? [])]) await keep(what)
            spent.push(entry)
          }
        }
        /** @param {Content | null} content @param {ReadonlyMap<string, number>} at @param {Synced['older']} before */
        const found = async (content, at, before) => {
          // Who takes over what was left behind of one is of that one.
          const none = page.id === null && value === undefined && !content && !left.some((entry) => entry.assessment === id)
          const kept = await entries(aside, id)
          const of = /** @type {StoredRecord | undefined} */ (value)?.of
          return { synced: { id: none ? null : id, of: typeof of === 'string' ? of : '', content, times: at, older: before, aside: kept }, id, wrote, left: left.filter((entry) => !spent.includes(entry)), spent: [...spent, ...dead], joined: { entries: joining, alone } }
        }
        if (older && change?.from === undefined && !change?.whole) {
          if (wrote) await current.put(id, model.framework)
          await noted(journals, numbersOf(spent))
          return found(null, times, older)
        }
        let bring = change
        if (bring?.from !== undefined) {
          for (const what of joining.flatMap((entry) => entry.change.aside ?? [])) await keep(what)
          spent.push(...joining.splice(0))
          // Another tab has done it, or everything was deleted meanwhile.
          if (kind !== 'older' && (kind !== 'none' || !alone)) bring = { fields: bring.fields, times: bring.times }
          alone = false
        }
        /** @type {Content | null} */
        let content = null
        if (kind === 'ours') {
          const { content: fit, strange } = opened(/** @type {StoredRecord} */ (value), model)
          content = fit
          if (strange) await keep(strange)
        } else if (value !== undefined) {
          if (bring?.from === undefined) await keep(setAside(value))
          await assessments.delete(id)
          if (kind === 'strange' && !page.opening) content = page.known
          wrote = true
        }
        const before = kind === 'ours' || kind === 'older' ? /** @type {StoredRecord} */ (value) : null
        // What begins anew under a name of its own is no page's that had opened none.
        const apart = before ? before.apart : page.id !== null
        let written = kind === 'ours' ? times : new Map()
        if (bring) bring = fresh(bring, content, written)
        for (const what of bring?.aside ?? []) await keep(what)
        if (bring) {
          content = applied(content ?? EMPTY, bring)
          wrote = true
        }
        /** @type {Promise<unknown>[]} asked for at once: a page that is left ends a transaction that still has something to ask */
        const writes = []
        if (wrote && content) {
          written = timesWith(written, bring, now)
          const record = recordOf(id, model, content, new Date(now).toISOString())
          writes.push(assessments.put({ ...record, of: before?.of ?? '', ...(apart ? { apart: /** @type {const} */ (true) } : {}), times: written }))
        }
        if (wrote) writes.push(current.put(id, model.framework))
        // What others left behind before this was said has nothing more to bring.
        spent.push(...left.filter((entry) => !fresh(entry.change, content, written)))
        const [own, ...taken] = covered
        if (own) writes.push(journals.put(own[1], own[0])) // no other page knows of a later write
        writes.push(noted(journals, [...taken, ...numbersOf(spent)]))
        await Promise.all(writes)
        return found(content, written, null)
      })
      journal.drop(done.spent)
      if (!done.synced.older) journal.noted(covered)
      joined = done.joined
      if (done.wrote) tell({ framework: model.framework, id: done.id })
      return { ...done.synced, left: journal.adopt(done.left) }
    },

    /**
     * Make another assessment of this model beside those that are there. It is on the disk when this returns.
     * @param {Content} content
     * @param {string} [of] the assessment that it is made from
     * @param {readonly Aside[]} [kept] what is set aside for it
     * @param {boolean} [behind] whether the current one of the model stays that
     * @returns {Promise<string>} its id, by which an address names it
     */
    async create(content, of = '', kept = [], behind = false) {
      const now = Date.now()
      const record = { ...recordOf(newId(), model, content, new Date(now).toISOString()), of, times: new Map([[WHOLE, now]]) }
      await transact((stores) => placed(stores, record, kept, behind))
      tell({ framework: model.framework, id: record.id })
      return record.id
    },

    /**
     * The other assessments of this model, of which something is said.
     * @param {string | null} but the page's own
     * @returns {Promise<Kept[]>}
     */
    async others(but) {
      const records = /** @type {StoredRecord[]} */ (await transact(({ assessments }) => assessments.getAll()))
      const own = records.filter((record) => record.framework === model.framework && record.id !== but && ['ours', 'older'].includes(judged(record, model)))
      return own
        .filter(({ assessment }) => Object.keys(assessment.responses).length)
        .map(({ id, changed, assessment: { name, taken } }) => ({ id, name: typeof name === 'string' ? name : '', day: dayOf(taken, changed.slice(0, 10)) }))
        .toSorted((one, other) => (one.day < other.day ? 1 : -1))
    },

    /**
     * The assessment file of one of them.
     * @param {string} id
     * @returns {Promise<import('./types.d.ts').AssessmentFile>} it fails where that is gone
     */
    async fileOf(id) {
      const record = /** @type {StoredRecord | undefined} */ (await transact(({ assessments }) => assessments.get(id)))
      if (!record) throw new Error('it is not there any more')
      const { assessment, changed } = caughtUp(record, ofOne(journal.others(), id, false))
      return { ...assessment, taken: dayOf(assessment.taken, changed.slice(0, 10)) }
    },

    /**
     * Remove the page's assessment and all that was set aside for it.
     * @param {string | null} id null for a page that has none
     */
    async remove(id) {
      const covered = journal.covered(true)
      const done = await transact(async (stores) => {
        const last = await stores.current.get(model.framework)
        const empty = typeof last === 'string' && (await stores.assessments.get(last)) === undefined
        const own = id ?? (empty ? last : null)
        /** @type {Entry[]} */
        let left = []
        await takenOut(stores, model.framework, own, (unnamed) => {
          left = ofOne(journal.others(), own, unnamed || id === null)
          return [...covered, ...numbersOf(left)]
        })
        return { own, left }
      })
      journal.drop(done.left)
      journal.noted(covered)
      tell({ framework: model.framework, ...(done.own === null ? {} : { id: done.own }) })
    },

    /**
     * Remove what was set aside, once its owner no longer wants it.
     * @param {number} key
     */
    forget: (key) => transact(({ aside }) => aside.delete(key)),
  }

  /**
   * The assessment that a page is of. One that has opened none is of the current one; what was said on it joins none that was made
   * apart from it. Where the current one is gone, and the database with it, what a journal kept of one is the rest of it.
   * @param {Stores} stores
   * @param {{ id: string | null, said: boolean, opening: boolean }} page
   * @param {readonly Entry[]} left
   */
  async function whose({ assessments, current }, { id, said, opening }, left) {
    if (id !== null) {
      const value = /** @type {{ framework?: unknown } | undefined} */ (await assessments.get(id))
      const strange = typeof value?.framework === 'string' && value.framework !== model.framework
      return strange ? newId() : id // an address may name one of another model
    }
    const last = await current.get(model.framework)
    const value = typeof last === 'string' ? await assessments.get(last) : undefined
    const more = said || (opening && left.some(({ assessment, version }) => assessment === null && version === model.version))
    if (value !== undefined && !(more && isApart(value))) return /** @type {string} */ (last)
    if (value === undefined) {
      for (const { assessment: named } of left) if (named !== null && (await assessments.get(named)) === undefined) return named
      if (typeof last === 'string') return last
    }
    return newId()
  }

  /**
   * What other pages left behind of the model, and what is still there of that although it is spent. What is not there any more need not be
   * known as spent for long: only a power cut puts it back, as it was some minutes before.
   * @param {Stores} stores
   */
  async function remaining({ journals }) {
    const spent = await spentOf(journals)
    const found = journal.others()
    const living = unspent(found, spent)
    const there = new Set(found.map(({ key }) => key))
    for (const [key, at] of spent) if (journal.holds(key) && !there.has(key) && at < Date.now() - KNOWN) await journals.delete(key)
    return { living, dead: found.filter((entry) => !living.includes(entry)) }
  }

  /**
   * An older version of this page set aside what it could not use. Where that is a record of ours, it is used again.
   * @param {Stores} stores
   * @param {string} id
   * @returns {Promise<StoredRecord | null>}
   */
  async function takenBack({ aside }, id) {
    for (const { key, reason, record } of await entries(aside, id)) {
      if (reason.key !== 'version' || judged(record, model) !== 'ours') continue
      await aside.delete(key)
      return /** @type {StoredRecord} */ (record)
    }
    return null
  }

  /**
   * What was set aside for an assessment. An earlier version of this page did not say for which; it stays in sight.
   * @param {Stores['aside']} aside
   * @param {string | null} id
   * @returns {Promise<AsideEntry[]>}
   */
  async function entries(aside, id) {
    const [keys, values] = await Promise.all([aside.getAllKeys(), aside.getAll()])
    const all = keys.map((key, i) => ({ ...values[i], key: /** @type {number} */ (key) }))
    const own = all.filter(({ framework, assessment }) => framework === model.framework && (assessment === undefined || assessment === id))
    return own.map((entry) => ({ ...entry, reason: { ...entry.reason } }))
  }
}

/**
 * @param {StoredRecord} record
 * @returns {NonNullable<Synced['older']>}
 */
const olderOf = ({ assessment, drafts, round, unconfirmed }) => ({ version: assessment.framework.version, assessment, drafts, round, unconfirmed })

/** @param {unknown} value */
const isApart = (value) => Boolean(/** @type {{ apart?: unknown } | null | undefined} */ (value)?.apart)
