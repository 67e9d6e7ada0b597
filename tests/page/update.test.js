// What the page must never do again, one test for each, and what it does instead.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { notices } from '../../docs/assets/assess/notices.js'
import { nextOpen } from '../../docs/assets/assess/questions.js'
import { besides, assessment as fileOf, counts, countsIn, own as ownOf, present, savingOf, shown, unsaved } from '../../docs/assets/assess/state.js'
import { PAUSE } from '../../docs/assets/assess/turns.js'
import { encoded, wishOf } from '../../docs/assets/assess/wish.js'
import { catalogue, countsInWords } from '../../docs/assets/assess/words.js'
import { Tab, TODAY, content } from './world.js'

/** @import { AsideEntry, AssessmentFile, Read } from '../../docs/assets/assess/types.d.ts' */
/** @typedef {{ [practice: string]: import('../../docs/assets/assess/types.d.ts').Response }} Responses */

/** @param {Tab} tab */
const fields = (tab) => Object.fromEntries(shown(tab.state).fields)
/** @param {Tab} tab */
const kinds = (tab) => notices(tab.state).map(({ kind }) => kind)
/** @param {Tab} tab */
const status = (tab) => savingOf(tab.state).text?.key
/** @param {Tab} tab @param {string} kind */
const dismiss = (tab, kind) => tab.do({ type: 'dismiss', kind, cause: notices(tab.state).find((each) => each.kind === kind)?.cause ?? -1 })

/** @param {Responses} responses @param {string} [version] @returns {AssessmentFile} */
const file = (responses, version = '2.0.0') => ({
  format: 'cx-assessment',
  format_version: 1,
  framework: { id: 'four-stages', version },
  taken: '2026-01-01',
  respondent: { label: '', group: '' },
  responses,
})
/** @param {Responses} responses @param {Partial<Read>} [more] @returns {Read} */
const read = (responses, more = {}) => ({ assessment: file(responses), reviews: [], kept: {}, ...more })

/** @param {Tab} tab @param {Read} value */
function upload(tab, value) {
  tab.do({ type: 'file', name: 'a.json', file: new Blob() })
  const { id } = tab.take('read-file') ?? { id: 0 }
  tab.do({ type: 'file-read', id, text: '{}' })
  return tab.do({ type: 'answered', id, kind: 'read', value })
}

/** @param {Tab} tab */
const downloaded = (tab) => /** @type {AssessmentFile} */ (tab.take('download')?.value ?? file({}))

/** @param {Tab} tab @param {boolean} yes */
const decide = (tab, yes) => tab.do({ type: 'decided', id: tab.state.questions[0]?.id ?? -1, yes })

describe('answers given before the scripts arrive', () => {
  test('count as unsaved and newer than what is stored', () => {
    const tab = new Tab().open(content({ alpha: 'missing', beta: 'ad-hoc' }), { fields: new Map([['alpha', 'systematic'], [':name', 'Shop']]) })
    assert.deepEqual(fields(tab), { alpha: 'systematic', beta: 'ad-hoc', ':name': 'Shop', ':taken': TODAY })
    assert.deepEqual(tab.take('sync')?.change?.fields, new Map([['alpha', 'systematic'], [':name', 'Shop'], [':taken', TODAY]]))
    assert.ok(unsaved(tab.state))
  })

  test('are seen from the first moment, before the store has answered', () => {
    const tab = new Tab().do({ type: 'started', id: null, fields: new Map([['alpha', 'systematic']]), touched: true, hash: '' })
    assert.equal(fields(tab).alpha, 'systematic')
    assert.equal(status(tab), 'saved.saving')
  })

  test('are no answers where a browser filled the form by itself and something is stored', () => {
    const restored = { fields: new Map([['alpha', 'missing']]), touched: false }
    const tab = new Tab().open(content({ alpha: 'systematic' }), restored)
    assert.deepEqual(fields(tab), { alpha: 'systematic' })
    assert.equal(tab.take('sync'), undefined)
  })

  test('are kept where a browser filled the form by itself and nothing is stored', () => {
    const restored = { fields: new Map([['alpha', 'missing'], [':taken', '2026-11-01']]), touched: false }
    const tab = new Tab().open(null, restored)
    assert.deepEqual(fields(tab), { alpha: 'missing', ':taken': '2026-11-01' })
    assert.equal(status(tab.written()), 'saved.saved')
    assert.equal(tab.state.storage.known?.fields.get('alpha'), 'missing')
    const failing = new Tab().do({ type: 'started', id: null, hash: '', ...restored }).do({ type: 'unsynced', why: 'failed', left: null })
    assert.equal(fields(failing).alpha, 'missing')
    assert.ok(unsaved(failing.state))
  })
})

describe('a page that is out of date', () => {
  test('is told so and never says "Saved" again', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).type('beta', 'ad-hoc')
    tab.take('sync')
    tab.do({ type: 'unsynced', why: 'outdated', left: null })
    assert.deepEqual(kinds(tab), ['outdated'])
    assert.equal(status(tab), 'saved.failed')
    tab.type('beta', 'missing').type('alpha', 'systematic').do({ type: 'elsewhere' }).do({ type: 'returned' })
    assert.equal(tab.take('sync'), undefined)
    assert.equal(status(tab), 'saved.failed')
    assert.deepEqual([fields(tab).alpha, fields(tab).beta], ['systematic', 'missing'])
    assert.ok(unsaved(tab.state), 'leaving asks first')
  })

  test('stays so when a write that was under way succeeds', () => {
    const tab = new Tab().open().type('beta', 'ad-hoc').do({ type: 'superseded' }).written()
    assert.deepEqual(kinds(tab), ['outdated'])
    assert.equal(status(tab), 'saved.failed')
  })
})

