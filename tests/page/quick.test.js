// The quick look: which questions are asked, what is kept of it, and how the rest goes on from there.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EMPTY, MODE, contentOf, fileOf } from '../../docs/assets/assess/answers.js'
import { cardOf, stateOf } from '../../docs/assets/assess/cards.js'
import { asked, completed, nextOpen, quick } from '../../docs/assets/assess/questions.js'
import { first, update } from '../../docs/assets/assess/shelf-update.js'
import { nextRound } from '../../docs/assets/assess/round.js'
import { assessment, own } from '../../docs/assets/assess/state.js'
import { MODEL, TODAY, Tab, content } from './world.js'

const MARKED = ['alpha', 'constructor']
const LOOK = { ...MODEL, practices: MODEL.practices.map((practice) => ({ ...practice, marked: MARKED.includes(practice.id) })) }

/**
 * @param {{ [field: string]: string } | null} [stored]
 * @param {string} [hash]
 */
function page(stored = null, hash = '') {
  const tab = new Tab()
  tab.state = { ...tab.state, model: LOOK }
  return tab.open(stored && content(stored), { hash })
}

/** @param {Tab} tab */
const ids = (tab) => asked(tab.state).practices.map(({ id }) => id)
/** @param {Tab} tab */
const mode = (tab) => assessment(tab.state).mode

describe('a quick look', () => {
  test('asks the marked questions where its address says so, and keeps that with the first answer and not before', () => {
    const tab = page(null, '#quick')
    assert.deepEqual([ids(tab), own(tab.state).fields.size, tab.take('sync')], [MARKED, 0, undefined])
    tab.type('alpha', 'missing')
    assert.equal(tab.take('sync')?.change?.fields.get(MODE), 'quick')
    assert.deepEqual([mode(tab), ids(tab)], ['quick', MARKED])
  })

  test('is what was kept as one, in whatever tab and without its address', () => {
    assert.deepEqual(ids(page({ ':mode': 'quick', alpha: 'missing' })), MARKED)
    const tab = page({ alpha: 'missing' })
    assert.deepEqual(ids(tab), ['alpha', 'beta', 'constructor'])
    tab.do({ type: 'elsewhere', id: 'a' }).synced(content({ ':mode': 'quick', alpha: 'missing' }))
    assert.deepEqual(ids(tab), MARKED)
  })

  test('is none where anything else is answered, or where nothing is marked', () => {
    assert.deepEqual(ids(page({ ':mode': 'quick', beta: 'missing' }, '#quick')), ['alpha', 'beta', 'constructor'])
    assert.equal(quick(new Tab().open(content({ ':mode': 'quick' }), { hash: '#quick' }).state), false)
    // A note is no answer.
    assert.deepEqual(ids(page({ ':mode': 'quick', 'beta.evidence': 'Handbook' })), MARKED)
  })

  test('can be begun with the answers that are there, and gone back from', () => {
    const tab = page({ alpha: 'missing' }).do({ type: 'hash', hash: '#quick' })
    assert.deepEqual([ids(tab), tab.take('sync')?.change?.fields.get(MODE)], [MARKED, 'quick'])
    const empty = page().do({ type: 'hash', hash: '#quick' })
    assert.deepEqual([ids(empty), ids(empty.do({ type: 'hash', hash: '' })).length], [MARKED, 3])
  })

  test('is not begun by going back to its address once more is answered', () => {
    const tab = page({ alpha: 'missing', beta: 'missing' }).do({ type: 'hash', hash: '#quick' })
    assert.deepEqual([mode(tab), tab.take('sync')?.change], [undefined, undefined])
  })

  test('goes on to the others with the same answers', () => {
    const tab = page({ ':mode': 'quick', alpha: 'missing', constructor: 'systematic' }, '#report').do({ type: 'rest' })
    assert.deepEqual([ids(tab).length, mode(tab), nextOpen(tab.state, 0)], [3, undefined, 'beta'])
    assert.equal(tab.take('sync')?.change?.fields.get(MODE), '')
    assert.deepEqual(Object.keys(assessment(tab.state).responses), MARKED)
    assert.deepEqual(tab.take('address'), { type: 'address', hash: '#report' })
    assert.deepEqual(tab.take('address'), { type: 'address', hash: '' }, 'a place of its own, from which Back leads to the result')
    const other = page(null, '#quick').do({ type: 'all-questions' })
    assert.deepEqual([ids(other).length, other.take('address')], [3, { type: 'address', hash: '', instead: true }])
  })

  test('counts, and leads to, what it asks alone', () => {
    const tab = page({ ':mode': 'quick', alpha: 'missing' })
    assert.deepEqual([nextOpen(tab.state, 0), nextOpen(tab.state, 1), nextOpen(tab.state, 2)], ['constructor', 'constructor', 'constructor'])
    assert.deepEqual([completed(tab.state), completed(tab.type('constructor', 'missing').state)], [0, 1])
    assert.equal(nextOpen(tab.state, 0), null)
  })

  test('of somebody else is shown as one, and one’s own wish is no matter there', () => {
    const theirs = page(null, '#quick').do({ type: 'hash', hash: '#a=code' })
    const id = theirs.take('ask')?.id ?? 0
    const said = { ...fileOf(LOOK, content({ beta: 'missing' }), TODAY), framework: { id: LOOK.framework, version: LOOK.version } }
    const read = { assessment: said, reviews: [], kept: {} }
    theirs.do({ type: 'answered', id, kind: 'open', value: /** @type {never} */ ({ read, made_for: null, refused: null }) })
    assert.deepEqual(ids(theirs).length, 3)
    assert.equal(theirs.do({ type: 'rest' }).take('sync'), undefined)
  })
})

