// Keeps one assessment a framework on this device, in IndexedDB. A promise of a write is kept only once the browser has
// the data on disk (strict durability): a localStorage write was seen lost when the browser was killed two seconds later.
//
// A record is { schema, assessment, drafts }: the values of an assessment file, and what was typed for a practice that has
// no response yet and so has no place in such a file. What this page cannot use is set aside, never dropped.

import { openDB } from './idb.js'

const NAME = 'cx-maturity'
const VERSION = 1 // raise it with a step in `upgrade`
const SCHEMA = 1 // of a record; raise it with a step in `unusable`
const STRICT = { durability: 'strict' }
const STORES = ['assessments', 'set-aside']
const OPEN_LIMIT = 10_000 // ms; where storage is broken, some browsers never answer

export async function openStore(framework, version) {
  const db = await within(
    OPEN_LIMIT,
    openDB(NAME, VERSION, {
      upgrade(database, before) {
        if (before < 1) {
          database.createObjectStore('assessments')
          database.createObjectStore('set-aside', { autoIncrement: true })
        }
      },
      // Another tab has a newer page that wants to upgrade: make way, so that it is not stuck.
      blocking: (_, __, { target }) => target.close(),
    }),
  )
  const channel = new BroadcastChannel(NAME)

  const empty = () => ({
    schema: SCHEMA,
    assessment: {
      format: 'cx-assessment',
      format_version: 1,
      framework: { id: framework, version },
      taken: '',
      respondent: { label: '', group: '' },
      responses: {},
    },
    drafts: {},
  })

  // Do `work` with both stores in one transaction; it has happened, on disk, when this returns.
  async function transact(work) {
    const tx = db.transaction(STORES, 'readwrite', STRICT)
    const [result] = await Promise.all([work(tx.objectStore('assessments'), tx.objectStore('set-aside')), tx.done])
    return result
  }

  async function entries(store) {
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
    return keys.map((key, i) => ({ ...values[i], key })).filter((entry) => entry.framework === framework)
  }

  const drop = async (store, keys) => Promise.all(keys.map((key) => store.delete(key)))

  return {
    // { record, aside }: the stored record or null, and everything that has been set aside so far.
    // `takes(practice, response)` says whether the form has a place for a response.
    read(takes) {
      return transact(async (assessments, aside) => {
        let record = (await assessments.get(framework)) ?? null
        const [usable, unusable, reason] = record ? sorted(record, framework, version, takes) : [null]
        if (reason) {
          await aside.add({ framework, reason, when: new Date().toISOString(), record: unusable })
          await (usable ? assessments.put(usable, framework) : assessments.delete(framework))
        }
        record = usable
        return { record, aside: await entries(aside) }
      })
    },

    // Bring changes into the record. Reads and writes in one transaction, so that two open tabs cannot undo each other.
    // `whole`, if it is there, replaces everything first: an assessment, or null for nothing at all.
    async write({ whole, practices, about }) {
      await transact(async (assessments, aside) => {
        const before = whole === undefined ? await assessments.get(framework) : null
        if (before && unfit(before, framework, version)) throw new Error('the stored answers are of another version of this page')
        if (whole === null) await drop(aside, (await entries(aside)).map(({ key }) => key))
        if (whole === null && !practices.size && !about) return assessments.delete(framework)
        const { assessment, drafts } = before ?? empty()
        Object.assign(assessment, whole, about)
        for (const [practice, { response, draft }] of practices) {
          put(assessment.responses, practice, response)
          put(drafts, practice, draft)
        }
        return assessments.put({ schema: SCHEMA, assessment, drafts }, framework)
      })
      channel.postMessage(framework)
    },

    // Remove what was set aside, once its owner no longer wants it.
    forget: (key) => transact((_, aside) => aside.delete(key)),

    // `callback` is called after another tab has written.
    onElsewhere(callback) {
      channel.onmessage = ({ data }) => data === framework && callback()
    },
  }
}

function put(object, key, value) {
  if (value) object[key] = value
  else delete object[key]
}

// A record as [what this page can use, what it cannot, why]; either part may be missing.
function sorted(record, framework, version, takes) {
  const reason = unfit(record, framework, version)
  if (reason) return [null, record, reason]
  const all = Object.entries(record.assessment.responses)
  const strange = all.filter(([practice, response]) => !takes(practice, response))
  if (!strange.length) return [record]
  const having = (list) => ({ ...record, assessment: { ...record.assessment, responses: Object.fromEntries(list) } })
  return [having(all.filter((entry) => !strange.includes(entry))), having(strange), { key: 'responses', count: strange.length }]
}

// Why a record cannot be used by this page, as { key, version }; null where it can.
function unfit({ schema, assessment, drafts }, framework, version) {
  const ours = schema === SCHEMA && assessment?.format === 'cx-assessment' && assessment.format_version === 1
  const whole = [assessment?.responses, drafts].every((part) => part && typeof part === 'object' && !Array.isArray(part))
  if (!ours || !whole || assessment.framework?.id !== framework) return { key: 'form' }
  return assessment.framework.version === version ? null : { key: 'version', version: String(assessment.framework.version) }
}

function within(limit, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('storage does not answer')), limit)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