describe('notices', () => {
  /** @type {AsideEntry[]} */
  const aside = [{ key: 7, reason: { key: 'version', version: '9.0.0' }, record: {} }]

  test('stay dismissed when another tab writes or the page comes back', () => {
    const tab = new Tab().open(null).do({ type: 'elsewhere' }).synced(null, { aside })
    assert.deepEqual(kinds(tab), ['aside-7'])
    dismiss(tab, 'aside-7').do({ type: 'elsewhere' }).synced(content({ alpha: 'missing' }), { aside })
    tab.do({ type: 'returned' }).synced(content({ alpha: 'missing' }), { aside })
    assert.deepEqual(kinds(tab), [])
  })

  test('one, however often storing fails, and another when it fails anew', () => {
    const tab = new Tab().open()
    for (const text of ['a', 'ab', 'abc']) {
      tab.type('alpha.evidence', text)
      assert.ok(tab.take('sync'))
      tab.do({ type: 'unsynced', why: 'failed', left: null })
    }
    const [{ cause } = { cause: 0 }] = notices(tab.state)
    assert.deepEqual(kinds(tab), ['storage'])
    tab.type('alpha.evidence', 'abcd').do({ type: 'unsynced', why: 'failed', left: null })
    assert.equal(notices(tab.state)[0]?.cause, cause, 'no new alert')
    dismiss(tab, 'storage').type('alpha.evidence', 'abcde').do({ type: 'unsynced', why: 'failed', left: null })
    assert.deepEqual(kinds(tab), [])
    tab.type('alpha.evidence', 'f').written()
    assert.equal(status(tab), 'saved.saved')
    tab.type('alpha.evidence', 'g').do({ type: 'unsynced', why: 'failed', left: null })
    assert.deepEqual(kinds(tab), ['storage'])
  })

  test('"not saved" is not overwritten by another tab, a file or a deletion', () => {
    const tab = new Tab().open().type('alpha', 'missing')
    tab.take('sync')
    tab.do({ type: 'unsynced', why: 'failed', left: null })
    tab.do({ type: 'file', name: 'a.json', file: new Blob() })
    assert.equal(status(tab), 'saved.failed')
    tab.do({ type: 'elsewhere' })
    assert.equal(status(tab), 'saved.failed')
    tab.do({ type: 'unsynced', why: 'failed', left: null })
    assert.equal(status(tab), 'saved.failed')
  })

  test('a reason that is stored in a wrong shape is told all the same', () => {
    const strange = /** @type {any[]} */ ([{ key: 1, reason: {} }, { key: 2, reason: { key: 'hello' } }])
    const tab = new Tab().open().do({ type: 'elsewhere' }).synced(null, { aside: strange })
    assert.deepEqual(notices(tab.state).map(({ text }) => text.reason), ['setaside.reason.form', 'setaside.reason.form'])
    tab.do({ type: 'download-aside', key: 1 })
    assert.equal(tab.take('download')?.value, null)
  })

  test('what to look at again is kept with the answers until its reader says so', () => {
    const tab = new Tab().open({ ...content({ alpha: 'missing' }), reviews: ['Practice beta', 'gone'] })
    const [told] = notices(tab.state)
    assert.deepEqual([told?.practices?.map(({ id }) => id), told?.list], [['beta'], ['gone']], 'each leads to its question, where there is one')
    dismiss(tab, 'reviews')
    assert.deepEqual(kinds(tab), [])
    assert.equal(tab.take('sync')?.change?.reviewed, true)
  })
})

describe('two tabs', () => {
  test('what another tab wrote is seen while writing fails, which goes on being told', () => {
    const tab = new Tab().open(null).type('alpha', 'missing')
    tab.take('sync')
    tab.do({ type: 'unsynced', why: 'failed', left: null }).do({ type: 'elsewhere' })
    assert.equal(tab.effects.findLast((effect) => effect.type === 'sync')?.change, null, 'it is read first')
    const [before] = notices(tab.state)
    tab.synced(content({ beta: 'ad-hoc' }))
    assert.deepEqual([fields(tab).alpha, fields(tab).beta, status(tab)], ['missing', 'ad-hoc', 'saved.failed'])
    assert.ok(tab.take('sync')?.change)
    tab.do({ type: 'unsynced', why: 'failed', left: null })
    assert.equal(notices(tab.state)[0]?.cause, before?.cause, 'no new alert')
  })

  test('what another tab wrote while a write was failing is read', () => {
    const tab = new Tab().open(null).type('alpha', 'missing')
    tab.take('sync')
    tab.do({ type: 'elsewhere' }).do({ type: 'unsynced', why: 'failed', left: null })
    assert.equal(tab.effects.findLast((effect) => effect.type === 'sync')?.change, null)
    tab.synced(content({ beta: 'ad-hoc' }))
    assert.equal(fields(tab).beta, 'ad-hoc')
    tab.take('sync')
    tab.do({ type: 'unsynced', why: 'failed', left: null })
    assert.equal(tab.take('sync'), undefined, 'and then nothing is tried before there is a reason to')
  })

  test('a change is one field', () => {
    const tab = new Tab().open(content({ alpha: 'missing', 'alpha.evidence': 'a note', ':taken': TODAY })).type('alpha', 'systematic')
    assert.deepEqual(tab.take('sync')?.change?.fields, new Map([['alpha', 'systematic']]))
  })

  test('what is read never undoes what is not saved', () => {
    const tab = new Tab().open(content({ alpha: 'missing', ':taken': TODAY })).type('alpha.evidence', 'mine').type('alpha.evidence', 'mine too')
    tab.synced(content({ alpha: 'systematic', 'alpha.evidence': 'mine', beta: 'ad-hoc', ':taken': TODAY }))
    assert.deepEqual(fields(tab), { alpha: 'systematic', 'alpha.evidence': 'mine too', beta: 'ad-hoc', ':taken': TODAY })
  })

  test('the store is asked one thing at a time', () => {
    const tab = new Tab().open()
    tab.type('alpha', 'missing').do({ type: 'elsewhere' }).type('beta', 'missing').do({ type: 'delete' })
    decide(tab, true)
    assert.deepEqual(tab.kinds('sync', 'remove'), ['sync'])
    tab.written()
    assert.deepEqual(tab.kinds('sync', 'remove'), ['remove'])
  })

  test('a file that is being saved is not overwritten by what another tab wrote, and leaving asks first', () => {
    const tab = upload(new Tab().open(), read({ alpha: { answer: 'systematic' } }))
    assert.ok(unsaved(tab.state))
    assert.equal(tab.kinds('sync').length, 1)
    tab.do({ type: 'elsewhere' })
    assert.equal(fields(tab).alpha, 'systematic')
    tab.take('sync')
    tab.do({ type: 'unsynced', why: 'failed', left: null }).synced(content({ alpha: 'missing', beta: 'missing' }))
    assert.deepEqual([fields(tab).alpha, fields(tab).beta], ['systematic', undefined])
    assert.ok(tab.take('sync')?.change?.whole, 'and it is tried again')
    assert.ok(unsaved(tab.state))
  })

  test('everything deleted elsewhere takes the result along', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'tab', tab: 'result' })
    tab.do({ type: 'answered', id: tab.state.report.asked, kind: 'report', value: { report: {}, html: '<p>' } })
    tab.do({ type: 'elsewhere' }).synced(null)
    assert.deepEqual([fields(tab), tab.state.report.html, tab.state.wanted], [{}, null, false])
  })
})