test('a mode is kept as a file has it, and a next round has none of its own', () => {
  const file = fileOf(LOOK, content({ alpha: 'missing', ':mode': 'full' }), TODAY)
  assert.deepEqual([file.mode, contentOf(file).fields.get(MODE)], ['full', 'full'])
  const odd = /** @type {typeof file} */ ({ ...file, mode: /** @type {never} */ ('slow') })
  assert.equal(contentOf(odd).fields.has(MODE), false)
  assert.equal(nextRound(LOOK, content({ ':mode': 'quick', alpha: 'missing' }), TODAY).fields.has(MODE), false)
  assert.equal(fileOf(LOOK, EMPTY, TODAY).mode, undefined)
})

test('on the shelf it is counted of its own questions, and begun as one', () => {
  const model = /** @type {import('../../docs/assets/assess/shelf-types.d.ts').Model} */ (
    /** @type {unknown} */ ({ id: 'four-stages', version: '2.0.0', name: 'Four', questionnaire: 'four/', practices: ['alpha', 'beta', 'constructor'], quick: MARKED })
  )
  /** @param {{ [field: string]: string }} fields */
  const card = (fields) => cardOf({ schema: 2, id: 'a', framework: 'four-stages', drafts: {}, assessment: fileOf(LOOK, content(fields), TODAY) }, [model])
  assert.deepEqual(stateOf(card({ ':mode': 'quick', alpha: 'missing' })), { key: 'shelf.looked', values: { given: 1, all: 2 } })
  assert.equal(card({ ':mode': 'quick', alpha: 'missing' }).open, 'constructor')
  assert.deepEqual(stateOf(card({ ':mode': 'quick', beta: 'missing' })), { key: 'shelf.given', values: { given: 1, all: 3 } })
  const shelf = { ...first([model]), records: [] }
  const [, [made]] = update(shelf, { type: 'start', model: 'four-stages', name: 'Shop', place: 'quick' }, TODAY)
  assert.equal(made?.type === 'create' && made.fresh.assessment.mode, 'quick')
  const [, [gone]] = update(shelf, { type: 'start', model: 'four-stages', name: '', place: 'quick' }, TODAY)
  assert.deepEqual(gone, { type: 'go', address: 'four/#quick' })
})
