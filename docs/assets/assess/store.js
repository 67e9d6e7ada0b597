// Keeps one assessment a framework on this device, in IndexedDB. A promise of a write is kept only once the browser has
// the data on disk (strict durability): a localStorage write was seen lost when the browser was killed two seconds later.
//
// A record is { schema, assessment, drafts }: the values of an assessment file, and what was typed for a practice that has
// no response yet and so has no place in such a file.

import { openDB } from './idb.js'

const NAME = 'cx-maturity'
const VERSION = 1 // raise it with a step in `upgrade`
const SCHEMA = 1 // of a record; raise it with a step in `understood`
const STRICT = { durability: 'strict' }

export async function openStore(framework, version) {
  const db = await openDB(NAME, VERSION, {
    upgrade(database, before) {
      if (before < 1) {
        database.createObjectStore('assessments')
        database.createObjectStore('set-aside', { autoIncrement: true })
      }
    },
    // Another tab has a newer page that wants to upgrade: make way, so that it is not stuck.
    blocking: () => db.close(),
  })
  const channel = new BroadcastChannel(NAME)

  async function write(change) {
    const tx = db.transaction('assessments', 'readwrite', STRICT)
    const next = change(await tx.store.get(framework))
    await (next ? tx.store.put(next, framework) : tx.store.delete(framework))
    await tx.done
    channel.postMessage(framework)
  }

  const fresh = (record, about) => ({
    schema: SCHEMA,
    assessment: {
      format: 'cx-assessment',
      format_version: 1,
      framework: { id: framework, version },
      respondent: { label: '', group: '' },
      responses: {},
      ...record?.assessment,
      ...about,
    },
    drafts: { ...record?.drafts },
  })

  return {
    // The stored record, or null. What this page cannot read is set aside, and `unread` is called with its reason.
    async read(unread) {
      const record = await db.get('assessments', framework)
      if (!record) return null
      const reason = understood(record, framework, version)
      if (!reason) return record
      const tx = db.transaction(['assessments', 'set-aside'], 'readwrite', STRICT)
      await tx.objectStore('set-aside').add({ framework, reason, when: new Date().toISOString(), record })
      await tx.objectStore('assessments').delete(framework)
      await tx.done
      unread(reason, record)
      return null
    },

    // Keep what is said of one practice. Reads and writes in one transaction, so two open tabs cannot undo each other.
    keep(practice, response, draft, about) {
      return write((record) => {
        const next = fresh(record, about)
        if (response) next.assessment.responses = { ...next.assessment.responses, [practice]: response }
        else delete next.assessment.responses[practice]
        if (draft) next.drafts[practice] = draft
        else delete next.drafts[practice]
        return next
      })
    },

    about: (about) => write((record) => fresh(record, about)),
    replace: (assessment) => write(() => fresh({ assessment })),
    remove: () => write(() => null),
    onElsewhere(callback) {
      channel.onmessage = ({ data }) => data === framework && callback()
    },
  }
}

// Why a record cannot be used by this page, as { key, version }; null where it can.
function understood(record, framework, version) {
  const { schema, assessment } = record
  const ours = schema === SCHEMA && assessment?.format === 'cx-assessment' && assessment.format_version === 1
  if (!ours || assessment.framework?.id !== framework || typeof assessment.responses !== 'object') return { key: 'form' }
  return assessment.framework.version === version ? null : { key: 'version', version: assessment.framework.version }
}