describe('storage that', () => {
  /** @param {Tab} tab */
  const said = (tab) => notices(tab.state).map(({ text }) => text.key)

  test('fails says why, without a new alert where only the reason changes', () => {
    const tab = new Tab().open().type('alpha', 'missing')
    tab.take('sync')
    tab.do({ type: 'unsynced', why: 'full', left: null })
    assert.deepEqual(said(tab), ['unsaved.full'])
    const [before] = notices(tab.state)
    tab.type('alpha', 'ad-hoc').do({ type: 'unsynced', why: 'refused', left: null })
    assert.deepEqual([said(tab), notices(tab.state)[0]?.cause], [['unsaved.refused'], before?.cause])
  })

  test('was emptied behind the page leaves its answers on it, and keeps nothing before its visitor wants that', () => {
    const tab = new Tab().open({ ...content({ alpha: 'missing', ':taken': TODAY }), rest: { id: 'x' } }).do({ type: 'returned' })
    tab.take('sync')
    tab.effects = []
    tab.do({ type: 'unsynced', why: 'gone', left: null })
    assert.deepEqual([fields(tab), said(tab), status(tab)], [{ alpha: 'missing', ':taken': TODAY }, ['unsaved.gone'], 'saved.failed'])
    tab.do({ type: 'returned' }).do({ type: 'elsewhere' }).do({ type: 'try-again' }).do({ type: 'scrolled', section: 1, stop: 1 })
    assert.deepEqual(tab.kinds('sync', 'journal'), [], 'somebody may have wanted it gone')
    assert.ok(unsaved(tab.state), 'leaving asks first')
    tab.do({ type: 'keep-again' })
    assert.equal(tab.take('sync')?.change, null, 'what another tab stored is read first')
    tab.do({ type: 'synced', synced: { id: null, content: null, times: new Map(), older: null, aside: [] } })
    const { change } = tab.take('sync') ?? {}
    assert.deepEqual([change?.whole?.fields, change?.whole?.rest], [new Map([['alpha', 'missing'], [':taken', TODAY]]), { id: 'x' }])
    assert.ok(tab.take('journal')?.change?.whole)
    tab.synced(change?.whole ?? null)
    assert.deepEqual([said(tab), status(tab)], [[], 'saved.saved'])
  })

  test('was emptied is filled again by whoever goes on answering', () => {
    const tab = new Tab().open(content({ alpha: 'missing', ':taken': TODAY })).type('beta', 'ad-hoc')
    tab.take('sync')
    tab.do({ type: 'unsynced', why: 'gone', left: null }).type('constructor', 'missing')
    const { change } = tab.take('sync') ?? {}
    assert.deepEqual(change?.whole?.fields, new Map([['alpha', 'missing'], [':taken', TODAY], ['beta', 'ad-hoc']]))
    assert.deepEqual(change?.fields, new Map([['constructor', 'missing']]))
  })

  test('a browser may clear is asked for once, after several answers, not for notes or a file', () => {
    const tab = upload(new Tab().open(), read({ alpha: { answer: 'systematic' } }))
    for (let round = 0; round < 9; round += 1) tab.type('beta', round % 2 ? 'missing' : 'ad-hoc').type('beta.evidence', `note ${round}`)
    tab.type('beta', '')
    assert.deepEqual(tab.kinds('persist'), [])
    tab.type('beta', 'systematic').type('beta', 'missing').type('beta.evidence', 'more')
    assert.deepEqual(tab.kinds('persist'), ['persist'])
  })

  test('lacks something is told once, and not where nothing is kept at all', () => {
    const tab = new Tab().open().do({ type: 'lacking', what: 'journal' }).do({ type: 'lacking', what: 'channel' })
    assert.deepEqual(said(tab), ['lacking.journal', 'lacking.channel'])
    dismiss(dismiss(tab, 'journal'), 'channel').do({ type: 'lacking', what: 'journal' })
    assert.deepEqual(said(tab), [])
    const refused = new Tab().do({ type: 'lacking', what: 'journal' }).do({ type: 'unsynced', why: 'refused', left: null })
    assert.deepEqual(said(refused), ['unsaved.refused'])
  })
})

describe('what is said aloud', () => {
  /** @param {Tab} tab */
  const said = (tab) => tab.written().take('announce')?.what

  test('is that all is saved: once, at the end of a section, and after it had failed', () => {
    const tab = new Tab().open()
    assert.equal(said(tab.type('alpha', 'missing')), 'saved')
    assert.equal(said(tab.type('beta', 'missing')), undefined)
    assert.equal(said(tab.type('constructor', 'missing')), 'saved', 'the section has no open question any more')
    assert.equal(said(tab.type('beta', 'systematic')), undefined)
    tab.type('beta', 'ad-hoc')
    tab.take('sync')
    tab.do({ type: 'unsynced', why: 'failed', left: null })
    assert.equal(said(tab.type('beta', 'missing')), 'saved')
  })
})

describe('what is open', () => {
  test('comes next from where one is, and round again from the beginning', () => {
    const tab = new Tab().open(content({ beta: 'dont-know', ':taken': TODAY }))
    assert.deepEqual([0, 1, 3].map((from) => nextOpen(tab.state, from)), ['alpha', 'constructor', 'alpha'])
    tab.type('alpha', 'missing').type('constructor', 'not-applicable')
    assert.equal(nextOpen(tab.state, 0), null)
  })

  test('is counted in one way', () => {
    const { state } = new Tab().open(content({ alpha: 'missing', beta: 'not-applicable', ':taken': TODAY }))
    assert.deepEqual(counts(state.model, shown(state).fields), { answered: 1, dont_know: 0, not_applicable: 1, open: 1 })
    const words = catalogue({ 'counts.answered': '{count} answered', 'counts.dont_know': "{count} don't know", 'counts.not_applicable': '{count} not applicable', 'counts.open': '{count} open' })
    assert.equal(countsInWords(words, countsIn(state.model, fileOf(state))), '1 answered, 1 not applicable, 1 open')
    assert.equal(countsInWords(words, { answered: 0, dont_know: 2, not_applicable: 0, open: 0 }), "0 answered, 2 don't know, 0 open")
  })
})

describe('deleting', () => {
  test('empties the form when it has happened, not before', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'delete' })
    decide(tab, true)
    assert.deepEqual(fields(tab), { alpha: 'missing' })
    tab.do({ type: 'removed' })
    assert.deepEqual(fields(tab), {})
    assert.equal(status(tab), 'delete.done')
  })

  test('that fails leaves the form as it is and says so', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'delete' })
    decide(tab, true).do({ type: 'unremoved' })
    assert.deepEqual(fields(tab), { alpha: 'missing' })
    assert.deepEqual(kinds(tab), ['delete'])
    tab.do({ type: 'download' })
    assert.deepEqual(downloaded(tab).responses, { alpha: { answer: 'missing' } })
  })

  test('keeps what came after the yes', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'delete' })
    decide(tab, true).type('beta', 'ad-hoc').do({ type: 'removed' })
    assert.equal(fields(tab).beta, 'ad-hoc')
    assert.equal(fields(tab).alpha, undefined)
    assert.equal(tab.take('sync')?.change?.fields.get('beta'), 'ad-hoc')
  })
})

