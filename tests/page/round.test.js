// The next round: what it begins with, and that each answer is confirmed or changed, on this page, in another tab and after a reload.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cardOf } from '../../docs/assets/assess/cards.js'
import { opened, recordOf } from '../../docs/assets/assess/records.js'
import { ROUND, nextRound, roundForward, roundOf, unconfirmed } from '../../docs/assets/assess/round.js'
import { own } from '../../docs/assets/assess/state.js'
import { cards, first, update } from '../../docs/assets/assess/shelf-update.js'
import { MODEL, TODAY, Tab, content } from './world.js'

/** @import { StoredRecord } from '../../docs/assets/assess/types.d.ts' */

const BEFORE = { ...content({ alpha: 'missing', 'alpha.evidence': 'a note', beta: 'dont-know', 'constructor.evidence': 'without an answer', ':name': 'Berlin', ':taken': '2025-11-20', ':plan': '{}' }), rest: { id: 'x', agreed: true }, reviews: ['Practice alpha'] }
const open = (/** @type {Tab} */ tab) => unconfirmed(MODEL, own(tab.state).fields).map(({ id }) => id)

describe('the next round', () => {
  test('begins with the answers and notes of the one before, none of them confirmed, and is of today', () => {
    const tab = new Tab().open(BEFORE)
    tab.do({ type: 'next-round' })
    const { content: begun, of } = tab.take('create') ?? assert.fail()
    assert.equal(of, 'a')
    assert.deepEqual(Object.fromEntries(begun.fields), {
      alpha: 'missing', 'alpha.evidence': 'a note', 'alpha.unconfirmed': 'yes', beta: 'dont-know', 'beta.unconfirmed': 'yes',
      'constructor.evidence': 'without an answer', ':name': 'Berlin', ':taken': TODAY, ':round': '2025-11-20',
    })
    assert.deepEqual([begun.rest, begun.reviews], [{}, []])
    tab.do({ type: 'created', id: 'y', place: '' })
    assert.match(tab.take('go')?.address ?? '', /#assessment=y$/)
  })

  test('is confirmed answer by answer: by saying so, by another answer, or by none', () => {
    const tab = new Tab().open(nextRound(MODEL, BEFORE, TODAY))
    assert.deepEqual(open(tab), ['alpha', 'beta'])
    tab.type('alpha.evidence', 'another note')
    assert.deepEqual(open(tab), ['alpha', 'beta'], 'a note says nothing of the answer')
    tab.do({ type: 'confirm', practice: 'alpha' })
    assert.deepEqual([open(tab), own(tab.state).fields.get('alpha')], [['beta'], 'missing'])
    tab.type('beta', 'systematic')
    assert.deepEqual(open(tab), [])
    const cleared = new Tab().open(nextRound(MODEL, BEFORE, TODAY)).type('beta', '')
    assert.deepEqual(open(cleared), ['alpha'])
    assert.deepEqual(open(cleared.type('beta', 'missing')), ['alpha'])
  })

  test('two tabs that confirm different answers confirm both', () => {
    const begun = nextRound(MODEL, BEFORE, TODAY)
    const [one, two] = [new Tab().open(begun), new Tab().open(begun)]
    one.do({ type: 'confirm', practice: 'alpha' })
    two.do({ type: 'confirm', practice: 'beta' }).written()
    const known = two.state.storage.known
    one.take('sync')
    one.do({ type: 'unsynced', why: 'failed', left: null }).do({ type: 'elsewhere' }).synced(known)
    assert.deepEqual(open(one), [])
  })

  test('is stored beside the answers and in no file, and comes back', () => {
    const stored = recordOf('y', MODEL, nextRound(MODEL, BEFORE, TODAY), '')
    const record = { ...stored, of: 'a' }
    assert.deepEqual([record.round, record.unconfirmed], ['2025-11-20', ['alpha', 'beta']])
    assert.deepEqual(record.assessment.responses, { alpha: { answer: 'missing', evidence: 'a note' }, beta: { dont_know: true } })
    assert.deepEqual(record.drafts, { constructor: { evidence: 'without an answer' } })
    assert.deepEqual(recordOf('y', MODEL, opened(record, MODEL).content, ''), stored)
    for (const strange of [{ round: 7, unconfirmed: 'x' }, { round: null, unconfirmed: [7] }, { round: 'soon', unconfirmed: ['alpha'] }]) assert.deepEqual(roundOf(strange), new Map())
  })

  test('that is brought into a later version of the model has confirmed there what it had confirmed before under the same name', () => {
    const answers = (/** @type {string[]} */ ...ids) => /** @type {any} */ ({ responses: Object.fromEntries(ids.map((id) => [id, { answer: 'missing' }])) })
    const older = { round: '2025-11-20', unconfirmed: ['old', 'alpha'], assessment: answers('old', 'alpha', 'beta') }
    assert.deepEqual([...roundForward(older, answers('alpha', 'beta', 'renamed')).keys()], [ROUND, 'alpha.unconfirmed', 'renamed.unconfirmed'])
    assert.deepEqual(roundForward({ assessment: older.assessment }, answers('alpha')), new Map())
  })

  test('has the one before beside it over time, once, and others when they are wanted', () => {
    const kept = [{ id: 'a', name: 'Berlin, 2025', day: '2025-11-20' }, { id: 'b', name: 'Lyon', day: '2025-01-01' }]
    const tab = new Tab().open(null).do({ type: 'elsewhere' }).synced(nextRound(MODEL, BEFORE, TODAY), { id: 'y', of: 'a' })
    tab.do({ type: 'tab', tab: 'time' })
    assert.equal(tab.take('list-kept')?.but, 'y')
    tab.do({ type: 'kept', kept })
    assert.deepEqual([tab.take('read-kept')?.kept, tab.take('read-kept')], ['a', undefined])
    tab.do({ type: 'kept', kept })
    assert.equal(tab.take('read-kept'), undefined)
    tab.do({ type: 'compare-kept', kept: /** @type {any} */ (kept[1]) })
    const { id, kept: which } = tab.take('read-kept') ?? assert.fail()
    assert.equal(which, 'b')
    tab.do({ type: 'file-read', id, text: '{}' })
    assert.deepEqual(tab.state.trend.beside.map(({ name }) => name), ['Berlin, 2025', 'Lyon'])
  })
})

test('the next round begins the same from the list of all', () => {
  const model = { id: 'four-stages', version: '2.0.0', name: 'M', questionnaire: 'q/', practices: MODEL.practices.map(({ id }) => id), part: { address: '', size: 0, sha256: '' } }
  const record = { ...recordOf('a', MODEL, BEFORE, '2025-11-21T00:00:00Z'), of: '' }
  const [state] = update(first([model]), { type: 'listed', records: [record] }, TODAY)
  const [, effects] = update(state, { type: 'round', id: 'a' }, TODAY)
  const made = effects.find(({ type }) => type === 'create')
  const { fresh } = made?.type === 'create' ? made : assert.fail()
  const begun = opened(/** @type {StoredRecord} */ ({ ...fresh, schema: 2, id: 'y', changed: '' }), MODEL).content
  assert.deepEqual(new Map([...begun.fields].toSorted()), new Map([...nextRound(MODEL, BEFORE, TODAY).fields].toSorted()))
  assert.deepEqual([begun.rest, begun.reviews, fresh.of], [{}, [], 'a'])
  const { given, all, unconfirmed: left, open: next } = cardOf({ ...fresh, schema: 2, id: 'y' }, [model])
  assert.deepEqual([given, all, left, next, cards(state).length], [2, 3, 2, 'alpha', 1])
})

test('a copy has what is still to be confirmed, and nothing in its place', () => {
  const model = { id: 'four-stages', version: '2.0.0', name: 'M', questionnaire: 'q/', practices: MODEL.practices.map(({ id }) => id), part: { address: '', size: 0, sha256: '' } }
  const begun = new Tab().open(nextRound(MODEL, BEFORE, TODAY))
  for (const kept of [['alpha', 'beta'], ['beta'], undefined]) {
    const record = { ...recordOf('a', MODEL, own(begun.state), ''), of: '' }
    const [state] = update(first([model]), { type: 'listed', records: [record] }, TODAY)
    const made = update(state, { type: 'copy', id: 'a', name: 'Copy' }, TODAY)[1].find(({ type }) => type === 'create')
    const { fresh } = made?.type === 'create' ? made : assert.fail()
    assert.deepEqual([fresh.round, fresh.unconfirmed, 'unconfirmed' in fresh], ['2025-11-20', kept, kept !== undefined])
    begun.do({ type: 'confirm', practice: open(begun)[0] ?? '' })
  }
})