describe('what a file replaces', () => {
  test('is kept, and comes back with all that was said, in exchange for what is there', () => {
    const said = { alpha: 'missing', 'alpha.evidence': 'a note', 'beta.evidence': 'without an answer', ':name': 'Mine', ':taken': TODAY }
    const before = { ...said, ':round': '2025-11-20', 'alpha.unconfirmed': 'yes', ':plan': '{"target":2}' }
    const tab = upload(new Tab().open(content(before)), read({ beta: { answer: 'ad-hoc' } }))
    decide(tab, true)
    const [aside] = tab.take('sync')?.change?.aside ?? []
    assert.deepEqual(aside?.reason, { key: 'replaced', version: '2.0.0', count: 2 })
    tab.do({ type: 'synced', synced: { id: 'a', content: shown(tab.state), times: new Map(), older: null, aside: [{ key: 3, ...aside }].map((each) => /** @type {any} */ (each)) } })
    assert.deepEqual(notices(tab.state)[0]?.actions.map(({ key }) => key), ['setaside.bring', 'setaside.download', 'setaside.forget'])
    tab.do({ type: 'bring-back', key: 4 }).do({ type: 'bring-back', key: 3 })
    assert.deepEqual(fields(tab), before)
    assert.equal(tab.take('forget')?.key, 3)
    const { change } = tab.take('sync') ?? {}
    const [back] = change?.aside ?? []
    assert.deepEqual(/** @type {any} */ (back)?.record.assessment.responses, { beta: { answer: 'ad-hoc' } })
  })

  test('is nothing where nothing was there', () => {
    const tab = upload(new Tab().open(), read({ beta: { answer: 'ad-hoc' } }))
    assert.deepEqual(tab.take('sync')?.change?.aside, [])
  })
})

describe('a note without an answer', () => {
  test('is kept, and a download that cannot hold it says so and offers it', () => {
    const tab = new Tab().open().type('alpha.evidence', 'a note').type('beta', 'ad-hoc').written().written()
    assert.equal(status(tab), 'saved.saved')
    assert.deepEqual(kinds(tab), [])
    tab.do({ type: 'download' })
    assert.deepEqual(Object.keys(downloaded(tab).responses), ['beta'])
    const [notice] = notices(tab.state)
    assert.deepEqual([notice?.kind, notice?.practices?.map(({ id }) => id)], ['notes', ['alpha']])
    tab.do({ type: 'download-notes' })
    assert.equal(tab.take('download-text')?.text, 'Practice alpha\na note\n')
    tab.type('alpha', 'dont-know')
    assert.deepEqual(kinds(tab), [])
  })
})

describe('questions', () => {
  test('each has a yes of its own', () => {
    const tab = upload(new Tab().open(content({ alpha: 'missing' })), read({ beta: { answer: 'ad-hoc' } }))
    tab.do({ type: 'delete' })
    const [first, second] = tab.state.questions
    assert.deepEqual([first?.kind, second?.kind], ['upload', 'delete'])
    tab.do({ type: 'decided', id: second?.id ?? -1, yes: true })
    assert.equal(tab.state.questions.length, 2, 'it is not the one that is shown')
    tab.do({ type: 'decided', id: first?.id ?? -1, yes: true }).do({ type: 'decided', id: first?.id ?? -1, yes: true })
    assert.deepEqual(tab.state.questions, [second])
    assert.equal(fields(tab).beta, 'ad-hoc')
    assert.equal(tab.state.storage.removing, null)
  })

  test('no leaves everything', () => {
    const tab = upload(new Tab().open(content({ alpha: 'missing' })), read({ beta: { answer: 'ad-hoc' } }))
    decide(tab, false)
    assert.deepEqual(fields(tab), { alpha: 'missing' })
    assert.equal(present(tab.state), 1)
  })
})

describe('the scorer', () => {
  /** @param {Tab} tab */
  const failed = (tab) => tab.do({ type: 'scorer-over', kind: 'load', asked: true })

  test('starts with the form, and on a connection that saves data when a result is wanted', () => {
    assert.deepEqual(new Tab().open().kinds('start-scorer'), ['start-scorer'])
    const tab = new Tab()
    tab.state = { ...tab.state, sparing: true }
    assert.deepEqual(tab.open().kinds('start-scorer', 'ask'), [])
    tab.type('alpha', 'ad-hoc')
    assert.deepEqual(tab.do({ type: 'tab', tab: 'result' }).kinds('start-scorer', 'ask'), ['ask'])
    assert.equal(tab.do({ type: 'scorer-progress', percent: 3 }).state.scorer.state, 'starting')
  })

  test('that failed before the form was ready is not started again by that', () => {
    const tab = failed(new Tab())
    assert.deepEqual(tab.open().kinds('start-scorer'), [])
    assert.deepEqual(kinds(tab), ['scorer'])
  })

  test('that failed starts again when it is asked to, and not at each answer', () => {
    const tab = failed(new Tab().open().do({ type: 'tab', tab: 'result' }))
    tab.effects = []
    for (const choice of ['missing', 'ad-hoc', 'systematic', 'missing', 'ad-hoc', 'systematic']) {
      tab.type('alpha', choice).do({ type: 'score' })
    }
    assert.deepEqual(tab.kinds('ask', 'start-scorer'), [])
    assert.deepEqual(kinds(tab), ['scorer'])
    tab.do({ type: 'try-again' })
    assert.deepEqual(tab.kinds('ask', 'start-scorer'), ['start-scorer', 'ask'])
    assert.deepEqual(kinds(tab), [])
  })

  test('that ended while nobody waited is no trouble', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'scorer-ready' }).do({ type: 'scorer-over', kind: 'stopped', asked: false })
    assert.deepEqual(kinds(tab), [])
    tab.effects = []
    tab.do({ type: 'tab', tab: 'result' })
    assert.deepEqual(tab.kinds('ask'), ['ask'])
  })

  test('is asked nothing while nothing is answered, and tells nothing any more once all is taken back', () => {
    const tab = new Tab().open().do({ type: 'scorer-ready' })
    for (const name of /** @type {const} */ (['result', 'plan', 'models', 'share'])) {
      tab.do({ type: 'tab', tab: name })
      assert.deepEqual([tab.kinds('ask', 'fetch'), tab.state.report.status], [[], null], name)
    }
    tab.do({ type: 'tab', tab: 'plan' }).type('alpha', 'missing').do({ type: 'score' })
    assert.deepEqual([tab.take('ask')?.kind, tab.take('ask')?.kind], ['report', 'plan'])
    tab.do({ type: 'answered', id: tab.state.report.asked, kind: 'report', value: { report: {}, html: 'told' } })
    const late = tab.state.plan.asked
    tab.type('alpha', '').do({ type: 'score' })
    assert.deepEqual([tab.state.report.html, tab.state.report.status, tab.take('ask')], [null, null, undefined])
    tab.do({ type: 'answered', id: late, kind: 'plan', value: { plan: {}, html: 'plan', target: 3, outlook: '' } })
    assert.equal(tab.state.plan.html, null)
  })

  test('answers the last question only', () => {
    const tab = new Tab().open().do({ type: 'tab', tab: 'result' })
    const early = tab.state.report.asked
    tab.do({ type: 'tab', tab: 'result' }).do({ type: 'answered', id: early, kind: 'report', value: { report: {}, html: 'early' } })
    assert.equal(tab.state.report.html, null)
  })

  test('tells what follows an answer at once, and of many or of a text after a pause', () => {
    const tab = new Tab().open(content({ beta: 'missing', ':taken': TODAY })).do({ type: 'scorer-ready' }).do({ type: 'tab', tab: 'result' })
    /** @param {string} field @param {string} text */
    const after = (field, text) => {
      tab.effects = []
      const later = tab.type(field, text).effects.find((effect) => effect.type === 'later' && effect.event.type === 'score')
      return later?.type === 'later' ? later.after : undefined
    }
    const answer = () => tab.do({ type: 'answered', id: tab.state.report.asked, kind: 'report', value: { report: {}, html: 'told' } })
    assert.equal(after('alpha', 'missing'), PAUSE, 'the result before is still to come')
    answer()
    assert.equal(after('alpha', 'ad-hoc'), 0)
    tab.do({ type: 'score' })
    assert.equal(after('alpha', 'systematic'), PAUSE)
    answer()
    assert.equal(after('alpha.evidence', 'A list'), PAUSE)
    assert.equal(after('alpha', 'missing'), 0)
  })

  test('is asked for what the open tab shows, and for the result beside it', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'scorer-ready' }).do({ type: 'tab', tab: 'plan' })
    assert.deepEqual([tab.take('ask')?.kind, tab.take('ask')?.kind, tab.take('address')?.hash], ['report', 'plan', '#plan'])
    const value = { plan: {}, html: 'plan', target: 3, outlook: '' }
    tab.do({ type: 'answered', id: tab.state.plan.asked - 1, kind: 'plan', value })
    assert.equal(tab.state.plan.html, null)
    tab.do({ type: 'answered', id: tab.state.plan.asked, kind: 'plan', value })
    assert.deepEqual([tab.state.plan.html, tab.state.plan.order], ['plan', 3])
    tab.do({ type: 'planned', wish: { excluded: ['alpha'] } })
    const ask = tab.take('ask')
    assert.deepEqual(ask?.kind === 'plan' && [ask.payload.target, ask.payload.excluded], [null, ['alpha']])
    assert.equal(tab.state.plan.html, 'plan', 'the plan that is there stays until the next')
    tab.type('alpha', 'systematic').do({ type: 'score' })
    assert.deepEqual([tab.take('ask')?.kind, tab.take('ask')?.kind], ['report', 'plan'])
    tab.do({ type: 'tab', tab: 'result' })
    assert.deepEqual([tab.take('ask')?.kind, tab.take('ask')], ['report', undefined])
  })

  test('compares the answers with files beside them, of which equal ones count once', () => {
    const tab = new Tab().open(content({ alpha: 'missing', ':taken': TODAY })).do({ type: 'scorer-ready' }).do({ type: 'tab', tab: 'time' })
    assert.deepEqual([tab.take('ask')?.kind, tab.take('ask'), tab.take('address')?.hash], ['report', undefined, '#time'], 'one is not compared')
    /** @param {string} name @param {AssessmentFile | null} assessment */
    const lay = (name, assessment) => {
      tab.do({ type: 'compare', files: [{ name, file: new Blob() }] })
      tab.do({ type: 'file-read', id: tab.take('read-file')?.id ?? -1, text: name })
      const ask = tab.take('ask')
      assert.equal(ask?.kind === 'beside' && ask.payload.text, name)
      tab.do({ type: 'answered', id: ask?.id ?? -1, kind: 'beside', value: { assessment, said: 'So it is.' } })
    }
    const said = () => [tab.state.trend.status?.key, tab.state.trend.status?.values]
    lay('no.json', null)
    assert.deepEqual(said(), ['time.refused', { name: 'no.json', reason: 'So it is.' }])
    const early = file({ alpha: { answer: 'ad-hoc' } }, '1.0.0')
    lay('early.json', early)
    const ask = tab.take('ask')
    const own = { ...file({ alpha: { answer: 'missing' } }), taken: TODAY }
    assert.deepEqual(ask?.kind === 'trend' && ask.payload.assessments, [early, own], 'each in its own version')
    tab.do({ type: 'answered', id: tab.state.trend.asked, kind: 'trend', value: { trend: {}, html: 'trend' } })
    assert.equal(tab.state.trend.html, 'trend')

    lay('again.json', { ...early })
    assert.deepEqual(said(), ['time.same', { other: 'early.json' }])
    lay('mine.json', own)
    assert.deepEqual(said(), ['time.same_own', undefined])
    assert.equal(tab.take('ask'), undefined)
    tab.type('alpha', 'systematic').do({ type: 'score' })
    tab.take('ask')
    const next = tab.take('ask')
    assert.deepEqual(next?.kind === 'trend' && next.payload.assessments.length, 3, 'what was the same is an earlier one now')

    for (const { id } of tab.state.trend.beside) tab.do({ type: 'uncompare', id })
    assert.deepEqual([tab.state.trend.html, tab.state.trend.status, tab.state.trend.beside], [null, null, []])
  })

  test('a file that was taken away, is too large or cannot be read comes to nothing', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'tab', tab: 'time' })
    tab.effects = []
    tab.do({ type: 'compare', files: ['a', 'b', 'c'].map((name) => ({ name, file: new Blob() })) })
    const [a, b, c] = tab.state.trend.beside.map(({ id }) => id)
    tab.do({ type: 'uncompare', id: a ?? -1 }).do({ type: 'file-read', id: a ?? -1, text: '{}' })
    assert.deepEqual(tab.kinds('ask'), [])
    tab.do({ type: 'file-unread', id: b ?? -1, reason: 'large' })
    assert.deepEqual(tab.state.trend.status, { key: 'time.refused', values: { name: 'b' }, reason: 'time.large' })
    tab.do({ type: 'file-read', id: c ?? -1, text: '{}' })
    tab.do({ type: 'unanswered', id: c ?? -1, kind: 'beside', error: { kind: 'stopped', problems: [], more: 0 } })
    assert.deepEqual(tab.state.trend.status?.reason, 'time.unscored')
    assert.equal(tab.state.trend.html, null)
  })

  test('everything deleted takes the files beside the answers along', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'compare', files: [{ name: 'a', file: new Blob() }] })
    tab.do({ type: 'delete' })
    decide(tab, true).do({ type: 'removed' })
    assert.deepEqual(tab.state.trend.beside, [])
  })

  test('sees the answers through another model once its texts have come, which stay', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'scorer-ready' }).do({ type: 'tab', tab: 'models' })
    assert.deepEqual([tab.take('ask')?.kind, tab.take('ask'), tab.take('address')?.hash], ['report', undefined, '#models'])
    const { id, model } = tab.take('fetch') ?? { id: -1, model: '' }
    assert.deepEqual([model, tab.state.through.status?.key], ['levels', 'others.fetching'])
    const texts = { framework: 'L', crosswalk: 'W' }
    tab.do({ type: 'fetched', id, model, texts })
    const ask = tab.take('ask')
    assert.deepEqual(ask?.kind === 'through' && [ask.payload.framework, ask.payload.crosswalk, ask.payload.assessment.responses], ['L', 'W', { alpha: { answer: 'missing' } }])
    tab.do({ type: 'answered', id: tab.state.through.asked, kind: 'through', value: { crosswalk: {}, html: 'levels' } })
    assert.equal(tab.state.through.html, 'levels')
    tab.type('alpha', 'systematic').do({ type: 'score' })
    assert.deepEqual([tab.take('ask')?.kind, tab.take('ask')?.kind, tab.take('fetch')], ['report', 'through', undefined])
    assert.equal(tab.state.through.html, 'levels', 'what is there stays until the next')
    tab.do({ type: 'through', model: 'path' })
    assert.deepEqual([tab.state.through.html, tab.take('fetch')?.model], [null, 'path'])
    tab.do({ type: 'through', model: 'levels' })
    assert.deepEqual([tab.take('fetch'), tab.take('ask')?.kind], [undefined, 'through'])
  })

  test('another model that did not come is told, and comes at a second try', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'tab', tab: 'models' })
    const { id } = tab.take('fetch') ?? { id: -1 }
    tab.do({ type: 'through', model: 'path' }).do({ type: 'unfetched', id, kind: 'load' })
    assert.equal(tab.state.through.failed, false, 'nobody waits for that one any more')
    tab.do({ type: 'unfetched', id: tab.take('fetch')?.id ?? -1, kind: 'altered' })
    assert.deepEqual([tab.state.through.failed, tab.state.through.status], [true, { key: 'others.unfetched', reason: 'reason.altered' }])
    tab.do({ type: 'through', model: 'path' })
    assert.deepEqual([tab.state.through.failed, tab.take('fetch')?.model], [false, 'path'])
  })

  test('nothing is asked or fetched where there is no other model', () => {
    const tab = new Tab()
    tab.state = { ...tab.state, model: { ...tab.state.model, others: [] } }
    tab.open(content({ alpha: 'missing' })).do({ type: 'tab', tab: 'models' })
    assert.deepEqual([tab.take('ask')?.kind, tab.take('ask'), tab.take('fetch'), tab.state.through.status], ['report', undefined, undefined, null])
  })

  test('is told what is wanted of the plan, which is kept with the answers and is none of them', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'scorer-ready' }).do({ type: 'tab', tab: 'plan' })
    tab.effects = []
    tab.do({ type: 'planned', wish: { owners: { alpha: 'Ada' } } })
    assert.deepEqual(tab.kinds('ask', 'sync'), ['sync'], 'the plan is told anew when there has been time to press what follows')
    assert.deepEqual(tab.take('later'), { type: 'later', event: { type: 'score' }, after: 150 })
    assert.equal(tab.take('sync')?.change?.fields.get(':plan'), encoded({ ...wishOf(tab.state), owners: { alpha: 'Ada' } }))
    assert.deepEqual(Object.keys(fileOf(tab.state).responses), ['alpha'])
    tab.do({ type: 'planned', wish: { done: ['alpha'] } })
    assert.deepEqual(tab.kinds('ask', 'sync'), ['ask'], 'what is only played with is not kept')
    tab.effects = []
    tab.do({ type: 'take-plan', form: 'jira' })
    const asked = tab.take('ask')
    assert.deepEqual(asked?.kind === 'tasks' && [asked.payload.owners, asked.payload.begins], [{ alpha: 'Ada' }, TODAY])
    tab.do({ type: 'answered', id: asked?.id ?? -1, kind: 'tasks', value: { text: 'table' } })
    assert.deepEqual(tab.take('download-text'), { type: 'download-text', name: `four-stages-plan-${TODAY}-jira.csv`, text: 'table' })
  })

  test('takes nothing for a wish that is none', () => {
    for (const text of ['', 'x', '1', '{}', '{"excluded":"a","efforts":{"a":[1,2,9]},"owners":{"a":1},"begins":"soon","target":"3"}']) {
      const tab = new Tab().open(content({ ':plan': text }))
      assert.deepEqual(wishOf(tab.state), { target: null, excluded: [], efforts: {}, begins: '', owners: {}, done: [] })
    }
  })

  test('is asked for the result in the address once the store has answered', () => {
    const tab = new Tab().do({ type: 'started', id: null, fields: new Map(), touched: true, hash: '#report' })
    assert.deepEqual(tab.kinds('ask'), [])
    tab.synced(content({ alpha: 'missing' }))
    const ask = tab.take('ask')
    assert.deepEqual(ask?.kind === 'report' && ask.payload.assessment.responses, { alpha: { answer: 'missing' } })
  })
})

describe("somebody's link", () => {
  const linked = (mine = content({ alpha: 'missing', ':taken': '2026-11-25' }), hash = '#a=code') => new Tab().open(mine, { hash })
  /** @param {Tab} tab @param {Partial<import('../../docs/assets/assess/types.d.ts').Opened>} value */
  const answer = (tab, value) =>
    tab.do({ type: 'answered', id: tab.state.link?.id ?? -1, kind: 'open', value: /** @type {any} */ ({ read: null, made_for: null, refused: null, ...value }) })
  /** @param {Tab} tab */
  const open = (tab, responses = /** @type {any} */ ({ beta: { answer: 'ad-hoc' } }), more = {}) => answer(tab, { read: read(responses, more) })
  /** @param {Tab} tab */
  const mine = (tab) => Object.fromEntries(ownOf(tab.state).fields)

  test('is looked at with its result, and nothing that is done meanwhile is said of one’s own answers', () => {
    const tab = open(linked())
    assert.deepEqual(fields(tab), { beta: 'ad-hoc', ':taken': '2026-01-01' })
    const ask = tab.effects.findLast((effect) => effect.type === 'ask')
    assert.deepEqual(ask?.type === 'ask' && ask.kind === 'report' && ask.payload.assessment.responses, { beta: { answer: 'ad-hoc' } })
    assert.deepEqual(tab.kinds('go-to-link', 'clear-address', 'address'), ['go-to-link'])
    const before = tab.state
    tab.effects = []
    tab.type('beta', 'missing').type(':name', 'Mine').do({ type: 'left' }).do({ type: 'delete' })
    assert.equal(tab.state, before)
    tab.do({ type: 'planned', wish: { target: 2, owners: { beta: 'Ada' } } }).do({ type: 'dismiss', kind: 'reviews', cause: 1 })
    tab.do({ type: 'download' }).do({ type: 'take-plan', form: 'jira' })
    tab.do({ type: 'answered', id: tab.state.plan.taking?.id ?? -1, kind: 'tasks', value: { text: 'Task' } })
    assert.deepEqual(tab.effects.flatMap((effect) => ('name' in effect ? [effect.name] : [])), ['four-stages-shared-2026-01-01.json', 'four-stages-shared-2026-01-01-plan-2026-11-25-jira.csv'])
    assert.equal(wishOf(tab.state).target, 2)
    assert.deepEqual(tab.kinds('journal', 'sync'), [])
    assert.deepEqual(mine(tab), { alpha: 'missing', ':taken': '2026-11-25' })
    assert.equal(status(tab), 'link.unsaved')
  })

  test('stays in the address while one looks, whichever tab is open, and leaves it when one closes it', () => {
    const tab = open(linked(undefined, '#a%3dcode&fbclid=x&tab=plan'))
    assert.equal(tab.state.tab, 'plan')
    tab.do({ type: 'tab', tab: 'time' }).do({ type: 'tab', tab: 'result' })
    assert.deepEqual(tab.effects.flatMap((effect) => (effect.type === 'address' ? [effect.hash] : [])), ['#a=code&tab=time', '#a=code'])
    tab.effects = []
    tab.do({ type: 'hash', hash: '#a=code&tab=time' }) // back
    assert.equal(tab.state.tab, 'time')
    assert.deepEqual(tab.kinds('address'), [])
    assert.equal(tab.effects.filter((effect) => effect.type === 'ask' && effect.kind === 'open').length, 0)
    tab.do({ type: 'close-link' })
    assert.deepEqual(tab.kinds('clear-address', 'go-to-top'), ['clear-address', 'go-to-top'])
    assert.deepEqual(fields(tab), { alpha: 'missing', ':taken': '2026-11-25' })
    assert.deepEqual([tab.state.report.html, tab.state.wanted, tab.state.tab], [null, false, 'result'])
    tab.type('alpha', 'systematic')
    assert.equal(mine(tab).alpha, 'systematic')
  })

  for (const [hash, code] of Object.entries({ '#a&#61;code': 'code', '#35;a=code': 'code', '#x23;a&#x3D;code': 'code', '#a=3Dcode': 'code', '#a%253Dcode&quot;': 'code', '#A=code': 'code', '#a=': '', '#a': '' })) {
    test(`is one as ${hash}, too`, () => assert.equal(linked(undefined, hash).state.link?.code, code))
  }

  test('is none that only begins as one', () => assert.equal(linked(undefined, '#about').state.link, null))

  test('is left when the address is, and another that comes takes its place', () => {
    const tab = open(linked())
    tab.do({ type: 'hash', hash: '#plan' })
    assert.equal(tab.state.link, null)
    assert.equal(tab.state.tab, 'plan')
    tab.do({ type: 'hash', hash: '#a=one' }).do({ type: 'hash', hash: '#a=other' })
    assert.equal(tab.state.link?.code, 'other')
    assert.deepEqual(fields(tab), {}, 'neither one’s own nor the last')
  })

  test('waits for a scorer that fails, and opens when it starts', () => {
    const tab = linked().do({ type: 'scorer-over', kind: 'load', asked: true })
    tab.do({ type: 'unanswered', id: tab.state.link?.id ?? -1, kind: 'open', error: { kind: 'load', problems: [], more: 0 } })
    assert.deepEqual(notices(tab.state).map(({ kind }) => kind), ['scorer'])
    tab.effects = []
    tab.do({ type: 'try-again' })
    assert.deepEqual(tab.kinds('start-scorer', 'ask', 'clear-address'), ['start-scorer', 'ask'])
    assert.equal(fields(open(tab)).beta, 'ad-hoc')
  })

  for (const refused of /** @type {const} */ (['empty', 'cut', 'damaged', 'newer', 'foreign', 'other'])) {
    test(`that is ${refused} is told, leaves one’s own answers as they are and usable, and goes when that is dismissed`, () => {
      const tab = answer(linked(), { refused })
      const [notice] = notices(tab.state)
      assert.deepEqual([notice?.kind, notice?.text.key], ['link', `link.${refused}`])
      assert.deepEqual(tab.kinds('clear-address'), [])
      tab.type('beta', 'ad-hoc')
      assert.deepEqual(mine(tab), { alpha: 'missing', beta: 'ad-hoc', ':taken': '2026-11-25' })
      tab.do({ type: 'dismiss', kind: 'link', cause: notice?.cause ?? -1 })
      assert.deepEqual(notices(tab.state), [])
      assert.deepEqual(tab.kinds('clear-address', 'go-to-top'), ['clear-address'])
    })
  }

  test('of another model leads to its page, if the site has one', () => {
    const tab = answer(linked(), { refused: 'foreign', made_for: { id: 'levels', version: '1.0.0' } })
    assert.deepEqual(tab.take('leave'), { type: 'leave', address: '../../assess/levels/#a=code' })
    const lost = answer(linked(), { refused: 'foreign', made_for: { id: 'unknown', version: '1.0.0' } })
    assert.deepEqual(lost.kinds('leave'), [])
    assert.deepEqual(notices(lost.state).map(({ text }) => text.key), ['link.foreign'])
  })

  test('is compared with one’s own answers, unless they are the same', () => {
    const tab = open(linked()).do({ type: 'tab', tab: 'time' })
    const ask = tab.effects.findLast((effect) => effect.type === 'ask')
    assert.deepEqual(ask?.type === 'ask' && ask.kind === 'trend' && ask.payload.assessments.map(({ responses }) => responses), [{ alpha: { answer: 'missing' } }, { beta: { answer: 'ad-hoc' } }])
    assert.equal(besides(open(linked(), { alpha: { answer: 'missing' } }).state).length, 2, 'of another day')
    assert.equal(besides(open(linked(content({ alpha: 'missing', ':taken': '2026-01-01' })), { alpha: { answer: 'missing' } }).state).length, 1)
    assert.equal(besides(open(linked(null)).state).length, 1)
  })

  test('of an earlier version says what to look at again, for as long as one wants', () => {
    const tab = open(linked(), undefined, { reviews: ['Practice beta'] })
    assert.deepEqual(notices(tab.state).map(({ kind, text, list }) => [kind, text.key, list]), [['reviews', 'link.reviews', ['Practice beta']]])
    dismiss(tab, 'reviews')
    assert.deepEqual([notices(tab.state), tab.kinds('sync', 'journal')], [[], []])
  })

  test('is kept as a copy beside one’s own answers, once, with what has no place set aside', () => {
    const tab = open(linked(), undefined, { reviews: ['Practice beta'], kept: { gone: { answer: 'ad-hoc' } } })
    tab.do({ type: 'keep-link' }).do({ type: 'keep-link' })
    const { content: copy, kept } = tab.take('create') ?? { content: null, kept: [] }
    assert.deepEqual(Object.fromEntries(copy?.fields ?? []), { beta: 'ad-hoc', ':taken': '2026-01-01' })
    assert.deepEqual(copy?.reviews, ['Practice beta'])
    assert.deepEqual(kept.map(({ reason }) => reason.key), ['kept'])
    tab.do({ type: 'created', id: 'x', place: 'report' })
    assert.equal(tab.take('go')?.address, 'https://example.org/assess/#assessment=x&at=report')
    assert.deepEqual([mine(tab), tab.kinds('create', 'sync', 'journal')], [{ alpha: 'missing', ':taken': '2026-11-25' }, []])
  })

  test('of which no copy can be kept says so, and can be tried again', () => {
    const tab = open(linked()).do({ type: 'keep-link' }).do({ type: 'uncreated' })
    assert.deepEqual(notices(tab.state).map(({ text }) => text.key), ['link.unkept'])
    tab.do({ type: 'keep-link' })
    assert.equal(tab.kinds('create').length, 2)
  })

  test('takes nothing from a form that a browser filled, and no question about a file', () => {
    const tab = linked(null, '#a=code')
    const filled = new Tab().open(null, { hash: '#a=code', fields: new Map([['alpha', 'missing']]), touched: true })
    for (const each of [tab, filled]) assert.deepEqual([each.kinds('sync', 'journal'), mine(each)], [[], {}])
    const asking = new Tab().open(content({ alpha: 'missing' }))
    asking.do({ type: 'delete' }).do({ type: 'hash', hash: '#a=code' })
    assert.deepEqual(asking.state.questions, [])
    const dropped = open(linked()).do({ type: 'file', name: 'a.json', file: new Blob() })
    assert.deepEqual([dropped.state.link, dropped.kinds('clear-address')], [null, ['clear-address']])
  })

  test('to answers that are not there is not made', () => {
    const tab = new Tab().open(content({ 'alpha.evidence': 'a note' })).do({ type: 'share' })
    assert.deepEqual(tab.kinds('ask'), [])
    assert.equal(notices(tab.state).find(({ kind }) => kind === 'file')?.text.key, 'share.nothing')
  })
})

describe('answers of an earlier version of the model', () => {
  const older = { version: '1.0.0', assessment: file({ old: { answer: 'missing' } }, '1.0.0'), drafts: { 'old-note': { evidence: 'a note' } } }
  const returning = () => new Tab().open(null).do({ type: 'elsewhere' }).synced(null, { older })
  /** @param {Tab} tab @param {Read} value */
  const answer = (tab, value) => tab.do({ type: 'answered', id: tab.state.older?.asked ?? -1, kind: 'read', value })

  test('are brought forward, notes without an answer too, with what to look at again and what has no place', () => {
    const tab = returning()
    assert.equal(status(tab), 'saved.forwarding')
    answer(tab, read({ alpha: { answer: 'missing' } }, { reviews: ['Practice alpha'], kept: { gone: { answer: 'ad-hoc' } } }))
    const notes = tab.effects.findLast((effect) => effect.type === 'ask')
    assert.deepEqual(notes?.type === 'ask' && notes.kind === 'read' && JSON.parse(notes.payload.text).responses, {
      'old-note': { dont_know: true, evidence: 'a note' },
    })
    answer(tab, read({ beta: { dont_know: true, evidence: 'a note' } }))
    assert.deepEqual(fields(tab), { alpha: 'missing', 'beta.evidence': 'a note', ':taken': '2026-01-01' })
    const { change } = tab.take('sync') ?? { change: null }
    assert.equal(change?.from, '1.0.0')
    assert.deepEqual(change?.whole?.reviews, ['Practice alpha'])
    assert.deepEqual(change?.aside?.map(({ reason }) => reason), [{ key: 'kept', version: '1.0.0', count: 1 }])
    tab.synced(shown(tab.state))
    assert.equal(status(tab), 'saved.forwarded')
    assert.equal(tab.state.older, null)
  })

  test('are older than what the visitor answers meanwhile, which waits for them', () => {
    const tab = returning().type('alpha', 'systematic')
    assert.equal(tab.take('sync'), undefined)
    answer(tab, read({ alpha: { answer: 'missing' }, beta: { answer: 'ad-hoc' } }))
    answer(tab, read({}))
    assert.deepEqual([fields(tab).alpha, fields(tab).beta], ['systematic', 'ad-hoc'])
  })

  test('stay as they are while the scorer does not run, and nothing is said to be saved', () => {
    const tab = returning().do({ type: 'scorer-over', kind: 'load', asked: true }).type('alpha', 'missing')
    assert.equal(tab.take('sync'), undefined)
    assert.equal(status(tab), 'saved.failed')
    assert.deepEqual(kinds(tab), ['scorer', 'older'])
    tab.do({ type: 'download-older' })
    const { assessment, drafts } = /** @type {any} */ (tab.take('download') ?? { value: {} }).value
    assert.deepEqual({ assessment, drafts }, { assessment: older.assessment, drafts: older.drafts }, 'notes are no part of a file')
    tab.effects = []
    tab.do({ type: 'try-again' })
    assert.deepEqual(tab.kinds('start-scorer', 'ask'), ['start-scorer', 'ask'])
  })

  test('of which nothing is known are set aside, whole', () => {
    const tab = returning()
    tab.do({ type: 'unanswered', id: tab.state.older?.asked ?? -1, kind: 'read', error: { kind: 'input', problems: ['?'], more: 0 } })
    const { change } = tab.take('sync') ?? { change: null }
    assert.deepEqual(change?.aside, [{ reason: { key: 'version', version: '1.0.0' }, record: { assessment: older.assessment, drafts: older.drafts } }])
  })
})

describe('the result in short', () => {
  /** @param {Tab} tab */
  const asked = (tab) => tab.effects.flatMap((effect) => (effect.type === 'ask' && effect.kind === 'short' ? [effect] : []))

  test('is asked for once there is something to be told, and says where the site is', () => {
    const tab = new Tab().open().do({ type: 'scorer-ready' }).do({ type: 'tab', tab: 'share' })
    assert.deepEqual(asked(tab), [])
    tab.type('alpha', 'missing').do({ type: 'score' })
    const [{ id = -1, payload } = {}] = asked(tab)
    assert.equal(payload?.address, 'https://example.org/')
    assert.equal(payload?.assessment.responses.alpha && 'answer' in payload.assessment.responses.alpha, true)
    tab.do({ type: 'answered', id: id - 1, kind: 'short', value: { text: 'old', markdown: '', html: '' } })
    tab.do({ type: 'answered', id, kind: 'short', value: { text: 'A line', markdown: '# A line', html: '<p>' } })
    tab.do({ type: 'copy-lines', form: 'markdown' })
    assert.equal(tab.take('copy')?.text, '# A line')
    // What is emptied again has nothing to be told.
    tab.type('alpha', '').do({ type: 'score' })
    assert.equal(tab.state.short.html, null)
  })

  test('is a table under a name that says whose answers they are, and only the one that was asked for last', () => {
    const tab = new Tab().open(content({ alpha: 'missing' })).do({ type: 'take-table', form: 'csv' })
    const id = tab.state.short.taking?.id ?? -1
    tab.do({ type: 'answered', id: id - 1, kind: 'table', value: { text: 'old' } })
    assert.equal(tab.take('download-text'), undefined)
    tab.do({ type: 'answered', id, kind: 'table', value: { text: 'a,b' } })
    assert.deepEqual(tab.take('download-text'), { type: 'download-text', name: `four-stages-${TODAY}.csv`, text: 'a,b' })
    tab.do({ type: 'take-table', form: 'xlsx' })
    tab.do({ type: 'unanswered', id: tab.state.short.taking?.id ?? -1, kind: 'table', error: { kind: 'silent', problems: [], more: 0 } })
    assert.equal(tab.state.refusal?.text.key, 'take.failed')
  })
})
